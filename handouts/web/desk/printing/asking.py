"""What somebody wants on paper in, what has to be answered before out. Pure."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from handouts.model.visit import Visit
from handouts.problems import Problem, errors
from handouts.web.desk.press.sheet import Sheet
from handouts.web.desk.printing.prints import Print, Stage, told


@dataclass(frozen=True, slots=True)
class Wanted:
    """The handouts of one visit that somebody wants on paper."""

    token: str
    """Names these very files, and so their patient, beyond any doubt."""
    sheets: tuple[Sheet, ...]
    visits: tuple[Visit, ...] = ()
    """One for each sheet; none: blank ones, with lines to write on."""
    row: Mapping[str, str] | None = None
    """What the list says in its row, by column; None: it is of nobody on the list."""
    told: tuple[Problem, ...] = ()
    """What the list tells of the row."""
    yes: frozenset[str] = frozenset()
    """The questions that were answered, by their names."""

    @property
    def draft_reasons(self) -> tuple[str, ...]:
        """Why DRAFT stands on some of the pages."""
        return tuple(dict.fromkeys(it for sheet in self.sheets for it in sheet.draft_reasons))


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody has to say yes to before anything is printed."""

    name: str
    """Whoever says yes names it; a yes of another time, or of another print, is none."""
    message: str
    hint: str


class Unsure(Exception):
    """Nothing was printed: first somebody must answer."""

    def __init__(self, *questions: Question) -> None:
        super().__init__(*(each.name for each in questions))
        self.questions = questions


def questions_about(
    wanted: Wanted, old: Print | None, tokens: Collection[str | None], today: dt.date
) -> tuple[Question, ...]:
    """What is still to be answered.

    `old` is the last print that had one of the same handouts, which `tokens` tell by.
    """
    found = [_about_list(number, each) for number, each in enumerate(errors(wanted.told), start=1)]
    if wanted.draft_reasons:
        found.append(_about_draft(wanted.draft_reasons))
    if old:
        codes = {each.code for each in old.handouts if each.visit in tokens}
        changed = not codes <= {sheet.check_code for sheet in wanted.sheets}
        found.append(_about_changed(old, today) if changed else _about_same(old, today))
    return tuple(each for each in found if each.name not in wanted.yes)


def _about_list(number: int, problem: Problem) -> Question:
    return Question(f"list-{number}", problem.message, problem.hint)


def _about_draft(reasons: tuple[str, ...]) -> Question:
    return Question(
        "draft",
        f"This is a DRAFT: {'; '.join(reasons)}.",
        "DRAFT stands on each page. A clinician has to read it before a patient gets it.",
    )


def _about_changed(old: Print, today: dt.date) -> Question:
    ways = {Stage.PRINTED: "is out", Stage.DIALOG: "may be out", Stage.UNKNOWN: "may be out"}
    out = ways.get(old.stage, "is being printed")
    return Question(
        f"again-{old.id}",
        f"An earlier one of {told(old.began, today)} {out}, and says something else.",
        "Take that one back before you hand out this one.",
    )


def _about_same(old: Print, today: dt.date) -> Question:
    message, hint = old.words(today), "Look for that paper first."
    if old.stage.running:
        since = told(old.began, today)
        message = f"It has been on its way to {old.printer or 'the printer'} since {since}."
        hint = "It comes out by itself once the printer can. Look there first."
    return Question(f"again-{old.id}", message, hint)
