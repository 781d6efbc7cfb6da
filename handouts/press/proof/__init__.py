"""A finished PDF in, its flaws out: PDFium reads it back, which has no part in making it."""
