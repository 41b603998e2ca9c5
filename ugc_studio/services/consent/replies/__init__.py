"""Replies: where they come from, to which requests they belong, and what a reader proposes about them."""
