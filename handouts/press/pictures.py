"""A finished PDF in, the picture of one of its pages out, as a screen shows it."""

import io
import threading
from typing import Any

PDFIUM = threading.Lock()
"""PDFium serves one caller at a time."""

SCREEN = 96
"""Dots to an inch of a screen, as browsers count them; a sharp screen has two or three times so
many.
"""


NEAR = 12
"""Points to a letter; a line of text is about twice so high."""


def sizes(pdf: bytes) -> tuple[tuple[int, int], ...]:
    """Width and height of each page in a browser's pixels."""
    with PDFIUM, opened(pdf) as document:
        scale = SCREEN / 72
        return tuple(
            (round(width * scale), round(height * scale))
            for width, height in map(document.get_page_size, range(len(document)))
        )


def picture(pdf: bytes, page: int, scale: int = 1) -> bytes:
    """Page number `page`, counted from 1, as PNG. Raises IndexError when there is no such page."""
    return _packed(_drawn(pdf, page, scale), "PNG", compress_level=1)  # it stays in this machine


def glance(pdf: bytes, page: int, scale: int = 1) -> bytes:
    """The same as JPEG, which is packed sooner: for somebody who waits.

    No color is a tenth of its range away from that of the page, which no eye tells from it.
    """
    return _packed(_drawn(pdf, page, scale), "JPEG", quality=95, subsampling=0)


def _drawn(pdf: bytes, page: int, scale: int) -> Any:
    with PDFIUM, opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        return document[page - 1].render(scale=scale * SCREEN / 72, rev_byteorder=True).to_pil()


def _packed(image: Any, kind: str, **how: int) -> bytes:
    packed = io.BytesIO()
    image.save(packed, kind, **how)
    return packed.getvalue()


def words_at(pdf: bytes, page: int, across: float, down: float) -> tuple[str, int]:
    """All letters of a page in reading order, and the one that is nearest to a place on it.

    `across` and `down` count from the upper left corner, in parts of the page's size. Raises
    IndexError when there is no such page, and LookupError when no letter is near.
    """
    with PDFIUM, opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        wide, high = sheet.get_size()
        letters = sheet.get_textpage()
        near = letters.get_index(across * wide, (1 - down) * high, NEAR, NEAR)
        if near is None:
            raise LookupError(page)
        return letters.get_text_range(), near


def opened(pdf: bytes) -> Any:
    """A file as PDFium reads it, to be used and closed while PDFIUM is held."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415  # only a picture needs it

    return PdfDocument(pdf)
