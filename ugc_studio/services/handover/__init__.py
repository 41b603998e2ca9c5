"""Review files: who may see what, what is recorded of it, and what becomes of the answers."""
