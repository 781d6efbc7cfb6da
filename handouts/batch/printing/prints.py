"""What was sent to a printer, and how that ended: one JSON line each, beside the manifest.

So that nobody prints a day twice without wanting to. Lines hold our own file names, no patient's
words.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.batch.day import NAME as DAY
from handouts.batch.day import purged
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import PRIVATE_FILE, unable
from handouts.batch.packet.files import PULL_LIST, proven_parts
from handouts.batch.printing.document import Document
from handouts.problems import HandoutsError, Place, Problem

NAME = "prints.jsonl"

_NOTHING = ("refused", "canceled", "aborted")
"""After these a file is printed again without a question; after all else paper may be there."""


@dataclass(frozen=True, slots=True)
class Printed:
    """When a file went to a printer, as far as is known."""

    file: str
    printer: str
    at: dt.datetime


class Prints:
    """What a batch's folder had printed; a folder that is no batch's keeps no such list."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME if (folder / Manifest.NAME).is_file() else None

    def add(
        self, document: Document, printer: str, copies: int, state: str, job: int | None = None
    ) -> None:
        """Write one line; it is on the disk before anything goes on. Raises HandoutsError."""
        if self._file is None:
            return
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        said = {
            "at": now, "file": document.path.name, "sha256": document.sha256, "printer": printer,
            "copies": copies, "state": state, "job": job,
        }  # fmt: skip
        line = json.dumps({key: value for key, value in said.items() if value is not None})
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        try:
            with os.fdopen(os.open(self._file, flags, PRIVATE_FILE), "ab") as file:
                file.write(line.encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as wrong:
            raise unable(self._file.parent, wrong) from None

    def before(self, document: Document) -> Printed | None:
        """When this very file may have come out on paper already; None: it never did."""
        return self._out().get(document.sha256)

    def replaced(self, documents: Iterable[Document]) -> tuple[Printed, ...]:
        """Files of the same names that may be on paper, and that say something else."""
        now = {document.path.name: document.sha256 for document in documents}
        return tuple(
            printed
            for sha256, printed in self._out().items()
            if printed.file in now and sha256 not in now.values()
        )

    def _out(self) -> dict[str, Printed]:
        """What may be on paper, by its hash: the last time that it went to a printer."""
        tries: dict[str, list[dict[str, Any]]] = {}
        for said in _lines(self._file) if self._file else ():
            known = tries.setdefault(str(said.get("sha256")), [])
            if said.get("state") != "sending" and known:
                known.pop()  # what was known of this try until now
            known.append(said)
        return {
            sha256: Printed(
                str(said["file"]), str(said["printer"]), dt.datetime.fromisoformat(str(said["at"]))
            )
            for sha256, known in tries.items()
            for said in known
            if said.get("state") not in _NOTHING
        }


def parted(
    prints: Prints, documents: tuple[Document, ...]
) -> tuple[tuple[Document, ...], tuple[Printed, ...]]:
    """What has not been on paper yet, and what may have been, the latest last."""
    before = [(each, prints.before(each)) for each in documents]
    fresh = tuple(each for each, printed in before if printed is None)
    old = sorted((printed for _, printed in before if printed), key=lambda printed: printed.at)
    return fresh, tuple(old)


def files(folder: Path) -> tuple[Path, ...]:
    """What a batch's folder holds for the printer, in its order. Raises HandoutsError.

    What to take out of an earlier stack, then the packet when there is one, else each handout that
    the manifest tells of.
    """
    pulled = tuple(path for path in (folder / PULL_LIST,) if path.is_file())
    account = Manifest.read(folder)
    if packets := proven_parts(folder, account):
        return (*pulled, *sorted((folder / name for name in packets), key=_numbered))
    found = tuple(folder / name for name in account.made)
    if not (found or pulled):
        raise HandoutsError(
            Problem(
                Place(str(folder)),
                "nothing-made",
                "There is nothing to print here: no handout of this batch was made.",
                "Mend the rows of the schedule, then make it again.",
            )
        )
    return (*pulled, *found)


def check_finished(folder: Path) -> None:
    """That every row is accounted for: else somebody's handout is missing. Raises HandoutsError.

    The day is kept last of all, so one without it was stopped, if only within its last row.
    """
    if not (folder / Manifest.NAME).is_file():
        return
    account = Manifest.read(folder)
    if account.purged is not None:
        raise HandoutsError(purged(folder, account.purged))
    finished = len({entry.row for entry in account.entries})
    if finished < account.run.rows or not (folder / DAY).is_file():
        raise HandoutsError(
            Problem(
                Place(str(folder)),
                "unfinished",
                f"This batch is not finished: it came to row {finished} of {account.run.rows}. "
                "Nothing was printed.",
                "Wait until it ends. If it was stopped, run it again with --resume.",
            )
        )


def changed_since(folder: Path) -> tuple[Path, ...]:
    """The folders of later runs of the day, which list sheets of this one to take out."""
    if not (folder / Manifest.NAME).is_file():
        return ()
    later = (Path(os.path.normpath(folder / way)) for way in Manifest.read(folder).followed)
    return tuple(each for each in later if (each / Manifest.NAME).is_file())


def check_unchanged(folder: Path, documents: tuple[Document, ...]) -> None:
    """That files still are what the manifest says of them. Raises HandoutsError."""
    if not (folder / Manifest.NAME).is_file():
        return
    account = Manifest.read(folder)
    made = {each.file: each.sha256 for each in account.lines if each.file}
    made |= (stack := proven_parts(folder, account))
    wrong = tuple(
        Problem(
            Place(str(each.path)),
            "changed",
            "This file is not what was made: it was changed afterwards. Nothing was printed.",
            f"Make it anew: handouts packet {folder}"
            if each.path.name in stack
            else "Make the batch again, into a new folder.",
        )
        for each in documents
        if made.get(each.path.name, each.sha256) != each.sha256
    )
    if wrong:
        raise HandoutsError(*wrong)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file that are whole; the last one may be torn, by a power cut."""
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict):
            yield said


def _numbered(path: Path) -> tuple[int, str]:
    """packet-10 comes after packet-9."""
    return len(path.name), path.name
