"""`press day`: a day's schedule in, what `handouts batch` needs for it as a fresh process out.

Each size is run twice: with no forms on the disk, and again with those that the first run left.
"""

import importlib
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from handouts.cli.folder import today
from handouts.library.take import found
from tests.benchmarks.press import machine
from tests.benchmarks.press.process import HANDOUTS, Cost, run
from tests.benchmarks.press.table import markdown

SIZES = (10, 100, 1000, 5000)
MOST_WALL, MOST_MEMORY = 3, 120
"""Milliseconds for a handout of the largest day, and MiB for each process."""

_HEAD = (
    "rows", "forms on disk", "handouts", "wall ms each", "CPU ms each", "wall s", "forms laid out",
    "fallbacks", "processes", "MiB at most",
)  # fmt: skip


class Told(NamedTuple):
    """What the program itself says of a batch; None where it does not say."""

    handouts: int
    forms: int | None
    fallbacks: int | None


def main(words: Sequence[str]) -> str:
    """All sizes, or those that are named."""
    rows: Callable[[int], str] = importlib.import_module("tests.benchmarks.day").rows
    lines = []
    for size in [int(word) for word in words] or SIZES:
        with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
            folder = Path(name)
            found(folder / "clinic", today())
            schedule = folder / "day.csv"
            schedule.write_text(rows(size), encoding="utf-8")
            for forms in ("no", "yes"):
                cost = _batch(folder, schedule, forms)
                lines.append(_row(size, forms, cost, told(cost.said)))
                print(" ".join(lines[-1]))
    return (
        f"{machine.described()}.\n\n{markdown(_HEAD, lines)}\n\n"
        f"Aims: at most {MOST_WALL} ms on the clock for each handout of the largest day, at most "
        f"{MOST_MEMORY} MiB for each process, whatever the number of rows."
    )


def _batch(folder: Path, schedule: Path, forms: str) -> Cost:
    """A fresh process; what it keeps on the disk for later is in this folder."""
    batch = f"-C {folder / 'clinic'} batch {schedule} --draft --out {folder / f'out-{forms}'}"
    cache = {"XDG_CACHE_HOME": str(folder / "cache")}
    return run((*HANDOUTS, *batch.split()), folder, cache)


def told(said: str) -> Told:
    """The account at the end of a batch."""
    handouts = _number(r"(\d+) handouts\.", said)
    if handouts is None:
        raise SystemExit(f"the batch gives no account:\n{said[-2000:]}")
    return Told(handouts, _number(r"(\d+) forms?\b", said), _number(r"(\d+) in full\b", said))


def _number(pattern: str, said: str) -> int | None:
    found_in = re.findall(pattern, said)
    return int(found_in[-1]) if found_in else None


def _row(size: int, forms: str, cost: Cost, account: Told) -> tuple[str, ...]:
    each = 1000 / max(1, account.handouts)
    return (
        f"{size:,}",
        forms,
        f"{account.handouts:,}",
        f"{cost.wall * each:.3g}",
        f"{cost.cpu * each:.3g}",
        f"{cost.wall:.1f}",
        "?" if account.forms is None else str(account.forms),
        "?" if account.fallbacks is None else str(account.fallbacks),
        str(cost.processes),
        f"{cost.memory:.0f}",
    )
