"""Forms on paper at the desk: printing one, attaching the signed one, recording what was ticked."""
