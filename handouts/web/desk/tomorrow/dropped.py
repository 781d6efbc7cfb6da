"""A schedule file as it was dropped in, its rows out, or the question that comes first.

What a terminal would be told by an option is asked here, with all that can be answered.
"""

import hashlib
from dataclasses import dataclass, field, replace

from handouts.batch.plan.plan import check_rows
from handouts.problems import HandoutsError, Problem
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.read.schedule.header import NotUnderstood
from handouts.read.schedule.names import IGNORE, Wanted, suggested
from handouts.read.schedule.rows import Schedule
from handouts.read.schedule.workbook import STARTS, sheets

ENCODINGS = (
    ("cp1252", "An old CSV file of Excel on Windows"),
    ("utf-16", "Unicode text of Excel (UTF-16)"),
    ("utf-8", "CSV UTF-8"),
)
"""How the letters of a text file may be stored, as a person would choose it."""

_LETTERS, _SHEETS = "schedule-encoding", "schedule-sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file, and what it may serve."""

    name: str
    """Its own; empty for one without a name, which only the file can mend."""
    serves: str
    """One of ours, `ignore`, `date; time`; empty where only a person can tell."""
    known: bool
    """Nobody needs to be asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be known before the file can be read; one of the three has answers."""

    problems: tuple[Problem, ...]
    sheets: tuple[str, ...] = ()
    letters: bool = False
    columns: tuple[Column, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the page has a choice that helps; else only another file does."""
        return bool(self.sheets or self.letters or self.columns)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file, and what somebody answered."""

    name: str
    """Its own name, without folders."""
    data: bytes = field(repr=False)
    sheet: str | None = None
    encoding: str | None = None
    maps: tuple[str, ...] = ()
    """Columns and what they serve, written `Theirs=ours`."""

    @property
    def sha256(self) -> str:
        """What a manifest tells the file by."""
        return hashlib.sha256(self.data).hexdigest()

    def read(self, known: Known) -> Schedule | Question:
        """All of its rows, or the question why there are none yet."""
        try:
            how = How.of(known, maps=self.maps, encoding=self.encoding, sheet=self.sheet)
            schedule = read_schedule(self.data, self.name, how)
            check_rows(schedule.rows, self.name)
        except HandoutsError as wrong:
            return self._asked(wrong, known)
        return schedule

    def with_columns(self, serves: dict[str, str]) -> "Dropped":
        """The same file, once it was said what its columns serve."""
        return replace(self, maps=tuple(f"{theirs}={ours}" for theirs, ours in serves.items()))

    def _asked(self, wrong: HandoutsError, known: Known) -> Question:
        rules = {each.rule for each in wrong.problems}
        if isinstance(wrong, NotUnderstood):
            return Question(wrong.problems, columns=self._columns(wrong.names, known))
        if _LETTERS in rules:
            return Question(wrong.problems, letters=True)
        if _SHEETS in rules and self.data.startswith(STARTS):
            return Question(wrong.problems, sheets=sheets(self.data, self.name))
        return Question(wrong.problems)

    def _columns(self, names: tuple[str, ...], known: Known) -> tuple[Column, ...]:
        wanted = Wanted.of(known.settings.schedule.columns, self.maps)
        return tuple(_column(name, wanted) for name in names)


def _column(name: str, wanted: Wanted) -> Column:
    ours = wanted.ours(name) if name else ()
    if ours is None:
        return Column(name, suggested(name), known=False)
    return Column(name, "; ".join(ours) or IGNORE, known=True)
