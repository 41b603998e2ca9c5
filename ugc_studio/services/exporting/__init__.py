"""Exports: a plan that touches nothing, then a folder that appears whole or not at all."""
