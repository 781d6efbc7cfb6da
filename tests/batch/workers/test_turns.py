"""Turns: jobs that are alike are done together, and what came of them comes in its own order."""

import contextlib
from collections.abc import Callable, Generator, Sequence

import pytest

from handouts.batch.workers.turns import AHEAD, Turns, together


def _kind(job: str) -> str:
    return job[0]


def in_turn(
    jobs: Sequence[str],
    alike: Callable[[str], str],
    work: Callable[[Sequence[str]], Generator[str, None, None]],
    ahead: int = AHEAD,
) -> Generator[str, None, None]:
    turns: Turns[str] = Turns()
    with contextlib.closing(together(jobs, alike, work, ahead)) as results:
        for number, result in results:
            turns.add(number, result)
            yield from turns.ready()


def _doing(done: list[str]) -> Callable[[Sequence[str]], Generator[str, None, None]]:
    def work(jobs: Sequence[str]) -> Generator[str, None, None]:
        for job in jobs:
            done.append(job)
            yield job.upper()

    return work


JOBS = ["a1", "b1", "a2", "c1", "b2", "a3"]


def test_jobs_of_a_kind_are_done_together_and_told_in_their_order() -> None:
    done: list[str] = []
    assert list(in_turn(JOBS, _kind, _doing(done))) == [job.upper() for job in JOBS]
    assert done == ["a1", "a2", "a3", "b1", "b2", "c1"]


def test_no_more_than_so_many_wait_for_their_turn() -> None:
    done: list[str] = []
    assert list(in_turn(JOBS, _kind, _doing(done), 3)) == [job.upper() for job in JOBS]
    assert done == ["a1", "a2", "b1", "c1", "b2", "a3"]


def test_what_is_in_its_turn_comes_before_the_rest_is_done() -> None:
    done: list[str] = []
    results = in_turn(JOBS, _kind, _doing(done))
    assert next(results) == "A1"
    assert done == ["a1"]
    results.close()


def test_closing_it_closes_the_work() -> None:
    closed: list[bool] = []

    def work(jobs: Sequence[str]) -> Generator[str, None, None]:
        try:
            yield from jobs
        finally:
            closed.append(True)

    results = in_turn(JOBS, _kind, work)
    next(results)
    assert not closed
    results.close()
    assert closed


def test_a_result_too_few_is_a_fault() -> None:
    def work(jobs: Sequence[str]) -> Generator[str, None, None]:
        yield from jobs[:-1]

    with pytest.raises(ValueError, match="shorter"):
        list(in_turn(JOBS, _kind, work))


def test_of_no_jobs_nothing_comes() -> None:
    assert list(in_turn([], _kind, _doing([]))) == []


def test_what_is_done_early_comes_at_once_with_its_number() -> None:
    results = together(JOBS, _kind, _doing([]))
    assert [next(results) for _ in range(4)] == [(0, "A1"), (2, "A2"), (5, "A3"), (1, "B1")]
    results.close()
