"""Tests of the place for galleries."""
