"""Draws every place, dialog and empty state of the sample library from the real window into PNG files."""
