"""Legal review: what waits for a decision, why, and the decision with its reason."""
