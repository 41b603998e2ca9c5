"""Files for readers without the program: what is in them, what is recorded, and what comes back."""
