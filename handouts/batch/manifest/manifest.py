"""What happened to each row, one JSON line each: our own numbers and ids, no patient's words."""

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

from handouts.batch.manifest.flat import flat
from handouts.batch.manifest.lines import Followed, Note, Purged, Stacking, Words
from handouts.batch.outbox.outbox import put, unable, write_all
from handouts.batch.workers.stopping import undisturbed
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

FORMAT = 1
"""Of the lines; another number is not read."""

FILE = re.compile(r"\d{4,}-[^/\\\0]+-[A-Z2-7]{6}\.pdf")
"""A file's name: the row, the treatment, the check code."""

_CODE = 8  # letters that tell one run from others on the sheets of a clinic

Noun = TypeVar("Noun")


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


class Manifest:
    """Appends entries to manifest.jsonl; what was added is on the disk when `add` returns."""

    NAME = "manifest.jsonl"

    def __init__(self, folder: Path, size: int | None = None) -> None:
        """Open the one in this folder; only `size` bytes of it are kept. Raises HandoutsError."""
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._folder = folder
        self._broken = False
        try:
            self._file = os.open(folder / self.NAME, flags | getattr(os, "O_NOFOLLOW", 0))
            self._size = os.fstat(self._file).st_size
            if size is not None and size < self._size:
                os.ftruncate(self._file, size)
                self._size = size
        except OSError as wrong:
            raise unable(folder, wrong) from None

    @classmethod
    def begin(cls, folder: Path, run: Run) -> Self:
        """A new manifest, with its first line on the disk. Raises HandoutsError."""
        with undisturbed():
            put(folder / cls.NAME, (run.line() + "\n").encode())
        return cls(folder)

    @classmethod
    def read(cls, folder: Path) -> Account:
        """All that the manifest of a folder says. Raises HandoutsError.

        A last line that was cut off while it was written, or never reached the disk whole, does
        not count. Damage anywhere else is told with its line.
        """
        path = folder / cls.NAME
        try:
            said = path.read_bytes()
        except OSError as wrong:
            raise _unreadable(path, wrong) from None
        lines = said.splitlines(keepends=True)
        if not lines:
            raise _damaged(path, 1)
        run = _run(lines[0], path)
        entries, notes, size = list[Entry](), list[Note](), len(said)
        for number, line in enumerate(lines[1:], start=2):
            found = _entry_or_note(line) if line.endswith(b"\n") else None
            if isinstance(found, Entry):
                entries.append(found)
            elif found is not None:
                notes.append(found)
            elif number < len(lines):
                raise _damaged(path, number)
            else:
                size -= len(line)
        return Account(run, tuple(entries), size, tuple(notes))

    def add(self, lines: Iterable[Entry | Note]) -> None:
        """Write lines, all or none of them. Raises HandoutsError."""
        said = "".join(each.line() + "\n" for each in lines).encode()
        if not said:
            return
        if self._broken:
            raise unable(self._folder, OSError(errno.EIO, os.strerror(errno.EIO)))
        try:
            write_all(self._file, said)
            self._size += len(said)
            os.fsync(self._file)
        except OSError as wrong:
            self._broken = True  # nothing may come to stand behind half a line
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._size)
            raise unable(self._folder, wrong) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)


def _run(line: bytes, path: Path) -> Run:
    if (run := _typed(Run, line)) is not None and run.format == FORMAT:
        return run
    try:
        said = json.loads(line)
    except ValueError:
        raise _damaged(path, 1) from None
    if isinstance(said, dict) and (said.get("format", 0) != FORMAT):
        raise HandoutsError(
            Problem(
                Place(str(path)),
                "manifest-format",
                "This manifest was written by another version of handouts.",
                "Use that version for this folder, or make the day anew in another one with --out.",
            )
        )
    raise _damaged(path, 1)


def _entry_or_note(line: bytes) -> Entry | Note | None:
    """What a line says; None when it is damaged."""
    entry = _typed(Entry, line)
    if entry is not None:
        return entry
    nouns: tuple[type[Note], ...] = (Words, Stacking, Followed, Purged)
    found = (_typed(noun, line) for noun in nouns)
    return next((note for note in found if note is not None), None)


def _typed(noun: type[Noun], line: bytes) -> Noun | None:
    """What a line says, or None when it is damaged."""
    from pydantic import ValidationError  # noqa: PLC0415  # `make` writes files, and reads none

    from handouts.read.schema import adapter  # noqa: PLC0415  # same

    try:
        said: Noun = adapter(noun).validate_json(line)  # type: ignore[arg-type]  # has a hash
    except ValidationError:
        return None
    if isinstance(said, Entry) and said.file is not None and not FILE.fullmatch(said.file):
        return None
    return said


def _damaged(path: Path, line: int) -> HandoutsError:
    return HandoutsError(
        Problem(
            Place(str(path), line, 1),
            "manifest-damaged",
            "This line of the manifest is damaged, so nobody can tell what it stood for.",
            "Bring the folder back from a copy, or make the day anew in another one with --out.",
        )
    )


def _unreadable(path: Path, wrong: OSError) -> HandoutsError:
    if isinstance(wrong, FileNotFoundError | NotADirectoryError):
        return HandoutsError(
            Problem(
                Place(str(path.parent)),
                "no-manifest",
                "This folder holds no batch: it has no manifest.",
                "Name the folder that an earlier `handouts batch` wrote.",
            )
        )
    return stop(
        f"{path} cannot be read: {wrong.strerror}.",
        "Look whether you may read it: it belongs to whoever made the batch.",
        code=ExitCode.MACHINE,
    )
