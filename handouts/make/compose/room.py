"""A visit and its form's labels in, the room that the head, the foot and fixed cells need out.

Widths are estimated from the letters, in em of the type they are set in, and rather too much: a
cell that was laid out by its own text would move with each patient.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil

from handouts.make.compose.fields import panel
from handouts.make.words.times import birth_date, clock, day_and_clock, moment
from handouts.make.words.widths import BESIDE_WIDE, BOLD, ems, wide
from handouts.model.handout import Room
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Visit
from handouts.model.wording import Wording

_TEXT_WIDTH = {Paper.LETTER: 172.9, Paper.A4: 167.0}
"""Millimetres between the margins."""
_EDGE_TYPE = {Edition.LARGE_PRINT: 16.0}
"""The type of head and foot in points, `--size-edge` of the stylesheets; 12 in other editions."""
_TYPE = {Edition.LARGE_PRINT: 18.0, Edition.EASY_READ: 16.0}
_TYPE_OF_MOST, _LEAD, _SMALL = 14.0, 16.0, 12.0
"""`--size` in points, and `--size`, `--size-lead` and `--size-small` of the other editions."""
MM_PER_POINT = 25.4 / 72
_EDGE, _BAND, _BELOW_HEAD, _ABOVE_FOOT = 8.0, 5.0, 3.5, 5.3
"""Millimetres: to the paper's edge, of the draft's frame, and of air beside the text."""
_HEAD_LEADING, _FOOT_LEADING = 1.2, 1.3
_GAP, _RECORD, _BOX = 0.95, 5.7, 2.5
"""In em: between two cells, for a record number of the usual length, for a box to tick."""
_NAME = 4.5
"""In em: a place for names has room for a short one, whoever comes."""
_CLINICIAN, _ROOM, _CODE, _BESIDE = 13.9, 6.5, 5.2, 0.5
"""In em: for names of 28 and of 12 bold letters, for a check code, and between a label and what
stands beside it."""
_FIRST_COLUMN, _LAST_COLUMN, _PANEL_GAP = 0.43, 0.27, 2.0
"""What the first and the last column of the visit panel have of the line, and millimetres between
two of them; where names are wide or dates are long, they have more."""
_HAIR = 0.05
"""In em: what a date leaves empty at the least."""
_DATES = 1.02
"""The estimate of a date is so much too wide that it covers bold letters but for this."""
_HALF_BOLD = 1.04
"""How much wider the letters of a table are in high contrast."""
_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6)
"""What the first of two fields may have of their row, the best first."""
_NUMBER, _DRIVER, _SIGN_AND_RULE, _CELL = 26.0, 40.0, 78.0, 4.0
"""Millimetres: the number of a planned day and who drives home, what stands beside a time to keep,
and what a cell of a table needs around its text."""
_TIGHT = 1.04
"""Lines break at words, so a text needs a little more than its length."""


NO_ROOM = Room(
    wide=False, tight=False, head="", foot="", born_tag="", born="", record_tag="", record="",
    page="", page_above=False, printed="", check="", answers="", first="", cells=(), stacked=False,
    series="",
)  # fmt: skip
"""Of pages that are not divided yet."""


def room(visit: Visit, wording: Wording, language: str, paper: Paper, foot: str) -> Room:
    """How the edges of each page are divided; a long name or number takes a row for the name alone.

    `foot` is the first line at the foot of each page.
    """
    line = edge_type(visit.edition) * MM_PER_POINT
    width, linear = fits(paper, edge_type(visit.edition)), visit.edition.linear
    widest = _widest(language)
    columns = _columns(wording, widest, paper)
    head = _head(visit, wording, widest)
    name = ems(visit.patient.name, among_wide=wide(wording.label_patient)) * BOLD
    alone = max(name, _NAME) > width - head.beside or head.long_number
    if not linear:
        share = columns.first if visit.patient.record else 1 - columns.last
        alone |= name > fits(paper, _LEAD, share, _PANEL_GAP)
    above = alone and head.beside > width
    head_lines = _lines(ems(wording.draft) * BOLD, width - 2) + 1
    head_lines += _lines(name, width - (head.page + _GAP if above else 0)) if alone else 0
    join = _joined if linear else max  # the label stands beside, or above
    printed = join(ems(wording.printed), head.born) + _GAP
    check = join(ems(wording.check_code), _CODE) + _GAP
    rest = width if linear else width - printed - check
    version = f"{wording.version} 00000000 · {max(wording.reviewed, wording.not_reviewed, key=ems)}"
    foot_lines = _lines(ems(foot), rest) + _lines(ems(version), rest) + linear
    across = columns.cells(panel(visit.kind, wide=alone))
    return Room(
        wide=alone,
        tight=visit.bilingual is not None or (alone and not (linear and name < width)),
        head=_mm(_EDGE + _BAND + head_lines * line * _HEAD_LEADING + _BELOW_HEAD),
        foot=_mm(_EDGE + _ABOVE_FOOT + max(foot_lines, 2) * line * _FOOT_LEADING - 1.8),
        born_tag=_em(head.born_tag),
        born=_em(head.born + _GAP),
        record_tag=_em(head.record_tag),
        record="auto" if alone else _em(head.record + _GAP),
        page=_em(head.page + _GAP / 2),
        page_above=above,
        printed=_em(printed),
        check=_em(check),
        answers=_em(sum(map(ems, (wording.yes, wording.no, wording.not_sure))) + 3 * _BOX + _GAP),
        first=_percent(min(columns.first, _FIRST_COLUMN)),
        cells=_read_down(visit, wording, widest, paper) if linear else across,
        stacked=linear or _stacked(widest, paper),
        series=_mm(widest.planned * _HALF_BOLD * _TYPE_OF_MOST * MM_PER_POINT),
    )


@dataclass(frozen=True, slots=True)
class _Widest:
    """The widest dates and times of a language, in em."""

    born: float
    clock: float
    moment: float
    planned: float


@cache
def _widest(language: str) -> _Widest:
    """Among every weekday in every month with a day of two digits, and every half hour."""
    dates = [dt.date(2026, month, number) for month in range(1, 13) for number in range(22, 29)]
    times = [dt.time(hour, minute) for hour in range(24) for minute in (0, 30)]
    late = max(times, key=lambda time: ems(clock(time, language)))
    return _Widest(
        born=max(ems(birth_date(date, language)) for date in dates),
        clock=ems(clock(late, language)),
        moment=max(ems(moment(dt.datetime.combine(date, late), language)) for date in dates),
        planned=max(ems(day_and_clock(date, late, language)) for date in dates),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands in the head of a page beside or below the name, in em."""

    born_tag: float
    born: float
    record_tag: float
    record: float
    page: float
    beside: float
    """All of it with the gaps between."""
    long_number: bool
    """The record number is longer than usual."""


