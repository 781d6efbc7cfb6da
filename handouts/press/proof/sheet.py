"""An open PDF in, what stands on each page out: runs of letters, and the order they are read in."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from handouts.press.roles import runs_from_right

_LEANS = 1e-3
"""No letter of ours leans more than the fonts' own do."""
DEEP = 4
"""Drawings in drawings that are looked through for letters; ours have one level."""


class Colour(NamedTuple):
    """Red, green, blue and how opaque, each from 0 to 255."""

    red: int
    green: int
    blue: int
    opaque: int

    @property
    def grey(self) -> float:
        """What a black-and-white printer makes of it (ITU-R BT.601)."""
        return 0.299 * self.red + 0.587 * self.green + 0.114 * self.blue


class Run(NamedTuple):
    """Letters that are drawn in one go."""

    text: str
    mark: int
    """The number (MCID) that they are read under; -1 for the head and the foot of a page."""
    left: float
    bottom: float
    right: float
    top: float
    size: float
    """Points."""
    font: str
    """Its name without the six letters before it; empty when the file does not bring it along."""
    colour: Colour
    drawn: bool
    """False for letters that only a search finds."""
    baseline: float
    window: tuple[float, float, float, float] | None
    """What of the page may be painted on: left, bottom, right, top; None: all of it."""
    upright: bool
    deep: bool
    """They are in a drawing, whose places are its own."""


