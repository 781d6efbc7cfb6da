"""A gallery of example patients: each shows another side of a handout. Nobody in it is real."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.make.words.languages import english_name
from handouts.model.content import Content
from handouts.model.visit import DoseBand, Edition, Patient, SeriesDate, Visit, VisitType

MORNING, NOON = dt.time(8, 30), dt.time(12, 30)
SOME_RISKS = 3
"""So many notes are on the page of somebody with several risks."""

_MARIA = Patient("Maria Example", dt.date(1958, 3, 4), "000101")
_SAM = Patient("Sam Sample", dt.date(1979, 11, 20), "000102")
_ROSE = Patient("Rose-Marie Placeholder-Example", dt.date(1941, 8, 28), "000103")


@dataclass(frozen=True, slots=True)
class Persona:
    """One example patient of the gallery."""

    id: str
    title: str
    about: str
    patient: Patient = _MARIA
    language: str = ""
    """Empty: the clinic's own."""
    edition: Edition = Edition.STANDARD
    risks: int = 0
    """How many risks are listed, the first ones of the clinic."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """What else is known of the visit."""


_FIRST: dict[str, Any] = {"visit_type": VisitType.FIRST, "dose_band": DoseBand.LOWER}

_EVERYWHERE = (
    Persona("first-visit", "First visit", "First infusion, lower dose", said=_FIRST),
    Persona(
        "follow-up", "Follow-up", "Comes again, with a note from the care team", _SAM,
        said={"visit_type": VisitType.FOLLOW_UP, "dose_band": DoseBand.LOWER,
              "note": "Please bring your pain diary."},
    ),
    Persona("consult", "First talk", "Comes to talk it over", _SAM,
            said={"visit_type": VisitType.CONSULT}),
    Persona("high-dose", "Higher dose", "Side effects of a higher dose", _SAM,
            said={"visit_type": VisitType.FIRST, "dose_band": DoseBand.HIGHER}),
    Persona("several-risks", "Several risks", "A note for each listed risk", risks=SOME_RISKS,
            said=_FIRST),
    Persona("all-risks", "Every risk", "Every note that the clinic has", risks=1_000, said=_FIRST),
    Persona("last-visit", "Last visit", "The last infusion of a series", _SAM,
            said={"visit_type": VisitType.LAST, "dose_band": DoseBand.LOWER}),
    Persona("unknown", "Nothing known", "Only name and time: every alternative prints"),
)  # fmt: skip

_EDITIONS = {
    Edition.LARGE_PRINT: Persona(
        "large-print", "Large print", "Long name, large letters", _ROSE, said=_FIRST
    ),
    Edition.EASY_READ: Persona(
        "easy-read", "Easy read", "Short sentences and pictures", _ROSE, said=_FIRST
    ),
    Edition.HIGH_CONTRAST: Persona(
        "high-contrast", "High contrast", "Black on white, for weak eyes", _ROSE, said=_FIRST
    ),
}


def personas(
    language: str, editions: tuple[Edition, ...], others: tuple[str, ...]
) -> tuple[Persona, ...]:
    """The gallery of a clinic with this language, its editions, and other languages."""
    sighted = (
        dataclasses.replace(persona, edition=edition)
        for edition, persona in _EDITIONS.items()
        if edition in editions
    )
    foreign = (
        Persona(
            f"language-{other}", english_name(other), f"First visit, in {english_name(other)}",
            language=other, said=_FIRST,
        )
        for other in others
        if other != language
    )  # fmt: skip
    return (*_EVERYWHERE, *sighted, *foreign)


def visit(persona: Persona, treatment: str, content: Content, today: dt.date) -> Visit:
    """The persona's appointment: tomorrow morning, with what this content knows of risks."""
    day = today + dt.timedelta(days=1)
    week = dt.timedelta(days=7)
    return Visit(
        patient=persona.patient,
        treatment=treatment,
        date=day,
        time=MORNING,
        ends=dt.datetime.combine(day, NOON),
        clinician="Dr. Ada Sample",
        language=content.language,
        edition=persona.edition,
        risks=tuple(content.risks)[: persona.risks],
        series=(SeriesDate(day, MORNING), SeriesDate(day + week, MORNING)),
        **persona.said,
    )
