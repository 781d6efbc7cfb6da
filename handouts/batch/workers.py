"""Jobs in, what came of each out, in their order; every job is done by a process that may die."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pebble import ProcessPool

Job = TypeVar("Job")
Result = TypeVar("Result")

LIMIT = 120.0
"""Seconds that one job may take; after that its process is killed."""

MOST = 8
"""So many processes at most, unless more are asked for."""

FEW = 12
"""So many jobs are done sooner in this process than others are started."""

_CHUNK = 50
_CHUNKS_OF_A_PROCESS = 20  # then a fresh one takes its place, which gives all memory back
_SLOW = 40  # a slow machine does so many jobs within the limit
_GRACE = 30.0  # so long after a limit the pool itself has lost its way


class Lost(StrEnum):
    """Why nothing came of a job."""

    DIED = "worker"
    """Its process ended without a word, twice."""
    SLOW = "too-slow"
    """It came to no end within the limit."""


def number(jobs: int, wanted: int | None) -> int:
    """How many processes so many jobs are shared out to; with 1 there is none but this one."""
    if wanted is not None:
        return max(1, min(wanted, jobs))
    return 1 if jobs <= FEW else min(_processors(), MOST)


def work(
    jobs: Sequence[Job], do: Callable[[Job], Result], processes: int, limit: float = LIMIT
) -> Generator[Result | Lost, None, None]:
    """What `do` gives for each job, or why there is nothing; closing it ends all processes at once.

    `do` returns what is wrong and raises nothing. Where processes are forked it is shared, and may
    hold what cannot be sent; elsewhere it is pickled.
    """
    if processes == 1:
        yield from map(do, jobs)
        return
    waiting = deque(_chunks(jobs, processes))
    while waiting:
        with _pool(do, processes) as pool:
            tasks = [_start(pool, chunk, limit) for chunk in waiting]
            for task in tasks:
                chunk = waiting.popleft()
                came, broken = _awaited(task, tasks, limit)
                yield from _one_by_one(chunk, do, limit) if isinstance(came, Lost) else came
                if broken:
                    break


def _one_by_one(
    jobs: Sequence[Job], do: Callable[[Job], Result], limit: float
) -> Iterator[Result | Lost]:
    """The jobs of a chunk that took its process with it: now it shows which of them does so."""
    waiting = deque(jobs)
    while waiting:
        with _pool(do, 1) as pool:
            came: list[Any] | Lost = []
            while waiting and came is not Lost.DIED:  # who dies may take the pool's lock along
                task = _start(pool, (waiting.popleft(),), limit)
                came, _ = _awaited(task, [task], limit)
                yield from (came,) if isinstance(came, Lost) else came


def _chunks(jobs: Sequence[Job], processes: int) -> Iterator[Sequence[Job]]:
    """Large ones first and small ones last, so that all processes end at about the same time."""
    begin = 0
    while begin < len(jobs):
        size = min(_CHUNK, 1 + (len(jobs) - begin) // (2 * processes))
        yield jobs[begin : begin + size]
        begin += size


@contextlib.contextmanager
def _pool(do: Callable[[Any], Any], processes: int) -> "Iterator[ProcessPool]":
    """Processes that are ready to `do`; at the end of the block they are gone, whatever they do."""
    from pebble import ProcessPool  # noqa: PLC0415  # a tenth of a second that a small day saves

    gc.collect()
    gc.freeze()  # forks share what is here now for as long as nobody looks through it for garbage
    with tempfile.TemporaryDirectory(prefix="handouts-workers-") as scratch:
        pool = ProcessPool(
            processes,
            max_tasks=_CHUNKS_OF_A_PROCESS,
            initializer=_begin,
            initargs=(do, scratch),
            context=multiprocessing.get_context(_method()),
        )
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # theirs has no types
            pool.join()


def _method() -> str:
    """Forks start at once and share all that is made already; macOS has them, but not safely."""
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if forks else "spawn"


def _processors() -> int:
    """Those that this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_doing: dict[str, Callable[[Any], Any]] = {}


def _begin(do: Callable[[Any], Any], scratch: str) -> None:
    """What a process does first; it ends at once when it is told to, even inside of a library."""
    _doing["do"] = do
    tempfile.tempdir = scratch  # nothing is left of it when it is killed
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _do_all(jobs: Sequence[Any]) -> list[Any]:
    return [_doing["do"](job) for job in jobs]


def _start(pool: "ProcessPool", jobs: Sequence[Any], limit: float) -> "Future[list[Any]]":
    """The limit is for one job that hangs; those beside it have the time of a slow machine."""
    some = limit + (len(jobs) - 1) * limit / _SLOW
    try:
        return pool.schedule(_do_all, (jobs,), timeout=some)
    except RuntimeError as wrong:  # the pool broke before this
        lost: Future[list[Any]] = Future()
        lost.set_exception(BrokenProcessPool(str(wrong)))
        return lost


def _awaited(
    task: "Future[list[Any]]", tasks: "list[Future[list[Any]]]", limit: float
) -> tuple[list[Any] | Lost, bool]:
    """What came of a task, and whether its pool is of no use any more.

    While a pool works, one of its tasks ends within the limit. A process that the system killed
    while it held the pool's lock would stop all others for ever.
    """
    from pebble import ProcessExpired  # noqa: PLC0415  # as above

    longest = limit + _CHUNK * limit / _SLOW + _GRACE
    while not task.done():
        ended, _ = wait([each for each in tasks if not each.done()], longest, FIRST_COMPLETED)
        if not ended:
            return Lost.DIED, True
    try:
        return task.result(), False
    except TimeoutError:
        return Lost.SLOW, False
    except ProcessExpired:
        return Lost.DIED, False
    except BrokenProcessPool:
        return Lost.DIED, True
