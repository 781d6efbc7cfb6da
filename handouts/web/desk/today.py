"""A schedule's file in, today's list out; read anew when it was saved anew."""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from handouts.batch.plan import check_rows
from handouts.library.shelves import Shelves, read_bytes
from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.read.schedule.file import How, read_schedule
from handouts.web.desk.listing import Listing
from handouts.web.desk.words import Words

NO_FILE = (0, 0, 0)

MOST = 16 * 1024 * 1024
"""Bytes of a schedule; a day's is a few thousand."""


@dataclass(frozen=True, slots=True)
class Today:
    """The list of one day, or why there is none."""

    name: str = ""
    """The file's own name; empty when there is no file."""
    listing: Listing = field(default_factory=Listing)
    problems: tuple[Problem, ...] = ()
    dropped: bool = False
    """Somebody dropped it on the page; else it is the clinic's own file."""
    stamp: tuple[int, int, int] = NO_FILE


def read_today(data: bytes, name: str, words: Words, day: dt.date, *, dropped: bool) -> Today:
    """The list of a file's bytes; a problem of the whole file is told in its place."""
    try:
        schedule = read_schedule(data, name, How.of(words.known))
        check_rows(schedule.rows, name)
        listing = Listing.of(schedule, words.known, day=day, printed=day)
    except HandoutsError as wrong:
        return Today(name, problems=wrong.problems, dropped=dropped)
    return Today(name, listing, dropped=dropped)


def clinics_file(shelves: Shelves, words: Words, day: dt.date) -> Path | None:
    """Where handouts.yaml says that today's list is; None when it does not."""
    said = words.settings.desk.schedule
    if not said or shelves.clinic is None:
        return None
    return shelves.clinic / said.replace("{date}", day.isoformat())


def stamp(path: Path) -> tuple[int, int, int]:
    """Changes when the file is saved anew; zeros while it is not there."""
    try:
        told = path.stat()
    except OSError:
        return NO_FILE
    return told.st_mtime_ns, told.st_size, told.st_ino


def read_clinics(path: Path, words: Words, day: dt.date) -> Today:
    """The list of the clinic's own file."""
    now = stamp(path)
    try:
        data = read_bytes(path, MOST)
    except HandoutsError as wrong:
        return Today(path.name, problems=wrong.problems, stamp=now)
    if len(data) > MOST:
        return Today(path.name, problems=too_large(path.name).problems, stamp=now)
    read = read_today(data, path.name, words, day, dropped=False)
    return replace(read, stamp=now)


def too_large(name: str) -> HandoutsError:
    """The error for a file that is no day's schedule."""
    return stop(
        f"{name} is larger than {MOST // 2**20} MB, so it is no day's schedule.",
        "Export one day only.",
        code=ExitCode.PROBLEMS,
    )
