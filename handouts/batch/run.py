"""Rows in, finished files out: yields what became of each handout, and goes on past a bad row."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handouts.batch.forms import Seen, prepare
from handouts.batch.manifest import Entry, Manifest, Outcome
from handouts.batch.outbox import settle, stage, staging
from handouts.batch.workers import LIMIT, Lost, number, work
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.press.fonts import FontMissing
from handouts.problems import ExitCode, HandoutsError, Place, Problem, Severity, errors
from handouts.read.columns import Known
from handouts.read.row import read_row
from handouts.read.schedule.table import Row


@dataclass(frozen=True, slots=True)
class Order:
    """How a batch is to be run."""

    printed: dt.date
    out: Path | None
    """Where the files go; None only tries, and writes nothing."""
    draft: bool
    """Also print words that nobody signed."""
    workers: int | None = None
    """How many processes share the work; None chooses for the day and the machine."""
    limit: float = LIMIT
    """Seconds that one handout may take, where several processes share the work."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one handout, with the problems in words for the terminal."""

    entry: Entry
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to be made: a visit of a row."""

    row: int
    place: Place
    visit: Visit
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job, while its file has no name yet."""

    done: Done
    part: Path | None = None


def _nobody_looks(done: int, of: int) -> None:
    """Tells nobody how far it is."""


def run(
    rows: tuple[Row, ...], maker: Maker, known: Known, order: Order, seen: Seen = _nobody_looks
) -> Generator[Done, None, None]:
    """Make every row's handouts. Raises HandoutsError only when nothing more can be written.

    What several rows share is laid out first; `seen` is told how far that is.
    """
    plan = [*_plan(rows, known, order)]
    visits = tuple(each.visit for each in plan if isinstance(each, Job))
    if order.out is None:
        yield from _all(plan, Press(maker, order, None))
        return
    prepare(
        visits, maker, printed=order.printed, drafts=order.draft, workers=order.workers, seen=seen
    )
    with (
        Manifest(order.out) as manifest,
        staging(order.out) as parts,
        contextlib.closing(_all(plan, Press(maker, order, parts))) as all_done,
    ):
        for done in all_done:
            manifest.add(done.entry)
            yield done


def _all(plan: list[Done | Job], press: "Press") -> Generator[Done, None, None]:
    """All of the plan in its order. Raises HandoutsError as soon as it meets one."""
    order = press.order
    jobs = tuple(each for each in plan if isinstance(each, Job))
    results = work(jobs, press, number(len(jobs), order.workers), order.limit)
    with contextlib.closing(results):
        for each in plan:
            yield each if isinstance(each, Done) else _settled(each, next(results), order)


def _settled(job: Job, result: "Made | HandoutsError | Lost", order: Order) -> Done:
    """The one place where a file gets its name. Raises HandoutsError."""
    if isinstance(result, HandoutsError):
        raise result
    if isinstance(result, Lost):
        return _failed(job.row, (*job.warnings, _lost(job.place, result, order.limit)), job.visit)
    file = result.done.entry.file
    if order.out is not None and result.part is not None and file is not None:
        try:
            settle(result.part, order.out / file)
        except HandoutsError as wrong:
            if wrong.code is ExitCode.MACHINE:
                raise
            return _failed(job.row, (*job.warnings, *_told(wrong.problems, job.place)), job.visit)
    return result.done


def _plan(rows: tuple[Row, ...], known: Known, order: Order) -> Iterator[Done | Job]:
    """Row after row; one that says the same as an earlier one is made once."""
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        said = tuple((name, cell.text.strip()) for name, cell in row.cells.items())
        if said and said in seen:
            yield _repeated(row, seen[said])
        else:
            seen[said] = row.number
            yield from _row(row, known, order)


def _row(row: Row, known: Known, order: Order) -> Iterator[Done | Job]:
    if row.problems:
        yield _failed(row.number, row.problems)
        return
    visits, problems = read_row(row.cells, known, today=order.printed, place=row.place)
    if errors(problems) or not visits:
        yield _failed(row.number, problems)
        return
    for visit in visits:
        yield Job(row.number, row.place, visit, problems)


