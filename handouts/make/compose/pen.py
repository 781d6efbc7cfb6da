"""A blank and its form's labels in, the room that a pen needs on its pages out.

Whoever writes at a counter writes larger than print: each line is as long and each row as high as a
hand needs, whatever stands on it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from math import floor

from handouts.make.compose.fields import panel
from handouts.make.compose.room import MM_PER_POINT, edge_type, fits, room, type_of
from handouts.make.words.widths import BOLD, ems
from handouts.model.handout import Room
from handouts.model.settings import Paper
from handouts.model.visit import Blank, Edition, Patient, Visit
from handouts.model.wording import Wording
from handouts.press.proof.expected import Pen

HIGH = {Edition.LARGE_PRINT: 11.0, Edition.EASY_READ: 10.0}
"""Millimetres of a row to write in, `--pen` of the stylesheets; 9 in other editions."""
LONG = {
    "patient": 60.0, "clinician": 50.0, "born": 36.0, "date": 36.0, "moment": 50.0, "record": 30.0,
    "time": 30.0, "ends": 30.0, "room": 25.0,
}  # fmt: skip
"""Millimetres: the least line for each text; a moment is a day with its time."""
_GAP, _BETWEEN, _BESIDE = 6.0, 2.5, 2.0
"""Millimetres: between a line and what follows it in the head of a page and in the visit panel, and
between a label and its line.
"""
_TEXT_LEADING = 1.2
_SLACK = 1.0
"""Millimetres: what letters with deep tails, a line's thickness and rounding take away."""


def room_for_a_pen(blank: Blank, wording: Wording, language: str, paper: Paper, foot: str) -> Room:
    """How the edges of each page and the visit panel are divided.

    `foot` is the first line at the foot of each page.
    """
    plain = room(_nobody(blank), wording, language, paper, foot)
    edge = edge_type(blank.edition)
    em = edge * MM_PER_POINT
    line = fits(paper, edge) * em
    page = ems(f"{wording.page} 88 {wording.of} 88") * BOLD * em + _GAP
    born = ems(wording.born) * BOLD * em + _BESIDE + LONG["born"] + _GAP
    name = ems(wording.label_patient) * BOLD * em + _BESIDE + LONG["patient"] + _GAP
    above = name + born + page > line
    rows = 2 if above else 1
    more = rows * high(blank.edition) - em * _TEXT_LEADING
    return replace(
        plain,
        tight=True,
        head=f"calc({plain.head} + {more:.1f}mm)",
        born="100.0%" if above else f"{born:.1f}mm",
        page_above=above,
        cells=tuple(_packed(blank, wording, paper)) if blank.edition.linear else plain.cells,
    )


def high(edition: Edition) -> float:
    """Millimetres of a row to write in."""
    return HIGH.get(edition, 9.0)


def line_for(name: str, edition: Edition) -> Pen:
    """The least line that a proof lets pass for a text that is written by hand."""
    return Pen((LONG[name] - _SLACK) / MM_PER_POINT, (high(edition) - _SLACK) / MM_PER_POINT)


def _nobody(blank: Blank) -> Visit:
    """A visit of the same kind by a person with the shortest of names."""
    day = dt.date(2026, 12, 1)
    return Visit(
        Patient("", day, record="0"),
        blank.treatment,
        day,
        dt.time(9),
        ends=dt.datetime.combine(day, dt.time(10)),
        clinician="-",
        room="-",
        language=blank.language,
        bilingual=blank.bilingual,
        edition=blank.edition,
    )


def _packed(blank: Blank, wording: Wording, paper: Paper) -> Iterator[tuple[str, str]]:
    """The width of each cell where a label stands beside its line: as many share a row as fit."""
    points = type_of(blank.edition)
    whole = fits(paper, points) * points * MM_PER_POINT
    rows: list[dict[str, float]] = [{}]
    for name in (name for row in panel(blank.kind, wide=False) for name in row):
        label = ems(getattr(wording, f"label_{name}")) * points * MM_PER_POINT
        needed = label + _BESIDE + LONG[name] + _BETWEEN
        if sum(rows[-1].values()) + needed > whole:
            rows.append({})
        rows[-1][name] = needed
    for row in filter(None, rows):
        more = (whole - sum(row.values())) / len(row)
        yield from (
            (name, f"{floor(1000 * (long + more) / whole) / 10}%") for name, long in row.items()
        )
