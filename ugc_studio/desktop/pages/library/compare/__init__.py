"""Two to four photos side by side, at the same spot."""
