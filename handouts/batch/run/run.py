"""Rows in, finished files out: yields what became of each handout, and goes on past a bad row."""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from handouts import __version__
from handouts.batch.changed.changed import fresh
from handouts.batch.changed.earlier import Earlier
from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Account, Run
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.batch.outbox.outbox import remove, staging
from handouts.batch.packet.files import drop_stack
from handouts.batch.plan.plan import days, plan
from handouts.batch.run.commit import Commits
from handouts.batch.run.forms import Seen, prepare, share
from handouts.batch.run.making import Made, Press, Wanted
from handouts.batch.run.resume import check, rest, unclaimed
from handouts.batch.workers.stopping import Cancel
from handouts.batch.workers.turns import Turns, together
from handouts.batch.workers.workers import Lost, number, work
from handouts.make.maker import Maker
from handouts.model.visit import Kind
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import Known
from handouts.read.schedule.rows import Row

FORMS = "forms"
"""Where a run keeps those that the clinic's folder cannot take, beside its unfinished files."""

Heard = Callable[[int], object]
"""Is told of how many more handouts it is known what became of them."""


def _nobody_looks(done: int, of: int) -> None:
    """Tells nobody how far it is."""


def run(
    rows: tuple[Row, ...], maker: Maker, known: Known, order: Order, seen: Seen = _nobody_looks,
    *, earlier: Earlier | None = None, planned: Sequence[Done | Job] | None = None,
    heard: Heard = bool, cancel: Cancel | None = None,
) -> Generator[Done, None, None]:  # fmt: skip
    """Make every row's handouts. Raises HandoutsError only when nothing more can be written.

    What forms are there for is filled first. Then those that several rows share are laid out, of
    which `seen` is told how far that is, and then all that is left is made. What is yielded is on
    the disk, with its line in the manifest, and comes in the order of the rows; `heard` is told at
    once how many more are. What lies in the stack of an `earlier` run of the day already is not
    made again. Who has the plan of these rows already gives it as `planned`. Raises
    KeyboardInterrupt when `cancel` is told; what is finished stays, as after a signal.
    """
    planned = [*plan(rows, known, order)] if planned is None else planned
    if order.out is None:
        press = Press(maker, order, None)
        yield from _tried(_new(planned, earlier, press), press, heard, cancel)
        return
    with _opened(order, len(rows), days(planned), earlier) as (manifest, begun, account):
        press = Press(maker, begun, None)
        planned = _new(planned if account is None else plan(rows, known, begun), earlier, press)
        if account is not None:
            planned = [*rest(planned, account, maker, begun)]
            already = account.entries
            if any(isinstance(each, Job) or each.entry not in already for each in planned):
                drop_stack(order.out)  # it would leave somebody out, or hold what is doubted now
        commits = Commits(order.out, manifest, account, heard)
        yield from _made(planned, press, commits, seen=seen, cancel=cancel)


def _new(planned: Iterable[Done | Job], earlier: Earlier | None, press: Press) -> list[Done | Job]:
    """The plan, without what lies in the stack already."""
    if earlier is None:
        return [*planned]
    return [*fresh([*planned], earlier, press.maker, press.order)]


def _tried(
    planned: list[Done | Job], press: Press, heard: Heard, cancel: Cancel | None
) -> Iterator[Done]:
    """All that can be told without writing anything."""
    turns, jobs = Turns[Done](), _jobs(planned)
    for turn, each in enumerate(planned):
        if isinstance(each, Done):
            turns.add(turn, each)
            heard(1)
    processes = number(len(jobs), press.order.workers)
    with contextlib.closing(_all(jobs, press, processes, cancel=cancel)) as results:
        for turn, made in results:
            assert isinstance(made, Made)  # it may lay out
            turns.add(turn, made.done)
            heard(1)
            yield from turns.ready()
    yield from turns.ready()


def _made(
    planned: list[Done | Job], press: Press, committing: Commits, *, seen: Seen,
    cancel: Cancel | None,
) -> Iterator[Done]:  # fmt: skip
    """First all that can be filled: on most days that is nearly all, and needs little memory.

    What is laid out takes ten times as much, so other processes do it, which began afresh.
    """
    maker, order = press.maker, press.order
    assert order.out is not None  # the manifest is in it
    jobs = _jobs(planned)
    processes = number(len(jobs), order.workers)
    share((job.visit for job in jobs.values()), maker, order.printed)
    with (
        staging(order.out) as parts,
        maker.filling.kept.sparing(parts / FORMS),
        committing as commits,
    ):
        for turn, each in enumerate(planned):
            if isinstance(each, Done):
                commits.add(turn, Made(each), Place(""))
        press = replace(press, parts=parts)
        filler = replace(press, only_fills=True)
        wanted = yield from _committed(jobs, filler, processes, commits, cancel)
        prepare(
            ((key, jobs[turn].visit) for turn, key in wanted.items() if key is not None), maker,
            printed=order.printed, workers=order.workers, processes=processes, seen=seen,
            cancel=cancel,
        )  # fmt: skip
        left = {turn: jobs[turn] for turn in wanted}
        yield from _committed(left, press, processes, commits, cancel)


