"""Benchmarks: run by one command, printed beside a named baseline, never asserted in the test suite."""