@dataclass(frozen=True, slots=True)
class Press:
    """Makes one job after the other. Pickled, it takes no words along: they are read anew."""

    maker: Maker
    order: Order
    parts: Path | None
    """Where files wait for their names; None writes nothing."""

    def __reduce__(self) -> tuple[Any, ...]:
        maker = self.maker
        recipe = type(maker), maker.shelves, maker.settings, self.order, self.parts
        return _press, recipe

    def __call__(self, job: Job) -> Made | HandoutsError:
        """What came of a job; the error when the machine cannot go on, as a value."""
        try:
            return self._made(job)
        except HandoutsError as wrong:
            if wrong.code is ExitCode.MACHINE and not isinstance(wrong, FontMissing):
                return wrong
            problems = (*job.warnings, *_told(wrong.problems, job.place))
        except Exception as wrong:  # a fault of ours costs this row and no other
            fault = Problem(
                job.place,
                "fault",
                f"handouts itself has a fault here ({type(wrong).__name__}).",
                "Please report what you did; leave out anything about patients.",
            )
            problems = (*job.warnings, fault)
        return Made(_failed(job.row, problems, job.visit))

    def _made(self, job: Job) -> Made:
        visit = job.visit
        handout = self.maker.compose(visit, printed=self.order.printed)
        if handout.form.draft and not self.order.draft:
            refused = unsigned(job.place, handout.draft_reasons)
            return Made(_failed(job.row, (*job.warnings, refused), visit))
        pdf = self.maker.pdf(handout)
        copy = f"-{visit.language}" if visit.bilingual else ""
        entry = Entry(
            row=job.row,
            outcome=Outcome.MADE,
            treatment=visit.treatment,
            language=visit.language,
            file=f"{job.row:04d}-{visit.treatment}{copy}-{handout.check_code}.pdf",
            sha256=hashlib.sha256(pdf).hexdigest(),
            version=handout.form.version,
            check_code=handout.check_code,
        )
        part = stage(self.parts, pdf) if self.parts is not None else None
        return Made(Done(entry, job.warnings), part)


def _press(
    maker: type[Maker], shelves: Shelves, settings: Settings, order: Order, parts: Path | None
) -> Press:
    return Press(maker(shelves, settings), order, parts)


def unsigned(place: Place, reasons: tuple[str, ...]) -> Problem:
    """The problem of a handout that may not be given to patients yet."""
    return Problem(
        place,
        "draft",
        "This handout is a draft, and a draft is not for patients.",
        f"Why: {'; '.join(reasons)}. To print it with a DRAFT band on each page, add --draft.",
    )


def _told(problems: tuple[Problem, ...], place: Place) -> Iterator[Problem]:
    """Problems of the page at the row that it came from, those of other files after the row."""
    elsewhere = [problem for problem in problems if problem.place.file != "page"]
    if elsewhere:
        first = elsewhere[0]
        message = f"No handout is made of this row, because of {first.place}."
        yield Problem(place, first.rule, message, "That is told once more by itself.")
    for problem in problems:
        at_page = problem not in elsewhere
        yield replace(problem, place=place) if at_page else problem


def _repeated(row: Row, first: int) -> Done:
    problem = Problem(
        row.place,
        "duplicate",
        f"This row says the same as row {first}; it is made once.",
        severity=Severity.WARNING,
    )
    return Done(Entry(row.number, Outcome.SKIPPED, (problem.rule,)), (problem,))


def _lost(place: Place, lost: Lost, limit: float) -> Problem:
    """The problem of a handout that took its process with it, or did not come to an end."""
    if lost is Lost.SLOW:
        message = f"This handout took longer than {limit:g} seconds, and was given up."
    else:
        message = "The process that made this handout ended without a word, twice."
    hint = "Please report what you did; leave out anything about patients."
    return Problem(place, str(lost), message, hint)


def _failed(row: int, problems: tuple[Problem, ...], visit: Visit | None = None) -> Done:
    rules = tuple(dict.fromkeys(problem.rule for problem in errors(problems)))
    treatment = visit.treatment if visit else None
    return Done(Entry(row, Outcome.FAILED, rules, treatment), problems)
