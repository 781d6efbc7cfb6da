"""A folder in, one run at a time in it out; what a dead run left half-written is swept away."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch.outbox.outbox import PRIVATE_FILE, UNFINISHED, unable
from handouts.batch.workers.stopping import surely, undisturbed
from handouts.problems import ExitCode, HandoutsError, Place, Problem

if TYPE_CHECKING:
    from filelock import FileLock

NAME = ".lock"

_PATIENCE = 2.0  # seconds: the processes of a run that was killed just now are still ending


@contextlib.contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """The folder is one run's alone for as long as the block lasts.

    Raises HandoutsError: another run is at work in it, or it cannot be locked.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # `make` needs no lock

    path = folder / NAME
    lock = FileLock(path, mode=PRIVATE_FILE, fallback_to_soft=False)
    try:
        with undisturbed():
            try:
                lock.acquire(_PATIENCE)
            except Timeout:
                raise _busy(folder) from None
            except OSError as wrong:
                raise unable(folder, wrong) from None
        _sweep(folder)
        yield
    finally:
        surely(lambda: _let_go(lock, path))


def _let_go(lock: "FileLock", path: Path) -> None:
    if lock.is_locked:
        with contextlib.suppress(OSError):  # Windows keeps the name of an open file
            path.unlink()  # whoever waits for it sees that it is gone, and makes a new one
        lock.release()


def _sweep(folder: Path) -> None:
    """Remove what was on its way to a name when its run died. Raises HandoutsError."""
    try:
        for part in folder.glob(f"{UNFINISHED}*"):
            if part.is_dir() and not part.is_symlink():
                shutil.rmtree(part)
            else:
                part.unlink()
    except OSError as wrong:
        raise unable(folder, wrong) from None


def _busy(folder: Path) -> HandoutsError:
    return HandoutsError(
        Problem(
            Place(str(folder)),
            "busy",
            "Another run is at work in this folder.",
            "Wait until it has ended, or choose another folder with --out.",
        ),
        code=ExitCode.MACHINE,
    )
