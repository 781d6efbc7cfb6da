"""Jobs in, what came of each out; those that are alike are done together, and told in their turn.

A process that makes handouts of one kind after the other has their form at hand, and what reads
them back; between kinds it looks for others.
"""

import contextlib
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 10_000
"""So many jobs are put together; what is done before its turn is told when its turn comes."""


class Turns(Generic[Result]):
    """Keeps what came before its turn."""

    def __init__(self) -> None:
        self._early: dict[int, Result] = {}
        self._next = 0

    def add(self, turn: int, result: Result) -> None:
        """What has this turn, counted from 0."""
        self._early[turn] = result

    def ready(self) -> Iterator[Result]:
        """All whose turn it is now."""
        while self._next in self._early:
            self._next += 1
            yield self._early.pop(self._next - 1)


def together(
    jobs: Sequence[Job],
    alike: Callable[[Job], Hashable],
    work: Callable[[Sequence[Job]], Generator[Result, None, None]],
    ahead: int = AHEAD,
) -> Generator[tuple[int, Result], None, None]:
    """What `work` gives for each job with the job's number, as it comes: kind by kind.

    Closing it closes the work.
    """
    order = [
        number
        for begin in range(0, len(jobs), ahead)
        for number in _together(jobs, range(begin, min(begin + ahead, len(jobs))), alike)
    ]
    with contextlib.closing(work([jobs[number] for number in order])) as results:
        yield from zip(order, results, strict=True)


def _together(jobs: Sequence[Job], numbers: range, alike: Callable[[Job], Hashable]) -> list[int]:
    """The numbers of jobs, kind by kind, each kind where its first one stands."""
    kinds: dict[Hashable, list[int]] = {}
    for number in numbers:
        kinds.setdefault(alike(jobs[number]), []).append(number)
    return [number for kind in kinds.values() for number in kind]
