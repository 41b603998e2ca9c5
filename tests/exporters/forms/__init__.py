"""Release forms as PDF."""
