"""Two PDFs in, what differs for a reader out: letters, their places, tags, pictures of pages.

PDFium reads both, which has no part in making them.
"""

import ctypes
from collections.abc import Callable
from itertools import product
from operator import eq
from typing import Any

from handouts.press.pictures import PDFIUM, opened

DOTS = 100
"""To an inch, in the pictures that are compared."""
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
    """Each letter that is painted, with its place and the number (MCID) that it is read under.

    PDFium's own order of them, and the spaces that it adds, hang on what it met before.
    """
    from pypdfium2 import raw  # noqa: PLC0415  # only a proof needs it

    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index in range(text.count_chars()):
        if painted := raw.FPDFText_GetTextObject(text.raw, index):
            letter = chr(raw.FPDFText_GetUnicode(text.raw, index))
            mark = raw.FPDFPageObj_GetMarkedContentID(painted)
            raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
            size = round(raw.FPDFText_GetFontSize(text.raw, index), 2)
            weight = raw.FPDFText_GetFontWeight(text.raw, index)
            found.append((x.value, y.value, (letter, mark, size, weight)))
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
    """What a screen reader is told: the tree of elements, with the numbers (MCID) in each."""
    from pypdfium2 import raw  # noqa: PLC0415  # same

    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        return [_element(raw.FPDF_StructTree_GetChildAtIndex(tree, n)) for n in range(count)]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _element(element: Any) -> Any:
    from pypdfium2 import raw  # noqa: PLC0415  # same

    told = tuple(
        _string(getattr(raw, f"FPDF_StructElement_Get{name}"), element)
        for name in ("Type", "Title", "AltText", "ActualText", "Lang", "ID")
    )
    kids = []
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, n)
        kids.append(_element(child) if child else mark)
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
