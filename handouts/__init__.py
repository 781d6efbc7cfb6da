"""Personalised printable patient handouts: a clinic's words in, proven paper out."""

__version__ = "0.1.0"
