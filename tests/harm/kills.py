"""A batch is killed again and again, at a random moment, and finished by the next run."""

import contextlib
import ctypes
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.batch.workers.stopping import stoppable
from tests.harm.folder import Files, files, unfinished, wrongs

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux: whoever loses its parent becomes our child
STOPPED = 130
PATIENCE = 10.0  # seconds in which all processes of a run that was killed must be gone

Writer = Callable[[Path], object]
"""Begins a day in a folder, or finishes it there."""


@dataclass(slots=True)
class Killed:
    """What a loop saw."""

    kills: int = 0
    days: int = 0
    """So many were finished after kills."""
    swept: int = 0
    """Files and folders that were on their way when their run was killed."""
    wrong: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills over {self.days} finished days, {self.swept} unfinished files or "
            f"folders swept, {sum(self.wrong.values())} faults {dict(self.wrong) or ''}"
        )


def kill(writer: Writer, kills: int, seed: int, told: signal.Signals = signal.SIGKILL) -> Killed:
    """Run a writer and kill it, so many times; look at the folder after each.

    Who is `told` by another signal than SIGKILL ends in good order, and leaves nothing unfinished.
    """
    drawn, seen = random.Random(seed), Killed()  # noqa: S311  # which moment is no secret
    with tempfile.TemporaryDirectory(prefix="handouts-kills-") as place, _reaping():
        _undisturbed(writer, Path(place) / "first")  # what is kept for later days is kept now
        right, seconds = _undisturbed(writer, Path(place) / "right")
        while seen.kills < kills:
            folder = Path(place) / f"{seen.days}"
            folder.mkdir(mode=0o700)
            while not (ended := _run(writer, folder, drawn.uniform(0, 1.2 * seconds), seen, told)):
                seen.kills += 1
                unfinished_files = len([*folder.glob(".part-*"), *folder.glob(".lock")])
                seen.swept += unfinished_files
                if unfinished_files and told is not signal.SIGKILL:
                    seen.wrong["not ended in good order"] += 1
                seen.wrong.update(_kind(each) for each in wrongs(folder, right))
                if seen.kills >= kills:
                    ended = _run(writer, folder, 60 + 20 * seconds, seen)
                    break
            if not ended:
                seen.wrong["a run that came to no end"] += 1
            seen.days += 1
            seen.wrong.update(_kind(each) for each in unfinished(folder, right))
    return seen


def _kind(wrong: str) -> str:
    return wrong.partition(":")[0]


def _undisturbed(writer: Writer, folder: Path) -> tuple[Files, float]:
    """The folder of a day that nobody disturbs, and how long it takes in a process of its own."""
    folder.mkdir(mode=0o700)
    began = time.monotonic()
    if not _run(writer, folder, 600, Killed()):
        raise SystemExit("the day that nobody disturbs came to no end")
    return files(folder), time.monotonic() - began


def _run(
    writer: Writer, folder: Path, seconds: float, seen: Killed,
    told: signal.Signals = signal.SIGKILL,
) -> bool:  # fmt: skip
    """Whether a run came to its end before it was killed; with it all its processes are gone."""
    process = multiprocessing.get_context("fork").Process(target=_work, args=(writer, folder))
    process.start()
    assert process.pid is not None
    process.join(seconds)
    ended = process.exitcode is not None
    if not ended:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, told)
        process.join()
        ended = process.exitcode == 0
    if process.exitcode not in {0, -told, STOPPED}:
        seen.wrong[f"a run that ended with {process.exitcode}"] += 1
    if not _gone(process.pid):
        seen.wrong["a process that outlived its parent"] += 1
    return ended


def _work(writer: Writer, folder: Path) -> None:
    os.setpgid(0, 0)  # a group to look for afterwards
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    stopped = False
    try:
        with stoppable() as check:
            writer(folder)
            check()  # as the command does after each row: a library may have swallowed it
    except KeyboardInterrupt:
        stopped = True
    if stopped:  # only now is everything let go that was open, as when a program ends by itself
        os._exit(STOPPED)


def _gone(group: int) -> bool:
    """Whether all processes of a group are gone, in time; those that are not are ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if os.waitpid(-group, os.WNOHANG) == (0, 0):
                time.sleep(0.002)
        except ChildProcessError:
            return True
    os.killpg(group, signal.SIGKILL)
    return False


@contextlib.contextmanager
def _reaping() -> Iterator[None]:
    """Processes whose parent was killed become children of this one, which can wait for them."""
    libc = ctypes.CDLL(None)
    libc.prctl(SUBREAPER, 1)
    try:
        yield
    finally:
        libc.prctl(SUBREAPER, 0)
