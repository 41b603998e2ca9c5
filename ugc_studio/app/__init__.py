"""Composition root: wires the services for a front end."""
