"""The small parts that every place is made of, dressed by the theme."""
