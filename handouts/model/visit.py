"""Who comes, when, and for what."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class VisitType(StrEnum):
    """Which visit of a course this is; left out when nobody said."""

    CONSULT = "consult"
    """To talk it over, before any treatment."""
    FIRST = "first"
    """The first treatment."""
    FOLLOW_UP = "follow-up"
    """A later treatment of the course."""
    LAST = "last"
    """The last treatment of the course."""


class DoseBand(StrEnum):
    """Which side effects to tell of. Entered by staff only, never worked out; no dose is known."""

    LOWER = "lower"
    """The lower range of doses."""
    HIGHER = "higher"
    """The higher range of doses."""


class Edition(StrEnum):
    """How a handout is set for the eyes and the mind that read it; no edition loses a block."""

    STANDARD = "standard"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    """One idea a sentence, with words of its own under `content/<language>/easy-read/`."""
    HIGH_CONTRAST = "high-contrast"

    @classmethod
    def with_words(cls) -> "tuple[Edition, ...]":
        """The standard edition, and those that say things in their own way."""
        return tuple(each for each in cls if each is cls.STANDARD or each.own_words)

    @property
    def linear(self) -> bool:
        """Whether all is read from top to bottom: one column, and tables row by row."""
        return self in {Edition.LARGE_PRINT, Edition.EASY_READ}

    @property
    def own_words(self) -> bool:
        """Whether it says things in its own way, and not only sets them in its own way."""
        return self is Edition.EASY_READ


@dataclass(frozen=True, slots=True)
class Patient:
    """The person on the sheet, as the clinic's records write them."""

    name: str
    born: dt.date
    record: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One planned day of a course of treatment."""

    date: dt.date
    time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a visit says of no one person; visits of one kind share the words of their handouts."""

    treatment: str
    site: str | None
    language: str
    bilingual: str | None
    edition: Edition
    visit_type: VisitType | None
    dose_band: DoseBand | None
    risks: tuple[str, ...]
    planned: int
    """So many days of the course are planned."""
    known: frozenset[str]
    """Which of record, ends, clinician, room and note are known, and so have a place."""
    blank: bool = False
    """All that is one person's is a line, for the clinic to write on."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One patient's appointment for one treatment. Times are the clinic's own wall clock."""

    patient: Patient
    treatment: str
    date: dt.date
    time: dt.time
    """When the patient is to arrive; fasting counts back from it."""
    ends: dt.datetime | None = None
    """When the visit is over; no-driving counts from it."""
    clinician: str | None = None
    site: str | None = None
    room: str | None = None
    language: str = "en"
    bilingual: str | None = None
    """The language of the other copy, when the handout goes out in two languages."""
    edition: Edition = Edition.STANDARD
    visit_type: VisitType | None = None
    dose_band: DoseBand | None = None
    risks: tuple[str, ...] = ()
    series: tuple[SeriesDate, ...] = ()
    note: str | None = None

    @property
    def kind(self) -> Kind:
        """The visit without its person and its times."""
        personal = {
            "record": self.patient.record, "ends": self.ends, "clinician": self.clinician,
            "room": self.room, "note": self.note,
        }  # fmt: skip
        return Kind(
            treatment=self.treatment,
            site=self.site,
            language=self.language,
            bilingual=self.bilingual,
            edition=self.edition,
            visit_type=self.visit_type,
            dose_band=self.dose_band,
            risks=self.risks,
            planned=len(self.series),
            known=frozenset(name for name, value in personal.items() if value),
        )


@dataclass(frozen=True, slots=True)
class Blank:
    """A handout for whoever walks in, and for the day when no computer works.

    The clinic writes by hand what a visit would say: who, when, with whom, in which room.
    """

    treatment: str
    site: str | None = None
    language: str = "en"
    bilingual: str | None = None
    """The language of the other copy, when the handout goes out in two languages."""
    edition: Edition = Edition.STANDARD
    visit_type: VisitType | None = None
    dose_band: DoseBand | None = None
    risks: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of visit that it is for; whatever is written by hand has a place."""
        return Kind(
            treatment=self.treatment,
            site=self.site,
            language=self.language,
            bilingual=self.bilingual,
            edition=self.edition,
            visit_type=self.visit_type,
            dose_band=self.dose_band,
            risks=self.risks,
            planned=0,
            known=frozenset({"record", "ends", "clinician", "room"}),
            blank=True,
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is expected when: enough to find the patient of a row that came to nothing."""

    name: str | None = None
    date: dt.date | None = None
    time: dt.time | None = None
