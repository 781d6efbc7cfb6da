"""Jobs are shared out to processes; one that dies, hangs or is stopped costs no other job."""

import ctypes
import faulthandler
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.batch.workers import workers
from handouts.batch.workers.stopping import Cancel
from handouts.batch.workers.workers import FEW, MOST, Lost, number, work
from tests.patience import PATIENCE

JOBS = tuple(range(30))
SECONDS = 1.0
"""A limit that is short, so that the tests are; no job that is well comes near it."""


def pid(_: int) -> int:
    return os.getpid()


_OTHERS: set[multiprocessing.process.BaseProcess] = set()
"""Processes of other tests that were there before, such as a Java."""


@pytest.fixture(autouse=True)
def _others_are_known() -> None:
    _OTHERS.update(multiprocessing.active_children())


def left_over() -> Sequence[multiprocessing.process.BaseProcess]:
    return [each for each in multiprocessing.active_children() if each not in _OTHERS]


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
@pytest.mark.parametrize("jobs", [0, 1, 2, 30, 500])
def test_results_come_in_the_order_of_the_jobs(processes: int, jobs: int) -> None:
    assert list(work(range(jobs), str, processes)) == [str(job) for job in range(jobs)]
    assert left_over() == []


def test_with_one_process_it_is_this_one_and_each_job_waits_until_it_is_asked_for() -> None:
    done: list[int] = []

    def do(job: int) -> int:
        done.append(job)
        return os.getpid()

    results = work(JOBS, do, 1)
    assert (next(results), next(results)) == (os.getpid(), os.getpid())
    assert done == [0, 1]


def test_with_several_it_is_never_this_one() -> None:
    pids = {*work(JOBS, pid, 3)}
    assert os.getpid() not in pids
    assert len(pids) <= 3


def test_what_is_here_already_is_shared_and_need_not_be_sent() -> None:
    lock, words = threading.Lock(), {job: f"word {job}" for job in JOBS}

    def looked_up(job: int) -> str:
        with lock:  # a lock cannot be pickled
            return words[job]

    assert list(work(JOBS, looked_up, 2)) == [*words.values()]


def test_a_process_gives_way_to_a_fresh_one_after_some_chunks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_CHUNKS_OF_A_PROCESS", 1)
    monkeypatch.setattr(workers, "_CHUNK", 3)
    assert len({*work(JOBS, pid, 2)}) >= 10


def segfault() -> None:
    faulthandler.disable()  # pytest's account of it would look like a failure
    ctypes.string_at(0)


def die_with_the_lock() -> None:
    """As the system may kill a process while it hands its results over."""
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    frame.f_locals["channel"].mutex.writer_mutex.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


DEATHS = {
    "a segfault": segfault,
    "the system kills it": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "the system ends it": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "a library ends it": lambda: os._exit(3),
}


@pytest.mark.parametrize("death", DEATHS.values(), ids=DEATHS)
@pytest.mark.parametrize("deadly", [{0}, {29}, {3, 4, 17}], ids=str)
def test_a_job_that_takes_its_process_with_it_costs_no_other_one(
    death: Callable[[], None], deadly: set[int]
) -> None:
    def do(job: int) -> int:
        if job in deadly:
            death()
        return job

    assert list(work(JOBS, do, 3)) == [Lost.DIED if job in deadly else job for job in JOBS]
    assert left_over() == []


def test_a_process_that_died_once_by_chance_costs_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    already = tmp_path_factory.mktemp("once") / "died"

    def do(job: int) -> int:
        if job == 7 and not already.exists():
            already.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return job

    assert list(work(JOBS, do, 2)) == [*JOBS]


def test_a_process_that_dies_with_the_lock_of_all_stops_nobody_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_GRACE", 4.0)

    def do(job: int) -> int:
        if job == 7:
            die_with_the_lock()
        return job

    results = list(work(JOBS, do, 2, SECONDS))
    assert results == [Lost.DIED if job == 7 else job for job in JOBS]
    assert left_over() == []


def hang_deaf() -> None:
    """As a loop inside of a library, which no signal handler of Python interrupts."""
    ctypes.PyDLL(None).sleep(600)


HANGS = {"it waits": lambda: time.sleep(600), "a library waits": hang_deaf}


