"""The rows of a schedule in, what is to be made of each out, or why nothing is."""

from collections.abc import Iterator

from handouts.batch.job import Done, Job, Order, failed
from handouts.batch.manifest import Entry, Outcome
from handouts.problems import Problem, Severity, errors
from handouts.read.columns import Known
from handouts.read.row import read_row
from handouts.read.schedule.rows import Row


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
    if row.problems:
        yield failed(row.number, row.problems)
        return
    visits, problems = read_row(row.cells, known, today=order.printed, place=row.place)
    if errors(problems) or not visits:
        yield failed(row.number, problems)
        return
    for visit in visits:
        yield Job(row.number, row.place, visit, problems)


def _repeated(row: Row, first: int) -> Done:
    problem = Problem(
        row.place,
        "duplicate",
        f"This row says the same as row {first}; it is made once.",
        severity=Severity.WARNING,
    )
    return Done(Entry(row.number, Outcome.SKIPPED, (problem.rule,)), (problem,))
