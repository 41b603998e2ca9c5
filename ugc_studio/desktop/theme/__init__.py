"""Colours, type, spacing and icons: everything that decides how the window looks, in one place."""
