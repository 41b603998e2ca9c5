"""The library: all photos, looked at as a grid, a table, one at a time or side by side; searched, filtered, marked."""
