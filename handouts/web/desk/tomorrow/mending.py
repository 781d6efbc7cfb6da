"""Rows as the file has them and what somebody mended in, the rows that are made out.

The file stays as it is. Whoever saves a row that could not be read at all answers for all of it;
else a fault of the file stays told until the very cell that it stands at was mended.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from handouts.problems import Place, Problem, Severity
from handouts.read.columns import COLUMNS, Cell, Known
from handouts.read.row import read_day
from handouts.read.schedule.rows import Row
from handouts.web.desk.chosen import SEVERAL
from handouts.web.desk.saying import column_of

TAKEN_OUT = "taken-out"

Cells = Mapping[str, str]
"""What stands in a row, by column."""


@dataclass(frozen=True, slots=True)
class Mends:
    """What was mended on the page, by the numbers of the rows."""

    cells: Mapping[int, Cells] = field(default_factory=dict)
    """Only what is another text than in the file."""
    out: frozenset[int] = frozenset()
    """Rows of which no handout is to be made."""

    def with_cells(self, row: Row, said: Cells) -> "Mends":
        """A row with these texts; those that stand in the file are no mends."""
        stands = texts(row)
        other = {name: text for name, text in said.items()
                 if name in COLUMNS and _plain(name, text) != _plain(name, stands.get(name, ""))
                 }  # fmt: skip
        cells = {number: each for number, each in self.cells.items() if number != row.number}
        return replace(self, cells={**cells, row.number: other} if other else cells)

    def with_out(self, number: int, *, out: bool) -> "Mends":
        """A row taken out, or put back."""
        return replace(self, out=self.out | {number} if out else self.out - {number})

    def rows(self, rows: Collection[Row], known: Known, day: dt.date | None) -> tuple[Row, ...]:
        """The rows of a day as they are made."""
        return tuple(
            _taken_out(row, known, day) if row.number in self.out
            else _mended(row, self.cells[row.number]) if row.number in self.cells
            else row
            for row in rows
        )  # fmt: skip

    def told(self, schedule: str) -> str:
        """Tells a schedule with these mends from all others; without any it is the file's own."""
        if not self.cells and not self.out:
            return schedule
        said = json.dumps([schedule, sorted(self.out), sorted(self.cells.items())], sort_keys=True,
                          default=dict)  # fmt: skip
        return hashlib.sha256(said.encode()).hexdigest()


def _plain(column: str, text: str) -> object:
    """A text so that it can be compared; several ids are the same in any order."""
    if column not in SEVERAL:
        return text.strip()
    return {"-".join(each.casefold().replace("_", " ").split()) for each in text.split(";")} - {""}


def texts(row: Row) -> dict[str, str]:
    """What stands in a row of the file, as far as it could be read."""
    return {name: cell.text for name, cell in (row.cells or row.found).items()}


def _mended(row: Row, said: Cells) -> Row:
    if row.skip is not None:
        return row
    stood = row.cells or row.found
    cells = dict(stood)
    for name, text in said.items():
        cells[name] = Cell(text, stood[name].place if name in stood else row.place)
    changed = {stood[name].place for name in said if name in stood}
    kept = [
        each for each in row.problems
        if each.severity is not Severity.ERROR or (row.cells and not _at(each, row, said, changed))
    ]  # fmt: skip
    return replace(row, cells=cells, problems=tuple(kept))


def _at(problem: Problem, row: Row, said: Cells, changed: Collection[Place]) -> bool:
    """Whether a fault of the file stands at a cell that was mended."""
    if problem.place in changed:
        return True
    column = column_of(problem)
    return problem.place == row.place and column in said


def _taken_out(row: Row, known: Known, day: dt.date | None) -> Row:
    """The row says nothing any more, not even whose it is: it may be the wrong one of two."""
    if row.skip is not None:
        return row
    stood = row.cells or row.found
    of = read_day(stood, known)
    if day is not None and of is not None and of != day:
        return replace(row, cells={"date": stood["date"]}, found=stood, problems=())
    message = "This row was taken out on the page."
    skip = Problem(row.place, TAKEN_OUT, message, severity=Severity.HINT)
    return replace(row, cells={}, found=stood, problems=(), skip=skip)
