"""What is chosen for somebody who has no name here in, blank handouts out: lines to write on."""

import datetime as dt
from collections.abc import Mapping

from handouts.model.visit import Blank, Visit
from handouts.problems import Place, Problem
from handouts.read.columns import Cell, Known
from handouts.read.row import read_row

BY_HAND = frozenset(
    {"patient", "born", "record", "date", "time", "ends", "clinician", "room", "series", "note"}
)
"""Columns of which a blank handout has a line in place of words."""


def read_blanks(
    cells: Mapping[str, Cell], known: Known, *, today: dt.date, place: Place
) -> tuple[tuple[Blank, ...], tuple[Problem, ...]]:
    """The blank handouts of what is chosen, by the rules of any row.

    A row must name a person and a time. Some are put there to ask for the rest, and go no further.
    """
    day = today.isoformat()
    stand_in = {"patient": "Nobody", "born": "2000-01-01", "date": day, "time": "12:00"}
    chosen = {name: cell for name, cell in cells.items() if name not in BY_HAND}
    asked = {name: Cell(text, place) for name, text in stand_in.items()}
    visits, problems = read_row({**chosen, **asked}, known, today=today, place=place)
    return tuple(_blank(each) for each in visits), problems


def _blank(visit: Visit) -> Blank:
    return Blank(
        treatment=visit.treatment, site=visit.site, language=visit.language,
        bilingual=visit.bilingual, edition=visit.edition, visit_type=visit.visit_type,
        dose_band=visit.dose_band, risks=visit.risks,
    )  # fmt: skip
