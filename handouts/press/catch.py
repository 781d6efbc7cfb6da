"""Pages that are painted in, the places of their marks out: what is painted there goes nowhere.

WeasyPrint paints the letters of a mark like all others, into a stream that is thrown away and with
fonts that are in no file. What is kept is where they would have stood.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handouts.press.manner import Manner, Unexpected, manner
from handouts.press.places import ONLY, Marked, Place

_NEAR = 0.001
"""CSS pixels: a line that is so near to an edge stands at it."""


class Edge(StrEnum):
    """Where in its room a line stands, however long it is."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a field on one page, or on several that are alike."""

    field: str
    manner: Manner
    matrix: tuple[float, ...]
    """From the place's own corner to the page as its stream begins: CSS pixels, downwards."""
    left: float
    room: float
    """The width that a line may have."""
    edge: Edge
    baseline: float
    """Below the upper edge of the page."""
    height: float
    """Of a line of the form's own fonts; one of another height would move its neighbours."""
    rise: float
    """From the upper edge of such a line to its baseline."""
    tag: str
    mark: int | None
    """Its number (MCID) on the page; None for what is decoration to a screen reader."""
    place: int = 0
    """Which element of the page it stands in, among those of its field."""
    line: int = 0
    lines: int = 1
    """Which line of that element it is, and of how many."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """A mark's box, before it is painted."""

    field: str
    left: float
    room: float
    edge: Edge
    place: Place
    line: int


class Catch:
    """Finds the marks of one document; `spots` are complete once all pages are painted."""

    def __init__(self, weasyprint: Any, marked: Marked) -> None:
        self._boxes = weasyprint.formatting_structure.boxes
        self._placeholder = weasyprint.layout.absolute.AbsolutePlaceholder
        self._fields = {mark: field for field, mark in marked.marks.items()}
        self._places = marked.places
        self._stands: dict[Any, _Stand] = {}
        self._caught: set[Any] = set()
        """Elements of HTML whose marks were found."""
        self._thrown_away: dict[Any, Any] = {}
        """Fonts in which marks are drawn."""
        self.fonts: dict[Any, Any] = {}
        """The document's own, once a mark was found."""
        self.spots: list[list[Spot]] = []
        """Of each page, in the order of painting."""

    def begin(self, page_box: Any) -> None:
        """A page is about to be painted. Raises Unexpected."""
        self.spots.append([])
        self._stands.clear()
        self._look(page_box, None, None, "")

    def ended(self) -> None:
        """The page is painted. Raises Unexpected when a mark on it was not."""
        if len(self.spots[-1]) != len(self._stands):
            raise Unexpected("a field is on a page and was not painted")

    def complete(self, root: Any) -> None:
        """All pages are painted. Raises Unexpected when a mark of the HTML was on none of them.

        It was not shown, or its letters were changed, or broken over two lines.
        """
        for element in root.iter():
            texts = (element.text, *(child.tail for child in element))
            if element not in self._caught and any(
                mark in text for text in filter(None, texts) for mark in self._fields
            ):
                raise Unexpected("a field is on no page as it is")

    def _look(self, box: Any, block: Any, line: Any, loose: str) -> None:
        """`loose` names what is around it and as wide as its words; empty for nothing."""
        if isinstance(box, self._placeholder):
            box = box._box
        if isinstance(box, self._boxes.TextBox):
            self._found(box, block, line, loose)
            return
        loose = loose or self._loose(box)
        for child in getattr(box, "children", ()):
            inner = (box, child) if isinstance(child, self._boxes.LineBox) else (block, line)
            self._look(child, *inner, loose)

    def _loose(self, box: Any) -> str:
        """Why longer words would move what is in this box; empty when they would not."""
        boxes = self._boxes
        if box.link or (isinstance(box, boxes.InlineBox) and _drawn(box)):
            return "a link or another box that is drawn around it"
        if isinstance(box, boxes.FlexContainerBox | boxes.GridContainerBox):
            return "a flexible row or grid"
        if isinstance(box, boxes.TableBox):
            fixed = box.style["table_layout"] == "fixed" and box.style["width"] != "auto"
            return "" if fixed or _settled(box) else "a table whose columns are not fixed"
        shrinks = isinstance(box, boxes.InlineBlockBox | boxes.MarginBox)
        shrinks = shrinks or box.is_floated() or box.is_absolutely_positioned()
        if shrinks and box.style["width"] == "auto":
            return "a box without a width of its own"
        return ""

    def _found(self, box: Any, block: Any, line: Any, loose: str) -> None:
        field = self._fields.get(box.text)
        if field is None:
            if any(mark in box.text for mark in self._fields):
                raise Unexpected("a field is not alone in its text")
            return
        place = self._places.get(box.element, ONLY)
        if block is None or len(block.children) != place.lines or not _alone(line, box):
            raise Unexpected(f"the field {field} is not alone on its line")
        if loose:
            raise Unexpected(f"the field {field} stands in {loose}")
        left, room = block.content_box_x(), block.width
        edge = _edge(field, box, left, room)
        self._stands[box] = _Stand(field, left, room, edge, place, block.children.index(line))
        self._caught.add(box.element)

    @contextmanager
    def kept(self, stream: Any, box: Any, tag: str, mark: int | None) -> Iterator[bool]:
        """While a box is painted: whether it is a mark, whose letters go nowhere."""
        stand = self._stands.get(box)
        if stand is None:
            yield False
            return
        painted, self.fonts = stream.stream, stream._fonts
        stream.stream, stream._fonts = [], self._thrown_away
        try:
            yield True
        finally:
            stream.stream, stream._fonts = painted, self.fonts
            stream._current_color = stream._current_alpha = None
            stream._current_font = stream._old_font = None
        self.spots[-1].append(_spot(stream, box, stand, tag, mark))


