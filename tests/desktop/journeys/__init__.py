"""Whole ways through the window, with the mouse and with the keyboard alone; every action of the person is counted."""
