"""Release forms as PDF: to fill in on a screen or to print and sign."""
