"""Lines of a manifest in, how each row of the day ended by all of them out: the nouns of both."""

import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar

from handouts.batch.manifest.flat import flat
from handouts.batch.manifest.lines import Followed, Note, Purged, Stacking, Words

FORMAT = 1
"""Of the lines; another number is not read."""

FILE = re.compile(r"\d{4,}-[^/\\\0]+-[A-Z2-7]{6}\.pdf")
"""A file's name: the row, the treatment, the check code."""

_CODE = 8  # letters that tell one run from others on the sheets of a clinic


class Outcome(StrEnum):
    """How a row ended; every row ends in exactly one of these."""

    MADE = "made"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """What a manifest's first line says of the day as a whole."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    program: str
    """The version of handouts that began it."""
    printed: dt.date
    """The day that its pages name as the day of printing."""
    schedule: str
    """SHA-256 of the schedule file."""
    rows: int
    """So many rows the schedule has."""
    salt: str
    """What visits are told apart with in this manifest, and in no other."""
    draft: bool
    """Whether words that nobody signed were to be printed, too."""
    first: dt.date | None = None
    """The first day that any of its visits is on; None when there is no visit."""
    last: dt.date | None = None
    """The last one."""
    changes: str | None = None
    """The code of the run of the same day that this one takes up, where it is not the first."""
    format: int = FORMAT

    def line(self) -> str:
        """The first line."""
        return json.dumps(asdict(self), default=str, sort_keys=True)

    @property
    def code(self) -> str:
        """Tells this run from others: on its sheets, and where another one takes it up."""
        return hashlib.sha256(self.line().encode()).hexdigest()[:_CODE].upper()


@dataclass(frozen=True, slots=True)
class Entry:
    """One handout of one row, or the reason why there is none."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    row: int
    """The row's number in the schedule file."""
    outcome: Outcome
    rules: tuple[str, ...] = ()
    """What stopped it, by rule id; the words are for the terminal, they may speak of the row."""
    treatment: str | None = None
    language: str | None = None
    file: str | None = None
    sha256: str | None = None
    version: str | None = None
    check_code: str | None = None
    pages: int | None = None
    visit: str | None = None
    """Tells the same patient's same treatment again; says nothing of either."""
    appointment: str | None = None
    """The same for the appointment's own id, where the schedule has one."""
    said: str | None = None
    """Tells whether the row still says the same of the visit, in all of its columns."""
    earlier: str | None = None
    """For an unchanged visit: the way from this folder to the file of the run before."""

    def line(self) -> str:
        """The entry as a line of JSON, without what it does not have."""
        said = {key: value for key, value in flat(self).items() if value not in (None, ())}
        return json.dumps(said, ensure_ascii=True)


@dataclass(frozen=True, slots=True)
class Account:
    """All that a manifest says."""

    run: Run
    lines: tuple[Entry, ...]
    """Every entry as it was written; a later one may take the place of an earlier one."""
    size: int
    """So many bytes are whole lines; what stands behind them was cut off while it was written."""
    notes: tuple[Note, ...] = ()
    """Every line that is no entry."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """How each handout ended at last, in the order of the rows.

        An entry that names no visit is about its whole row.
        """
        last: dict[int, dict[str | None, Entry]] = {}
        for entry in self.lines:
            of_row = last.setdefault(entry.row, {})
            if entry.visit is None:
                of_row.clear()
            of_row.pop(None, None)
            of_row[entry.visit] = entry
        return tuple(entry for row in sorted(last) for entry in last[row].values())

    @property
    def files(self) -> frozenset[str]:
        """Every name that a file was ever given."""
        return frozenset(entry.file for entry in self.lines if entry.file)

    @property
    def words(self) -> tuple[Words, ...]:
        """Which words the versions of its handouts carry."""
        return tuple(note for note in self.notes if isinstance(note, Words))

    @property
    def stacking(self) -> Stacking | None:
        """How its packets are numbered; None when no stack was made."""
        found = [note for note in self.notes if isinstance(note, Stacking)]
        return found[-1] if found else None

    @property
    def made(self) -> dict[str, str]:
        """SHA-256 of each handout that the day has at last, by the name of its file."""
        return {
            entry.file: entry.sha256
            for entry in self.entries
            if entry.outcome is Outcome.MADE and entry.file and entry.sha256
        }

    @property
    def followed(self) -> tuple[str, ...]:
        """The folders of the runs that took it up, as the way from its own."""
        found = (note.followed_by for note in self.notes if isinstance(note, Followed))
        return tuple(dict.fromkeys(found))

    @property
    def purged(self) -> dt.datetime | None:
        """When its files were deleted; None when they were not."""
        found = [note.purged for note in self.notes if isinstance(note, Purged)]
        return found[-1] if found else None
