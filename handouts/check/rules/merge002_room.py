"""MERGE002: the clinic's own words fit into the places that they print in.

A page has narrow places, where a text can neither break nor grow: the phones beside each other on
page 1, the line at the head of each page, the three answers beside a question, the columns of a
table. The rule measures the clinic's phones, its labels (wording.yaml), the names of its
treatments and the words in tables with the letters of our fonts, on the paper of handouts.yaml,
and tells how much goes there. Names, addresses and opening hours may break over lines; above the
length that pages are tested with they push the first page over, which is a warning.

Names of patients, rooms and clinicians are not words of the clinic: a long one takes a row of its
own or a full layout, and each finished page is read back before it is printed.

To mend it, take the shorter of two names, a phone without words beside it ("312-867-5309"), or a
shorter label; on a label the key in wording.yaml tells where it prints.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.make.compose.room import edge_type, fits, room, within
from handouts.make.words.widths import BOLD, ems
from handouts.model.clinic import Clinic
from handouts.model.handout import Room
from handouts.model.item import Item, Path
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient, Visit
from handouts.problems import Place, Problem, Severity

_TYPE, _SMALL = 14.0, 12.0
"""Points: the type of a text and of small words, as styles/tokens.css has them."""
_PHONE, _LAST_PHONE = (0.30, 1.5), (0.27, 0.0)
"""The share of a line that the second and the third cell of the visit panel have, and the air in
millimetres that must stay: beside the second cell the third begins."""
_COLUMNS = {"name": (0.22, BOLD), "feels_like": (0.23, 1.0), "team_does": (0.23, 1.0),
            "when_to_call": (0.32, 1.0)}  # fmt: skip
"""The share of a line that a column of side effects has, and how bold its type is."""
_AIR = 3.0
"""Millimetres between two cells."""
_MM = 25.4 / 72
_SOME_DAY = dt.date(1988, 9, 28)
_FIXED = {"diary_day": 30.0, "diary_date": 30.0, "diary_morning": 30.0, "diary_evening": 30.0,
          "series_number": 21.0}  # fmt: skip
"""Millimetres for the words in columns of a fixed width, as styles/handout.css has them, for text
of 14 points: the head of the planned days is smaller, so there is room for a little more."""
_RECORD = 4.0
"""In em: a record number, which at the least goes beside the labels at the head of a page."""
_MOST_LINES = 2
"""Of the draft's band at the head of a page, and of each line at its foot."""
_NAME, _LINES, _HOURS = 80, 120, 120
"""Letters of a name, of a whole address, of opening hours or the way to a place."""


def check(subject: Subject) -> Iterator[Problem]:
    """What is too long for its place."""
    paper = subject.settings.paper
    clinic = subject.content.clinic
    yield from _phones(clinic, paper)
    yield from _long_words_of(clinic, subject.content.language)
    own = subject.content.edition.own_words
    for edition in (subject.content.edition,) if own else (Edition.STANDARD, Edition.LARGE_PRINT):
        yield from _edges(subject, edition)
    if not own:
        yield from _answers(subject)
        yield from _columns(subject)


def _phones(clinic: Item[Clinic], paper: Paper) -> Iterator[Problem]:
    says = clinic.says
    said: dict[Path, str | None] = {
        (name,): getattr(says, name)
        for name in ("phone", "after_hours_phone", "interpreter_phone", "emergency_number",
                     "crisis_line")
    }  # fmt: skip
    for id_, site in says.sites.items():
        said |= {("sites", id_, n): getattr(site, n) for n in ("phone", "after_hours_phone")}
    for path, number in said.items():
        place = _LAST_PHONE if path[-1] == "after_hours_phone" else _PHONE
        most = fits(paper, _TYPE, *place) / BOLD
        if number and ems(number) > most:
            yield _too_long(clinic.place(*path), number, most, "A phone prints on one line")


def _long_words_of(clinic: Item[Clinic], language: str) -> Iterator[Problem]:
    """Names and lines that may break, but not without end."""
    says = clinic.says
    said: list[tuple[Path, str, int]] = [(("name",), says.name or "", _NAME)]
    said.append((("hours", language), says.hours.get(language, ""), _HOURS))
    for id_, site in says.sites.items():
        said.append((("sites", id_, "name"), site.name, _NAME))
        said.append((("sites", id_, "address"), ", ".join(site.address), _LINES))
        said.append((("sites", id_, "map", language), site.map.get(language, ""), _HOURS))
    for path, text, most in said:
        if len(text) > most:
            yield Problem(
                clinic.place(*path),
                "MERGE002",
                f"This has {len(text)} letters: {text[:60]!r}; the first page has room for {most}.",
                "Say it shorter, or the first page may run over.",
                Severity.WARNING,
            )


