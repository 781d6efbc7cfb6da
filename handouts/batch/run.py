"""Rows in, finished files out: yields what became of each handout, and goes on past a bad row."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch.manifest import Entry, Manifest, Outcome
from handouts.batch.outbox import put
from handouts.make.maker import Maker
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


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one handout, with the problems in words for the terminal."""

    entry: Entry
    problems: tuple[Problem, ...] = ()


def run(rows: tuple[Row, ...], maker: Maker, known: Known, order: Order) -> Iterator[Done]:
    """Make every row's handouts. Raises HandoutsError only when nothing more can be written."""
    if order.out is None:
        yield from _rows(rows, maker, known, order)
        return
    with Manifest(order.out) as manifest:
        for done in _rows(rows, maker, known, order):
            manifest.add(done.entry)
            yield done


def _rows(rows: tuple[Row, ...], maker: Maker, known: Known, order: Order) -> Iterator[Done]:
    """Row after row; one that says the same as an earlier one is made once."""
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        said = tuple((name, cell.text.strip()) for name, cell in row.cells.items())
        if said and said in seen:
            yield _repeated(row, seen[said])
        else:
            seen[said] = row.number
            yield from _row(row, maker, known, order)


def _row(row: Row, maker: Maker, known: Known, order: Order) -> Iterator[Done]:
    if row.problems:
        yield _failed(row, row.problems)
        return
    visits, problems = read_row(row.cells, known, today=order.printed, place=row.place)
    if errors(problems) or not visits:
        yield _failed(row, problems)
        return
    for visit in visits:
        yield _visit(row, visit, maker, order, problems)


def _visit(
    row: Row, visit: Visit, maker: Maker, order: Order, warnings: tuple[Problem, ...]
) -> Done:
    try:
        handout = maker.compose(visit, printed=order.printed)
        if handout.form.draft and not order.draft:
            return _failed(row, (*warnings, unsigned(row.place, handout.draft_reasons)), visit)
        pdf = maker.pdf(handout)
        copy = f"-{visit.language}" if visit.bilingual else ""
        name = f"{row.number:04d}-{visit.treatment}{copy}-{handout.check_code}.pdf"
        if order.out is not None:
            put(order.out / name, pdf)
    except HandoutsError as wrong:
        if wrong.code is ExitCode.MACHINE and not isinstance(wrong, FontMissing):
            raise
        return _failed(row, (*warnings, *_told(wrong.problems, row.place)), visit)
    except Exception as wrong:  # a fault of ours costs this row and no other
        fault = Problem(
            row.place,
            "fault",
            f"handouts itself has a fault here ({type(wrong).__name__}).",
            "Please report what you did; leave out anything about patients.",
        )
        return _failed(row, (*warnings, fault), visit)
    entry = Entry(
        row=row.number,
        outcome=Outcome.MADE,
        treatment=visit.treatment,
        language=visit.language,
        file=name,
        sha256=hashlib.sha256(pdf).hexdigest(),
        version=handout.form.version,
        check_code=handout.check_code,
    )
    return Done(entry, warnings)


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


def _failed(row: Row, problems: tuple[Problem, ...], visit: Visit | None = None) -> Done:
    rules = tuple(dict.fromkeys(problem.rule for problem in errors(problems)))
    treatment = visit.treatment if visit else None
    return Done(Entry(row.number, Outcome.FAILED, rules, treatment), problems)


@dataclass(frozen=True, slots=True)
class Count:
    """How the rows ended; the three add up to the rows that came in."""

    rows: int
    made: int
    skipped: int
    failed: int
    handouts: int

    @classmethod
    def of(cls, entries: list[Entry], rows: int) -> "Count":
        """A row is made when all its handouts are."""
        outcomes: dict[int, set[Outcome]] = {}
        for entry in entries:
            outcomes.setdefault(entry.row, set()).add(entry.outcome)
        ended = list(outcomes.values())
        return cls(
            rows=rows,
            made=ended.count({Outcome.MADE}),
            skipped=ended.count({Outcome.SKIPPED}),
            failed=sum(Outcome.FAILED in outcome for outcome in ended),
            handouts=sum(entry.outcome is Outcome.MADE for entry in entries),
        )

    @property
    def adds_up(self) -> bool:
        """Every row that came in is accounted for."""
        return self.rows == self.made + self.skipped + self.failed

    @property
    def exit_code(self) -> ExitCode:
        """What the batch as a whole tells the shell."""
        if self.adds_up and not self.failed:
            return ExitCode.OK
        return ExitCode.PARTLY if self.handouts else ExitCode.PROBLEMS
