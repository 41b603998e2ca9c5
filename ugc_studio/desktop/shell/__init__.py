"""The window around the places: sidebar, notices, tasks, and what is remembered."""
