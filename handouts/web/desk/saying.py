"""A problem as the terminal tells it in, the same with a way on that the page has out."""

from collections.abc import Iterable
from dataclasses import replace

from handouts.problems import Problem
from handouts.read.columns import COLUMNS

_ON_THE_PAGE = {
    "header": "Say below what each column is.",
    "schedule-encoding": "Say below how its letters are stored. In doubt, save it as `CSV UTF-8`.",
    "schedule-sheet": "Say below which one is the schedule.",
    "draft": "To print it with DRAFT on each page all the same, tick the box beside the button.",
    "draft-changed": "What is signed and what is a draft is never mixed in one stack: make all of "
    "them anew.",
    "schedule-changed": "The list was changed since. Make only what changed, or all of them anew.",
    "changes-other": "Make all of them anew.",
    "changed-before": "Make all of them anew.",
    "changed-meanwhile": "Look at the page again.",
    "purged": "Make all of them anew.",
    "used-folder": "Look at the page again: it shows what was made already.",
    "busy": "Wait until it has ended: somebody else makes this day now, here or in a terminal.",
    "file-altered": "Do not hand it out. Make all of them anew.",
    "other-words": "When all patients are to get the same words, make all of them anew.",
    "read-otherwise": "Do not hand that one out. Make all of them anew.",
    "row-unknown-id": "Choose what is meant.",
    "one-record-two-patients": "Find out whose number it is. Mend the wrong row, or take it out.",
    "two-versions": "Find out which is right, and take the other one out.",
    "altered-file": "Make all of them anew.",
    "no-such-day": "Choose another day.",
    "missing": "Make this handout on the page Today.",
    "patient": "Make this handout on the page Today.",
}
"""By rule, where the terminal names one of its options or commands."""

NAMES = {
    "patient": "Name", "born": "Date of birth", "record": "Record number", "treatment": "Treatment",
    "date": "Day of the visit", "time": "Time to arrive", "ends": "Over at",
    "clinician": "With whom", "site": "Place", "room": "Room", "language": "Language",
    "bilingual": "In two languages", "edition": "Print", "visit_type": "Visit",
    "dose_band": "Dose band", "risks": "Risks", "series": "Planned days",
    "note": "Note for the patient",
}  # fmt: skip
"""What a column is called on the page."""

_OF_TERMINALS = ("--", "`handouts ", "handouts.yaml")


_ALWAYS = frozenset({"two-versions", "one-record-two-patients", "row-unknown-id"})
"""Rules whose way on is another one on the page, whatever the terminal says."""


def said(problem: Problem) -> Problem:
    """The same problem in the page's own words, with a way on that the page has."""
    hint, message = problem.hint, problem.message
    if problem.rule in _ALWAYS or any(sign in hint for sign in _OF_TERMINALS):
        hint = _ON_THE_PAGE.get(problem.rule, "")
    return replace(problem, message=in_page_words(message), hint=hint)


def in_page_words(message: str) -> str:
    """A message with the page's name of the column that it speaks of."""
    column, space, rest = message.partition(" ")
    return f"{NAMES[column]}{space}{rest}" if column in NAMES else message


def column_of(problem: Problem) -> str:
    """The column that a problem speaks of, which its message names first; empty for the row's."""
    column = problem.message.partition(" ")[0]
    return column if column in COLUMNS else ""


def all_said(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All of them, each once."""
    return tuple(dict.fromkeys(map(said, problems)))


def for_every_day(problem: Problem) -> str:
    """The lines that handouts.yaml lacks so that nobody is asked again; mostly there are none."""
    return problem.hint if problem.rule == "row-unknown-id" and "schedule:" in problem.hint else ""
