"""Careful HTTP for the few things a user asks to fetch or check."""
