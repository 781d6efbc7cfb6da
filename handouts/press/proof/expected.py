"""What a finished PDF must say, as nouns; and what is wrong with one, without a patient's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pen:
    """A line to write on, with bare paper above it, in points."""

    long: float
    high: float


@dataclass(frozen=True, slots=True)
class Named:
    """A text, and what it is to the people who look for it: `the date of birth`."""

    what: str
    text: str
    pen: Pen | None = None
    """The least line that a hand needs behind this label, or below it; most texts have none."""


@dataclass(frozen=True, slots=True)
class Expected:
    """All that one handout must show."""

    width: float
    """Of the paper, in points."""
    height: float
    language: str
    title: str
    smallest: float
    """Points: of letters in the text of a page."""
    everywhere: tuple[Named, ...]
    """Texts in the head and the foot of each page."""
    page: tuple[str, str]
    """The words before and between the two numbers of `Page 1 of 4`."""
    whole: tuple[Named, ...]
    """Texts that stand whole and in this order, over all pages."""
    beside: frozenset[str]
    """Short texts that may stand between those any number of times: a table's head on its next
    page, the sign before a point."""
    fields: Mapping[str, str]
    """The personal words, by name."""
    families: frozenset[str]
    """Fonts that letters may be drawn in."""
    addresses: frozenset[str] = field(default=frozenset())
    """Where links may lead outside of the file."""
    numbered: bool = False
    """A number in brackets stands before each text, to find it in another language's copy."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a PDF, to be read after `page 3` or `it`."""

    what: str
    page: int | None = None
    """Counted from 1; None for the whole file."""

    def __str__(self) -> str:
        return f"page {self.page} {self.what}" if self.page else f"the file {self.what}"
