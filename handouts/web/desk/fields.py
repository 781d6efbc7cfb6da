"""What is typed for a patient in, the form's fields out: what is ticked, and what is wrong where.

The rules speak of columns, as the schedule and the terminal name them; a person at the counter
reads the field's label in their place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handouts.model.visit import Edition
from handouts.problems import Problem, errors
from handouts.read.columns import REQUIRED, SHARED
from handouts.read.reading import spelling
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.words import DOSE_BANDS, VISIT_TYPES, Choice, Words

LABELS = {
    "patient": "Name", "born": "Date of birth", "record": "Record number",
    "treatment": "Treatment", "date": "Day of the visit", "time": "Time to arrive",
    "ends": "Time it ends", "clinician": "With whom", "site": "Place", "room": "Room",
    "language": "Language", "bilingual": "Second copy", "edition": "Kind of print",
    "visit_type": "Visit", "dose_band": "Dose", "risks": "Risk", "series": "Planned day",
    "note": "Note",
}  # fmt: skip
"""What the page calls each column."""
PERSONAL = ("patient", "born", "record", "date", "time", "ends", "clinician", "room", "series")
"""What is right already for somebody of the list, and folded away."""

_PLAIN = {
    "row-ends": ("The visit ends before it begins.", "Write a later time."),
    "row-bilingual": ("A second copy needs another language.", "Choose the patient's language."),
    "row-series": (
        "The planned days are not in order.",
        "Write each day once, the first one first.",
    ),
    "row-one-only": ("More than one is chosen.", "Choose one."),
}
"""Rules whose own words speak of two columns, or of cells."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The form for one patient."""

    chosen: Chosen
    words: Words

    def text(self, column: str) -> str:
        """What stands in a field, as it was typed."""
        return self.chosen.cells.get(column, "")

    def picked(self, column: str) -> tuple[str, ...]:
        """The ids in a column, as the choices spell them; a word that is none stays a word."""
        known = {spelling(id_): id_ for id_, _ in self.choices(column)}
        parts = (part.strip() for part in self.text(column).split(";"))
        found = dict.fromkeys(known.get(spelling(part), part) for part in parts if part)
        return tuple(found) or self._usual(column)

    def _usual(self, column: str) -> tuple[str, ...]:
        usual = {"language": self.words.settings.language, "edition": Edition.STANDARD}
        return (usual.get(column, ""),)

    def choices(self, column: str) -> tuple[Choice, ...]:
        """What can be picked in a column, with its name."""
        words = self.words
        offered: dict[str, tuple[Choice, ...]] = {
            "treatment": words.treatments, "language": words.languages, "risks": words.risks,
            "site": (("", "Not said"), *words.sites), "visit_type": VISIT_TYPES,
            "dose_band": DOSE_BANDS, "bilingual": (("yes", "yes"), ("no", "no")),
        }  # fmt: skip
        if column != "edition":
            return offered[column]
        usual = words.editions[words.settings.language]
        return words.editions.get(self.picked("language")[0], usual)

    def shown(self, column: str) -> tuple[Choice, ...]:
        """The choices, and what else the list has written there, so that it is not lost."""
        choices = self.choices(column)
        there = {id_ for id_, _ in choices}
        return (
            *choices,
            *((each, each) for each in self.picked(column) if each not in there | {""}),
        )

    def names(self, column: str) -> tuple[str, ...]:
        """What is picked, by its names."""
        names = dict(self.choices(column))
        return tuple(names.get(each, each) for each in self.picked(column) if each)

    @property
    def own_language(self) -> str:
        """The clinic's language, by name."""
        own = self.words.settings.language
        return dict(self.words.languages).get(own, own)

    def is_required(self, column: str) -> bool:
        """Whether no handout is made without it."""
        return column in REQUIRED

    def wrong(self, column: str) -> tuple[Problem, ...]:
        """What is to be told at a field, in the page's words."""
        told = self.chosen.wrong(column)
        return tuple(plain(each, column) for each in told if not self._to_come(each))

    @property
    def to_mend(self) -> tuple[str, ...]:
        """The columns that keep the handout from being made, in the form's order."""
        found = errors(self.chosen.problems)
        return self._in_order(it.place.file for it in found if not self._to_come(it))

    @property
    def needed(self) -> tuple[str, ...]:
        """What has still to be filled in for somebody who is not on the list."""
        return self._in_order(it.place.file for it in self.chosen.problems if self._to_come(it))

    def _to_come(self, problem: Problem) -> bool:
        """A form that began empty is no mistake; a row of the list that lacks something is one."""
        return self.chosen.origin is None and problem.rule == "row-missing"

    def _in_order(self, columns: Iterable[str]) -> tuple[str, ...]:
        there = set(columns)
        return tuple(column for column in (*PERSONAL, *SHARED, "note") if column in there)

    @property
    def unfolded(self) -> bool:
        """Whether the personal fields stand open: all are empty, or one of them is wrong."""
        return self.chosen.origin is None or any(self.chosen.wrong(column) for column in PERSONAL)


def plain(problem: Problem, column: str) -> Problem:
    """A problem of a field with the field's label in place of the column's word."""
    message, hint = problem.message, problem.hint
    if message.startswith(f"{column} "):
        message = LABELS[column] + message.removeprefix(column)
    if problem.rule == "row-missing":
        hint = ""  # the field itself says what it takes
    if problem.rule == "row-unknown-id":
        hint = "Choose what is meant."
    message, hint = _PLAIN.get(problem.rule, (message, hint))
    return replace(problem, message=message, hint=hint)
