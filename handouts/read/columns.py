"""What a row may hold: its columns by name, its cells, and the ids that it may use."""

from collections.abc import Iterable
from dataclasses import dataclass

from handouts.model.content import Content
from handouts.model.settings import Settings
from handouts.problems import Place
from handouts.read.written import Written

COLUMNS = {
    "patient": "The patient's name, as it is to be printed",
    "born": "Date of birth, such as 1958-03-04",
    "record": "Record number",
    "treatment": "Treatment id, such as ketamine-infusion; two with ; between",
    "date": "Day of the visit, such as 2026-12-01",
    "time": "When the patient is to arrive, such as 8:30 am",
    "ends": "When the visit is over, such as 12:30 pm",
    "clinician": "Whom the patient will see",
    "site": "Which of the clinic's places, by its id in clinic.yaml",
    "room": "Room",
    "language": "Language of the handout, such as en",
    "bilingual": "yes: a numbered copy in that language, and its twin in the clinic's own",
    "edition": "standard, large-print, easy-read or high-contrast",
    "visit_type": "consult, first, follow-up or last",
    "dose_band": "lower or higher",
    "risks": "Risk ids, with ; between",
    "series": "Planned days of the course, such as 2026-12-01 8:30; 2026-12-03",
    "note": "A few words from the care team, at most 300 letters",
}
"""Every column, option and key by its one name, with what it holds."""

SETTINGS_FILE = "handouts.yaml"
SHARED = (
    "treatment", "site", "language", "bilingual", "edition", "visit_type", "dose_band", "risks",
)  # fmt: skip
"""Columns that say nothing of one person, in which only certain words may stand."""
REQUIRED = ("patient", "born", "treatment", "date", "time")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name, and how the clinic writes dates."""

    treatments: tuple[str, ...]
    sites: tuple[str, ...]
    risks: tuple[str, ...]
    languages: tuple[str, ...]
    settings: Settings
    written: Written | None = None
    """What there are words for; None: nobody looked."""

    @classmethod
    def of(
        cls,
        content: Content,
        settings: Settings,
        languages: Iterable[str],
        written: Written | None = None,
    ) -> "Known":
        """All that this clinic has words for and offers."""
        return cls(
            treatments=tuple(
                id_ for id_ in settings.offers or content.treatments if id_ in content.treatments
            ),
            sites=tuple(content.clinic.says.sites),
            risks=tuple(content.risks),
            languages=tuple(languages),
            settings=settings,
            written=written,
        )
