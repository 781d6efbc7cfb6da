"""The rows of a schedule in, what is to be made of each out, or why nothing is."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from handouts.batch.job import Done, Job, Order, failed
from handouts.batch.manifest.account import Entry, Outcome
from handouts.batch.plan.appointment import read_appointment
from handouts.batch.plan.doubles import find_doubles
from handouts.batch.plan.lookalikes import find_lookalikes
from handouts.model.visit import Expected
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import Known
from handouts.read.row import read_day, read_expected
from handouts.read.schedule.rows import Row

MOST_DAYS = 10
"""So many days of a schedule are named in a message."""


def plan(rows: tuple[Row, ...], known: Known, order: Order) -> Iterator[Done | Job]:
    """Row after row, in the schedule's order; the treatments of a visit follow each other."""
    appointments = [read_appointment(row, known, order) for row in rows]
    doubles = find_doubles(appointments)
    alike = find_lookalikes(appointments)
    for position, each in enumerate(appointments):
        number, place = each.row.number, each.row.place
        repeated, faults = doubles.repeated.get(position), doubles.faults.get(position, ())
        visits = doubles.left.get(position, each.visits)
        if each.skip is not None:
            yield skipped(number, each.skip)
        elif each.failed or faults:
            yield failed(number, (*each.problems, *faults))
        elif repeated is not None and position not in doubles.left:
            yield skipped(number, repeated)
        else:
            told = (problem for problem in (repeated, alike.get(position)) if problem)
            warnings = (*each.problems, *told)
            for visit in visits:
                yield Job(number, place, visit, warnings, each.row.appointment)


def expected(rows: Sequence[Row], known: Known) -> dict[int, Expected]:
    """Who is expected when, by the rows' numbers, whatever becomes of the rows."""
    return {row.number: read_expected(row.cells or row.found, known) for row in rows}


def days(planned: Iterable[Done | Job]) -> tuple[dt.date, ...]:
    """The days of the visits that handouts are made for, from the first to the last."""
    return tuple(sorted({each.visit.date for each in planned if isinstance(each, Job)}))


def skipped(row: int, *why: Problem) -> Done:
    """A row of which no handout is made, and that is right so."""
    rules = tuple(dict.fromkeys(problem.rule for problem in why))
    return Done(Entry(row, Outcome.SKIPPED, rules), why)


def check_rows(rows: Sequence[Row], file: str) -> None:
    """A schedule without a row is an export that went wrong. Raises HandoutsError."""
    if not rows:
        message = "The schedule names its columns, and has no row."
        hint = "Look whether the right day, and the right file, was exported."
        raise HandoutsError(Problem(Place(file), "no-rows", message, hint))


def check_day(rows: Sequence[Row], known: Known, day: dt.date | None) -> None:
    """A day that no row has is a slip of the keyboard, or the wrong file. Raises HandoutsError."""
    found = days_of(rows, known)
    unread = any(read_day(row.cells, known) is None for row in rows)
    if day is None or day in found or unread or not found:
        return
    some = ", ".join(map(str, found[:MOST_DAYS])) + (" ..." if len(found) > MOST_DAYS else "")
    message = f"No row of the schedule is of {day}."
    raise HandoutsError(
        Problem(Place(rows[0].place.file), "no-such-day", message, f"It has: {some}.")
    )


def days_of(rows: Iterable[Row], known: Known) -> tuple[dt.date, ...]:
    """The days that the rows of a schedule are of, whatever becomes of these rows."""
    found = {read_day(row.cells, known) for row in rows}
    return tuple(sorted(each for each in found if each is not None))
