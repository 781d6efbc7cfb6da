"""Reads a finished PDF back, for questions about what is on its pages.

PDFium serves one caller at a time: a page that a test serves may draw pictures in other threads.
"""

import contextlib
import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from handouts.press.pictures import PDFIUM

A4 = (595, 842)
LETTER = (612, 792)
"""Sizes in points."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a reader of the PDF meets."""

    pages: tuple[str, ...]
    """The text of each page on one line."""
    sizes: tuple[tuple[int, int], ...]
    language: str
    metadata: dict[str, str]
    fonts: frozenset[tuple[str, bool]]
    """The name of each font that letters are set in, and whether the file brings it along."""
    margins: tuple[float, ...]
    """For each page, how near its outermost letter comes to an edge, in points; inf without any."""

    @property
    def text(self) -> str:
        """All pages on one line."""
        return " ".join(self.pages)


def read_back(pdf: bytes) -> Sheets:
    """Open a PDF and look at all of it."""
    with PDFIUM, contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = list(document)
        return Sheets(
            pages=tuple(one_line(_text(page)) for page in pages),
            sizes=tuple((round(page.get_width()), round(page.get_height())) for page in pages),
            language=_language(document),
            metadata=dict(document.get_metadata_dict()),
            fonts=frozenset(font for page in pages for font in _fonts(page)),
            margins=tuple(min(_to_edges(page), default=math.inf) for page in pages),
        )


def drawn(pdf: bytes) -> tuple[tuple[str, ...], ...]:
    """For each page its lines as an eye sees them: letters sorted by where they stand, from left.

    pdfium itself turns lines of Arabic round, and words in other letters on them as well.
    """
    with PDFIUM, contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(tuple(_drawn(page.get_textpage())) for page in document)


def _drawn(text: Any) -> Iterator[str]:
    rows: dict[int, list[tuple[float, float, str]]] = {}
    across, up = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        letter = one_line(text.get_text_range(index, 1))
        if letter and not pdfium.FPDFText_IsGenerated(text.raw, index):
            pdfium.FPDFText_GetCharOrigin(text.raw, index, across, up)
            end = text.get_charbox(index, loose=True)[2]
            rows.setdefault(round(up.value), []).append((across.value, end, letter))
    for row in sorted(rows, reverse=True):
        said, last = "", 0.0
        for start, end, letter in sorted(rows[row]):
            said += f" {letter}" if said and start - last > 1.5 else letter
            last = max(last, end)
        yield said


def one_line(text: str) -> str:
    """The words with single spaces; pdfium's own sign for a hyphen at a line's end is one again."""
    return " ".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def squeezed(text: str) -> str:
    """The letters alone: a long name may break over lines inside a word."""
    return "".join(one_line(text).split())


def _text(page: Any) -> str:
    return str(page.get_textpage().get_text_bounded())


def _language(document: Any) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    found = ctypes.create_string_buffer(size)
    letters = ctypes.cast(found, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFCatalog_GetLanguage(document.raw, letters, size)
    return found.raw.decode("utf-16-le").rstrip("\0")


def _fonts(page: Any) -> Iterator[tuple[str, bool]]:
    for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=15):
        font = pdfium.FPDFTextObj_GetFont(part.raw)
        size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        name = ctypes.create_string_buffer(size)
        pdfium.FPDFFont_GetBaseFontName(font, name, size)
        yield name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))


def _to_edges(page: Any) -> Iterator[float]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).strip():
            left, bottom, right, top = text.get_charbox(index)
            yield min(left, bottom, page.get_width() - right, page.get_height() - top)
