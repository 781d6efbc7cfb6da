"""A visit in, the place of each of its personal words out, as WeasyPrint laid the page out."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from handouts.make.maker import Maker
from handouts.model.blocks import SeriesTable, Times
from handouts.model.handout import Handout
from handouts.model.visit import Visit
from handouts.press import tags
from handouts.press.watch import NOBODY, Watch
from tests.visits import PRINTED


@dataclass(frozen=True, slots=True)
class Cell:
    """What holds a field, in pixels of CSS."""

    field: str
    page: int
    left: float
    top: float
    width: float


@dataclass(slots=True)
class Place:
    """A field as it was set."""

    cell: Cell
    lines: list[str]
    """What else than the field stands on each of its lines."""
    wide: float
    """Its own text, in pixels, when it is on one line."""
    em: float

    @property
    def left_over(self) -> float:
        """How much of the cell stays empty, in em of the field."""
        return (self.cell.width - self.wide) / self.em


class _LaidOut(BaseException):
    """There are pages, and nobody needs them as a file."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self.document = document


def places(maker: Maker, visit: Visit, printed: dt.date = PRINTED) -> tuple[Handout, list[Place]]:
    """A visit's handout, and every field on its pages, head and foot included.

    Parts of the handout without a field are left out: they take most of the time.
    """
    handout = maker.compose(visit, printed=printed)
    with_fields = tuple(
        section
        for section in handout.form.sections
        if any(isinstance(block, (Times, SeriesTable)) for block in section.blocks)
    )
    form = dataclasses.replace(handout.form, sections=with_fields)
    handout = dataclasses.replace(handout, form=form)
    return handout, list(_found(_laid_out(maker, handout)))


def _laid_out(maker: Maker, handout: Handout) -> Any:
    write = tags.write

    def stop(weasyprint: Any, root: Any, document: Any, watch: Watch = NOBODY) -> bytes:
        del weasyprint, root, watch
        raise _LaidOut(document)

    tags.write = stop
    try:
        with contextlib.suppress(_LaidOut):
            try:
                maker.pdf(handout)
            except _LaidOut as done:
                return done.document
    finally:
        tags.write = write
    raise AssertionError("nothing was laid out")


def _found(document: Any) -> Iterator[Place]:
    for number, page in enumerate(document.pages, 1):
        here: dict[int, Place] = {}
        for box in page._page_box.descendants():
            for line in getattr(box, "children", ()):
                if isinstance(line, boxes.LineBox):
                    _note(line, box, number, here)
        yield from here.values()


def _note(line: Any, holder: Any, page: int, here: dict[int, Place]) -> None:
    """Add a line to the fields that have a part in it."""
    parts = list(_in_line(line))
    for field in filter(_is_field, parts):
        inside = {id(box) for box in field.descendants()}
        others = [part.text for part in parts if isinstance(part, boxes.TextBox)
                  and id(part) not in inside]  # fmt: skip
        edges = (holder.content_box_x(), holder.content_box_y(), holder.width)
        cell = Cell(field.element.get("data-field"), page, *(round(edge, 2) for edge in edges))
        first = Place(cell, [], field.width, field.style["font_size"])
        here.setdefault(id(field.element), first).lines.append("".join(others).strip())


def _in_line(box: Any) -> Iterator[Any]:
    """What stands on a line itself, without what has lines of its own."""
    for each in box.children:
        yield each
        if isinstance(each, boxes.InlineBox):
            yield from _in_line(each)


def _is_field(box: Any) -> bool:
    if not isinstance(box, boxes.InlineBox) or box.element is None:
        return False
    return box.element_tag == "bdi" and "field" in box.element.get("class", "").split()
