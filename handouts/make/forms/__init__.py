"""Handouts in, their PDFs out without a layout, by forms that are proven and kept."""
