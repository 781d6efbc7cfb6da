"""A schedule of a day to come in, its stack of paper out: looked through, mended and made."""
