"""Rows in, finished files out: yields what became of each handout, and goes on past a bad row."""

import contextlib
from collections.abc import Generator

from handouts.batch.forms import Seen, prepare
from handouts.batch.job import Done, Job, Order, failed
from handouts.batch.making import Made, Press, told
from handouts.batch.manifest import Manifest
from handouts.batch.outbox import settle, staging
from handouts.batch.plan import plan
from handouts.batch.workers import Lost, number, work
from handouts.make.maker import Maker
from handouts.problems import ExitCode, HandoutsError, Place, Problem
from handouts.read.columns import Known
from handouts.read.schedule.rows import Row


def _nobody_looks(done: int, of: int) -> None:
    """Tells nobody how far it is."""


def run(
    rows: tuple[Row, ...], maker: Maker, known: Known, order: Order, seen: Seen = _nobody_looks
) -> Generator[Done, None, None]:
    """Make every row's handouts. Raises HandoutsError only when nothing more can be written.

    What several rows share is laid out first; `seen` is told how far that is.
    """
    planned = [*plan(rows, known, order)]
    visits = tuple(each.visit for each in planned if isinstance(each, Job))
    if order.out is None:
        yield from _all(planned, Press(maker, order, None))
        return
    prepare(
        visits, maker, printed=order.printed, drafts=order.draft, workers=order.workers, seen=seen
    )
    with (
        Manifest(order.out) as manifest,
        staging(order.out) as parts,
        contextlib.closing(_all(planned, Press(maker, order, parts))) as all_done,
    ):
        for done in all_done:
            manifest.add(done.entry)
            yield done


def _all(planned: list[Done | Job], press: Press) -> Generator[Done, None, None]:
    """All of the plan in its order. Raises HandoutsError as soon as it meets one."""
    order = press.order
    jobs = tuple(each for each in planned if isinstance(each, Job))
    results = work(jobs, press, number(len(jobs), order.workers), order.limit)
    with contextlib.closing(results):
        for each in planned:
            yield each if isinstance(each, Done) else _settled(each, next(results), order)


def _settled(job: Job, result: Made | HandoutsError | Lost, order: Order) -> Done:
    """The one place where a file gets its name. Raises HandoutsError."""
    if isinstance(result, HandoutsError):
        raise result
    if isinstance(result, Lost):
        return failed(job.row, (*job.warnings, _lost(job.place, result, order.limit)), job.visit)
    file = result.done.entry.file
    if order.out is not None and result.part is not None and file is not None:
        try:
            settle(result.part, order.out / file)
        except HandoutsError as wrong:
            if wrong.code is ExitCode.MACHINE:
                raise
            return failed(job.row, (*job.warnings, *told(wrong.problems, job.place)), job.visit)
    return result.done


def _lost(place: Place, lost: Lost, limit: float) -> Problem:
    """The problem of a handout that took its process with it, or did not come to an end."""
    if lost is Lost.SLOW:
        message = f"This handout took longer than {limit:g} seconds, and was given up."
    else:
        message = "The process that made this handout ended without a word, twice."
    hint = "Please report what you did; leave out anything about patients."
    return Problem(place, str(lost), message, hint)
