"""Importing: the dialog, the run, and what is said when it is over."""
