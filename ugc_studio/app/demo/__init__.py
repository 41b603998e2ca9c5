"""The demo: a sample library and the whole road on it, step by step, through the services that everybody uses."""
