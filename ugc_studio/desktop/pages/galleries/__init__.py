"""Galleries: an ordered board, the feed as it will look, a calendar, and the post that is current."""
