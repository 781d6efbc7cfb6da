"""Sheets in by standard input, what each cost out: one peer in a process of its own.

So no peer pays for another one's memory, and what a process needs at most is the peer's own. Each
line is JSON. CPU time is that of this process and of all that it started.
"""

import contextlib
import importlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.press.sheet import Peer, Sheet

_TICK = 1 / os.sysconf("SC_CLK_TCK")


def main(peer: str, treatment: str) -> None:
    """Answer each line until there are no more; the last answer tells of memory."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    asked = (json.loads(line) for line in sys.stdin)
    try:
        module = importlib.import_module(f"tests.benchmarks.press.peers.{peer}")
        maker: Any = None
        for question in asked:
            sheet = Sheet(*question["sheet"])
            if maker is None:
                maker = module.Maker(sheet, treatment)
                _tell(out, {"title": maker.title, "note": maker.note})
            _tell(out, _made(maker, sheet, question["to"]))
    except ModuleNotFoundError as lacking:
        _tell(out, {"lacks": lacking.name or str(lacking)})
        return
    _tell(out, _memory())
    maker.close()


def _tell(out: Any, answer: dict[str, Any]) -> None:
    print(json.dumps(answer), file=out, flush=True)


def _made(maker: Peer, sheet: Sheet, to: str | None) -> dict[str, Any]:
    if hasattr(maker, "prepare"):
        maker.prepare(sheet)
    children, cpu, clock = _children_cpu(), time.process_time(), time.perf_counter()
    pdf = maker.make(sheet)
    wall, own = time.perf_counter() - clock, time.process_time() - cpu
    if to:
        Path(to).write_bytes(pdf)
    return {"cpu": own + _children_cpu() - children, "wall": wall, "size": len(pdf)}


def _children_cpu() -> float:
    """Seconds of all processes below this one, as exact as the kernel's clock."""
    ticks = 0
    for child in below(os.getpid()):
        try:
            stat = Path(f"/proc/{child}/stat").read_text(encoding="utf-8")
        except OSError:  # it has just ended, and counts with the one that started it
            continue
        words = stat.rpartition(")")[2].split()
        ticks += sum(map(int, words[11:15]))  # own and of those that ended, user and system
    return ticks * _TICK


def below(process: int) -> Iterator[int]:
    """Every process that this one started, and that they started."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has just ended
        return
    for child in map(int, children):
        yield child
        yield from below(child)


def _memory() -> dict[str, Any]:
    """MiB: the most that this process ever had; with others beside it, what all have now."""
    children = list(below(os.getpid()))
    if not children:
        return {"memory": field("status", "VmHWM:", os.getpid()), "processes": 1}
    shares = []
    for process in (os.getpid(), *children):
        with contextlib.suppress(OSError):  # it has just ended
            shares.append(field("smaps_rollup", "Pss:", process))
    return {"memory": sum(shares), "processes": len(shares)}


def field(file: str, name: str, process: int) -> float:
    """MiB of a line in one of a process's files under /proc."""
    lines = Path(f"/proc/{process}/{file}").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
