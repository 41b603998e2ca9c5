"""The grid of photos: one list that every screen uses, for up to a million items."""
