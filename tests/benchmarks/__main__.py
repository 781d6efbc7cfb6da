"""`python -m tests.benchmarks`: what help, one handout and a batch cost, against their peers.

`python -m tests.benchmarks check` measures `handouts check` alone, `... preview` how long a save
takes to reach the preview's page, `... desk` how soon the front desk's page shows a patient's.
`... yaml` reads the worst YAML files, each in a process of its own, `... matrix` asks veraPDF about
every PDF that stock can make, `... golden` compares each of them, filled into a form, with a full
layout, and `... press` measures forms against other ways to make the same PDFs (docs/speed.md).
`... day` harms a batch on purpose, thousands of times.

Each figure is CPU time of a whole process (user and system), the two sides in turn, the median of
several runs. Absolute times belong to this machine; the ratios are what counts.
"""

import os
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from handouts.cli.folder import today
from handouts.library.shelves import Shelves
from handouts.library.take import found
from handouts.make.maker import Maker
from handouts.make.page.page import Pages
from handouts.read.columns import Known
from handouts.read.content import read_settings
from handouts.read.row import read_row
from handouts.read.schedule.table import read_table
from tests.benchmarks import desk, golden, harm, matrix, preview, torture
from tests.benchmarks.press import run as press

RUNS, BATCH_RUNS = 7, 1  # a day takes minutes and needs no warm-up
FEW_ROWS, MANY_ROWS = 10, 60

_BORN = re.compile(r",\d{4}-(?P<day>\d\d-\d\d),\d{4}")

HANDOUTS = (sys.executable, "-m", "handouts")
NAIVE = (sys.executable, "-m", "tests.benchmarks.naive")


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    """Seconds, user and system, with all that it started."""
    memory: float
    """Largest resident size, MiB."""


def main() -> None:
    """Measure them in a folder that is removed at the end; or only what the command line names."""
    if sys.argv[1:] and sys.argv[1] not in _ALONE:
        raise SystemExit(__doc__)
    alone = _ALONE.get(" ".join(sys.argv[1:2]))
    if alone is not None:
        alone()
        return
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}\n")
    with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
        folder = Path(name)
        found(folder, today())
        _help()
        _check()
        _cold(folder)
        _batch(folder)


def _help() -> None:
    ours, bare = _in_turn((*HANDOUTS, "--help"), (sys.executable, "-c", "pass"), RUNS)
    print(f"handouts --help         {ours.cpu * 1000:6.0f} ms CPU   (target: under 100 ms)")
    print(f"python -c pass          {bare.cpu * 1000:6.0f} ms CPU\n")


def _check() -> None:
    """All words of one language, with every handout that they can make."""
    check = (*HANDOUTS, "check", "--language", "en")
    ours, bare = _in_turn(check, (sys.executable, "-c", "pass"), RUNS)
    print(f"handouts check, English {ours.cpu * 1000:6.0f} ms CPU   (target: under 1500 ms)")
    print(f"python -c pass          {bare.cpu * 1000:6.0f} ms CPU\n")


def _cold(folder: Path) -> None:
    """One handout in a fresh process, against a bare script that renders the same HTML."""
    page = folder / "page.html"
    page.write_text(_pages(folder, 1)[0], encoding="utf-8")
    visit, pdf = str(folder / "visit.yaml"), str(folder / "cold.pdf")
    make = (*HANDOUTS, "-C", str(folder), "make", "-q", visit, "-o", pdf)
    ours, naive = _in_turn(make, (*NAIVE, str(page)), RUNS)
    print(f"handouts make, cold     {ours.cpu * 1000:6.0f} ms CPU")
    print(f"bare WeasyPrint script  {naive.cpu * 1000:6.0f} ms CPU")
    print(f"ratio                   {ours.cpu / naive.cpu:6.2f}          (target: at most 1)\n")


