"""Tests of the library place."""
