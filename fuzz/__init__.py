"""Mutated input, more of it than the tests have time for."""
