"""One row of plain text in, blanks out: no column is read that is one person's."""

from collections.abc import Mapping

from handouts.model.visit import Blank
from handouts.problems import Place, Problem, errors
from handouts.read.columns import Cell, Known
from handouts.read.reading import Reading


def read_blanks(
    cells: Mapping[str, Cell], known: Known, *, place: Place
) -> tuple[tuple[Blank, ...], tuple[Problem, ...]]:
    """One blank for each treatment, none when something is wrong; every problem of the row."""
    row = Reading(cells, known, place)
    blanks = _blanks(row)
    problems = tuple(row.problems)
    return (() if errors(problems) else blanks), problems


def _blanks(row: Reading) -> tuple[Blank, ...]:
    treatments, site = row.treatments(), row.one("site", row.known.sites)
    language, edition = row.language(), row.edition()
    copies = row.copies(language)
    visit_type, dose_band = row.visit_type(), row.dose_band()
    risks = row.ids("risks", row.known.risks)
    return tuple(
        Blank(
            treatment=treatment,
            site=site,
            language=this,
            bilingual=other,
            edition=edition,
            visit_type=visit_type,
            dose_band=dose_band,
            risks=risks,
        )
        for treatment in treatments
        for this, other in copies
    )
