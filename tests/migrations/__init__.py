"""Older libraries come up to date, or stay as they were."""
