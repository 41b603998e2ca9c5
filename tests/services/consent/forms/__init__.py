"""Release forms: printed, signed, back again."""
