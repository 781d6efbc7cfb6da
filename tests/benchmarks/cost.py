"""`... day cost`: the same day with and without proof and safe files, in turns; their ratio out."""

import contextlib
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from unittest.mock import patch

from handouts.batch.manifest.account import Outcome
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.press.fonts import fonts
from tests.benchmarks.names import NAMES
from tests.benchmarks.press.unproven import unproven
from tests.harm.day import SETTINGS, Day

TREATMENTS = ("sleep", "exercise", "ketamine-infusion", "injections")
VISIT = "2031-01-07,9:00 am"
LIMIT = 2.5
"""So many times as long as without them may a batch take with proof and safe files."""
TURNS = 5


def run(number: int = 480) -> bool:
    """Whether the batch stays within its limit; all forms are laid out before."""
    with tempfile.TemporaryDirectory(prefix="handouts-cost-", dir=Path.cwd()) as place:
        clinic = Path(place) / "clinic"
        clinic.mkdir()
        (clinic / "handouts.yaml").write_text("timezone: America/New_York\n", encoding="utf-8")
        day = Day.of(lines(number, TREATMENTS), Maker(Shelves(clinic), SETTINGS), workers=2)
        _seconds(day, Path(place) / "first")
        plain, safe = [], []
        for _ in range(TURNS):
            with _careless():
                plain.append(_seconds(day, Path(place) / "out"))
            safe.append(_seconds(day, Path(place) / "out"))
    without, with_both = statistics.median(plain), statistics.median(safe)
    print(
        f"cost: {number} filled handouts, two processes, median of {TURNS} in turns: "
        f"{without / number * 1000:.1f} ms each without proof and safe files, "
        f"{with_both / number * 1000:.1f} ms with both: {with_both / without:.2f} times"
    )
    return with_both / without <= LIMIT


def lines(number: int, treatments: tuple[str, ...]) -> tuple[str, ...]:
    """So many rows of a schedule, each of another patient, with these treatments in turn."""
    letters = fonts("Latn")
    names = [name for _, name in NAMES if not letters.lacks(name) and "," not in name]
    rows = islice(zip(cycle(names), cycle(treatments), range(number), strict=False), number)
    return tuple(
        f"{name} {_numeral(n)},{1930 + n % 60}-0{n % 9 + 1}-1{n % 10},{treatment},{VISIT}"
        for name, treatment, n in rows
    )


def _numeral(number: int) -> str:
    """Letters that tell people of one name apart."""
    return "".join(chr(ord("A") + digit) for digit in divmod(number, 26))


def _seconds(day: Day, out: Path) -> float:
    out.mkdir()
    began = time.monotonic()
    done = day.run(out)
    took = time.monotonic() - began
    shutil.rmtree(out)
    wrong = {each.entry.rules for each in done if each.entry.outcome is not Outcome.MADE}
    if wrong:
        raise SystemExit(f"not all handouts were made: {wrong}")
    return took


@contextlib.contextmanager
def _careless() -> Iterator[None]:
    """Nothing that is filled is read back, and nobody waits for the disk."""
    with unproven(), patch.object(os, "fsync", lambda _: None):
        yield
