"""A sheet that somebody wants on paper in, what has to be answered before out. Pure."""

import datetime as dt
from dataclasses import dataclass

from handouts.model.visit import Visit
from handouts.web.desk.prints import Print, Stage, told
from handouts.web.desk.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sheet that somebody wants on paper."""

    token: str
    """Names the sheet, and so its patient, beyond any doubt."""
    sheet: Sheet
    visit: Visit | None
    """None: a blank one, with lines to write on."""
    row: Visit | None = None
    """What the list says of the visit, where something was changed since."""
    again: str = ""
    """The print before this one that whoever asks knows of, by its id."""
    draft: bool = False
    """Whoever asks knows that nobody has signed its words."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody has to say yes to before a sheet is printed."""

    about: str
    """again or draft: the part of what is wanted that holds the answer."""
    answer: str
    """What stands for yes; a yes of another time, or of another print, is none."""
    message: str
    hint: str
    yes: str


class Unsure(Exception):
    """It was not printed: first somebody must answer."""

    def __init__(self, *questions: Question) -> None:
        super().__init__(*(each.about for each in questions))
        self.questions = questions


def questions_about(wanted: Wanted, old: Print | None, today: dt.date) -> tuple[Question, ...]:
    """What is still to be answered; `old` is the last print of the same handout."""
    found = []
    if wanted.sheet.draft_reasons and not wanted.draft:
        found.append(_about_draft(wanted.sheet))
    if old and wanted.again != old.id:
        found.append(_about_before(old, wanted.sheet, today))
    return tuple(found)


def _about_draft(sheet: Sheet) -> Question:
    return Question(
        "draft",
        "yes",
        f"This is a DRAFT: {'; '.join(sheet.draft_reasons)}.",
        "DRAFT stands on each page. A clinician has to read it before a patient gets it.",
        "Print the draft",
    )


def _about_before(old: Print, sheet: Sheet, today: dt.date) -> Question:
    began = told(old.began, today)
    if old.what.code != sheet.check_code:
        out = {Stage.PRINTED: "is out", Stage.DIALOG: "may be out", Stage.UNKNOWN: "may be out"}
        return Question(
            "again",
            old.id,
            f"An earlier one of {began} {out.get(old.stage, 'is being printed')}, and says "
            "something else.",
            "Take that one back before you hand out this one.",
            "Print this one",
        )
    if old.stage.running:
        return Question(
            "again",
            old.id,
            f"It has been on its way to {old.printer or 'the printer'} since {began}.",
            "It comes out by itself once the printer can. Look there first.",
            "Print it once more",
        )
    look = "Look for that paper first."
    return Question("again", old.id, old.words(today), look, "Print it once more")
