"""A day in, what lies on the disk of it out, and in which ways it may go on."""

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from handouts.batch.changed.earlier import next_folder
from handouts.batch.count import Count
from handouts.batch.day import NAME, Day, Left
from handouts.batch.manifest.account import Account, Entry, Outcome
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import open_folder
from handouts.batch.packet.files import PULL_LIST, proven_parts
from handouts.batch.printing.prints import files
from handouts.library.shelves import Shelves
from handouts.library.whole import put_new
from handouts.model.settings import Settings
from handouts.problems import HandoutsError

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d{1,3}))?")


OTHER_DAY = ("other-day",)
"""What a manifest says of a row that is of another day than the one that was made."""


class Way(StrEnum):
    """How a day is made."""

    NEW = "new"
    """All of it, into a folder of its own."""
    RESUME = "resume"
    """What is missing in the folder that was made last."""
    CHANGED = "changed"
    """Only what is not as it was made last, into a folder of its own."""


@dataclass(frozen=True)
class Made:
    """A folder that a batch of this day wrote."""

    folder: Path
    account: Account
    day: Day | None
    """Who comes when; None while it is not finished."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """How each handout of this day ended; rows of other days are none of it."""
        return tuple(each for each in self.account.entries if each.rules != OTHER_DAY)

    @cached_property
    def rows(self) -> int:
        """So many rows of the schedule are of this day, or of none that can be read."""
        others = len({each.row for each in self.account.entries if each.rules == OTHER_DAY})
        return self.account.run.rows - others

    @cached_property
    def count(self) -> Count:
        """How its rows ended, as far as they did."""
        return Count.of([*self.entries], self.rows)

    @property
    def finished(self) -> int:
        """So many of its rows are accounted for."""
        return len({each.row for each in self.entries})

    @property
    def pages(self) -> int:
        """So many pages its handouts have, without covers and backs that stay empty."""
        return sum(each.pages or 0 for each in self.entries)

    @property
    def at(self) -> dt.datetime:
        """When it was finished last."""
        seconds = (self.folder / NAME).stat().st_mtime
        return dt.datetime.fromtimestamp(seconds).astimezone()

    @cached_property
    def failed(self) -> tuple[Left, ...]:
        """Whom somebody must look after, in the order of the schedule."""
        left = self.day.left if self.day else ()
        return tuple(each for each in left if each.outcome is Outcome.FAILED)

    @cached_property
    def stacked(self) -> bool:
        """Whether it has a stack."""
        return self.day is not None and bool(proven_parts(self.folder, self.account))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """What goes to the printer, in its order: what to take out first, then the stack."""
        pulls = (PULL_LIST,) if self.pulls else ()
        if not self.stacked:
            return pulls
        return tuple(path.name for path in files(self.folder))

    @property
    def pulls(self) -> bool:
        """Whether sheets are to be taken out of an earlier stack."""
        return self.day is not None and (self.folder / PULL_LIST).is_file()

    def intact(self, name: str) -> bool:
        """Whether a file of the stack is the one that was made."""
        wanted = proven_parts(self.folder, self.account).get(name)
        try:
            with (self.folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return False
        return wanted in {None, found}


def days_folder(shelves: Shelves, settings: Settings) -> Path | None:
    """Where days go; None where there is only stock."""
    return shelves.clinic / settings.desk.days if shelves.clinic is not None else None


def open_days(folder: Path) -> None:
    """Make that folder where it is missing, for its owner only. Raises HandoutsError."""
    if not folder.is_dir():
        open_folder(folder)
        put_new(folder / ".gitignore", b"*\n")


def made_of(folder: Path, day: dt.date) -> tuple[Made, ...]:
    """All that was made of a day, the last one last; a folder that cannot be read is none."""
    numbered = sorted(_numbered(folder, day))
    return tuple(made for _, path in numbered if (made := _made(path)) is not None)


def days_made(folder: Path, since: dt.date) -> tuple[dt.date, ...]:
    """The days from this one on that something was made of."""
    if not folder.is_dir():
        return ()
    found = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    named = {each[1] for each in found if each}
    return tuple(sorted(each for each in map(_day, named) if each is not None and each >= since))


def ways(made: Made | None, schedule: str, ready: Collection[int]) -> tuple[Way, ...]:
    """In which ways a schedule may be made after what was made last, the best one first.

    `schedule` tells it from others, `ready` are the rows that can be made as they stand. A run that
    was stopped, and whose schedule changed since, is not built upon: nobody could tell what of it
    is on paper.
    """
    if made is None:
        return (Way.NEW,)
    same = made.account.run.schedule == schedule
    if made.day is None:
        return (Way.RESUME, Way.NEW) if same else (Way.NEW,)
    if same and any(each.row in ready for each in made.failed):
        return (Way.RESUME, Way.CHANGED, Way.NEW)
    return (Way.CHANGED, Way.NEW)


def new_folder(folder: Path, day: dt.date) -> Path:
    """A folder of this day that is not there yet: 2026-12-01, 2026-12-01-2."""
    first = folder / day.isoformat()
    return next_folder(first) if first.exists() else first


def taken_up(made: Made, others: Iterable[Made]) -> Path | None:
    """The folder of the run whose changes a run makes; None for the first one of a day."""
    code = made.account.run.changes
    return next((each.folder for each in others if code and each.account.run.code == code), None)


def _numbered(folder: Path, day: dt.date) -> Iterator[tuple[int, Path]]:
    for path in folder.iterdir() if folder.is_dir() else ():
        found = _NAME.fullmatch(path.name)
        if found and found[1] == day.isoformat():
            yield int(found[2] or 1), path


def _made(folder: Path) -> Made | None:
    try:
        account = Manifest.read(folder)
    except HandoutsError:
        return None
    if account.purged is not None:
        return None
    try:
        finished = len({each.row for each in account.entries}) == account.run.rows
        return Made(folder, account, Day.kept(folder) if finished else None)
    except HandoutsError:
        return Made(folder, account, None)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
