"""Peers in, what each of them needs for the same handouts out: in each round one by each, in turn.

So all of them meet the same load of the machine, and a ratio is the median of the rounds' ratios.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pikepdf

from tests.benchmarks.press import words
from tests.benchmarks.press.sheet import Sheet

WAIT = 120
"""Seconds for a process that was told to end."""


class Measured(NamedTuple):
    """One peer; times are seconds, sizes bytes, memory MiB."""

    peer: str
    title: str
    note: str
    first: float
    """CPU of the first handout, which is in no median."""
    cpu: float
    wall: float
    rounds: tuple[float, ...]
    """CPU of each round."""
    size: int
    pages: int
    tagged: bool
    missing: Counter[str]
    """Words of the page that its PDF lacks."""
    memory: float
    processes: int
    handouts: int
    """How many its process made in all."""

    def times(self, other: "Measured") -> float:
        """How many times the CPU time of another one: the median of the rounds' ratios."""
        return median(own / its for own, its in zip(self.rounds, other.rounds, strict=True))


class Worker:
    """One peer's process."""

    def __init__(self, peer: str, treatment: str) -> None:
        self.peer = peer
        self.about: dict[str, Any] = {}
        self.costs: list[dict[str, Any]] = []
        command = [sys.executable, "-m", "tests.benchmarks.press.worker", peer, treatment]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def make(self, sheet: Sheet, to: Path | None = None) -> bool:
        """One handout more; false when this peer is not installed here."""
        assert self._process.stdin is not None  # it is a pipe
        print(json.dumps({"sheet": sheet, "to": str(to) if to else None}),
              file=self._process.stdin, flush=True)  # fmt: skip
        if not self.about:
            self.about = self._answer()
            if "lacks" in self.about:
                return False
        self.costs.append(self._answer())
        return True

    def end(self) -> dict[str, Any]:
        """No more handouts; what memory it had."""
        assert self._process.stdin is not None  # it is a pipe
        self._process.stdin.close()
        last = {} if "lacks" in self.about else self._answer()
        self._process.wait(WAIT)
        return last

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # it is a pipe
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the process of {self.peer} ended; what it said is above")
        answer: dict[str, Any] = json.loads(line)
        return answer


def compare(
    peers: Sequence[str], treatment: str, sheets: Sequence[Sheet], folder: Path
) -> list[Measured]:
    """Each sheet by each peer. What is not installed is told and left out.

    The first sheet of each warms it up.
    """
    workers = []
    for peer in peers:
        worker = Worker(peer, treatment)
        if worker.make(sheets[0]):
            workers.append(worker)
        else:
            print(f"{peer} is left out: {worker.about['lacks']} is not installed")
            worker.end()
    for sheet in sheets[1:]:
        last = sheet is sheets[-1]
        for worker in workers:
            worker.make(sheet, folder / f"{worker.peer}.pdf" if last else None)
    return [_measured(worker, sheets[-1], folder) for worker in workers]


def _measured(worker: Worker, sheet: Sheet, folder: Path) -> Measured:
    memory, costs = worker.end(), worker.costs[1:]
    path = folder / f"{worker.peer}.pdf"
    with pikepdf.open(path) as pdf:
        pages, tagged = len(pdf.pages), "/StructTreeRoot" in pdf.Root
    return Measured(
        peer=worker.peer,
        **worker.about,
        first=worker.costs[0]["cpu"],
        cpu=median(cost["cpu"] for cost in costs),
        wall=median(cost["wall"] for cost in costs),
        rounds=tuple(cost["cpu"] for cost in costs),
        size=round(median(cost["size"] for cost in costs)),
        pages=pages,
        tagged=tagged,
        missing=words.missing(sheet.html, path.read_bytes()),
        **memory,
        handouts=len(worker.costs),
    )
