"""History: what was done, what came in with its reports, what went out."""