@pytest.mark.parametrize("hang", HANGS.values(), ids=HANGS)
def test_a_job_that_hangs_is_given_up_and_costs_no_other_one(hang: Callable[[], None]) -> None:
    def do(job: int) -> int:
        if job in {2, 28}:
            hang()
        return job

    assert list(work(JOBS, do, 2, SECONDS)) == [
        Lost.SLOW if job in {2, 28} else job for job in JOBS
    ]
    assert left_over() == []


@pytest.mark.parametrize("hang", HANGS.values(), ids=HANGS)
def test_who_wants_no_more_results_leaves_no_process_behind(hang: Callable[[], None]) -> None:
    def do(job: int) -> int:
        if job > 0:
            hang()
        return job

    results = work(JOBS, do, 3)
    assert next(results) == 0
    assert left_over() != []
    results.close()
    assert left_over() == []


@pytest.mark.parametrize("hang", HANGS.values(), ids=HANGS)
def test_another_thread_ends_the_work_at_once_whatever_its_processes_do(
    hang: Callable[[], None],
) -> None:
    cancel, first = Cancel(), threading.Event()

    def do(job: int) -> int:
        if job > 0:
            hang()
        return job

    def tell() -> None:
        first.wait()
        cancel.tell()
        cancel.tell()

    teller = threading.Thread(target=tell)
    teller.start()
    results = work(JOBS, do, 3, cancel=cancel)
    assert next(results) == 0
    first.set()
    with pytest.raises(KeyboardInterrupt):
        next(results)
    teller.join()
    assert left_over() == []


@pytest.mark.parametrize("guarded", [True, False])
def test_work_that_was_ended_before_it_began_does_nothing(*, guarded: bool) -> None:
    cancel = Cancel()
    cancel.tell()
    with pytest.raises(KeyboardInterrupt):
        next(work(JOBS, str, 1, guarded=guarded, cancel=cancel))


def test_work_in_a_thread_beside_others_forks_no_process() -> None:
    """What another thread holds at that moment, a fork would hold for ever."""
    held = threading.Lock()
    _held_here.append(held)
    came: list[bool | Lost] = []
    with held:
        thread = threading.Thread(target=lambda: came.extend(work(JOBS[:3], _holds_a_lock, 2)))
        thread.start()
        thread.join()
    _held_here.clear()
    assert came == [False] * 3


_held_here: list[threading.Lock] = []


def _holds_a_lock(_: int) -> bool:
    """Whether this process took over a lock that nobody here can let go."""
    return any(lock.locked() for lock in _held_here)


def test_a_process_that_is_told_to_end_does_so_also_inside_of_a_library() -> None:
    def ends_at_once(_: int) -> bool:
        return signal.getsignal(signal.SIGTERM) is signal.SIG_DFL  # a handler waits for Python

    assert all(work(JOBS, ends_at_once, 2))


def test_what_a_killed_process_had_in_its_temporary_files_goes_with_it(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def do(job: int) -> int:
        tempfile.mkdtemp()
        if job == 3:
            segfault()
        return job

    assert len(list(work(JOBS, do, 2))) == len(JOBS)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("rest", "processes", "pace", "size"),
    [
        (1000, 2, None, 1),  # nothing is known yet
        (1000, 2, 0.25, 4),
        (1000, 2, 30.0, 1),
        (1000, 2, 0.0, 50),
        (1000, 16, 0.0, 31),
        (7, 2, 0.0, 1),
    ],
)
def test_a_chunk_takes_about_a_second_and_grows_small_in_the_end(
    rest: int, processes: int, pace: float | None, size: int
) -> None:
    assert workers._size(rest, processes, pace) == size


@given(st.integers(1, 10**6), st.integers(2, 64), st.floats(0, 10**6))
def test_a_chunk_is_never_empty_and_never_large(rest: int, processes: int, pace: float) -> None:
    assert 1 <= workers._size(rest, processes, pace) <= min(rest, 50)


