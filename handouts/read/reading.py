"""A row's cells in, what stands in each column out; what is wrong is gathered, and never raised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from handouts.model.visit import DoseBand, Edition, VisitType
from handouts.problems import Place, Problem, did_you_mean
from handouts.read import names
from handouts.read.columns import COLUMNS, SETTINGS_FILE, Cell, Known
from handouts.read.dates import SEEN, Unclear

T = TypeVar("T")

_EDITIONS = tuple(map(str, Edition))
_VISIT_TYPES = tuple(map(str, VisitType))
_DOSE_BANDS = tuple(map(str, DoseBand))


@dataclass
class Reading:
    """One row, and all that was found wrong in the columns that were read of it."""

    cells: Mapping[str, Cell]
    known: Known
    place: Place
    problems: list[Problem] = field(default_factory=list)
    texts: Mapping[str, str] = field(init=False)
    """What stands in each cell, without the spaces around it: asked for oftener than the cells."""

    def __post_init__(self) -> None:
        self.texts = {column: cell.text.strip() for column, cell in self.cells.items()}

    def read(self, column: str, reading: Callable[[str], T]) -> T | None:
        """A column's value; None when it is empty or wrong."""
        if not (text := self.texts.get(column)):
            return None
        try:
            return reading(text)
        except names.Refused as refused:
            by_hand = ", or write this handout's name by hand" if column == "patient" else ""
            hint = f"Correct it{by_hand}."
            self.wrong(self.cells[column].place, "text", f"{column} {refused}.", hint)
        except Unclear as unclear:
            self.wrong(self.cells[column].place, "date", f"{column} {unclear}.", unclear.hint)
        return None

    def missing(self, column: str) -> None:
        """Tell that a column is needed, with what it holds."""
        place = self.cells[column].place if column in self.cells else self.place
        self.wrong(place, "missing", f"{column} is missing.", f"{COLUMNS[column]}.")

    def one(self, column: str, allowed: tuple[str, ...]) -> str | None:
        """The id of a column that holds one at most."""
        return next(iter(self.ids(column, allowed)), None)

    def ids(self, column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of a column, each once; several stand with ; between."""
        found, unknown = _ids_of(self.texts.get(column, ""), allowed)
        for part in unknown:
            known = _by_spelling(allowed).values()
            hint = did_you_mean(spelling(part), known) or f"There is: {', '.join(known)}."
            if "," in part:
                hint = "Put ; between two."
            if not known:
                hint = f"There is none: see `offers` in {SETTINGS_FILE}, or clinic.yaml."
            message = f"{column} {part.strip()!r} is not known."
            self.wrong(self.cells[column].place, "unknown-id", message, hint)
        if len(found) > 1 and column not in {"treatment", "risks"}:
            self.wrong(
                self.cells[column].place, "one-only", f"{column} holds more than one.", "Keep one."
            )
        return found

    def treatments(self) -> tuple[str, ...]:
        """The treatments of the row; none is wrong."""
        told = len(self.problems)
        found = self.ids("treatment", self.known.treatments)
        if not found and len(self.problems) == told:
            self.missing("treatment")
        return found

    def edition(self) -> Edition:
        """The edition, the standard one if none is named."""
        return Edition(self.one("edition", _EDITIONS) or Edition.STANDARD)

    def visit_type(self) -> VisitType | None:
        """Which visit of a course it is."""
        found = self.one("visit_type", _VISIT_TYPES)
        return VisitType(found) if found else None

    def dose_band(self) -> DoseBand | None:
        """The band that the dose is in."""
        found = self.one("dose_band", _DOSE_BANDS)
        return DoseBand(found) if found else None

    def language(self) -> str:
        """The language, the clinic's own if none is named."""
        return self.one("language", self.known.languages) or self.known.settings.language

    def copies(self, language: str) -> tuple[tuple[str, str | None], ...]:
        """The language of each copy, with that of its twin."""
        own = self.known.settings.language
        if "yes" not in self.ids("bilingual", ("yes", "no")):
            return ((language, None),)
        if language == own:
            hint = "Name the patient's language in `language`, or leave `bilingual` empty."
            message = f"bilingual needs another language than {own}."
            self.wrong(self.cells["bilingual"].place, "bilingual", message, hint)
        return ((language, own), (own, language))

    def wrong(self, place: Place, rule: str, message: str, hint: str) -> None:
        """Gather one more problem, an error."""
        self.problems.append(Problem(place, f"row-{rule}", message, hint))


@lru_cache(SEEN)
def _ids_of(text: str, allowed: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that a text names, each once, and the parts of it that name none."""
    by_spelling = _by_spelling(allowed)
    found: dict[str, None] = {}
    unknown = []
    for part in text.split(";"):
        word = spelling(part)
        if word in by_spelling:
            found[by_spelling[word]] = None
        elif word:
            unknown.append(part)
    return tuple(found), tuple(unknown)


@lru_cache(maxsize=64)
def _by_spelling(allowed: tuple[str, ...]) -> Mapping[str, str]:
    return {spelling(id_): str(id_) for id_ in allowed}


def spelling(id_: str) -> str:
    """Ids are compared without capitals, and with spaces and underscores as hyphens."""
    return "-".join(id_.casefold().replace("_", " ").split())
