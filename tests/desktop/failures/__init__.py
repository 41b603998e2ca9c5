"""What goes wrong ends in one plain sentence and a healthy library."""
