"""One sheet's values in, its rows as cells of text out, and what a person must look at."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.problems import HandoutsError, Place, Problem, Severity
from handouts.read.columns import COLUMNS
from handouts.read.schedule.header import Header, NotUnderstood, could_be_names, read_header
from handouts.read.schedule.names import Wanted
from handouts.read.schedule.rows import Row, Schedule, in_sheet
from handouts.read.schedule.unseen import Unseen
from handouts.read.schedule.values import Odd, Value, cell_text, day_of, plain

_LOOK_FOR_HEADER = 50


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, with how its columns are to be read."""

    file: str
    name: str
    wanted: Wanted
    record_length: int | None
    unseen: Unseen
    covered: frozenset[tuple[int, int]]
    """Cells under a merged one; only the first of them holds what all of them show."""

    def schedule(self, rows: Sequence[Sequence[Value]]) -> Schedule:
        """All rows below the header. Raises HandoutsError."""
        at = self._header_row(rows)
        names = [plain(value) for value in rows[at]]
        below = rows[at + 1 :]
        while names and not names[-1].strip() and not self._filled(below, at, len(names)):
            names.pop()
        nameless = frozenset(
            position for position, name in enumerate(names, 1)
            if not name.strip() and not self._filled(below, at, position)
        )  # fmt: skip
        try:
            header = read_header(names, self.wanted, self.file, at + 1, nameless)
        except NotUnderstood as wrong:
            told = (in_sheet(problem, self.name) for problem in wrong.problems)
            raise NotUnderstood(*told, names=wrong.names) from None
        found, blank = [], 0
        for number, values in enumerate(below, at + 2):
            if self._blank(values, number):
                blank += 1
            else:
                found.append(self._row(values[: len(names)], number, header))
        return Schedule(tuple(found), blank, header.ignored)

    def _header_row(self, rows: Sequence[Sequence[Value]]) -> int:
        """The row that names most columns: titles may stand above it. Raises HandoutsError."""
        first = [[plain(value) for value in row] for row in rows[:_LOOK_FOR_HEADER]]
        known = [self.wanted.known(names) for names in first]
        if any(known):
            return known.index(max(known))
        for number, names in enumerate(first):
            if could_be_names(names):
                return number
        hint = f"One row must hold names such as: {', '.join(list(COLUMNS)[:6])}."
        message = f"No row of the sheet {self.name!r} names the columns."
        raise HandoutsError(Problem(Place(self.file), "schedule-header", message, hint))

    def _filled(self, below: Sequence[Sequence[Value]], at: int, position: int) -> bool:
        """Whether anything stands in a column below the header."""
        return any(
            not _empty(values[position - 1]) or (number, position) in self.unseen.errors
            for number, values in enumerate(below, at + 2)
        )

    def _blank(self, values: Sequence[Value], number: int) -> bool:
        """A row without anything in it; an error is something."""
        return all(_empty(value) for value in values) and not any(
            (number, position) in each
            for position in range(1, len(values) + 1)
            for each in (self.unseen.errors, self.unseen.lost)
        )

    def _row(self, values: Sequence[Value], number: int, header: Header) -> Row:
        place = Place(self.file, number, 1)
        texts, problems = [], []
        days = {
            name: day for value, ours in zip(values, header.serves, strict=True)
            for name in ours if (day := day_of(value)) is not None
        }  # fmt: skip
        for position, (value, ours) in enumerate(zip(values, header.serves, strict=True), 1):
            text = ""
            try:
                if ours:
                    text = self._text(value, ours, (number, position), days)
            except Odd as odd:
                at = Place(self.file, number, position)
                problems.append(Problem(at, "row-cell", f"{ours[0]} {odd}.", odd.hint))
            texts.append(text)
        skip = None
        if number in self.unseen.hidden:
            skip = Problem(
                place, "hidden-row", "This row is hidden in the workbook, so it is left out.",
                "Show all rows (no filter), or delete it.", Severity.WARNING,
            )  # fmt: skip
        cells = header.cells(texts, place)
        return Row(number, cells, tuple(problems), place, skip, sheet=self.name)

    def _text(
        self, value: Value, ours: tuple[str, ...], at: tuple[int, int], days: Mapping[str, dt.date]
    ) -> str:
        """One cell's text. Raises Odd."""
        if (sign := self.unseen.errors.get(at)) is not None:
            raise Odd(f"shows the error {sign or '#ERROR'}", "Mend the formula, or type the value.")
        if at in self.unseen.lost:
            hint = "Open the workbook in Excel, let it calculate, and save it; or type the value."
            raise Odd("holds a formula whose result was not saved", hint)
        if at in self.covered:
            raise Odd("lies under merged cells", "Unmerge them and fill in each cell.")
        named = days.get(ours[0]) if ours[0] in {"time", "ends"} else None
        if named is not None and named != days.get("date"):
            hint = "Make both the same day; or map one column to both: `date; time`."
            raise Odd("holds another day than date, or one that cannot be compared", hint)
        return cell_text(value, ours, self.record_length)


def _empty(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()
