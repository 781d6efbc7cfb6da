"""How one clinic's folder works: handouts.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from annotated_types import Interval

from handouts.model.item import STRICT


class DateOrder(StrEnum):
    """What 03/04/2026 means here."""

    MONTH_FIRST = "month/day/year"
    """March 4."""
    DAY_FIRST = "day/month/year"
    """April 3."""


class Paper(StrEnum):
    """What lies in the printer's tray."""

    LETTER = "letter"
    """8.5 by 11 inches."""
    A4 = "a4"
    """210 by 297 millimeters."""


class Called(StrEnum):
    """How a list that lies on a counter calls patients."""

    INITIALS = "initials"
    """M. E., beside the time: enough to find a packet, and little for others to read."""
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class SigningPolicy:
    """How many people sign each text, and who they are."""

    __pydantic_config__: ClassVar[Any] = STRICT

    number: Annotated[int, Interval(ge=1, le=2)] = 1
    """How many different people must sign each text: 1 or 2."""
    prescriber: bool = False
    """yes: one of them must be a prescriber."""
    prescribers: tuple[str, ...] = ("MD", "DO", "NP", "PA", "APRN")
    """The roles that count as prescriber."""


@dataclass(frozen=True, slots=True)
class ScheduleWords:
    """What the clinic's schedule calls things, where it does not use our names."""

    __pydantic_config__: ClassVar[Any] = STRICT

    columns: Mapping[str, str] = field(default_factory=dict)
    """A column's name there, and ours, such as `Patient name: patient`. `ignore` leaves one out,
    and so it does all that are not known behind `"*"`; `date; time` is for one that holds both."""
    treatments: Mapping[str, str] = field(default_factory=dict)
    """A code or words there, and our treatment, or two with ; between; none where such a visit
    gets no handout."""
    sites: Mapping[str, str] = field(default_factory=dict)
    """A place's name or code there, and its id in clinic.yaml."""
    record_length: Annotated[int, Interval(ge=1, le=40)] | None = None
    """How many digits a record number has. Then zeros that a workbook lost are put back."""


class Sides(StrEnum):
    """Which sides of the paper are printed on."""

    ONE = "one"
    """One side only."""
    LONG_EDGE = "long-edge"
    """Both sides, turned over like a book."""
    SHORT_EDGE = "short-edge"
    """Both sides, turned over like a wall calendar."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """Where paper comes out once somebody asks for it; nothing here prints by itself."""

    __pydantic_config__: ClassVar[Any] = STRICT

    name: str | None = None
    """The printer's name, as `handouts doctor` tells it; the desk's page prints there with one
    click. Empty: this machine's usual printer, and the desk's page has the print dialog only."""
    tray: str | None = None
    """The tray with the paper, such as tray-2. Empty: what the printer is set to."""
    sides: Sides | None = None
    """one, long-edge or short-edge. Empty: what the printer is set to."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How the front desk's page works here."""

    __pydantic_config__: ClassVar[Any] = STRICT

    schedule: str | None = None
    """The file with today's list, such as ../exports/{date}.csv; {date} becomes 2026-12-01. Empty:
    it is dropped on the page."""
    days: str = "days"
    """The folder for the days that are made on the page, seen from this folder."""
    idle_minutes: Annotated[int, Interval(ge=1, le=120)] = 5
    """After so many minutes without a touch the page hides every patient's data."""


@dataclass(frozen=True, slots=True)
class Settings:
    """handouts.yaml: what holds for every handout that is made from this folder."""

    __pydantic_config__: ClassVar[Any] = STRICT

    timezone: str
    """The clinic's time zone, such as America/New_York."""
    paper: Paper = Paper.LETTER
    """letter or a4."""
    language: str = "en"
    """The language of a handout when a visit names none."""
    date_order: DateOrder | None = None
    """What 03/04/2026 means: month/day/year or day/month/year. Empty: such dates are refused."""
    languages: tuple[str, ...] = ()
    """Languages that this clinic hands out; empty means all that have words."""
    offers: tuple[str, ...] = ()
    """Treatments that this clinic gives; empty means all."""
    signatures: SigningPolicy = field(default_factory=SigningPolicy)
    """How many people sign each text, and who they are."""
    cover: Called = Called.INITIALS
    """How the cover list of a packet calls patients: initials or names."""
    schedule: ScheduleWords = field(default_factory=ScheduleWords)
    """What your schedule calls columns, treatments and places."""
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    """Where paper comes out once somebody asks for it with --print."""
    desk: DeskSettings = field(default_factory=DeskSettings)
    """How the front desk's page works here."""
    keep_days: Annotated[int, Interval(ge=0, le=3650)] | None = None
    """After so many days `handouts purge` deletes a batch's handouts. Empty: only when told."""

    def spoken(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Of the languages that have words, those that the clinic hands out."""
        return tuple(each for each in languages if not self.languages or each in self.languages)
