"""Dialogs of the window; each module shows itself with ``open_dialog(desk, window)``."""
