"""Texts and files of strangers, everywhere in the window."""
