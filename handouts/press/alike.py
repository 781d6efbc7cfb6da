"""Two PDFs in, what differs for a reader out: letters, their places, tags, pictures of pages.

PDFium reads both, which has no part in making them.
"""

import ctypes
from collections.abc import Callable, Iterator
from itertools import product
from operator import eq
from typing import Any

from handouts.press.pictures import PDFIUM, opened
from handouts.press.roles import runs_from_right

DOTS = 100
"""To an inch, in the pictures that are compared."""
_DECORATION = -1
"""The number of what has none."""
_NEAR = 0.01
"""Points: letters that are so near stand at the same place. PDFium reckons to 0.00005."""


def difference(one: bytes, other: bytes) -> str | None:
    """The first thing that is not the same for eyes or ears; None when there is none.

    What it says holds no words of either.
    """
    with PDFIUM, opened(one) as first, opened(other) as second:
        if len(first) != len(second):
            return f"{len(first)} and {len(second)} pages"
        for number, (mine, yours) in enumerate(zip(first, second, strict=True), start=1):
            for what, (look, same) in _LOOKS.items():
                if not same(look(mine), look(yours)):
                    return f"page {number} has other {what}"
    return None


def _sizes(page: Any) -> Any:
    return page.get_size()


def _letters(page: Any) -> Any:
    """Each letter that shows, with its place."""
    from pypdfium2 import raw  # noqa: PLC0415  # only a proof needs it

    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if not letter.isspace():
            raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
            size = raw.FPDFText_GetFontSize(text.raw, index)
            weight = raw.FPDFText_GetFontWeight(text.raw, index)
            found.append((x.value, y.value, (letter, round(size, 2), weight)))
    return found


def _beside(mine: Any, yours: Any) -> bool:
    """Whether each letter has one like it at its place, in whatever order they are painted."""
    waiting: dict[Any, list[tuple[float, float]]] = {}
    for x, y, what in yours:
        waiting.setdefault((*_square(x, y), what), []).append((x, y))
    for x, y, what in mine:
        column, row = _square(x, y)
        for a, b in product((column, column - 1, column + 1), (row, row - 1, row + 1)):
            places = waiting.get((a, b, what), [])
            at = next((it for it in places if max(abs(it[0] - x), abs(it[1] - y)) < _NEAR), None)
            if at is not None:
                places.remove(at)
                break
        else:
            return False
    return not any(waiting.values())


def _square(x: float, y: float) -> tuple[int, int]:
    """Letters that are near are in the same square or in one beside it."""
    return round(x / (2 * _NEAR)), round(y / (2 * _NEAR))


def _tags(page: Any) -> Any:
    """What a screen reader is told: the tree of elements, with the words of each."""
    from pypdfium2 import raw  # noqa: PLC0415  # same

    words = dict(_marked(page))
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        return [_element(raw.FPDF_StructTree_GetChildAtIndex(tree, n), words) for n in range(count)]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _marked(page: Any) -> Iterator[tuple[int, str]]:
    """The words of each marked content (MCID) of a page."""
    from pypdfium2 import raw  # noqa: PLC0415  # same

    text = page.get_textpage()
    said: dict[int, str] = {}
    for obj in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
        mark = raw.FPDFPageObj_GetMarkedContentID(obj.raw)
        said[mark] = said.get(mark, "") + _string(raw.FPDFTextObj_GetText, obj.raw, text.raw)
    said.pop(_DECORATION, None)  # painted in another order, and read by nobody
    for mark, words in said.items():
        yield mark, _without_guesses(words)


def _without_guesses(words: str) -> str:
    """PDFium adds a space where it jumps to another line, as it was painted.

    Where words run both ways it also jumps within one; there each line is told in a text of its
    own, which is compared to the letter.
    """
    return "".join(words.split()) if runs_from_right(words) else words.strip()


def _element(element: Any, words: dict[int, str]) -> Any:
    from pypdfium2 import raw  # noqa: PLC0415  # same

    told = tuple(
        _string(getattr(raw, f"FPDF_StructElement_Get{name}"), element)
        for name in ("Type", "Title", "AltText", "ActualText", "Lang", "ID")
    )
    kids = []
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, n)
        kids.append(_element(child, words) if child else (mark, words.get(mark)))
    return told, kids


def _string(read: Any, *of: Any) -> str:
    """A text that PDFium writes into a buffer once it was asked how long it is."""
    long = read(*of, None, 0)
    if not long:
        return ""
    buffer = ctypes.create_string_buffer(long)
    pointer = ctypes.cast(buffer, read.argtypes[-2])
    read(*of, pointer, long)
    return buffer.raw[:long].decode("utf-16-le").rstrip("\0")


def _picture(page: Any) -> Any:
    image = page.render(scale=DOTS / 72, grayscale=True)
    return bytes(image.buffer)


def _links(page: Any) -> Any:
    """Where the page leads, and from where."""
    from pypdfium2 import raw  # noqa: PLC0415  # same

    document, at, link = page.pdf, ctypes.c_int(0), raw.FPDF_LINK()
    found = []
    while raw.FPDFLink_Enumerate(page.raw, at, link):
        box = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(link, box)
        target = raw.FPDFLink_GetDest(document.raw, link)
        goes = raw.FPDFDest_GetDestPageIndex(document.raw, target) if target else None
        sides = (box.left, box.top, box.right, box.bottom)
        found.append((goes, *(round(float(side), 2) for side in sides)))
    return found


_LOOKS: dict[str, tuple[Callable[[Any], Any], Callable[[Any, Any], bool]]] = {
    "measures": (_sizes, eq),
    "letters": (_letters, _beside),
    "tags": (_tags, eq),
    "links": (_links, eq),
    "dots": (_picture, eq),
}
