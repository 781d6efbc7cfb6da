"""Jobs in, what came of each out, in their order; every job is done by a process that may die."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from handouts.batch.workers.confined import FULL, confine
from handouts.batch.workers.stopping import Cancel

if TYPE_CHECKING:
    from pebble import ProcessPool

Job = TypeVar("Job")
Result = TypeVar("Result")
Task = Future[tuple[list[Any], float]]
"""What comes of a chunk of jobs, and how many seconds they took."""

LIMIT = 120.0
"""Seconds that one job may take; after that its process is killed."""

MEMORY = 2 * 2**30
"""Bytes that one process may use; a page takes a tenth of it."""

MOST = 8
"""So many processes at most, unless more are asked for."""

FEW = 12
"""So many jobs are done sooner in this process than others are started."""

_CHUNK = 50  # jobs at most
_SECONDS = 1.0  # that a chunk is to take
_CHUNKS_OF_A_PROCESS = 100  # then a fresh one takes its place, which gives all memory back
_GRACE = 30.0  # so long after a limit the pool itself has lost its way


class Lost(StrEnum):
    """Why nothing came of a job."""

    DIED = "worker"
    """Its process ended without a word, twice."""
    SLOW = "too-slow"
    """It came to no end within the limit."""
    LARGE = "too-large"
    """It needed more memory than a process may use."""


_SPOILT = (Lost.DIED, Lost.LARGE)  # the process is gone, or its memory is in pieces


def number(jobs: int, wanted: int | None) -> int:
    """How many processes so many jobs are shared out to; with 1 there is none but this one."""
    if wanted is not None:
        return max(1, min(wanted, jobs))
    return 1 if jobs <= FEW else min(_processors(), MOST)


def work(
    jobs: Sequence[Job],
    do: Callable[[Job], Result],
    processes: int,
    limit: float = LIMIT,
    *,
    memory: int = MEMORY,
    guarded: bool = False,
    pause: Callable[[], object] = bool,
    cancel: Cancel | None = None,
) -> Generator[Result | Lost, None, None]:
    """What `do` gives for each job, or why there is nothing; closing it ends all processes at once.

    `do` returns what is wrong; what it raises all the same costs its job. Where processes are
    forked it is shared, and may hold what cannot be sent; elsewhere it is pickled. A single process
    is this one, unless it is to be `guarded` against jobs that die or hang. `pause` is called when
    all that came was taken and the next is not there yet. Raises KeyboardInterrupt as soon as
    `cancel` is told, also while it waits.
    """
    if not jobs:
        return
    cancel = cancel or Cancel()
    if processes == 1 and not guarded:
        for job in jobs:
            cancel.check()
            yield _here(do, job)
        return
    shift = _Shift(jobs, do, processes, limit=limit, memory=memory, pause=pause, cancel=cancel)
    yield from shift.results()


def _here(do: Callable[[Job], Result], job: Job) -> Result | Lost:
    try:
        return do(job)
    except MemoryError:
        return Lost.LARGE


class _Shift:
    """Jobs on their way through a pool; each process has a chunk in hand and one in store."""

    def __init__(
        self, jobs: Sequence[Any], do: Callable[[Any], Any], processes: int, *, limit: float,
        memory: int, pause: Callable[[], object], cancel: Cancel,
    ) -> None:  # fmt: skip
        self._do, self._processes, self._limit = do, processes, limit
        self._memory, self._pause, self._cancel = memory, pause, cancel
        self._rest = deque(jobs)
        self._out: deque[tuple[tuple[Any, ...], Task]] = deque()  # in the order of the jobs
        self._pace: float | None = None

    def results(self) -> Iterator[Any]:
        """What comes of all jobs, in a fresh pool when the one before broke."""
        while self._rest or self._out:
            with _pool(self._do, self._processes, self._memory) as self._pool:
                self._out = deque(
                    (chunk, task if _well(task) else _start(self._pool, chunk, self._limit))
                    for chunk, task in self._out
                )
                broken = False
                while not broken and (self._hand_out() or self._out):
                    chunk, task = self._out[0]
                    came, broken = self._awaited(task)
                    self._out.popleft()
                    yield from self._one_by_one(chunk) if isinstance(came, Lost) else came

    def _one_by_one(self, jobs: Sequence[Any]) -> Iterator[Any]:
        """The jobs of a chunk that took its process along: now it shows which of them does so."""
        waiting = deque(jobs)
        while waiting:
            with _pool(self._do, 1, self._memory) as pool:
                came: list[Any] | Lost = []
                while waiting and came not in _SPOILT:  # who dies may take the pool's lock along
                    task = _start(pool, (waiting.popleft(),), self._limit)
                    came, _ = self._awaited(task)
                    yield from (came,) if isinstance(came, Lost) else came

    def _hand_out(self) -> bool:
        """Give every process enough to do. Whether there was anything to give."""
        some = False
        while self._rest and self._pool.active and self._busy() < 2 * self._processes:
            size = _size(len(self._rest), self._processes, self._pace)
            chunk = tuple(self._rest.popleft() for _ in range(size))
            self._out.append((chunk, _start(self._pool, chunk, self._limit)))
            some = True
        return some

    def _busy(self) -> int:
        return sum(not task.done() for _, task in self._out)

    def _awaited(self, task: Task) -> tuple[list[Any] | Lost, bool]:
        """What came of a task, and whether its pool is of no use any more.

        While a pool works, one of its tasks ends within the limit. A process that the system killed
        while it held the pool's lock would stop all others for ever.
        """
        self._cancel.check()
        while not task.done():
            self._hand_out()
            self._pause()
            working = {task, *(each for _, each in self._out if not each.done())}
            waiting: set[Future[Any]] = {self._cancel.told, *working}
            ended, _ = wait(waiting, self._limit + _GRACE, FIRST_COMPLETED)
            self._cancel.check()
            if not ended:
                return Lost.DIED, True
        wrong = task.exception()  # as a value: one that is raised here is this process's own
        if getattr(wrong, "exitcode", None) == FULL:
            return Lost.LARGE, False
        if isinstance(wrong, TimeoutError):
            return Lost.SLOW, False
        if wrong is not None:
            return Lost.DIED, isinstance(wrong, BrokenProcessPool)
        results, seconds = task.result()
        self._pace = seconds / len(results)
        return results, False


def _size(rest: int, processes: int, pace: float | None) -> int:
    """How many jobs go out at once: what takes about a second, and less when few are left.

    A chunk costs the way to a process and back once; but its results come together, and so long
    they are not kept when somebody stops the work. `pace` is seconds for one job.
    """
    if pace is None:
        return 1
    return max(1, min(_CHUNK, rest // (2 * processes), int(_SECONDS / max(pace, 1e-9))))


@contextlib.contextmanager
def _pool(do: Callable[[Any], Any], processes: int, memory: int) -> "Iterator[ProcessPool]":
    """Processes that are ready to `do`; at the end of the block they are gone, whatever they do."""
    from pebble import ProcessPool  # noqa: PLC0415  # a tenth of a second that a small day saves

    gc.collect()
    gc.freeze()  # forks share what is here now for as long as nobody looks through it for garbage
    with tempfile.TemporaryDirectory(prefix="handouts-workers-") as scratch:
        pool = ProcessPool(
            processes,
            max_tasks=_CHUNKS_OF_A_PROCESS,
            initializer=_begin,
            initargs=(do, scratch, os.getpid(), memory),
            context=multiprocessing.get_context(_method()),
        )
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # theirs has no types
            pool.join()


def _method() -> str:
    """Forks start at once and share all that is made already; macOS has them, but not safely.

    Nor has any system beside threads of ours: what one of them holds just now, a fork holds for
    ever.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    alone = threading.current_thread() is threading.main_thread()
    return "fork" if forks and alone else "spawn"


def _processors() -> int:
    """Those that this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_doing: dict[str, Callable[[Any], Any]] = {}


def _begin(do: Callable[[Any], Any], scratch: str, parent: int, memory: int) -> None:
    """What a process does first; it ends at once when it is told to, even inside of a library."""
    confine(parent, memory)
    _doing["do"] = do
    tempfile.tempdir = scratch  # nothing is left of it when it is killed
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _do_all(jobs: Sequence[Any]) -> tuple[list[Any], float]:
    began = time.monotonic()
    try:
        return [_doing["do"](job) for job in jobs], time.monotonic() - began
    except MemoryError:  # what holds the memory may hold it on: no other job is done here
        os._exit(FULL)


def _start(pool: "ProcessPool", jobs: tuple[Any, ...], limit: float) -> Task:
    try:
        return pool.schedule(_do_all, (jobs,), timeout=limit)
    except RuntimeError as wrong:  # the pool broke before this
        lost: Task = Future()
        lost.set_exception(BrokenProcessPool(str(wrong)))
        return lost


def _well(task: Task) -> bool:
    return task.done() and task.exception() is None
