"""Each file operation of a small batch fails in its turn; nothing untrue may be left behind."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from handouts.batch.manifest.manifest import Manifest
from handouts.problems import ExitCode, HandoutsError
from tests.harm.day import Day
from tests.harm.folder import files, unfinished, wrongs

KINDS = ("open", "write", "fsync", "link", "unlink", "replace", "mkdir", "rmdir", "ftruncate")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
SHORT = 0
"""Instead of an error: a write that takes half of what it is given."""


@dataclass(slots=True)
class Failed:
    """What came of all those runs."""

    runs: int = 0
    stopped: int = 0
    """So many told that the machine cannot go on; the others did without what failed."""
    operations: int = 0
    """So many operations a run has that nobody disturbs."""
    wrong: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.runs} runs of {self.operations} operations, {self.stopped} stopped in words, "
            f"{sum(self.wrong.values())} faults {dict(self.wrong) or ''}"
        )


class Shim:
    """Counts the operations on files and makes the n-th one fail, or all from that one on."""

    def __init__(self, nth: int, error: int, *, onwards: bool = False) -> None:
        self._nth, self._error, self._onwards = nth, error, onwards
        self.count = 0

    def __call__(self, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """An operation that may fail."""

        def operation(*args: Any, **options: Any) -> Any:
            self.count += 1
            hit = self.count == self._nth or (self._onwards and self.count > self._nth)
            if hit and self._error == SHORT and kind == "write":
                half = bytes(args[1])[: len(args[1]) // 2 or 1]
                return real(args[0], half)
            if hit and self._error != SHORT:
                raise OSError(self._error, os.strerror(self._error))
            return real(*args, **options)

        return operation

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """As long as the block lasts."""
        with contextlib.ExitStack() as stack:
            for kind in KINDS:
                stack.enter_context(patch.object(os, kind, self(kind, getattr(os, kind))))
            yield


def fail(
    day: Day, *, step: int = 1, first: int = 1, onwards: bool = False, halfway: bool = False
) -> Failed:
    """Let each operation fail, or each `step`-th from the `first` one on, in all ways.

    `halfway` lets those of a run fail that finishes what another one left.
    """
    seen = Failed()
    with tempfile.TemporaryDirectory(prefix="handouts-operations-") as place:
        right, counted = Path(place) / "right", Shim(0, errno.EIO)
        right.mkdir(mode=0o700)
        day.run(right)
        with counted.at_work():
            day.run(_begun(Path(place) / "counted", right, halfway=halfway))
        seen.operations = counted.count
        for nth in range(first, counted.count + 1, step):
            for error in (*ERRORS, SHORT):
                folder = _begun(Path(place) / f"{nth}-{error}", right, halfway=halfway)
                _once(day, folder, Shim(nth, error, onwards=onwards), seen)
                seen.wrong.update(each.partition(":")[0] for each in wrongs(folder, files(right)))
                day.run(folder)
                late = unfinished(folder, files(right))
                seen.wrong.update(each.partition(":")[0] for each in late)
    return seen


def _begun(folder: Path, right: Path, *, halfway: bool) -> Path:
    """A new folder; `halfway`, one whose run was killed: all files are there, and few lines."""
    folder.mkdir(mode=0o700)
    if halfway:
        shutil.copytree(right, folder, dirs_exist_ok=True)
        said = (right / Manifest.NAME).read_bytes()
        (folder / Manifest.NAME).write_bytes(said[: len(said) // 2])
        (folder / ".part-0123").mkdir()
        (folder / ".part-0123/.part-45").write_bytes(b"%PDF-half")
    return folder


def _once(day: Day, folder: Path, shim: Shim, seen: Failed) -> None:
    seen.runs += 1
    try:
        with shim.at_work():
            day.run(folder)
    except HandoutsError as wrong:
        seen.stopped += 1
        if wrong.code is not ExitCode.MACHINE:
            seen.wrong[f"stopped with {wrong.code.name}"] += 1
    except BaseException as wrong:  # whatever else it is, a user would see it
        seen.wrong[f"{type(wrong).__name__}"] += 1
