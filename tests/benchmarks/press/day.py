"""`press day`: a day's schedule in, what `handouts batch` needs for it as a fresh process out.

Each size is run three times, as on three days of the same kind. On the first day there are no forms
and those that rows share are laid out; on the second, those that the first did without; on the
third all are there. That one is made as every day, and without the proof of what was filled, by
which the aims go; and each of these once more to look at the memory, which takes time.
"""

import importlib
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from handouts.cli.folder import today
from handouts.library.take import found
from handouts.make.forms.kept import FOLDER
from tests.benchmarks.press import machine
from tests.benchmarks.press.process import HANDOUTS, Cost, Peak, run
from tests.benchmarks.press.table import markdown, short

SIZES = (10, 100, 1000, 5000)
DAYS = ("first", "second", "third")
MOST_WALL, MOST_MEMORY = 3, 120
"""Milliseconds for a handout of the largest day, and MiB for each process."""

UNPROVEN = (sys.executable, "-m", "tests.benchmarks.press.unproven")

_HEAD = (
    "rows", "day", "proof", "handouts", "wall ms each", "CPU ms each", "wall s", "forms laid out",
    "forms used", "in full", "processes", "MiB of the first", "MiB of another",
)  # fmt: skip


class Told(NamedTuple):
    """What came of a batch."""

    handouts: int
    forms: int
    """Laid out that day."""
    used: int
    """Read or laid out that day: so many different forms its handouts needed."""
    in_full: int
    """Handouts that no form could take, or for which there was none."""


def main(words: Sequence[str]) -> str:
    """All sizes, or those that are named; with the forms of a clinic's folder, if one is named."""
    there = next((Path(word).resolve() for word in words if not word.isdigit()), None)
    lines = []
    for size in [int(word) for word in words if word.isdigit()] or SIZES:
        with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
            folder = Path(name)
            lines += [*_lived(folder, there, size)]
    return (
        f"{machine.described()}.\n\n{markdown(_HEAD, lines)}\n\n"
        f"Aims, without proof: at most {MOST_WALL} ms on the clock for each handout of the largest "
        f"day, at most {MOST_MEMORY} MiB for each process, whatever the number of rows.\n\n"
        "Memory is the most that the first process had, and the most that any other had. What "
        "several share counts in part for each of them (PSS); in brackets, as if it were each "
        "one's own (RSS)."
    )


def _lived(folder: Path, there: Path | None, size: int) -> Iterator[tuple[str, ...]]:
    """The days of one size; only the last of them where the forms are there already."""
    clinic = there or folder / "clinic"
    if there is None:
        found(clinic, today())
    rows: Callable[[int], str] = importlib.import_module("tests.benchmarks.day").rows
    schedule = folder / "day.csv"
    schedule.write_text(rows(size), encoding="utf-8")
    for day in DAYS[-1:] if there else DAYS:
        for proof in (True, False) if day == DAYS[-1] else (True,):
            before, began = _forms(clinic), time.time()
            out = folder / (day if proof else f"{day} unproven")
            batch = ("-C", str(clinic), "batch", str(schedule), "--draft", "--out", str(out))
            command = (*(HANDOUTS if proof else UNPROVEN), *batch)
            cost = run(command, folder, {}, looks=False)
            used = sum(form.stat().st_mtime >= began for form in _files(clinic))
            account = Told(handouts(cost.said), _forms(clinic) - before, used, _in_full(out))
            if day == DAYS[-1]:
                again = (*command[:-1], f"{out} again")
                cost = cost.beside(run(again, folder, {}))
            yield (row := _row(size, (day, "yes" if proof else "no"), cost, account))
            print(" ".join(row))


def handouts(said: str) -> int:
    """How many there are, by the account at the end of a batch."""
    counts = re.findall(r"(\d+) handouts\.", said)
    if not counts:
        raise SystemExit(f"the batch gives no account:\n{said[-2000:]}")
    return int(counts[-1])


def _forms(clinic: Path) -> int:
    return sum(1 for _ in _files(clinic))


def _files(clinic: Path) -> Iterator[Path]:
    return (clinic / FOLDER).glob("*.form")


def _in_full(out: Path) -> int:
    """A filled form's table of objects has entries of other widths than WeasyPrint's own."""
    return sum(b"/XRef/W [1 4 2]" not in pdf.read_bytes() for pdf in out.glob("*.pdf"))


def _row(size: int, day: tuple[str, str], cost: Cost, account: Told) -> tuple[str, ...]:
    each = 1000 / max(1, account.handouts)
    return (
        f"{size:,}",
        *day,
        f"{account.handouts:,}",
        short(cost.wall * each),
        short(cost.cpu * each),
        f"{cost.wall:.1f}",
        str(account.forms),
        str(account.used),
        str(account.in_full),
        str(cost.processes) if cost.processes else "",
        _peak(cost.first) if cost.processes else "",
        _peak(cost.others) if cost.processes > 1 else "",
    )


def _peak(peak: Peak) -> str:
    return f"{peak.shares:.0f} ({peak.whole:.0f})"
