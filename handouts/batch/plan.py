"""The rows of a schedule in, what is to be made of each out, or why nothing is."""

from collections.abc import Iterator

from handouts.batch.job import Done, Job, Order, failed
from handouts.batch.manifest import Entry, Outcome
from handouts.problems import Problem, Severity, errors
from handouts.read.columns import Known
from handouts.read.row import read_row
from handouts.read.schedule.rows import Row, in_sheet


def plan(rows: tuple[Row, ...], known: Known, order: Order) -> Iterator[Done | Job]:
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
    if row.skip is not None:
        yield skipped(row.number, in_sheet(row.skip, row.sheet))
        return
    if row.problems and not row.cells:
        yield failed(row.number, row.problems)
        return
    visits, problems = read_row(row.cells, known, today=order.printed, place=row.place)
    told = {problem.place for problem in row.problems}
    problems = (*row.problems, *(each for each in problems if each.place not in told))
    found = tuple(in_sheet(problem, row.sheet) for problem in problems)
    if errors(found) or not visits:
        yield failed(row.number, found)
        return
    for visit in visits:
        yield Job(row.number, row.place, visit, found, row.appointment)


def skipped(row: int, *why: Problem) -> Done:
    """A row of which no handout is made, and that is right so."""
    rules = tuple(dict.fromkeys(problem.rule for problem in why))
    return Done(Entry(row, Outcome.SKIPPED, rules), why)


def _repeated(row: Row, first: int) -> Done:
    problem = Problem(
        row.place,
        "duplicate",
        f"This row says the same as row {first}; it is made once.",
        severity=Severity.WARNING,
    )
    return skipped(row.number, problem)
