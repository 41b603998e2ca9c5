"""Channel surfaces with their limits, and the dialects of scheduling tools."""
