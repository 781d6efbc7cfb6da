"""What happened to each row, one JSON line each: our own numbers and ids, no patient's words."""

import contextlib
import errno
import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from handouts.batch.manifest.account import FILE, FORMAT, Account, Entry, Run
from handouts.batch.manifest.lines import Followed, Note, Purged, Stacking, Words
from handouts.batch.outbox.outbox import MANIFEST, put, unable, write_all
from handouts.batch.workers.stopping import undisturbed
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

Noun = TypeVar("Noun")


class Manifest:
    """Appends entries to manifest.jsonl; what was added is on the disk when `add` returns."""

    NAME = MANIFEST

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
