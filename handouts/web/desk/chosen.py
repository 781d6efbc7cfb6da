"""Who is picked and what is typed in, the visits that it means out, or what is wrong where.

It may be nobody: a blank, of which only what any patient could share can be said.
"""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from handouts.make.words.times import birth_date, clock
from handouts.model.visit import Blank, Visit
from handouts.problems import Place, Problem
from handouts.read.blank import read_blanks
from handouts.read.columns import COLUMNS, SHARED, Cell, Known
from handouts.read.row import read_row
from handouts.web.desk.listing import UNWRITTEN, Listed
from handouts.web.desk.press.sheet import Sheet

SEVERAL = ("treatment", "risks", "bilingual")
"""Columns of which a form may say several words, or none."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What is shown, and what is printed: these very files and no others."""

    token: str
    """What a page names them by; new for each, so that an old page can print nobody else."""
    sheets: tuple[Sheet, ...]
    visits: tuple[Visit, ...]
    """One for each sheet; none: blank ones."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The patient at the counter, or a blank for nobody, from the pick until the next one."""

    key: str
    """What a page names this pick by; new for each."""
    row: int | None
    """The number of the list's row; None for somebody who is not on it."""
    cells: Mapping[str, str]
    """What stands in each field, by column."""
    told: tuple[Problem, ...] = ()
    """What the list tells of the row, beside what is wrong at a field."""
    origin: Mapping[str, str] | None = None
    """The row as the list had it when it was picked; a list that is saved anew counts anew."""
    blank: bool = False
    """It has lines in the place of a name, and knows nothing of anybody."""
    visits: tuple[Visit, ...] = ()
    blanks: tuple[Blank, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is to be told of fields; the place's file is the column."""
    making: bool = False
    finished: Finished | None = None
    stopped: tuple[Problem, ...] = ()
    """Why there are no pages although no field is wrong."""
    passing: bool = False
    """What stopped them may have passed by now: to try once more may help."""

    @classmethod
    def of(cls, listed: Listed | None, cells: Mapping[str, str], known: Known, today: dt.date
           ) -> "Chosen":  # fmt: skip
        """A row of the list, or somebody who is not on it, just picked."""
        row = listed.number if listed else None
        chosen = cls(secrets.token_urlsafe(16), row, cells).typed(cells, known, today)
        if listed is None:
            return chosen
        at_fields = {(each.rule, each.message) for each in chosen.problems}
        told = (
            it
            for it in listed.problems
            if (it.rule, it.message) not in at_fields and it.rule != UNWRITTEN  # told by the press
        )
        return replace(chosen, told=tuple(told), origin=listed.cells)

    @classmethod
    def nobody(cls, cells: Mapping[str, str], known: Known, today: dt.date) -> "Chosen":
        """A blank, just asked for."""
        chosen = cls(secrets.token_urlsafe(16), None, {}, blank=True)
        return chosen.typed(cells, known, today)

    def is_row(self, listed: Listed) -> bool:
        """Whether this is their row of the list, wherever it stands there now."""
        return self.origin is not None and self.origin == listed.cells

    def again(self) -> "Chosen":
        """The same, picked once more."""
        return replace(self, key=secrets.token_urlsafe(16))

    def retried(self) -> "Chosen":
        """The same, made once more after it was stopped."""
        return replace(self, making=True, stopped=(), passing=False) if self.stopped else self

    def typed(self, cells: Mapping[str, str], known: Known, today: dt.date) -> "Chosen":
        """The same patient with other words; pages of the words before are none of theirs."""
        merged = {**self.cells, **cells}
        if self.blank:
            merged = {name: text for name, text in merged.items() if name in SHARED}
        given = {name: Cell(text, Place(name)) for name, text in merged.items() if text.strip()}
        if self.blank:
            blanks, problems = read_blanks(given, known, place=_WHOLE)
            now = replace(self, cells=merged, blanks=blanks, problems=_at_columns(problems))
        else:
            visits, problems = read_row(given, known, today=today, place=_WHOLE)
            now = replace(self, cells=merged, visits=visits, problems=_at_columns(problems))
        if now.wanted and now.wanted == self.wanted and (self.making or self.finished):
            return now
        return replace(now, making=bool(now.wanted), finished=None, stopped=(), passing=False)

    @property
    def wanted(self) -> tuple[Visit | Blank, ...]:
        """All that is to be made; nothing while something is missing or wrong."""
        return self.blanks or self.visits

    @property
    def name(self) -> str:
        """Who it is, as it prints, else as it was typed."""
        if self.blank:
            return "Blank handout"
        return self.visits[0].patient.name if self.visits else self.cells.get("patient", "")

    @property
    def born(self) -> str:
        """March 4, 1958; as it was typed while that is no date."""
        if self.visits:
            return birth_date(self.visits[0].patient.born, "en")
        return self.cells.get("born", "")

    @property
    def time(self) -> str:
        """8:30 am; as it was typed while that is no time."""
        return clock(self.visits[0].time, "en") if self.visits else self.cells.get("time", "")

    @property
    def record(self) -> str:
        """The record number."""
        return self.cells.get("record", "")

    def wrong(self, column: str) -> tuple[Problem, ...]:
        """What is to be told of a field."""
        return tuple(each for each in self.problems if each.place.file == column)


_WHOLE = Place("visit")


def _at_columns(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Each problem at its field: one that misses a field stands at the row, and names it."""
    return tuple(
        replace(each, place=Place(column)) if (column := _missing(each)) else each
        for each in problems
    )


def _missing(problem: Problem) -> str:
    column = problem.message.partition(" ")[0]
    return column if problem.place == _WHOLE and column in COLUMNS else ""