def _committed(
    jobs: Mapping[int, Job],
    press: Press,
    processes: int,
    commits: Commits,
    cancel: Cancel | None,
) -> Generator[Done, None, dict[int, str | None]]:
    """What became of jobs, when it is on the disk. In the end: the forms that are wanted."""
    wanted: dict[int, str | None] = {}
    with contextlib.closing(_all(jobs, press, processes, commits.commit, cancel)) as results:
        for turn, made in results:
            if isinstance(made, Wanted):
                wanted[turn] = made.form
            else:
                commits.add(turn, made, jobs[turn].place)
                yield from commits.ready()
    commits.commit()
    yield from commits.ready()
    return wanted


def _jobs(planned: Iterable[Done | Job]) -> dict[int, Job]:
    """What is to be made, by its turn."""
    return {turn: each for turn, each in enumerate(planned) if isinstance(each, Job)}


def give_back(folder: Path) -> None:
    """Where nothing was ever made, the same folder may be used again once the rows are mended."""
    with contextlib.suppress(HandoutsError), claimed(folder):
        if not Manifest.read(folder).files:
            (folder / Manifest.NAME).unlink()
    with contextlib.suppress(OSError):  # something else is in it
        folder.rmdir()


@contextlib.contextmanager
def _opened(
    order: Order, rows: int, days: Sequence[dt.date], earlier: Earlier | None
) -> Iterator[tuple[Manifest, Order, Account | None]]:
    """The folder's manifest, for this run alone; the order and account of the run to be finished.

    Raises HandoutsError: another run is at work here, or was and this one is not to finish it.
    """
    folder, changes = order.out, earlier.account.run.code if earlier else None
    assert folder is not None  # it is to be written to
    with claimed(folder):
        path = folder / Manifest.NAME
        if not os.path.lexists(path):
            first, last = (days[0], days[-1]) if days else (None, None)
            run = Run(
                __version__, order.printed, order.schedule, rows, order.salt, order.draft,
                first, last, changes,
            )  # fmt: skip
            if earlier is not None:
                earlier.follow(folder)
            with Manifest.begin(folder, run) as manifest:
                yield manifest, order, None
            return
        if not order.resume:
            raise used(folder)
        account = Manifest.read(folder)
        check(account, order, folder, changes)
        remove(folder, unclaimed(folder, account))
        order = replace(order, printed=account.run.printed, salt=account.run.salt)
        with Manifest(folder, account.size) as manifest:
            yield manifest, order, account


def used(folder: Path) -> HandoutsError:
    """The error for a folder that holds a batch, when another one is to go there."""
    return HandoutsError(
        Problem(
            Place(str(folder / Manifest.NAME)),
            "used-folder",
            "This folder holds an earlier batch.",
            "Finish that one with --resume, choose another folder with --out, "
            "or move the old one away.",
        )
    )


def _all(
    jobs: Mapping[int, Job],
    press: Press,
    processes: int,
    pause: Callable[[], object] = bool,
    cancel: Cancel | None = None,
) -> Generator[tuple[int, Made | Wanted], None, None]:
    """What comes of each job, with its turn, as it comes; `pause` uses a wait.

    Raises HandoutsError as soon as it meets one.
    """
    order = press.order
    shared_out = partial(
        work,
        do=press,
        processes=min(processes, max(1, len(jobs))),
        limit=order.limit,
        memory=order.memory,
        guarded=order.workers != 1,
        pause=pause,
        cancel=cancel,
    )
    turns = [*jobs]
    results = together([*jobs.values()], _kind, shared_out)
    with contextlib.closing(results):
        for which, result in results:
            turn = turns[which]
            yield turn, _came(jobs[turn], result, order)


def _kind(job: Job) -> Kind:
    return job.visit.kind


def _came(job: Job, result: Made | Wanted | HandoutsError | Lost, order: Order) -> Made | Wanted:
    if isinstance(result, HandoutsError):
        raise result
    if isinstance(result, Lost):
        return Made(job.failed((_lost(job.place, result, order),), order.salt))
    return result


def _lost(place: Place, lost: Lost, order: Order) -> Problem:
    """The problem of a handout that took its process with it, or did not come to an end."""
    message = {
        Lost.SLOW: f"This handout took longer than {order.limit:g} seconds, and was given up.",
        Lost.LARGE: f"This handout needed more than {order.memory / 2**20:,.0f} MiB of memory, "
        "and was given up.",
        Lost.DIED: "The process that made this handout ended without a word, twice.",
    }[lost]
    hint = "Please report what you did; leave out anything about patients."
    return Problem(place, str(lost), message, hint)
