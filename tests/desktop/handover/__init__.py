"""Handing photos to readers and taking their answers in, through the real window."""
