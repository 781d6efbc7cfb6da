"""The clinic's words in, what somebody at the desk can choose from out: ids with plain names."""

from dataclasses import dataclass

from handouts.library.shelves import Shelves
from handouts.make.words.languages import english_name, locale
from handouts.make.words.prose import Voice, clinic_values, plain_text
from handouts.model.settings import Settings
from handouts.model.visit import DoseBand, Edition, VisitType
from handouts.problems import HandoutsError
from handouts.read.columns import Known
from handouts.read.content import ItemCache, read_content, read_settings
from handouts.read.written import read_written

Choice = tuple[str, str]
"""An id, and what a person calls it."""

EDITIONS: tuple[Choice, ...] = (
    (Edition.STANDARD, "Standard"),
    (Edition.LARGE_PRINT, "Large print"),
    (Edition.EASY_READ, "Easy read"),
    (Edition.HIGH_CONTRAST, "High contrast"),
)
VISIT_TYPES: tuple[Choice, ...] = (
    ("", "Not said"),
    (VisitType.CONSULT, "To talk it over"),
    (VisitType.FIRST, "First treatment"),
    (VisitType.FOLLOW_UP, "Later treatment"),
    (VisitType.LAST, "Last treatment"),
)
DOSE_BANDS: tuple[Choice, ...] = (
    ("", "Not said"),
    (DoseBand.LOWER, "Lower"),
    (DoseBand.HIGHER, "Higher"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What this clinic offers."""

    known: Known
    clinic: str
    """The clinic's name."""
    treatments: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    editions: dict[str, tuple[Choice, ...]]
    """By language."""
    risks: tuple[Choice, ...]
    sites: tuple[Choice, ...]

    @property
    def settings(self) -> Settings:
        """The clinic's own settings."""
        return self.known.settings

    @classmethod
    def read(cls, shelves: Shelves, cache: ItemCache) -> "Words":
        """Raises HandoutsError with every problem of the words that it needs."""
        settings = read_settings(shelves)
        content, problems = read_content(shelves, settings.language, cache=cache)
        if content is None:
            raise HandoutsError(*problems)
        languages = settings.spoken(shelves.languages())
        known = Known.of(content, settings, languages, read_written(shelves))
        clinic = content.clinic.says
        voice = Voice(clinic_values(clinic, None), frozenset())

        def said(text: str) -> str:
            return plain_text(voice.phrase(text))

        return cls(
            known=known,
            clinic=clinic.name or "",
            treatments=tuple(
                (id_, said(content.treatments[id_].says.name)) for id_ in known.treatments
            ),
            languages=tuple((each, _language(each)) for each in known.languages),
            editions={each: _editions(shelves, each) for each in known.languages},
            risks=tuple((id_, said(it.says.label)) for id_, it in content.risks.items()),
            sites=tuple((id_, site.name) for id_, site in clinic.sites.items()),
        )


def _editions(shelves: Shelves, language: str) -> tuple[Choice, ...]:
    there = shelves.editions(language)
    return tuple(choice for choice in EDITIONS if choice[0] in there)


def _language(language: str) -> str:
    """English; Spanish · español: for who hands it out, and for who reads it."""
    english = english_name(language)
    own = str(locale(language).get_display_name(language) or english)
    return english if own == english else f"{english} · {own}"
