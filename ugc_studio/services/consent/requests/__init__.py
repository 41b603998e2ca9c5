"""Asking people: drafts, what was sent, who has not answered, one reminder, and silence at the end."""
