"""Every treatment, language, edition and paper in, a choice of handouts in which each pair occurs out.

What is made is kept: each PDF of the choice is made once, however many tests ask for it.
"""  # noqa: E501  # the opening sentence says what flows

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from itertools import combinations, cycle
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import Shelves
from handouts.make.maker import Made, Maker
from handouts.make.page.page import Pages
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient, Visit, VisitType
from handouts.read.content import read_settings
from tests.flow import PageFlow, watched
from tests.layout import Sheet, sheets
from tests.visits import MARIA, PRINTED, full_visit

KETAMINE = "ketamine-infusion"
ON_THE_WEB = Path(__file__).parent / "clinic-on-the-web"
"""A clinic of which all is known, also its web page: its handouts end with a square to scan."""

LONGEST_NAME = (
    "María de los Ángeles Guadalupe Bernardina del Santísimo Sacramento "
    "Fernández-Villaseñor Etxeberria de la Santísima Cruz"
)
"""Names in registers reach about 120 letters: all given names, both families, a husband's."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One handout of the matrix."""

    treatment: str
    language: str
    edition: Edition
    paper: Paper
    case: str = "everything-known"
    """What is special about its visit; see `_CASES`."""

    def __str__(self) -> str:
        case = () if self.case == "everything-known" else (self.case,)
        return "-".join((self.treatment, self.language, self.edition, self.paper, *case))


@dataclass(frozen=True, slots=True)
class _Case:
    """What a special visit changes, and whether the clinic on the web gives it out."""

    changes: dict[str, Any]
    web: bool = False


_LONG = Patient(LONGEST_NAME, MARIA.born, "HN-2026-000101-7")
_CASES = {
    "everything-known": _Case({}),
    "longest-name": _Case({"patient": _LONG, "note": "Please bring your pain diary. " * 10}),
    "longest-name-on-the-web": _Case({"patient": _LONG}, web=True),
    "no-record": _Case({"patient": Patient(MARIA.name, MARIA.born), "ends": None, "series": ()}),
    "consult": _Case({"visit_type": VisitType.CONSULT}),
    "follow-up": _Case({"visit_type": VisitType.FOLLOW_UP}),
    "last": _Case({"visit_type": VisitType.LAST}),
    "on-the-web": _Case({}, web=True),
    "patient-copy": _Case({"visit_type": VisitType.FOLLOW_UP, "bilingual": "en"}, web=True),
    "team-copy": _Case({"visit_type": VisitType.FOLLOW_UP, "bilingual": "es"}, web=True),
}
_EXTREMES = (
    Cell(KETAMINE, "en", Edition.STANDARD, Paper.LETTER, "longest-name"),
    Cell(KETAMINE, "en", Edition.STANDARD, Paper.A4, "no-record"),
    Cell(KETAMINE, "en", Edition.STANDARD, Paper.A4, "consult"),
    Cell(KETAMINE, "en", Edition.STANDARD, Paper.LETTER, "last"),
    Cell(KETAMINE, "es", Edition.STANDARD, Paper.LETTER, "patient-copy"),
    Cell(KETAMINE, "en", Edition.STANDARD, Paper.LETTER, "team-copy"),
    Cell(KETAMINE, "vi", Edition.STANDARD, Paper.A4, "patient-copy"),
    Cell(KETAMINE, "es", Edition.HIGH_CONTRAST, Paper.A4, "longest-name-on-the-web"),
    Cell(KETAMINE, "vi", Edition.LARGE_PRINT, Paper.LETTER, "longest-name-on-the-web"),
    Cell(KETAMINE, "ar", Edition.STANDARD, Paper.A4, "follow-up"),
    Cell(KETAMINE, "zh", Edition.STANDARD, Paper.A4, "on-the-web"),
    Cell(KETAMINE, "en", Edition.EASY_READ, Paper.A4, "longest-name-on-the-web"),
    Cell("sleep", "es", Edition.STANDARD, Paper.LETTER, "longest-name-on-the-web"),
)
"""Visits that strain a page: the longest words, the least and the most that can be known."""


