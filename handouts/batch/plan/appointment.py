"""A row of a schedule in, the visits that it means out, or why it means none."""

import datetime as dt
from dataclasses import dataclass

from handouts.batch.job import Order
from handouts.model.visit import Patient, Visit
from handouts.problems import Problem, Severity, errors
from handouts.read.columns import Known
from handouts.read.row import read_day, read_patient, read_row
from handouts.read.schedule.rows import Row, in_sheet


@dataclass(frozen=True, slots=True)
class Appointment:
    """One row as it was read."""

    row: Row
    visits: tuple[Visit, ...]
    """What is to be made of it; none when it is skipped or wrong."""
    problems: tuple[Problem, ...]
    skip: Problem | None
    patient: Patient | None
    """Who comes, as far as that can be read, even when nothing is made."""
    day: dt.date | None

    @property
    def failed(self) -> bool:
        """Nothing can be made of it."""
        return self.skip is None and not self.visits


def read_appointment(row: Row, known: Known, order: Order) -> Appointment:
    """The row with all that is wrong in it. A row of another day than the wanted one is skipped."""
    day = read_day(row.cells, known)
    skip = row.skip
    if skip is None and day is not None and order.day is not None and day != order.day:
        message = f"This row is of another day than {order.day}."
        skip = Problem(row.place, "other-day", message, severity=Severity.HINT)
    visits: tuple[Visit, ...] = ()
    problems = row.problems
    if skip is None and row.cells:
        visits, found = read_row(row.cells, known, today=order.printed, place=row.place)
        problems = (*problems, *(each for each in found if not _told(each, row)))
    if errors(problems):
        visits = ()
    return Appointment(
        row=row,
        visits=visits,
        problems=tuple(in_sheet(problem, row.sheet) for problem in problems),
        skip=in_sheet(skip, row.sheet) if skip else None,
        patient=visits[0].patient if visits else read_patient(row.cells, known, order.printed),
        day=day,
    )


def _told(problem: Problem, row: Row) -> bool:
    """Whether the reader of the file told it already, of a cell that it then left empty."""
    here = [each.rule for each in row.problems if each.place == problem.place]
    cells = [cell for cell in row.cells.values() if cell.place == problem.place]
    return problem.rule in here or (bool(here) and len(cells) == 1)
