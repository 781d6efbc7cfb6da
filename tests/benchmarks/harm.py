"""`python -m tests.benchmarks day`: a batch is harmed on purpose, thousands of times.

`day kills 1000`, `day faults 1000 200`, `day operations` and `day power` run one loop each, in
other sizes where other numbers are named. `day proof 1000` spoils handouts, and looks for false
alarms; `day commits` measures what safety costs. Each prints what it saw; what must not be ends
with exit code 1.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from handouts.batch.manifest.account import Entry, Outcome, Run
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import settle, stage, staging
from handouts.batch.run import commit
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from tests.benchmarks import cost, proof, stack
from tests.harm import faults, kills, naive, operations, power
from tests.harm.day import SETTINGS, TODAY, Day, lines
from tests.onepage import one_page

Seen = TypeVar("Seen")


def main() -> None:
    """All loops, or the one that the command line names."""
    wanted, numbers = sys.argv[2:3], [int(word) for word in sys.argv[3:]]
    unknown = [word for word in wanted if word not in LOOPS]
    if unknown:
        raise SystemExit(f"no such loop: {unknown[0]}; there are {', '.join(LOOPS)}")
    well = [LOOPS[name](*numbers) for name in wanted or LOOPS]
    if not all(well):
        raise SystemExit(1)


def _kills(number: int = 1000) -> bool:
    """Most with one process, some with two, some with real pages; and naive writers."""
    with tempfile.TemporaryDirectory(prefix="handouts-clinic-") as clinic:
        (Path(clinic) / "handouts.yaml").write_text("timezone: UTC\n", encoding="utf-8")
        real = Maker(Shelves(Path(clinic)), SETTINGS)
        days = {
            "kills, one process": (Day.of(lines(30), workers=1), number * 7 // 10),
            "kills, two processes": (Day.of(lines(60), workers=2), number * 2 // 10),
            "kills, real pages": (Day.of(lines(30), real, workers=2), number // 10),
        }
        well = True
        for seed, (told, (day, times)) in enumerate(days.items(), start=2031):
            well &= not _timed(told, kills.kill, day.run, times, seed).wrong
    for writer in (naive.in_place, naive.line_first):
        told = f"kills, naive writer ({writer.__name__})"
        well &= bool(_timed(told, kills.kill, writer, max(number // 10, 40), 2031).wrong)
    return well


def _faults(rows: int = 1000, number: int = 200) -> bool:
    with tempfile.TemporaryDirectory(prefix="handouts-faults-") as out:
        seen = _timed("worker faults", faults.storm, rows, number, 2031, Path(out))
    kinds = ", ".join(f"{name} {times}" for name, times in faults.kinds(number).items())
    print(f"    of each kind: {kinds}")
    return not seen.wrong and (seen.named, seen.made) == (number, rows - number)


def _operations(rows: int = 8) -> bool:
    day = Day.of(lines(rows), workers=1)
    well = True
    for halfway in (False, True):
        for onwards in (False, True):
            told = f"operations that fail {'from then on' if onwards else 'once'}"
            told += ", in a run that finishes another" if halfway else ""
            fail = partial(operations.fail, day, onwards=onwards, halfway=halfway)
            well &= not _timed(told, fail).wrong
    return well


def _power(rows: int = 20) -> bool:
    day = Day.of(lines(rows), workers=1)
    return not _timed("power cuts", partial(power.cut, day, finish=5)).wrong


def _commits(number: int = 500) -> bool:
    """What it costs to have each small PDF safe on the disk, a file at a time and in groups."""
    said = [one_page(f"{n} {'x' * 60_000}") for n in range(number)]
    for size in (1, 8, commit.MOST):
        with tempfile.TemporaryDirectory(prefix="handouts-commits-", dir=Path.cwd()) as place:
            folder = Path(place)
            run = Run("0", TODAY, "", number, "salt", draft=True)
            began = time.monotonic()
            with Manifest.begin(folder, run) as manifest, staging(folder) as parts:
                for first in range(0, number, size):
                    group = range(first, min(first + size, number))
                    named = [(stage(parts, said[n]), f"{n:04d}-sleep-ABCDEF.pdf") for n in group]
                    settle(folder, named)
                    manifest.add(
                        Entry(n, Outcome.MADE, file=name)
                        for n, (_, name) in zip(group, named, strict=True)
                    )
            each = (time.monotonic() - began) / number * 1000
            print(f"commits, {size:2d} at a time: {each:.2f} ms for a PDF of 60 kB")
    return True


def _timed(told: str, loop: Callable[..., Seen], *given: Any) -> Seen:
    began = time.monotonic()
    seen = loop(*given)
    print(f"{told}: {seen} ({time.monotonic() - began:.0f} s)", flush=True)
    return seen


LOOPS: dict[str, Callable[..., bool]] = {
    "kills": _kills, "faults": _faults, "operations": _operations, "power": _power,
    "commits": _commits, "cost": cost.run, "packet": stack.stacks,
    "proof": proof.run,
}  # fmt: skip
