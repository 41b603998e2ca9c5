"""Release forms on paper: printing them, knowing them again when they come back signed, recording what was ticked."""
