"""A command in, what its process cost out: time, and the memory of each process below it."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.press.worker import below, field

HANDOUTS = (sys.executable, "-m", "handouts")

_GLANCE = 0.1
"""Seconds between two looks at the memory, at most; a short process is looked at more often."""


class Cost(NamedTuple):
    """Seconds of CPU (user and system, with all that it waited for) and on the clock; MiB."""

    cpu: float
    wall: float
    memory: float
    """The most that any one of its processes had."""
    processes: int
    said: str
    """What it wrote, on both outputs."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run it to the end; an exit code other than 0 and 4 (a row failed) ends the benchmark."""
    told = folder / "said.txt"
    peaks: dict[int, float] = {}
    began = time.perf_counter()
    with told.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            _look(process.pid, peaks)
            time.sleep(min(_GLANCE, 0.001 + (time.perf_counter() - began) / 100))
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    said = told.read_text(encoding="utf-8")
    if process.returncode not in (0, 4):
        raise SystemExit(f"this failed: {' '.join(command)}\n{said[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, wall, max(peaks.values(), default=0.0), len(peaks), said)


def _look(process: int, peaks: dict[int, float]) -> None:
    """The largest resident size of each process until now."""
    for each in (process, *below(process)):
        try:
            peaks[each] = field("status", "VmHWM:", each)
        except (OSError, StopIteration):
            continue
