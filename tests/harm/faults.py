"""Handouts that take their process with them, hang or go wrong, among others that are well."""

import ctypes
import faulthandler
import itertools
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from handouts.batch.job import Done
from handouts.batch.manifest.account import Outcome
from handouts.library.shelves import Shelves
from handouts.model.handout import Handout
from tests.harm.day import SETTINGS, Day, StandIn, name
from tests.harm.folder import files, wrongs

LIMIT = 3.0
"""Seconds that one handout may take here; those that are well take a thousandth."""

MORE = 400 * 2**20
"""Bytes that a process may use here, beside those that it shares with this one."""


class Odd(Exception):
    """An error that cannot be sent to another process."""

    def __init__(self) -> None:
        super().__init__(threading.Lock())


def _segfault() -> None:
    faulthandler.disable()  # its account would look like a failure of the test
    ctypes.string_at(0)


def _hoard() -> None:
    held = []
    while True:
        held.append(bytearray(2**22))


def _recurse() -> None:
    _recurse()


def _raise(wrong: BaseException) -> None:
    raise wrong


FAULTS: dict[str, tuple[str, Callable[[], None]]] = {
    "Segfault": ("worker", _segfault),
    "Exit": ("worker", lambda: os._exit(3)),
    "Killed": ("worker", lambda: os.kill(os.getpid(), signal.SIGKILL)),
    "Interrupted": ("worker", lambda: _raise(KeyboardInterrupt())),
    "Hang": ("too-slow", lambda: time.sleep(600)),
    "Deaf": ("too-slow", lambda: ctypes.PyDLL(None).sleep(600)),
    "Hoard": ("too-large", _hoard),
    "Deep": ("fault", _recurse),
    "Leaving": ("fault", lambda: _raise(SystemExit(3))),
    "Fatal": ("fault", lambda: _raise(BaseException("no Exception"))),
    "Odd": ("fault", lambda: _raise(Odd())),
}
"""By the first name of the patient: the rule that names the row, and what happens."""


class Faulty(StandIn):
    """Does what a patient's first name says."""

    def pdf(self, handout: Handout) -> bytes:
        first = handout.fields["patient"].split()[0]
        if first in FAULTS:
            FAULTS[first][1]()
        return super().pdf(handout)


@dataclass(slots=True)
class Stormy:
    """What came of such a day."""

    rows: int
    faults: int
    named: int = 0
    """Faults that were told at their row, by the right rule."""
    made: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.named} of {self.faults} faults named, "
        return told + f"{self.made} of {self.rows - self.faults} others made, wrong: {self.wrong}"


def storm(rows: int, faults: int, seed: int, out: Path, workers: int = 2) -> Stormy:
    """A day with so many faults among its rows, every kind of them in turn."""
    drawn = random.Random(seed)  # noqa: S311  # which row is no secret
    places = dict(zip(sorted(drawn.sample(range(rows), faults)), itertools.cycle(FAULTS)))
    said = tuple(
        f"{places.get(n, name(n))} Sample{name(n)},1958-03-04,sleep,2031-01-07,9:30 am"
        for n in range(rows)
    )
    day = Day.of(said, Faulty(Shelves(), SETTINGS), workers)
    day = replace(day, limit=LIMIT, memory=_used() + MORE)
    done = day.run(out)
    seen = Stormy(rows, faults)
    for each in done:
        _judge(each, places.get(each.entry.row - 2), seen)
    if [each.entry.row for each in done] != list(range(2, rows + 2)):
        seen.wrong.append("rows lost, doubled or out of order")
    seen.wrong += wrongs(out, files(out))
    return seen


def _judge(done: Done, fault: str | None, seen: Stormy) -> None:
    entry = done.entry
    if fault is None and entry.outcome is Outcome.MADE:
        seen.made += 1
    elif fault is not None and entry.rules == (FAULTS[fault][0],) and done.problems:
        seen.named += 1
    else:
        seen.wrong.append(f"row {entry.row} ({fault}): {entry.outcome} {entry.rules}")


def _used() -> int:
    """Bytes of this process's own, which its forks begin with."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    return pages * os.sysconf("SC_PAGE_SIZE")


def kinds(faults: int) -> Counter[str]:
    """How often each kind comes among so many."""
    return Counter(itertools.islice(itertools.cycle(FAULTS), faults))
