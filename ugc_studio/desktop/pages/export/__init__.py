"""Export: where to, with which options, the check, and one button that says what will happen."""