def _edges(subject: Subject, edition: Edition) -> Iterator[Problem]:
    """The head and the foot of each page."""
    content, paper = subject.content, subject.settings.paper
    wording, say = content.wording, content.wording.says
    width = fits(paper, edge_type(edition))
    space = _room(subject, edition)
    beside = (space.born_tag, space.born, space.record_tag, space.page)
    if sum(map(_number, beside)) + _RECORD > width:
        longest = max(("born", "record", "page", "of"), key=lambda name: ems(getattr(say, name)))
        yield Problem(
            wording.place(longest),
            "MERGE002",
            f"The line at the head of a page is full in {edition} type: {say.born!r}, "
            f"{say.record!r}, {say.page!r} and {say.of!r} stand there beside the dates.",
            f"{getattr(say, longest)!r} is the longest; say it in half as many letters.",
        )
    rest = width if edition.linear else width - _number(space.printed) - _number(space.check)
    edge = "At the edge of a page there are two lines"
    version = f"{say.version} 00000000 · "
    yield from _edge(wording, "draft", "", (width - 2) / BOLD, edge)
    yield from _edge(wording, "reviewed", version, rest, edge)
    yield from _edge(wording, "not_reviewed", version, rest, edge)
    around = f" · {say.questions_call} {content.clinic.says.phone or ' ' * 30}"
    for item in content.treatments.values():
        yield from _edge(item, "name", around, rest, "It stands at the foot, beside whom to call")


def _edge(item: Item[Any], key: str, around: str, width: float, why: str) -> Iterator[Problem]:
    """A text that takes more than its lines together with what stands around it."""
    text = plain(getattr(item.says, key))
    most = within(_MOST_LINES, width) - ems(around)
    if ems(text) > most:
        yield _too_long(item.place(key), text, most, why)


def _answers(subject: Subject) -> Iterator[Problem]:
    wording = subject.content.wording
    space = _number(_room(subject, Edition.STANDARD).answers)
    if space > (most := fits(subject.settings.paper, _SMALL, 0.5)):
        key = max(("yes", "no", "not_sure"), key=lambda name: ems(getattr(wording.says, name)))
        text = str(getattr(wording.says, key))
        why = "The three answers stand in one line beside a question"
        yield _too_long(wording.place(key), text, ems(text) - (space - most), why)


def _columns(subject: Subject) -> Iterator[Problem]:
    """Words that cannot break, in narrow columns."""
    paper, wording = subject.settings.paper, subject.content.wording
    heads = {f"effects_{key}": fits(paper, _SMALL, share, _AIR) / BOLD
             for key, (share, _) in _COLUMNS.items()}  # fmt: skip
    heads |= {key: millimetres / (_TYPE * _MM) / BOLD for key, millimetres in _FIXED.items()}
    for key, most in heads.items():
        yield from _word(wording, key, most)
    for item in subject.content.side_effects.values():
        for key, (share, bold) in _COLUMNS.items():
            yield from _word(item, key, fits(paper, _SMALL, share, _AIR) / bold)


def _word(item: Item[Any], key: str, most: float) -> Iterator[Problem]:
    for word in re.split(r"\s+|(?<=-)", plain(getattr(item.says, key))):
        breaks = any(unicodedata.east_asian_width(letter) in "WF" for letter in word)
        if not breaks and ems(word) > most:
            yield _too_long(item.place(key), word, most, "A word does not break in its column")


def _room(subject: Subject, edition: Edition) -> Room:
    """The room on a page for somebody with the shortest name."""
    visit = Visit(Patient("A", _SOME_DAY, "0"), "", _SOME_DAY, dt.time(9), edition=edition)
    wording = subject.content.wording.says
    return room(visit, wording, subject.content.language, subject.settings.paper, "")


def _number(em: str) -> float:
    return float(em.removesuffix("em"))


def _too_long(place: Place, text: str, most: float, why: str) -> Problem:
    """`most` is in em; a reader is told it in letters like these."""
    fit = next((n for n in range(len(text), 0, -1) if ems(text[:n]) <= most), 1)
    return Problem(
        place,
        "MERGE002",
        f"{text[:60]!r} is too long for its place. {why}; about {fit} letters like these go there.",
        f"Say it in {fit} letters or fewer.",
    )
