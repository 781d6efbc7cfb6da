"""A finished PDF in, what stands on its paper out: each run of letters, each rule and box of ink.

Nothing here knows how the page was made: sizes, places and colours are those that a printer is told.
"""  # noqa: E501  # the opening sentence says what flows

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tests.pdf import one_line


class Box(NamedTuple):
    """A place on the paper, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box", slack: float = 0.0) -> bool:
        """Whether the other one lies inside."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and self.right + slack >= other.right
            and self.bottom + slack >= other.bottom
        )


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def grey(self) -> "Colour":
        """What a black-and-white printer makes of it (ITU-R BT.601)."""
        level = round(0.299 * self.red + 0.587 * self.green + 0.114 * self.blue)
        return Colour(level, level, level)


PAPER = Colour(255, 255, 255)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are drawn in one go, in one type and one colour."""

    text: str
    box: Box
    size: float
    font: str
    colour: Colour
    behind: Colour
    """What is printed under the letters."""
    body: bool
    """It is part of what is read aloud; the head and the foot of a page are not."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A rule, a frame, a ground or a picture."""

    box: Box
    colour: Colour | None
    """None for a picture; its colours are those of its file."""
    solid: bool
    """It fills its whole box, so that letters on it stand on its colour."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of paper."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    inks: tuple[Ink, ...]

    @property
    def text(self) -> str:
        """All that stands on it, on one line, in the order of its places."""
        return one_line(" ".join(run.text for run in self.runs))


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Every page of a file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_sheet(page, number) for number, page in enumerate(document, 1))
    finally:
        document.close()


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours as WCAG 2 counts it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (level / 255 for level in colour)
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _sheet(page: Any, number: int) -> Sheet:
    height = page.get_height()
    text, read_aloud = page.get_textpage(), _read_aloud(page)
    runs: list[Run] = []
    inks: list[Ink] = []
    for part in page.get_objects(max_depth=1):
        box = _box(part, height)
        if part.type == pdfium.FPDF_PAGEOBJ_TEXT:
            words = _words(part, text)
            if words.strip():
                marked = pdfium.FPDFPageObj_GetMarkedContentID(part.raw) in read_aloud
                under = _under(box, inks)
                runs.append(Run(words, box, _size(part), _font(part), _fill(part), under, marked))
        else:
            inks.append(Ink(box, _drawn(part), _solid(part)))
    return Sheet(number, page.get_width(), height, tuple(runs), tuple(inks))


def _box(part: Any, height: float) -> Box:
    left, bottom, right, top = part.get_bounds()
    return Box(left, height - top, right, height - bottom)


def _under(box: Box, inks: list[Ink]) -> Colour:
    """The last ground that was laid where the letters stand; frames are no ground."""
    middle = Box(*((box.left + box.right) / 2, (box.top + box.bottom) / 2) * 2)
    for ink in reversed(inks):
        if ink.colour and ink.solid and ink.box.holds(middle):
            return ink.colour
    return PAPER


def _words(part: Any, text: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(part.raw, text.raw, None, 0)
    found = ctypes.create_string_buffer(size)
    letters = ctypes.cast(found, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFTextObj_GetText(part.raw, text.raw, letters, size)
    return found.raw.decode("utf-16-le", "replace").rstrip("\0")


def _size(part: Any) -> float:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(part.raw, size)
    return float(size.value * abs(part.get_matrix().d))


def _font(part: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(part.raw)
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(size)
    pdfium.FPDFFont_GetBaseFontName(font, name, size)
    return name.value.decode()


def _fill(part: Any) -> Colour:
    return _colour(part, pdfium.FPDFPageObj_GetFillColor)


def _drawn(part: Any) -> Colour | None:
    if part.type != pdfium.FPDF_PAGEOBJ_PATH:
        return None
    fill, stroke = _draw_mode(part)
    return _colour(part, pdfium.FPDFPageObj_GetStrokeColor) if stroke and not fill else _fill(part)


def _solid(part: Any) -> bool:
    """A ground fills its whole box; WeasyPrint draws frames by the rule of even and odd."""
    path = part.type == pdfium.FPDF_PAGEOBJ_PATH
    return bool(path and _draw_mode(part)[0] == pdfium.FPDF_FILLMODE_WINDING)


def _draw_mode(part: Any) -> tuple[int, bool]:
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(part.raw, fill, stroke)
    return fill.value, bool(stroke.value)


def _colour(part: Any, ask: Any) -> Colour:
    levels = [ctypes.c_uint() for _ in range(4)]
    ask(part.raw, *levels)
    return Colour(*(level.value for level in levels[:3]))


def _read_aloud(page: Any) -> frozenset[int]:
    """The pieces of a page that its structure tree holds, by their numbers."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    try:
        roots = (
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)
            for number in range(pdfium.FPDF_StructTree_CountChildren(tree))
        )
        return frozenset(piece for root in roots if root for piece in _pieces(root))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _pieces(element: Any) -> Iterator[int]:
    for number in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)):
        piece = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, number)
        if piece >= 0:  # pdfium counts elements below as pieces without a number
            yield piece
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _pieces(child)
