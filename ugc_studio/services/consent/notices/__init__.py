"""Texts that people are asked to agree to: standard ones as data, adopted by a brand, held against their scope."""
