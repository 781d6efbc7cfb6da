"""A visit and its form's labels in, the room that the head, the foot and fixed cells need out.

Widths are estimated from the letters, in em of the type they are set in, and rather too much: a
cell that was laid out by its own text would move with each patient.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil

from handouts.make.fields import panel
from handouts.make.times import birth_date, clock, day, day_and_clock, moment
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
_MM_PER_POINT = 25.4 / 72
_EDGE, _BAND, _BELOW_HEAD, _ABOVE_FOOT = 8.0, 5.0, 3.5, 5.3
"""Millimetres: to the paper's edge, of the draft's frame, and of air beside the text."""
_HEAD_LEADING, _FOOT_LEADING = 1.2, 1.3
_GAP, _RECORD, _BOX = 0.95, 5.7, 2.5
"""In em: between two cells, for a record number of the usual length, for a box to tick."""
_ROOM, _CODE, _BESIDE = 6.5, 5.2, 0.5
"""In em: for a room's name of 12 bold letters, for a check code, and between a label and what
stands beside it."""
_FIRST_COLUMN, _LAST_COLUMN, _PANEL_GAP = 43.0, 27.0, 2.0
"""Percent of the line for the first and the last column of the visit panel, and millimetres
between two of them; a language of long dates takes more for the last one."""
_DATES = 1.02
"""The estimate of a date is so much too wide that it covers bold letters but for this."""
_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6)
"""What the first of two fields may have of their row, the best first."""
_NUMBER, _DRIVER, _SIGN_AND_RULE, _CELL = 26.0, 40.0, 78.0, 4.0
"""Millimetres: the number of a planned day and who drives home, what stands beside a time to keep,
and what a cell of a table needs around its text."""
BOLD = 1.06
"""How much wider bold letters are."""
_TIGHT = 1.04
"""Lines break at words, so a text needs a little more than its length."""


_WIDTHS = (
    (" \u00a0", 0.21),
    ("ijlI.,:;'’|·", 0.28),
    ("()/-rtf", 0.37),
    ("szcxvykJ0123456789", 0.5),
    ("mwMW@%æœÆŒ", 0.86),
)
"""Letters of Source Sans Pro by their width, in em; a test compares sums with the font itself."""

_JOINED = (("ابتثنيیئىلإأآپ", 0.35), ("فقهعغكکگ", 0.52), ("جحخچ", 0.64), ("طظ", 0.71),
           ("سش", 0.96), ("صض", 0.95))  # fmt: skip
_LAST = (("اإأآ،؛", 0.3), ("رز", 0.41), ("طظقيیئى", 0.81), ("لن", 0.73), ("جحخچ", 0.68),
         ("كکگ", 0.96), ("بتثفپ", 1.07), ("سش", 1.36), ("صض", 1.34))  # fmt: skip
"""Arabic letters that differ much from the others, within a word and at its end."""
_BESIDE_WIDE = 1.12
"""Fonts for Chinese, Japanese and Korean draw other letters so much wider than ours does."""


NO_ROOM = Room(
    wide=False, tight=False, head="", foot="", born_tag="", born="", record_tag="", record="",
    page="", printed="", check="", answers="",
)  # fmt: skip
"""Of pages that are not divided yet."""


def room(visit: Visit, wording: Wording, language: str, paper: Paper, foot: str) -> Room:
    """How the edges of each page are divided; a long name or number takes a row for the name alone.

    `foot` is the first line at the foot of each page.
    """
    line = edge_type(visit.edition) * _MM_PER_POINT
    width = fits(paper, edge_type(visit.edition))
    born_tag, record_tag = ems(wording.born), ems(wording.record)
    widest = _widest(language)
    date = widest.born
    page = ems(f"{wording.page} 88 {wording.of} 88") * BOLD
    record = visit.patient.record
    others = [born_tag, date, page, *([record_tag, _RECORD] if record else [])]
    name = ems(visit.patient.name) * BOLD
    linear, columns = visit.edition.linear, _columns(wording, widest, paper)
    beside = columns.first if record else 100 - columns.last
    wide = name > width - sum(others) - _GAP * len(others) or ems(record or "") > _RECORD
    wide |= not linear and name > fits(paper, _LEAD, beside / 100, _PANEL_GAP)
    head_lines = _lines(ems(wording.draft) * BOLD, width - 2) + 1
    head_lines += _lines(name, width) if wide else 0
    printed, check = ems(wording.printed), ems(wording.check_code)
    if linear:  # beside its label, not below
        printed, check = printed + _BESIDE + date + _GAP, check + _BESIDE + _CODE + _GAP
    else:
        printed, check = max(date, printed) + _GAP, max(_CODE, check) + _GAP
    rest = width if linear else width - printed - check
    version = f"{wording.version} 00000000 · {max(wording.reviewed, wording.not_reviewed, key=ems)}"
    foot_lines = _lines(ems(foot), rest) + _lines(ems(version), rest) + linear
    return Room(
        wide=wide,
        tight=visit.bilingual is not None or (wide and not (linear and name < width)),
        head=_mm(_EDGE + _BAND + head_lines * line * _HEAD_LEADING + _BELOW_HEAD),
        foot=_mm(_EDGE + _ABOVE_FOOT + max(foot_lines, 2) * line * _FOOT_LEADING - 1.8),
        born_tag=_em(born_tag + _GAP),
        born=_em(date + _GAP),
        record_tag=_em(record_tag + _GAP),
        record="auto" if wide else _em(_RECORD + _GAP),
        page=_em(page + _GAP / 2),
        printed=_em(printed),
        check=_em(check),
        answers=_em(sum(map(ems, (wording.yes, wording.no, wording.not_sure))) + 3 * _BOX + _GAP),
        first=_percent(columns.first),
        cells=_read_down(visit, wording, widest, paper)
        if linear
        else columns.cells(panel(visit, wide=wide)),
        stacked=linear or _stacked(widest, paper),
        series=_em(widest.planned),
    )


@dataclass(frozen=True, slots=True)
class _Widest:
    """The widest dates and times of a language, in em."""

    born: float
    day: float
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
        day=max(ems(day(date, language)) for date in dates),
        clock=ems(clock(late, language)),
        moment=max(ems(moment(dt.datetime.combine(date, late), language)) for date in dates),
        planned=max(ems(day_and_clock(date, late, language)) for date in dates),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The first and the last of three columns, in percent of the line."""

    first: float
    last: float

    def cells(self, rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
        """The width of each cell: dates and times that end a row stand below each other."""
        return tuple((name, width) for row in rows for name, width in self._row(row))

    def _row(self, row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        first, *others = row
        at_end = bool(others) and others[-1] in {"born", "time", "ends"}
        if not others:
            widths = [100.0]
        elif at_end and len(others) == 1:
            widths = [100 - self.last, self.last]
        elif at_end:
            widths = [self.first, 100 - self.first - self.last, self.last]
        else:
            widths = [self.first, 100 - self.first]
        return zip(row, map(_percent, widths), strict=True)


def _columns(wording: Wording, widest: _Widest, paper: Paper) -> _Columns:
    """Three columns in which each date, time and number of the usual length has one line."""
    number = max(_SMALL * max(ems(wording.label_record), ems(wording.label_room)),
                 _TYPE_OF_MOST * max(_RECORD * BOLD, _ROOM))  # fmt: skip
    last = max(widest.born, widest.clock) * _DATES / fits(paper, _TYPE_OF_MOST) * 100
    middle = number / fits(paper, 1.0) * 100 + _PANEL_GAP / _TEXT_WIDTH[paper] * 100
    last = max(_LAST_COLUMN, last)
    return _Columns(min(_FIRST_COLUMN, 100 - last - middle), last)


def _label(wording: Wording, name: str) -> float:
    return ems(getattr(wording, f"label_{name}")) + _BESIDE


def _read_down(
    visit: Visit, wording: Wording, widest: _Widest, paper: Paper
) -> tuple[tuple[str, str], ...]:
    """The width of each cell where a label stands beside its field: two share a row if both fit."""
    line = fits(paper, type_of(visit.edition))
    values = {"time": widest.clock, "ends": widest.clock, "room": _ROOM / BOLD, "record": _RECORD}
    cells = []
    for row in panel(visit, wide=False):
        needs = [_label(wording, name) + values.get(name, 0) * BOLD + _GAP / 2 for name in row]
        shares = (share for share in _SHARES if len(row) == 2
                  and needs[0] <= share * line and needs[1] <= (1 - share) * line)  # fmt: skip
        share = next(shares, None)
        widths = (1.0, 1.0) if share is None else (share, 1 - share)
        cells += [(name, _percent(100 * wide)) for name, wide in zip(row, widths, strict=False)]
    return tuple(cells)


def _stacked(widest: _Widest, paper: Paper) -> bool:
    """Whether dates are too long for a column beside others."""
    line = _TEXT_WIDTH[paper]
    em = _TYPE_OF_MOST * _MM_PER_POINT
    planned = _NUMBER + widest.planned * em + _CELL + _DRIVER
    return max(planned, _SIGN_AND_RULE + widest.moment * BOLD * em) > line


def type_of(edition: Edition) -> float:
    """The type of the text, in points."""
    return _TYPE.get(edition, _TYPE_OF_MOST)


def edge_type(edition: Edition) -> float:
    """The type of the head and the foot of a page, in points."""
    return _EDGE_TYPE.get(edition, 12.0)


def fits(paper: Paper, points: float, share: float = 1.0, air: float = 0.0) -> float:
    """How many em of a type go into a share of the line, less `air` in millimetres."""
    return (_TEXT_WIDTH[paper] * share - air) / (points * _MM_PER_POINT)


def within(lines: int, width: float) -> float:
    """How many em of text go into so many lines of a width."""
    return lines * width / _TIGHT


@lru_cache(maxsize=1024)
def ems(text: str) -> float:
    """About how wide a text is, in em of our fonts."""
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    others = "WFA" if wide else "WF"
    full = sum(unicodedata.east_asian_width(letter) in others for letter in text)
    rest = "".join(letter for letter in text if unicodedata.east_asian_width(letter) not in others)
    drawn = sum(_width(letter, after) for letter, after in pairwise(f"{rest} "))
    return full + drawn * (_BESIDE_WIDE if wide else 1)


@lru_cache(maxsize=4096)
def _width(letter: str, after: str) -> float:
    """The width of a letter; `after` stands behind it."""
    if unicodedata.combining(letter):
        return 0
    table: Iterable[tuple[str, float]] = _WIDTHS
    if unicodedata.bidirectional(letter) == "AL":
        joins = unicodedata.bidirectional(after) in {"AL", "NSM"} and after not in "ء،؛"
        table = _JOINED if joins else _LAST
    base = unicodedata.normalize("NFD", letter)[0]  # an accent is above its letter
    for letters, wide in table:
        if base in letters:
            return wide
    return 0.62 if letter.isupper() else 0.56


def _percent(share: float) -> str:
    return f"{share:.1f}%"


def _lines(ems_wide: float, width: float) -> int:
    return max(1, ceil(ems_wide * _TIGHT / width))


def _em(wide: float) -> str:
    return f"{wide:.2f}em"


def _mm(deep: float) -> str:
    return f"{deep:.1f}mm"
