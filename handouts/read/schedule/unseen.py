"""A sheet's cells in, what its values alone do not tell out: errors, lost results, what is hidden.

calamine gives an empty value for a cell that shows #REF!, and for a formula whose result was never
saved. Nobody may take them for cells that were left empty.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 60_000, 1_000, 3_000_000
"""The largest sheet that is opened: each of its cells costs memory, whether it is filled or not."""


class TooLarge(Exception):
    """A sheet that would fill the memory."""


class Damaged(Exception):
    """A workbook whose parts do not fit together."""


@dataclass(slots=True)
class Unseen:
    """What one sheet holds beside its values; rows and columns count from 1."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells that show an error, with its sign where that is known."""
    lost: set[tuple[int, int]] = field(default_factory=set)
    """Formulas whose result was not saved."""
    covered: set[tuple[int, int]] = field(default_factory=set)
    """Cells under a merged one, where the file's kind tells."""
    hidden: set[int] = field(default_factory=set)
    """Rows that nobody sees."""
    rows: int = 0
    columns: int = 0
    """So far reaches what is filled; 0 for an empty sheet."""

    def reach(self, row: int, column: int) -> None:
        """A filled cell stands there. Raises TooLarge."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if (
            self.rows > MOST_ROWS
            or self.columns > MOST_COLUMNS
            or self.rows * self.columns > MOST_CELLS
        ):
            raise TooLarge


def read_xml(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] = lambda _: None,
) -> None:
    """Go through an XML part of a workbook; names come without prefix. Raises Damaged.

    No workbook declares a document type; one that does wants to do something else with its reader.
    """

    def refuse(*_: Any) -> None:
        raise Damaged

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        _bare(name), {_bare(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: end(_bare(name))
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # expat's own: this is all there is
    except expat.ExpatError:
        raise Damaged from None


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def number(text: str | None) -> int:
    """A count that a file writes; 1 where it writes none. Raises Damaged."""
    if text is None:
        return 1
    try:
        return int(text)
    except ValueError:
        raise Damaged from None