def _batch(folder: Path) -> None:
    """A day in one process, against a naive loop over the same pages; and a short day's memory."""
    pages = []
    for number, html in enumerate(_pages(folder, MANY_ROWS)):
        pages.append(folder / f"page-{number:02d}.html")
        pages[-1].write_text(html, encoding="utf-8")
    few = len(_pages(folder, FEW_ROWS))
    ours, naive = _in_turn(
        _batch_command(folder, MANY_ROWS), (*NAIVE, *map(str, pages)), BATCH_RUNS
    )
    ours_few = _run(_batch_command(folder, FEW_ROWS))
    naive_few = _run((*NAIVE, *map(str, pages[:few])))
    print(f"batch of {MANY_ROWS} rows        {ours.cpu:6.1f} s CPU    {len(pages)} handouts")
    print(f"naive loop, same pages  {naive.cpu:6.1f} s CPU")
    print(f"ratio                   {ours.cpu / naive.cpu:6.2f}          (target: at most 0.85)")
    print(f"memory of the batch     {ours_few.memory:6.0f} MiB at {FEW_ROWS} rows, "
          f"{ours.memory:.0f} MiB at {MANY_ROWS}")  # fmt: skip
    print(f"memory of the loop      {naive_few.memory:6.0f} MiB at {FEW_ROWS} rows, "
          f"{naive.memory:.0f} MiB at {MANY_ROWS}")  # fmt: skip


def _batch_command(folder: Path, rows: int) -> tuple[str, ...]:
    schedule, out = folder / f"{rows}.csv", Path(tempfile.mkdtemp(dir=folder)) / "out"
    schedule.write_text(_rows(folder, rows), encoding="utf-8")
    words = f"{schedule} --draft --out {out}"
    return (*HANDOUTS, "-C", str(folder), "batch", "-q", *words.split())


def _rows(folder: Path, number: int) -> str:
    """The sample day's rows again and again, each with a birth date and record of its own."""
    header, *rows = (folder / "schedule.csv").read_text(encoding="utf-8").splitlines()
    lines = (
        _BORN.sub(rf",{1930 + n}-\g<day>,{n:04d}", rows[n % len(rows)], count=1)
        for n in range(number)
    )
    return "\n".join([header, *lines]) + "\n"


def _pages(folder: Path, rows: int) -> list[str]:
    """The HTML of the first rows' handouts, as the program itself makes it."""
    shelves = Shelves(folder)
    settings = read_settings(shelves)
    maker, templates = Maker(shelves, settings), Pages(shelves)
    known = Known.of(maker.content("en"), settings, shelves.languages())
    html = []
    for row in read_table(_rows(folder, rows).encode(), "rows.csv").rows:
        visits, _ = read_row(row.cells, known, today=today(), place=row.place)
        html += [templates.html(maker.compose(visit, printed=today())) for visit in visits]
    return html


def _in_turn(ours: Sequence[str], other: Sequence[str], runs: int) -> tuple[Cost, Cost]:
    """Medians of two commands that are run in turn; short ones after one warm-up of each."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    warm_up = 1 if runs > 1 else 0
    for number in range(runs + warm_up):
        for side, command in enumerate((ours, other)):
            cost = _run(_fresh(command, number))
            if number >= warm_up:
                costs[side].append(cost)
    return _median(costs[0]), _median(costs[1])


def _fresh(command: Sequence[str], number: int) -> Sequence[str]:
    """The same command with a folder of its own for each run of a batch."""
    return [f"{word}-{number}" if word.endswith("/out") else word for word in command]


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def _run(command: Sequence[str]) -> Cost:
    """Run to the end; the system's own account of the process and all that it waited for."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, quiet, 1)]
    child = os.posix_spawn(command[0], list(command), os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    os.close(quiet)
    if status:
        raise SystemExit(f"this failed: {' '.join(command[:6])} ...")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


_ALONE = {
    "check": _check, "day": harm.main, "desk": desk.main, "golden": golden.main,
    "matrix": matrix.main, "press": press.main,
    "preview": preview.main,
    "yaml": torture.main,
}  # fmt: skip


if __name__ == "__main__":
    main()