@pytest.mark.parametrize(
    ("jobs", "wanted", "processors", "chosen"),
    [
        (FEW, None, 4, 1),
        (FEW + 1, None, 4, 4),
        (FEW + 1, None, 1, 1),
        (1000, None, 64, MOST),
        (1000, 20, 4, 20),
        (3, 8, 4, 3),
        (3, 1, 4, 1),
        (0, 5, 4, 1),
    ],
)
def test_there_are_as_many_processes_as_suit_the_work_and_the_machine(
    monkeypatch: pytest.MonkeyPatch, jobs: int, wanted: int | None, processors: int, chosen: int
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    assert number(jobs, wanted) == chosen


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system tells no such thing")
def test_processors_that_this_process_may_not_use_are_not_counted() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert number(1000, None) == 1
    finally:
        os.sched_setaffinity(0, allowed)


class Odd(Exception):
    """An error that cannot be sent to another process."""

    def __init__(self) -> None:
        super().__init__(threading.Lock())


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1) + 1


def raises(wrong: BaseException) -> None:
    raise wrong


RAISED = {
    "an error": lambda: raises(RuntimeError("Maria Example")),
    "an error that cannot be sent": lambda: raises(Odd()),
    "too deep a recursion": recurse,
    "Ctrl-C that nobody pressed": lambda: raises(KeyboardInterrupt()),
    "a library that wants to leave": lambda: raises(SystemExit(3)),
}


@pytest.mark.parametrize("fault", RAISED.values(), ids=RAISED)
def test_what_a_job_raises_costs_that_job_and_is_not_told_to_anybody(
    fault: Callable[[], None], capfd: pytest.CaptureFixture[str]
) -> None:
    def do(job: int) -> int:
        if job in {0, 17}:
            fault()
        return job

    assert list(work(JOBS, do, 2)) == [Lost.DIED if job in {0, 17} else job for job in JOBS]
    assert "Maria" not in "".join(capfd.readouterr())
    assert left_over() == []


def room() -> int:
    """Bytes that a fork of this process may use: what is in use already, and a little more."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    return pages * os.sysconf("SC_PAGE_SIZE") + 300 * 2**20


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system tells no such thing")
@pytest.mark.parametrize("way", ["at once", "bit by bit"])
def test_a_job_that_wants_all_memory_is_given_up_and_costs_no_other_one(way: str) -> None:
    def do(job: int) -> int:
        if job in {2, 28}:
            hoard = [bytearray(2**31 if way == "at once" else 2**20)]
            while True:
                hoard.append(bytearray(2**20))
        return job

    assert list(work(JOBS, do, 2, 60, memory=room())) == [
        Lost.LARGE if job in {2, 28} else job for job in JOBS
    ]
    assert left_over() == []


def test_a_single_process_is_another_one_when_it_is_guarded() -> None:
    pids = {*work(JOBS, pid, 1, guarded=True)}
    assert os.getpid() not in pids
    assert len(pids) == 1


def test_a_pause_comes_when_what_came_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_CHUNK", 1)
    told: list[str] = []

    def pause() -> None:
        told.append("pause")

    for result in work(range(3), slowly, 1, guarded=True, pause=pause):
        told += [f"taken {result}"]
    assert [word for word, _ in itertools.groupby(told)] == [
        "pause", "taken 0", "pause", "taken 1", "pause", "taken 2",
    ]  # fmt: skip


def slowly(job: int) -> int:
    time.sleep(0.1)
    return job


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods()[:2])
@pytest.mark.parametrize("way", ["the system tells it", "it looks itself"])
def test_processes_end_when_their_parent_is_killed(tmp_path: Path, method: str, way: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(method=method, way=way), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = [int(parent.stdout.readline()) for _ in range(2)]
    assert len({*pids, parent.pid}) == 3
    parent.kill()
    rest, _ = parent.communicate(
        timeout=PATIENCE
    )  # its end comes when nobody holds the pipe any more
    assert rest == ""


PARENT = """
import os, platform, time
from handouts.batch.workers import workers
from handouts.batch.workers.stopping import Cancel
if {way!r} == "it looks itself":
    platform.system = lambda: "elsewhere"
workers._method = lambda: {method!r}

def hang(job):
    os.write(1, f"{{os.getpid()}}\\n".encode())
    time.sleep(600)

if __name__ == "__main__":
    list(workers.work(range(2), hang, 2))
"""
