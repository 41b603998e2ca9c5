"""Whether the window is as strict as the gate: pictures of families and children are in it."""