def _drawn(box: Any) -> bool:
    """Whether an inline box has ink or room of its own, which is as wide as its words."""
    edges = box.border_top_width + box.border_bottom_width
    return bool(box.background or edges or box.margin_width() != box.width)


def _settled(table: Any) -> bool:
    """Whether one cell of its only row has all that the others leave, which never break.

    Each of those stands for more of the table than the share that it asks for, so it has exactly
    the width of its own words, whatever stands in the last.
    """
    rows = [row for group in table.children for row in group.children]
    if len(rows) != 1 or table.style["width"] == "auto":
        return False
    whole = [cell for cell in rows[0].children if cell.style["white_space"] == "nowrap"]
    return len(whole) == len(rows[0].children) - 1 and all(
        cell.border_width() > _share(cell.style["width"]) * table.width for cell in whole
    )


def _share(width: Any) -> float:
    """Of its table, for a cell that asks for percents; all of it for one that does not."""
    return width.value / 100 if getattr(width, "unit", None) == "%" else 1.0


def _alone(line: Any, box: Any) -> bool:
    """Whether the line holds this text and nothing else."""
    while line is not box:
        children: Any = getattr(line, "children", ())
        if len(children) != 1:
            return False
        line = children[0]
    return True


def _edge(field: str, box: Any, left: float, room: float) -> Edge:
    before = box.position_x - left
    after = room - box.width - before
    if min(before, after) < -_NEAR or before + after < 1:
        raise Unexpected(f"the field {field} has a place as wide as its own words")
    if abs(before) < _NEAR:
        return Edge.LEFT
    if abs(after) < _NEAR:
        return Edge.RIGHT
    if abs(before - after) < 2 * _NEAR:
        return Edge.MIDDLE
    raise Unexpected(f"the field {field} stands at no edge of its place")


def _spot(stream: Any, box: Any, stand: _Stand, tag: str, mark: int | None) -> Spot:
    matrix = stream.ctm @ stream._ctm_stack[0].invert
    return Spot(
        stand.field, _manner(box, stand.place), tuple(map(float, matrix.values)), float(stand.left),
        float(stand.room), stand.edge, float(box.position_y + box.baseline), float(box.height),
        float(box.baseline - box.margin_top), tag, mark,
        stand.place.number, stand.line, stand.place.lines,
    )  # fmt: skip


def _manner(box: Any, place: Place) -> Manner:
    """Only marks end their lines; words break where they must."""
    found = manner(box.style)
    if place.lines == 1:
        return found
    return tuple((name, "normal" if name == "white_space" else it) for name, it in found)