class Leaf(NamedTuple):
    """What is read in one go."""

    mark: int
    said: str | None
    """What a screen reader is told in the place of the letters; None: the letters themselves."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    turned: bool
    runs: tuple[Run, ...]
    order: tuple[Leaf, ...]
    """In the order of reading."""
    picture: Any
    """The page in grey, a dot to each point."""


def sheets(document: Any, *, pictured: bool = True) -> Iterator[Sheet]:
    """Each page of an open document, while PDFIUM is held; its picture takes the most time."""
    fonts: dict[int, str] = {}
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        yield Sheet(
            number=number,
            width=width,
            height=height,
            turned=bool(page.get_rotation()),
            runs=tuple(runs(page, fonts)),
            order=tuple(_order(page)),
            picture=page.render(scale=1, grayscale=True).to_pil() if pictured else None,
        )


def runs(page: Any, fonts: dict[int, str]) -> Iterator[Run]:
    """The letters of a page, in the order of painting; `fonts` remembers those of the file."""
    from pypdfium2 import raw  # noqa: PLC0415  # only a proof needs it

    letters = page.get_textpage()
    turned: dict[int, str] | None = None
    for part, deep in _parts(page.raw, raw, 0):
        text = _string(raw.FPDFTextObj_GetText, part, letters.raw)
        if runs_from_right(text):
            turned = _turned(letters) if turned is None else turned
            text = turned.get(_address(part), text)
        yield _run(raw, part, text, _font(part, fonts), deep=deep)


def _parts(holder: Any, raw: Any, deep: int) -> Iterator[tuple[Any, bool]]:
    """Each piece of text, also those in drawings, and whether it is in one."""
    if deep:
        count, get = raw.FPDFFormObj_CountObjects(holder), raw.FPDFFormObj_GetObject
    else:
        count, get = raw.FPDFPage_CountObjects(holder), raw.FPDFPage_GetObject
    for number in range(count):
        part = get(holder, number)
        kind = raw.FPDFPageObj_GetType(part)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield part, bool(deep)
        elif kind == raw.FPDF_PAGEOBJ_FORM and deep < DEEP:
            yield from _parts(part, raw, deep + 1)


_SIDES = [ctypes.c_float() for _ in range(4)]
_LEVELS = [ctypes.c_uint() for _ in range(4)]
_SIZE = ctypes.c_float()
"""PDFium writes its answers there; whoever asks holds PDFIUM."""


def _run(raw: Any, part: Any, text: str, font: str, *, deep: bool) -> Run:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetBounds(part, *_SIDES)
    raw.FPDFPageObj_GetMatrix(part, matrix)
    raw.FPDFTextObj_GetFontSize(part, _SIZE)
    raw.FPDFPageObj_GetFillColor(part, *_LEVELS)
    left, bottom, right, top = (float(side.value) for side in _SIDES)
    red, green, blue, opaque = (int(level.value) for level in _LEVELS)
    high = abs(matrix.d) or abs(matrix.c)
    return Run(
        text,
        raw.FPDFPageObj_GetMarkedContentID(part),
        left,
        bottom,
        right,
        top,
        _SIZE.value * min(high, abs(matrix.a) or abs(matrix.b)),
        font,
        Colour(red, green, blue, opaque),
        raw.FPDFTextObj_GetTextRenderMode(part) == raw.FPDF_TEXTRENDERMODE_FILL,
        matrix.f,
        _window(part, raw),
        min(matrix.a, matrix.d) > 0 and max(abs(matrix.b), abs(matrix.c)) < _LEANS,
        deep,
    )


def _window(part: Any, raw: Any) -> tuple[float, float, float, float] | None:
    """The smallest box around what all of its clip paths let through."""
    clip = raw.FPDFPageObj_GetClipPath(part)
    boxes = []
    for path in range(raw.FPDFClipPath_CountPaths(clip)):
        across, up = [], []
        for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, number)
            raw.FPDFPathSegment_GetPoint(segment, _SIDES[0], _SIDES[1])
            across.append(float(_SIDES[0].value))
            up.append(float(_SIDES[1].value))
        if across:
            boxes.append((min(across), min(up), max(across), max(up)))
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return max(left), max(bottom), min(right), min(top)


def _turned(letters: Any) -> dict[int, str]:
    """The letters of each part of a page, where some run from right to left.

    PDFium turns such words round; where one sign stands for two letters, it turns those, too. Signs
    above and below are left out, since they are painted before or after what they belong to.
    """
    from pypdfium2 import raw  # noqa: PLC0415  # same

    across, up = ctypes.c_double(), ctypes.c_double()
    signs: dict[int, list[tuple[float, str]]] = {}
    for index in range(letters.count_chars()):
        part = raw.FPDFText_GetTextObject(letters.raw, index)
        letter = chr(raw.FPDFText_GetUnicode(letters.raw, index))
        if part and not unicodedata.combining(letter):
            raw.FPDFText_GetCharOrigin(letters.raw, index, across, up)
            found = signs.setdefault(_address(part), [])
            if found and found[-1][0] == across.value and runs_from_right(letter):
                found[-1] = (across.value, letter + found[-1][1])
            else:
                found.append((across.value, letter))
    return {part: "".join(letter for _, letter in found) for part, found in signs.items()}


def _address(part: Any) -> int:
    return ctypes.cast(part, ctypes.c_void_p).value or 0


def _font(part: Any, fonts: dict[int, str]) -> str:
    from pypdfium2 import raw  # noqa: PLC0415  # same

    font = raw.FPDFTextObj_GetFont(part)
    where = _address(font)
    if where not in fonts:
        size = raw.FPDFFont_GetBaseFontName(font, None, 0)
        name = ctypes.create_string_buffer(size)
        raw.FPDFFont_GetBaseFontName(font, name, size)
        brought = raw.FPDFFont_GetIsEmbedded(font) == 1
        fonts[where] = name.value.decode("utf-8", "replace").partition("+")[2] if brought else ""
    return fonts[where]


def _order(page: Any) -> Iterator[Leaf]:
    from pypdfium2 import raw  # noqa: PLC0415  # same

    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            if root := raw.FPDF_StructTree_GetChildAtIndex(tree, number):
                yield from _leaves(root)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _leaves(element: Any) -> Iterator[Leaf]:
    from pypdfium2 import raw  # noqa: PLC0415  # same

    said = _string(raw.FPDF_StructElement_GetActualText, element) or None
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _leaves(child)
        elif (mark := raw.FPDF_StructElement_GetChildMarkedContentID(element, number)) >= 0:
            yield Leaf(mark, said)


_LONG = 4096
_TEXT = ctypes.create_string_buffer(_LONG)


def _string(read: Any, *of: Any) -> str:
    """A text that PDFium writes where it is told to, when it fits, and says how long it is."""
    where = _TEXT
    long = read(*of, ctypes.cast(where, read.argtypes[-2]), _LONG)
    if long > _LONG:
        where = ctypes.create_string_buffer(long)
        read(*of, ctypes.cast(where, read.argtypes[-2]), long)
    return where.raw[:long].decode("utf-16-le", "replace").rstrip("\0") if long else ""