def _head(visit: Visit, wording: Wording, widest: _Widest) -> _Head:
    bold = BOLD if visit.edition is Edition.HIGH_CONTRAST else 1.0
    number = visit.patient.record or ""
    born_tag, record_tag = ems(wording.born) + _BESIDE, ems(wording.record) + _BESIDE
    born, record = widest.born * bold + _HAIR, _RECORD * _beside(wording)
    page = ems(f"{wording.page} 88 {wording.of} 88") * BOLD
    return _Head(
        born_tag,
        born,
        record_tag,
        record,
        page,
        beside=born_tag + born + page + 2 * _GAP + (record_tag + record + _GAP if number else 0),
        long_number=ems(number, among_wide=wide(wording.label_record)) > record,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The shares of the line that the first and the last of three columns have."""

    first: float
    last: float

    def cells(self, rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
        """The width of each cell: dates and times that end a row stand below each other."""
        return tuple((name, width) for row in rows for name, width in self._row(row))

    def _row(self, row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        at_end = row[-1] in {"born", "time", "ends"}
        widths = {
            1: [1.0],
            2: [1 - self.last, self.last] if at_end else [self.first, 1 - self.first],
            3: [self.first, 1 - self.first - self.last, self.last],
        }[len(row)]
        return zip(row, map(_percent, widths), strict=True)


def _columns(wording: Wording, widest: _Widest, paper: Paper) -> _Columns:
    """Three columns in which each date, time and name of the usual length has one line."""
    line = fits(paper, _TYPE_OF_MOST)
    gap, beside = _PANEL_GAP / _TEXT_WIDTH[paper], _beside(wording)
    label = max(ems(wording.label_record), ems(wording.label_room)) * _SMALL / _TYPE_OF_MOST
    middle = max(label, _RECORD * BOLD * beside, _ROOM * beside) / line + gap
    last = max(_LAST_COLUMN, max(widest.born, widest.clock) * _DATES / line)
    return _Columns(
        min(max(_FIRST_COLUMN, _CLINICIAN * beside / line + gap), 1 - last - middle), last
    )


def _beside(wording: Wording) -> float:
    """How much wider Latin letters are on a page of this language."""
    return BESIDE_WIDE if wide(wording.label_patient) else 1.0


def _read_down(
    visit: Visit, wording: Wording, widest: _Widest, paper: Paper
) -> tuple[tuple[str, str], ...]:
    """The width of each cell where a label stands beside its field: two share a row if both fit."""
    line, beside = fits(paper, type_of(visit.edition)), _beside(wording)
    gap = _PANEL_GAP / _TEXT_WIDTH[paper] * line
    values = {"time": widest.clock * BOLD, "ends": widest.clock * BOLD,
              "room": _ROOM * beside, "record": _RECORD * BOLD * beside}  # fmt: skip
    cells: list[tuple[str, str]] = []
    for row in panel(visit.kind, wide=False):
        shares = [1.0]
        if len(row) > 1:
            first, second = (
                ems(getattr(wording, f"label_{name}")) + gap + values[name] for name in row
            )
            least, most = (first + gap) / line, 1 - second / line
            fair = next((share for share in _SHARES if least <= share <= most), least)
            share = fair if least <= most else 1.0
            shares = [share, (1 - share) or 1.0]
        cells += zip(row, map(_percent, shares), strict=True)
    return tuple(cells)


def _stacked(widest: _Widest, paper: Paper) -> bool:
    """Whether dates are too long for a column beside others."""
    line = _TEXT_WIDTH[paper]
    em = _TYPE_OF_MOST * MM_PER_POINT
    planned = _NUMBER + widest.planned * _HALF_BOLD * em + _CELL + _DRIVER
    return max(planned, _SIGN_AND_RULE + widest.moment * BOLD * em) > line


def type_of(edition: Edition) -> float:
    """The type of the text, in points."""
    return _TYPE.get(edition, _TYPE_OF_MOST)


def edge_type(edition: Edition) -> float:
    """The type of the head and the foot of a page, in points."""
    return _EDGE_TYPE.get(edition, 12.0)


def fits(paper: Paper, points: float, share: float = 1.0, air: float = 0.0) -> float:
    """How many em of a type go into a share of the line, less `air` in millimetres."""
    return (_TEXT_WIDTH[paper] * share - air) / (points * MM_PER_POINT)


def within(lines: int, width: float) -> float:
    """How many em of text go into so many lines of a width."""
    return lines * width / _TIGHT


def _joined(label: float, text: float) -> float:
    return label + _BESIDE + text


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _lines(ems_wide: float, width: float) -> int:
    return 1 if ems_wide <= width else ceil(ems_wide * _TIGHT / width)


def _em(wide: float) -> str:
    return f"{wide:.2f}em"


def _mm(long: float) -> str:
    return f"{long:.1f}mm"
