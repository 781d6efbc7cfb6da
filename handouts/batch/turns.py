"""Jobs in, what came of each out in their order, though those that are alike are done together.

A process that makes handouts of one kind after the other has their form at hand, and what reads
them back; between kinds it looks for others.
"""

import contextlib
from collections.abc import Callable, Generator, Hashable, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 2000
"""So many jobs are put together. What is done before its turn is not kept when the work is stopped:
some seconds of it."""


def in_turn(
    jobs: Sequence[Job],
    alike: Callable[[Job], Hashable],
    work: Callable[[Sequence[Job]], Generator[Result, None, None]],
    ahead: int = AHEAD,
) -> Generator[Result, None, None]:
    """What `work` gives for each job; it is told of the jobs in the order that suits it.

    Closing it closes the work.
    """
    order = [
        number
        for begin in range(0, len(jobs), ahead)
        for number in _together(jobs, range(begin, min(begin + ahead, len(jobs))), alike)
    ]
    early: dict[int, Result] = {}
    turn = 0
    with contextlib.closing(work([jobs[number] for number in order])) as results:
        for number, result in zip(order, results, strict=True):
            early[number] = result
            while turn in early:
                yield early.pop(turn)
                turn += 1


def _together(jobs: Sequence[Job], numbers: range, alike: Callable[[Job], Hashable]) -> list[int]:
    """The numbers of jobs, kind by kind, each kind where its first one stands."""
    kinds: dict[Hashable, list[int]] = {}
    for number in numbers:
        kinds.setdefault(alike(jobs[number]), []).append(number)
    return [number for kind in kinds.values() for number in kind]
