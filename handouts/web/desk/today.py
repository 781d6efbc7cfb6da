"""A schedule's file in, today's list out; read anew when the file or the clinic's words changed."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from handouts.batch.plan.plan import check_rows
from handouts.library.shelves import Shelves, read_bytes
from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.web.desk.listing import Listing
from handouts.web.desk.words import Words

MOST = 16 * 1024 * 1024
"""Bytes of a schedule; a day's has some ten thousand."""

Stamp = tuple[int, int, int]
NO_FILE: Stamp = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Today:
    """The list of one day, or why there is none."""

    day: dt.date
    """The day whose rows show: today, unless somebody asked for another one of the file."""
    name: str = ""
    """The file's own name; empty when there is no file."""
    listing: Listing = field(default_factory=Listing)
    problems: tuple[Problem, ...] = ()
    """Why a file gives no list."""
    dropped: bool = False
    """Somebody dropped it on the page; else it is the clinic's own file."""
    data: bytes = field(default=b"", repr=False)
    known: Known | None = None
    """What the clinic offered when it was read."""
    told: str = ""
    """Tells this file's rows from those of any other: the same number is another patient there."""
    stamp: Stamp = NO_FILE

    @classmethod
    def read(
        cls, data: bytes, name: str, words: Words, day: dt.date, printed: dt.date, *,
        dropped: bool = False, stamp: Stamp = NO_FILE,
    ) -> "Today":  # fmt: skip
        """The list of a file's bytes; a problem of the whole file is told in its place."""
        plain = cls(
            day, name, dropped=dropped, data=data, known=words.known, stamp=stamp,
            told=hashlib.sha256(data).hexdigest()[:16],
        )  # fmt: skip
        try:
            if len(data) > MOST:
                raise _too_large(name)
            schedule = read_schedule(data, name, How.of(words.known))
            check_rows(schedule.rows, name)
            listing = Listing.of(schedule, words.known, day=day, printed=printed)
        except HandoutsError as wrong:
            return replace(plain, problems=wrong.problems)
        return replace(plain, listing=listing)

    def renewed(self, shelves: Shelves, words: Words, printed: dt.date) -> "Today":
        """The same while the file and what the clinic offers are the same, else read anew."""
        if self.dropped:
            if self.known == words.known:
                return self
            return Today.read(self.data, self.name, words, self.day, printed, dropped=True)
        path = _clinics_file(shelves, words, self.day)
        if path is None:
            return Today(self.day)
        now = _stamp(path)
        if now != NO_FILE and (now, words.known) == (self.stamp, self.known):
            return self
        try:
            data = read_bytes(path, MOST)
        except HandoutsError as wrong:
            return Today(self.day, path.name, problems=wrong.problems)
        return Today.read(data, path.name, words, self.day, printed, stamp=now)

    def of(self, day: dt.date, words: Words, printed: dt.date) -> "Today":
        """The rows of another day of the same file."""
        return Today.read(
            self.data, self.name, words, day, printed, dropped=self.dropped, stamp=self.stamp
        )


def _clinics_file(shelves: Shelves, words: Words, day: dt.date) -> Path | None:
    """Where handouts.yaml says that the day's list is; None when it does not."""
    said = words.settings.desk.schedule
    if not said or shelves.clinic is None:
        return None
    return shelves.clinic / said.replace("{date}", day.isoformat())


def _stamp(path: Path) -> Stamp:
    """Changes when the file is saved anew."""
    try:
        told = path.stat()
    except OSError:
        return NO_FILE
    return told.st_mtime_ns, told.st_size, told.st_ino


def _too_large(name: str) -> HandoutsError:
    return stop(
        f"{name} is larger than {MOST // 2**20} MB, so it is no day's schedule.",
        "Export one day only.",
        code=ExitCode.PROBLEMS,
    )
