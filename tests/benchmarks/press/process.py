"""A command in, what its process cost out: time, and the memory of each process below it."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.press.worker import below, field

HANDOUTS = (sys.executable, "-m", "handouts")

_GLANCE = 0.25
"""Seconds between two looks at the memory, at most; a short process is looked at more often.

Each look takes about a millisecond of a processor, for each process.
"""


class Peak(NamedTuple):
    """The most memory that a process ever had, in MiB, counted in two ways."""

    shares: float
    """What several processes have in common counts for each of them in part (PSS): so all together
    have what they take of the machine. It is what a look found, 4 times a second."""
    whole: float
    """It counts for each of them as if nobody shared it (RSS); the system's own account."""

    def most(self, other: "Peak") -> "Peak":
        """The larger ones."""
        return Peak(*map(max, self, other))


class Cost(NamedTuple):
    """Seconds of CPU (user and system, with all that it waited for) and on the clock."""

    cpu: float
    wall: float
    first: Peak
    """Of the process itself."""
    others: Peak
    """Of the one that had most among those that it started; nothing when there was none."""
    processes: int
    """How many were seen; none when nobody looked."""
    said: str
    """What it wrote, on both outputs."""

    def beside(self, looked: "Cost") -> "Cost":
        """This time, and the memory of the same command while somebody looked at it."""
        return self._replace(first=looked.first, others=looked.others, processes=looked.processes)


_NONE = Peak(0.0, 0.0)


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, looks: bool = True
) -> Cost:
    """Run it to the end; an exit code other than 0 and 4 (a row failed) ends the benchmark.

    To look at the memory of several processes holds them up, so a time is taken without.
    """
    told = folder / "said.txt"
    peaks: dict[int, Peak] = {}
    began = time.perf_counter()
    with told.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**_usual(), **environment}
        )
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if looks:
                _look(process.pid, peaks)
            time.sleep(min(_GLANCE, 0.001 + (time.perf_counter() - began) / 100))
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    said = told.read_text(encoding="utf-8")
    if process.returncode not in (0, 4):
        raise SystemExit(f"this failed: {' '.join(command)}\n{said[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    first = peaks.pop(process.pid, _NONE)
    processes = 1 + len(peaks) if looks else 0
    return Cost(cpu, wall, first, reduce(Peak.most, peaks.values(), _NONE), processes, said)


def _usual() -> dict[str, str]:
    """This environment, but with compiled modules kept, as on most machines."""
    return {key: it for key, it in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _look(process: int, peaks: dict[int, Peak]) -> None:
    """The largest sizes of each process until now."""
    for each in (process, *below(process)):
        try:
            now = Peak(field("smaps_rollup", "Pss:", each), field("status", "VmHWM:", each))
        except (OSError, StopIteration):  # it has just ended
            continue
        peaks[each] = now.most(peaks.get(each, _NONE))
