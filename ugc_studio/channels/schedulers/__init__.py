"""Dialects of scheduling tools: one small module per quirk, the rest is data."""
