"""One row of a schedule for tests: an invented patient, and the clinic that it is read for."""

import datetime as dt

from handouts.model.settings import DateOrder, Settings
from handouts.model.visit import Visit
from handouts.problems import Place, Problem
from handouts.read.columns import Cell, Known
from handouts.read.row import read_row

TODAY = dt.date(2026, 11, 22)

GOOD = {
    "patient": "Maria Example",
    "born": "1958-03-04",
    "treatment": "ketamine-infusion",
    "date": "2026-12-01",
    "time": "8:30 am",
}


def clinic(
    *,
    timezone: str = "America/New_York",
    date_order: DateOrder | None = None,
    treatments: tuple[str, ...] = ("exercise", "ketamine-infusion", "sleep"),
    sites: tuple[str, ...] = ("main", "river-house"),
    languages: tuple[str, ...] = ("en", "es"),
) -> Known:
    """What the small clinic of these tests knows."""
    return Known(
        treatments=treatments,
        sites=sites,
        risks=("diabetes", "hypertension", "sleep-apnea"),
        languages=languages,
        settings=Settings(timezone=timezone, date_order=date_order),
    )


def read(
    changed: dict[str, str] | None = None, known: Known | None = None
) -> tuple[tuple[Visit, ...], tuple[Problem, ...]]:
    """The good row with some columns changed, read as line 7; each column is one place on."""
    columns = {**GOOD, **(changed or {})}
    cells = {
        name: Cell(text, Place("day.csv", 7, position))
        for position, (name, text) in enumerate(columns.items(), 1)
    }
    return read_row(cells, known or clinic(), today=TODAY, place=Place("day.csv", 7, 1))


def one(changed: dict[str, str] | None = None, known: Known | None = None) -> Visit:
    """The only visit of a row without problems."""
    visits, problems = read(changed, known)
    assert problems == ()
    (visit,) = visits
    return visit
