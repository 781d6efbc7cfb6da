"""A finished day in, its stack of paper out."""
