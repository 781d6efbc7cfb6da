"""What the desk's screen is at one moment in, what the page's templates see out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handouts.make.words.times import birth_date, clock, day
from handouts.problems import Problem
from handouts.read.dates import Unclear, read_date
from handouts.read.reading import spelling
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.fields import LABELS, Fields
from handouts.web.desk.listing import Listed
from handouts.web.desk.screen import Screen
from handouts.web.desk.words import Words

MOST_ROWS, MOST_FOUND = 200, 50
"""So many rows of the list are on the page, and of those that a search finds; a few more letters
bring any other.
"""
_NUMBER = re.compile(r"\d+")
_ROWS = re.compile(r"rows? \d+(, \d+)*( and (\d+|others))?")
_ID = re.compile(r"'([a-z-]+)'")


def shown(screen: Screen, notice: Sequence[Problem] = ()) -> dict[str, Any]:
    """The names that `templates/web/desk/` uses."""
    chosen, words = screen.chosen, screen.words
    found = screen.today.listing.search(screen.search)
    rows = found[: MOST_FOUND if screen.search.strip() else MOST_ROWS]
    names = _Names(words)
    picked = (it for it in screen.today.listing.rows if chosen and chosen.is_row(it))
    return {
        "screen": screen, "words": words, "chosen": chosen, "notice": notice, "labels": LABELS,
        "form": Fields(chosen, words) if chosen and words else None,
        "found": rows, "marks": screen.marks(rows), "more": len(found) - len(rows),
        "picked": next(picked, None),
        "told": _told(chosen, screen) if chosen else [],
        "born": lambda it: _born(it, words), "time": _time, "day": lambda it: day(it, "en"),
        "titles": names.titles, "named": names.said,
    }  # fmt: skip


def _born(listed: Listed, words: Words | None) -> str:
    """March 4, 1958; as the list writes it while that is no date."""
    if listed.visits or words is None:
        return birth_date(listed.visits[0].patient.born, "en") if listed.visits else listed.born
    try:
        return birth_date(read_date(listed.born, words.settings.date_order), "en")
    except Unclear:
        return listed.born


def _time(listed: Listed) -> str:
    return clock(listed.time, "en") if listed.time else ""


class _Names:
    """What a person calls the ids of the clinic's words."""

    def __init__(self, words: Words | None) -> None:
        self._treatments = dict(words.treatments) if words else {}
        self._all = {**dict(words.languages), **dict(words.risks)} if words else {}
        self._all |= self._treatments

    def titles(self, listed: Listed) -> str:
        """A row's treatments, each once."""
        said = listed.cells.get("treatment", "").split(";")
        ids = [visit.treatment for visit in listed.visits] or [spelling(each) for each in said]
        return ", ".join(self._treatments.get(id_, id_) for id_ in dict.fromkeys(ids))

    def said(self, text: str) -> str:
        """A message with names in the place of the ids in it."""
        return _ID.sub(lambda it: f"“{self._all[it[1]]}”" if it[1] in self._all else it[0], text)


@dataclass(frozen=True, slots=True)
class Told:
    """What the list tells of a patient, around the names of the others whom it means."""

    severity: str
    before: str
    others: tuple[Listed, ...]
    after: str
    hint: str


def _told(chosen: Chosen, screen: Screen) -> list[Told]:
    """Other patients stand there by name: nobody at a counter knows a row by its number."""
    told, listing = [], screen.today.listing
    same_day = screen.today.day == screen.day
    for each in chosen.told:
        message = each.message.replace("of that day", "today") if same_day else each.message
        rows = _ROWS.search(message)
        found = (listing.row(int(it)) for it in _NUMBER.findall(rows[0])) if rows else ()
        others = tuple(it for it in found if it and not chosen.is_row(it))
        if rows is None or not others:
            told.append(Told(each.severity, message, (), "", each.hint))
            continue
        before, after = message[: rows.start()], message[rows.end() :]
        if not before.endswith(": "):
            before = f"{before}the row of "
        told.append(Told(each.severity, before, others, after, each.hint))
    return told
