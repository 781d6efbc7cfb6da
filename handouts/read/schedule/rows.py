"""What every kind of schedule file comes to: rows of text, each with its place in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handouts.problems import Place, Problem
from handouts.read.columns import Cell


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment as its file has it: its cells, or why there are none."""

    number: int
    """Its own number in the file, counted from 1: a line, an entry, a message."""
    cells: Mapping[str, Cell]
    problems: tuple[Problem, ...]
    place: Place
    skip: Problem | None = None
    """Why no handout is wanted: cancelled, or changed by a later message. Never an error."""
    appointment: str | None = None
    """The appointment's own id in the system that it comes from, where that has one."""
    sheet: str | None = None
    """The sheet of a workbook that it stands in."""
    found: Mapping[str, Cell] = field(default_factory=dict)
    """What could be read of a row that failed: it helps to find the patient, and is not printed."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every row of a file, and how many blank lines stood between them."""

    rows: tuple[Row, ...]
    blank_lines: int = 0
    ignored: tuple[str, ...] = ()
    """The columns that nobody reads because the clinic said so, by their own names."""


def in_sheet(problem: Problem, sheet: str | None) -> Problem:
    """The problem with the name of its cell as a spreadsheet shows it, when it is in a sheet."""
    place = problem.place
    if sheet is None or not place.line:
        return problem
    letters, column = "", place.column
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    cell = f"Cell {letters}{place.line} of the sheet {sheet!r}. {problem.hint}".strip()
    return replace(problem, hint=cell)