def existing() -> tuple[Cell, ...]:
    """All cells for which there are words."""
    return tuple(_existing(Shelves()))


def _existing(shelves: Shelves) -> Iterator[Cell]:
    for language in shelves.languages():
        for edition in shelves.editions(language):
            words = f"{language}/{edition}" if edition.own_words else language
            for treatment in shelves.folder(f"content/{words}/treatments", ".yaml"):
                for paper in Paper:
                    yield Cell(treatment, language, edition, paper)


def pairs(cell: Cell) -> frozenset[tuple[str, str]]:
    """Every two of its four values; no value occurs in two dimensions."""
    values = (cell.treatment, cell.language, cell.edition, cell.paper)
    return frozenset(combinations(map(str, values), 2))


@cache
def chosen() -> tuple[Cell, ...]:
    """Ketamine in each language and edition, what other pairs need, and the extremes."""
    cells = existing()
    papers = cycle(Paper)
    forms = dict.fromkeys((c.language, c.edition) for c in cells if c.treatment == KETAMINE)
    choice = [Cell(KETAMINE, *form, next(papers)) for form in forms]
    choice.extend(_covering(cells, choice))
    return (*choice, *_EXTREMES)


def _covering(cells: Iterable[Cell], choice: Iterable[Cell]) -> Iterator[Cell]:
    """The cells that bring the most new pairs, one after the other, until there are none left."""
    missing = {pair for cell in cells for pair in pairs(cell)}
    missing -= {pair for cell in choice for pair in pairs(cell)}
    while missing:
        best = max(cells, key=lambda cell: len(pairs(cell) & missing))
        missing -= pairs(best)
        yield best


def marked(cells: Iterable[Cell]) -> list[Any]:
    """Cells as a test's parameters: letters that come from the system need a machine with them."""
    noto = {"ar", "zh"}
    return [
        pytest.param(cell, id=str(cell), marks=pytest.mark.noto if cell.language in noto else ())
        for cell in cells
    ]


def visit_of(cell: Cell) -> Visit:
    """The visit whose handout stands in this cell."""
    known = {"language": cell.language, "edition": cell.edition}
    return full_visit(cell.treatment, **(known | _CASES[cell.case].changes))


@cache
def maker(paper: Paper, *, web: bool = False) -> Maker:
    """What makes the handouts of one clinic with one paper in its printer."""
    shelves = Shelves(ON_THE_WEB if web else None)
    return Maker(shelves, dataclasses.replace(read_settings(shelves), paper=paper))


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished handout, and what stands on its paper."""

    made: Made = field(repr=False)
    words: str = field(repr=False)
    """All that the body of its page says."""
    fields: frozenset[str]
    """The personal words in it, by name."""
    flow: tuple[PageFlow, ...] = field(repr=False)
    """How its pages were laid out."""
    sheets: tuple[Sheet, ...] = field(repr=False)
    """What its file says, page for page."""


@cache
def printed(cell: Cell) -> Printed:
    """The handout of a cell."""
    return print_out(maker(cell.paper, web=_CASES[cell.case].web), visit_of(cell))


def print_out(its_maker: Maker, visit: Visit) -> Printed:
    """One visit's handout, with all that its paper tells."""
    with watched() as flow:
        made = its_maker.make(visit, printed=PRINTED)
    html = Pages(its_maker.shelves).html(made.handout)
    main = html[html.index("<main>") : html.index("</main>")]
    words = unescape(re.sub("<svg.*?</svg>|<[^>]*>", " ", main, flags=re.DOTALL))
    fields = frozenset(re.findall('data-field="([a-z0-9_]+)"', main))
    return Printed(made, words, fields, tuple(flow), sheets(made.pdf))
