"""One file per product that leaves the library."""
