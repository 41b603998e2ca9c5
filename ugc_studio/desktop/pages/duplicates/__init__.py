"""Duplicates: a queue of groups, their photos side by side, and decisions by one key."""
