"""A visit and its form's labels in, the room that the head, the foot and fixed cells need out.

Widths are estimated from the letters, in em of the type they are set in, and rather too much: a
cell that was laid out by its own text would move with each patient.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import ceil

from handouts.make.times import birth_date
from handouts.model.handout import Room
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Visit
from handouts.model.wording import Wording

_TEXT_WIDTH = {Paper.LETTER: 172.9, Paper.A4: 167.0}
"""Millimetres between the margins."""
_EDGE_TYPE = {Edition.LARGE_PRINT: 16.0}
"""The type of head and foot in points, `--size-edge` of the stylesheets; 12 in other editions."""
_MM_PER_POINT = 25.4 / 72
_EDGE, _BAND, _BELOW_HEAD, _ABOVE_FOOT = 8.0, 5.0, 3.5, 5.3
"""Millimetres: to the paper's edge, of the draft's frame, and of air beside the text."""
_HEAD_LEADING, _FOOT_LEADING = 1.2, 1.3
_GAP, _RECORD, _BOX = 0.95, 5.7, 2.5
"""In em: between two cells, for a record number of the usual length, for a box to tick."""
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
    date = max(ems(birth_date(dt.date(1988, month, 28), language)) for month in range(1, 13))
    page = ems(f"{wording.page} 88 {wording.of} 88") * BOLD
    record = visit.patient.record
    others = [born_tag, date, page, *([record_tag, _RECORD] if record else [])]
    name = ems(visit.patient.name) * BOLD
    wide = name > width - sum(others) - _GAP * len(others) or ems(record or "") > _RECORD
    head_lines = _lines(ems(wording.draft) * BOLD, width - 2) + 1
    head_lines += _lines(name, width) if wide else 0
    printed = max(date, ems(wording.printed)) + _GAP
    check = max(ems("W" * 6), ems(wording.check_code)) + _GAP
    rest = width if visit.edition.linear else width - printed - check
    version = f"{wording.version} 00000000 · {max(wording.reviewed, wording.not_reviewed, key=ems)}"
    foot_lines = _lines(ems(foot), rest) + _lines(ems(version), rest) + visit.edition.linear
    return Room(
        wide=wide,
        tight=visit.bilingual is not None or (wide and not (visit.edition.linear and name < width)),
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
    )


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


def _lines(ems_wide: float, width: float) -> int:
    return max(1, ceil(ems_wide * _TIGHT / width))


def _em(wide: float) -> str:
    return f"{wide:.2f}em"


def _mm(deep: float) -> str:
    return f"{deep:.1f}mm"
