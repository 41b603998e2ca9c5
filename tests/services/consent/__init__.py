"""Tests of consent services over a real library."""
