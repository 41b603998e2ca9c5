"""Use cases: transactions, jobs and undo over the library; no Qt, no SQL."""
