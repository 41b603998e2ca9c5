"""The window for people who use the keyboard, a screen reader, large text or strong colours."""
