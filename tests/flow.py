"""WeasyPrint's boxes in, what a PDF does not tell out: which lines are one paragraph, box or heading.

A paragraph that goes on overleaf is two in most files; here it is one element with two parts.
"""  # noqa: E501  # the opening sentence says what flows

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes

from handouts.press import tags
from handouts.press.watch import NOBODY, Watch
from tests.layout import Box

_POINTS = 0.75
"""Points in a pixel of CSS."""
_WITH_LETTERS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it was set."""

    text: str
    box: Box
    element: int
    """A number for the paragraph, heading or item that it belongs to."""
    path: tuple[str, ...]
    """Tags and classes of all that it stands in, from the outside in: `div.call-box`."""

    @property
    def letters(self) -> int:
        """How many letters long it is for the eye; a Chinese one counts for two."""
        return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in self.text.strip())

    def within(self, *names: str) -> bool:
        """Whether it stands in an element with one of these tags or classes."""
        return any(is_one(step, *names) for step in self.path)


@dataclass(frozen=True, slots=True)
class Part:
    """What of one element is on one page."""

    element: int
    inside: int
    """The number of the element around it."""
    name: str
    """Its tag and classes."""
    box: Box
    lines: int
    """So many lines of text stand in it here."""
    framed: bool
    """It has a border, so that an empty part of it shows."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line of text, a line to write on or an empty cell: the smallest thing that can end a page."""  # noqa: E501  # one sentence

    text: str
    path: tuple[str, ...]
    bottom: float

    def within(self, *names: str) -> bool:
        """Whether it stands in an element with one of these tags or classes."""
        return any(is_one(step, *names) for step in self.path)


@dataclass(slots=True)
class PageFlow:
    """One page as it was laid out; its edges are those of the text."""

    number: int
    edges: Box
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)

    def parts_of(self, name: str) -> list[Part]:
        """All parts of elements with this tag or class."""
        return [part for part in self.parts if is_one(part.name, name)]


def is_one(step: str, *names: str) -> bool:
    """Whether an element such as `div.passage.note` has one of these tags or classes."""
    return not set(names).isdisjoint(step.split("."))


@contextlib.contextmanager
def watched() -> Iterator[list[PageFlow]]:
    """The pages of the document that is written while this lasts; they are there at its end."""
    pages: list[PageFlow] = []
    write = tags.write

    def watched_write(weasyprint: Any, root: Any, document: Any, watch: Watch = NOBODY) -> bytes:
        pages.extend(_flow(document))
        return write(weasyprint, root, document, watch)

    tags.write = watched_write
    try:
        yield pages
    finally:
        tags.write = write


def _flow(document: Any) -> Iterator[PageFlow]:
    numbers: dict[int, int] = {}  # elements live as long as their document
    for number, page in enumerate(document.pages, 1):
        sheet = page._page_box
        left, top = sheet.content_box_x(), sheet.content_box_y()
        flow = PageFlow(number, _points(left, top, sheet.width, sheet.height))
        root = sheet.children[0]  # the others are head and foot
        _Walk(flow, numbers).box(root, (), -1)
        yield flow


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through the boxes of one page."""

    flow: PageFlow
    numbers: dict[int, int]

    def box(self, box: Any, path: tuple[str, ...], inside: int) -> int:
        """Note a box and all in it; the number of its lines comes back."""
        if isinstance(box, boxes.LineBox):
            return self._line(box, path, inside)
        if box.is_outside_marker:
            return 0
        name = _name(box)
        own = self._number(box) if name else inside
        path = (*path, name) if name else path
        lines = sum(self.box(each, path, own) for each in getattr(box, "children", ()))
        if name:
            place = _place(box)
            self.flow.parts.append(Part(own, inside, name, place, lines, _framed(box)))
            if name == "div.line" or (isinstance(box, boxes.TableCellBox) and not lines):
                self.flow.leaves.append(Leaf("", path, place.bottom))
        return lines

    def _line(self, box: Any, path: tuple[str, ...], inside: int) -> int:
        """Note a line, and what has lines of its own within it; one without letters is none."""
        within = 0
        text = []
        for each in _in_line(box):
            if isinstance(each, boxes.TextBox):
                text.append(each.text)
            else:
                within += self.box(each, path, inside)
        words = "".join(text)
        if not _WITH_LETTERS.search(words):
            return within
        place = _place(box)
        self.flow.lines.append(Line(words, place, self._number(box), path))
        self.flow.leaves.append(Leaf(words, path, place.bottom))
        return within + 1

    def _number(self, box: Any) -> int:
        return self.numbers.setdefault(id(box.element), len(self.numbers))


def _in_line(box: Any) -> Iterator[Any]:
    """The texts of a line, and the boxes in it that have lines of their own."""
    for each in box.children:
        if isinstance(each, boxes.InlineBox):
            yield from _in_line(each)
        elif isinstance(each, (boxes.TextBox, boxes.BlockLevelBox, boxes.InlineBlockBox)):
            yield each


def _name(box: Any) -> str:
    """The tag and the classes of an element's own box; others have none."""
    anonymous = isinstance(box.style, AnonymousStyle) and not box.is_table_wrapper
    if anonymous or box.element is None or "::" in box.element_tag:
        return ""
    return ".".join((box.element_tag, *box.element.get("class", "").split()))


def _place(box: Any) -> Box:
    left, top = box.border_box_x(), box.border_box_y()
    return _points(left, top, box.border_width(), box.border_height())


def _framed(box: Any) -> bool:
    return any(box.style[f"border_{side}_width"] for side in ("left", "bottom", "right"))


def _points(left: float, top: float, width: float, height: float) -> Box:
    return Box(*(each * _POINTS for each in (left, top, left + width, top + height)))
