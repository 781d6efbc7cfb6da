"""The passages of a handout, a plain list for engines that read no HTML; `walk.py` makes it.

What is left out is decoration: pictures and colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """Letters of one manner; `text` of a field is its name."""

    text: str
    bold: bool = False
    kind: str = "text"
    """text, field, page (the page's number) or pages (how many there are)."""


Words = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the title."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`manner` is small, lead or nothing; `align` is start, end or center."""

    words: Words
    manner: str = ""
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Points:
    """`mark` is dot, box, number, do, do-not or nothing."""

    mark: str
    items: tuple["Parts", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a width is in points, 0 shares what is left."""

    rows: tuple[tuple["Parts", ...], ...]
    widths: tuple[float, ...]
    manner: str = ""
    """ruled (lines between the rows), boxed (around every cell) or nothing."""
    heads: int = 0
    """How many rows are heads, repeated on each page."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """Passages in a frame: `note` has a line at its start only, `loud` has a thick one."""

    parts: "Parts"
    manner: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the answers to tick, and how many lines there are to write on."""

    ask: "Parts"
    answers: Words
    lines: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write on."""

    number: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Part = Heading | Paragraph | Points | Table | Boxed | Question | Lines | NewPage
Parts = tuple[Part, ...]

SMALL, NORMAL, LEAD = 12, 14, 16
SIZES = {"small": SMALL, "": NORMAL, "lead": LEAD}
"""Type in points, as styles/tokens.css has it."""
HEADINGS = {1: 29, 2: 20, 3: 15.5, 4: 14}
WIDTH = 490.0
"""Of the text on a letter page, in points."""
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Page:
    """One handout."""

    title: str
    language: str
    general: bool
    """It is a sheet of two sides."""
    head: Parts
    foot: Parts
    body: Parts


def filled(words: Words, fields: dict[str, str]) -> Iterator[Run]:
    """The same with a patient's own texts in the places of the fields."""
    for run in words:
        yield Run(fields[run.text], run.bold) if run.kind == "field" else run
