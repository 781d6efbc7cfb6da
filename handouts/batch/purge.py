"""Folders of batches that are long past in, the same folders without any patient's data out.

The manifest stays: it has no patient's data, and tells later which words were given out. Only what
the manifest or our own names account for is deleted; whatever else lies there is left and told.
"""

import datetime as dt
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.batch import day
from handouts.batch.manifest.account import FILE, Account
from handouts.batch.manifest.lines import Purged
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import NAME as LOCK
from handouts.batch.outbox.lock import claimed
from handouts.batch.outbox.outbox import remove
from handouts.batch.packet.files import BESIDE
from handouts.batch.printing import prints
from handouts.problems import HandoutsError, Place, Problem

OURS = re.compile(rf"{FILE.pattern}|{BESIDE.pattern}")
"""Every name that we give to a file with a patient's data, but for the day itself."""

_STAY = {Manifest.NAME, prints.NAME, LOCK}


@dataclass(frozen=True, slots=True)
class Past:
    """A batch, and what deleting it would take away."""

    folder: Path
    last: dt.date
    """Its last day: that of its last visit, else that of its printing."""
    files: tuple[str, ...]
    """What goes."""
    others: int
    """So many things lie there that are not ours; they stay."""
    purged: dt.datetime | None
    """When that was done before."""


def look(folder: Path) -> Past:
    """What is in the folder of a batch. Raises HandoutsError when it is none, or only a link."""
    if folder.is_symlink() or (folder / Manifest.NAME).is_symlink():
        raise HandoutsError(
            Problem(
                Place(str(folder)),
                "link",
                "This is a link to another place, and nothing is deleted through a link.",
                "Name the folder itself.",
            )
        )
    account = Manifest.read(folder)
    ours = frozenset(_ours(folder, account))
    names = {path.name for path in folder.iterdir()}
    others = names - ours - _STAY
    others = {name for name in others if not name.startswith(".part-")}  # a dead run's: swept away
    last = account.run.last or account.run.printed
    return Past(folder, last, tuple(sorted(ours)), len(others), account.purged)


def purge(past: Past, now: dt.datetime) -> Past:
    """Delete what is ours, and write down that it was. What was really deleted comes back.

    Raises HandoutsError: another run is at work there, or the folder may not be written.
    """
    with claimed(past.folder):
        found = look(past.folder)
        remove(past.folder, found.files)
        if found.files or found.purged is None:
            account = Manifest.read(past.folder)
            with Manifest(past.folder, account.size) as manifest:
                manifest.add([Purged(now)])
    return found


def _ours(folder: Path, account: Account) -> Iterator[str]:
    """Plain files only: what stands there under our name and is a folder or a link is not ours."""
    for path in folder.iterdir():
        named = path.name in account.files or path.name == day.NAME or OURS.fullmatch(path.name)
        if named and stat.S_ISREG(os.lstat(path).st_mode):
            yield path.name
