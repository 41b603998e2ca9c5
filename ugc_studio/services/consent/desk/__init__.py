"""The consent desk: queues, one photo opened, formules, and what has to come down."""
