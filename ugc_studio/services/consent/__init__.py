"""Consent: recording what people said, asking the gate, and what follows (takedowns, erasure, restoring)."""
