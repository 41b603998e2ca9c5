"""The tab of the legal reviewer: what waits, everything that one reads before deciding, and the decision."""
