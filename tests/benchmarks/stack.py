"""`... day packet`: a day of many patients in, what its stack takes out: memory, size, time."""

import tempfile
from pathlib import Path

from tests.benchmarks.cost import lines
from tests.benchmarks.press.process import HANDOUTS, run
from tests.harm.day import HEADER

TREATMENTS = ("ketamine-infusion", "sleep")
LIMIT = 300
"""MiB that the process that makes a stack may have."""


def stacks(number: int = 500) -> bool:
    """Whether the stacks of a day of long handouts, and of one of short ones, stay within it."""
    within = [_stack(treatment, number) for treatment in TREATMENTS]
    return all(within)


def _stack(treatment: str, number: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="handouts-stack-", dir=Path.cwd()) as place:
        folder = Path(place)
        (folder / "handouts.yaml").write_text("timezone: America/New_York\n", encoding="utf-8")
        rows = "\n".join((HEADER, *lines(number, (treatment,))))
        (folder / "day.csv").write_text(rows + "\n", encoding="utf-8")
        out = folder / "out"
        command = (*HANDOUTS, "-C", str(folder))
        run((*command, "batch", str(folder / "day.csv"), "--draft", "--out", str(out)), folder, {})
        singles = sum(each.stat().st_size for each in out.glob("*.pdf"))
        cost = run((*command, "packet", str(out)), folder, {})
        memory = cost.first.most(cost.others).whole
        size = (out / "packet.pdf").stat().st_size
    print(
        f"stack of {number} x {treatment}: {memory:.0f} MiB at the most, {cost.wall:.0f} s, "
        f"{size / 1e6:.1f} MB ({singles / 1e6:.0f} MB of single files)"
    )
    return memory <= LIMIT
