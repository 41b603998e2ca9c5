"""One photo at a time, as large as the window."""
