"""Handing photos to readers without the program, and what comes back."""
