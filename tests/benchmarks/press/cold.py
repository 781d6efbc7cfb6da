"""`press cold`: one visit in, `handouts make` in a fresh process against a bare WeasyPrint script.

The form of the visit is on the disk: the first run, which is not counted, leaves it there.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from handouts.cli.folder import today
from handouts.library.take import found
from handouts.model.visit import Visit
from tests.benchmarks.press import machine
from tests.benchmarks.press.content import TREATMENTS, Source, visit
from tests.benchmarks.press.process import HANDOUTS, Cost, run
from tests.benchmarks.press.table import markdown

RUNS = 9
MOST = 0.65
"""Our CPU time as a part of the script's."""

_NAIVE = (sys.executable, "-m", "tests.benchmarks.naive")
_HEAD = ("handout", "ours, CPU ms", "script, CPU ms", "ratio", "ours, wall ms", "script, wall ms",
         "aim")  # fmt: skip


def main(words: Sequence[str]) -> str:
    """All kinds of handouts, or those that are named."""
    source, lines = Source.stock(), []
    for treatment in [word for word in words if word in TREATMENTS] or TREATMENTS:
        with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
            folder = Path(name)
            page = folder / "page.html"
            page.write_text(source.sheet(treatment, 0).html, encoding="utf-8")
            found(folder / "clinic", today())
            file = folder / "visit.yaml"
            file.write_text(_written(visit(treatment, 0)), encoding="utf-8")
            make = f"-C {folder / 'clinic'} make -q {file} -o {folder / 'x.pdf'}"
            ours, naive = _in_turn((*HANDOUTS, *make.split()), (*_NAIVE, str(page)), folder)
        lines.append(_row(treatment, ours, naive))
    return f"{machine.described('weasyprint')}, {RUNS} runs.\n\n{markdown(_HEAD, lines)}"


def _in_turn(
    ours: Sequence[str], naive: Sequence[str], folder: Path
) -> tuple[list[Cost], list[Cost]]:
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for number in range(RUNS + 1):
        (folder / "x.pdf").unlink(missing_ok=True)
        for side, command in enumerate((ours, naive)):
            cost = run(command, folder, {"XDG_CACHE_HOME": str(folder / "cache")}, looks=False)
            if number:
                costs[side].append(cost)
    return costs


def _row(treatment: str, ours: list[Cost], naive: list[Cost]) -> tuple[str, ...]:
    ratio = median(own.cpu / other.cpu for own, other in zip(ours, naive, strict=True))
    return (
        treatment,
        *(f"{median(cost.cpu for cost in side) * 1000:.0f}" for side in (ours, naive)),
        f"{ratio:.2f}",
        *(f"{median(cost.wall for cost in side) * 1000:.0f}" for side in (ours, naive)),
        f"at most {MOST}",
    )


def _written(plain: Visit) -> str:
    """A visit as a front desk writes it."""
    assert plain.ends is not None  # ours all have an end
    said = {
        "patient": plain.patient.name, "born": plain.patient.born.isoformat(),
        "record": f'"{plain.patient.record}"', "treatment": plain.treatment,
        "date": plain.date.isoformat(), "time": f"{plain.time:%H:%M}",
        "ends": f"{plain.ends:%H:%M}", "clinician": plain.clinician, "room": plain.room,
        "visit_type": plain.visit_type, "dose_band": plain.dose_band,
    }  # fmt: skip
    risks = "".join(f"  - {risk}\n" for risk in plain.risks)
    return "".join(f"{key}: {text}\n" for key, text in said.items()) + f"risks:\n{risks}"
