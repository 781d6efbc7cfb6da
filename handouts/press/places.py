"""A page with marks in, the same page with each mark on as many lines as its words take out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Lines = Mapping[str, tuple[int, ...]]
"""How many lines a field takes at each of its places; a field that is not named takes one each."""


@dataclass(frozen=True, slots=True)
class Place:
    """An element of HTML that says a field: at the head of each page it is one element for all."""

    number: int
    """Among those of its field, in the order of the HTML."""
    lines: int


ONLY = Place(0, 1)
"""Of words that do not fill an element by themselves."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What marks stand for which fields, and the elements that hold one and nothing else."""

    marks: Mapping[str, str]
    places: Mapping[Any, Place]


def spread(root: Any, marks: Mapping[str, str], lines: Lines) -> Marked:
    """Put each mark on its lines.

    Where there are several lines, the mark is repeated on each, and ends it: all else of the page
    is laid out as with words that break there.
    """
    fields = {mark: field for field, mark in marks.items()}
    found: dict[Any, Place] = {}
    counted: Counter[str] = Counter()
    for element in root.iter():
        mark = (element.text or "").strip()
        if (field := fields.get(mark)) is None:
            continue
        number = counted[field]
        counted[field] += 1
        place = found[element] = Place(number, dict(enumerate(lines.get(field, ()))).get(number, 1))
        if place.lines > 1:
            element.text = "\n".join([mark] * place.lines)
            element.set("style", "white-space: pre-line")
    return Marked(marks, found)
