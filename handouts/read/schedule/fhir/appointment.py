"""One FHIR Appointment in, one row of a schedule out, or why there is none."""

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.problems import Problem, Severity, errors
from handouts.read.columns import Cell
from handouts.read.dates import FIRST_YEAR, LAST_YEAR
from handouts.read.schedule.fhir import participants as taking_part
from handouts.read.schedule.fhir import patient as who
from handouts.read.schedule.fhir.elements import Refused, elements, text
from handouts.read.schedule.fhir.release import check_release
from handouts.read.schedule.fhir.resources import Held, Resources
from handouts.read.schedule.fhir.strict_json import Number
from handouts.read.schedule.fhir.treatment import treatments
from handouts.read.schedule.rows import Row

T = TypeVar("T")

PRINTED = ("booked", "arrived", "checked-in", "pending")
SKIPPED = {
    "cancelled": "is cancelled",
    "noshow": "is marked as missed",
    "entered-in-error": "was entered in error",
    "proposed": "is only proposed, not booked",
    "waitlist": "is on the waiting list, not booked",
    "fulfilled": "is over, or the visit has begun",
}
"""What each status means at the counter (hl7.org/fhir/R4/valueset-appointmentstatus.html)."""

_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_LONGEST = 24 * 60
_SUBJECT = "The appointment is about the patient, who is not named among those who come."
_SEVERAL_RECORDS = "The patient has several record numbers: none is printed."
_WHICH_RECORD = (
    "Say in handouts.yaml, under `schedule: columns:`, which system's is yours, such as "
    '"urn:oid:1.2.3": record.'
)
_OTHER_LANGUAGE = "The patient prefers a language that this clinic does not hand out."


@dataclass(frozen=True, slots=True)
class Day:
    """What appointments are read with: the file's resources, and how the clinic works."""

    resources: Resources
    words: ScheduleWords
    zone: ZoneInfo
    languages: Collection[str] | None = None


def read_appointment(held: Held, day: Day) -> Row:
    """The row; never an exception, whatever the appointment says."""
    reader = _Appointment(held, day)
    try:
        skip = reader.skip()
        cells = {} if skip else reader.cells()
    except Refused as refused:
        reader.refuse(refused)
        skip, cells = None, {}
    skip = skip or reader.unwanted
    failed = bool(errors(reader.problems))
    return Row(
        held.number,
        {} if failed or skip else cells,
        () if skip and not failed else tuple(reader.problems),
        held.place,
        skip=None if failed else skip,
        appointment=appointment_id(held),
        found=cells if failed else {},
    )


def appointment_id(held: Held) -> str | None:
    """Its own id: that of the resource, for a business identifier may stand for a whole series."""
    if held.root is not None and held.id:
        return f"{held.root}Appointment/{held.id}"
    if held.id:
        return f"Appointment/{held.id}"
    for identifier in elements(held.resource.get("identifier")):
        system, value = text(identifier.get("system")), text(identifier.get("value"))
        if system and value:
            return f"{system}|{value}"
    return None


@dataclass
class _Appointment:
    """Reads part after part and gathers what is wrong in all of them."""

    held: Held
    day: Day
    problems: list[Problem] = field(default_factory=list)
    unwanted: Problem | None = None

    def skip(self) -> Problem | None:
        """Why no handout is wanted. Raises Refused for a status or a release that is not known."""
        appointment = self.held.resource
        check_release(appointment)
        status = text(appointment.get("status"))
        if status in SKIPPED:
            return self._skipped(f"The appointment {SKIPPED[status]}.")
        if status not in PRINTED:
            raise Refused(
                "fhir-status",
                "The appointment has no status that FHIR knows.",
                f"Made are: {', '.join(PRINTED)}. Skipped are: {', '.join(SKIPPED)}.",
            )
        return None

    def cells(self) -> dict[str, Cell]:
        """All columns that the appointment fills. Problems tell of the others."""
        found: dict[str, str] = {}
        day, start = self.day, self._try(self._start)
        date = start.date() if start else None
        if start is not None:
            found |= {"date": start.date().isoformat(), "time": f"{start:%H:%M}"}
            found["ends"] = self._try(lambda: self._ends(start)) or ""
        found["treatment"] = self._try(self._treatments) or ""
        if (
            taking := self._try(lambda: taking_part.participants(self.held, day.resources))
        ) is None:
            return {}
        if (one := self._try(lambda: taking_part.the_patient(taking))) is not None:
            if one.absent:
                self.unwanted = self.unwanted or self._skipped(one.absent)
            if one.only_subject:
                self._warn("subject", _SUBJECT, "Check that the patient is expected.")
            assert one.resource is not None
            if date is not None:
                found |= self._patient(one.resource, date)
        if date is not None:
            found["clinician"] = (
                self._try(lambda: taking_part.clinician(taking, day.resources, date)) or ""
            )
        place = self.held.place
        site = self._try(lambda: taking_part.site_and_room(taking, day.resources, day.words, place))
        found["site"], found["room"] = site or ("", "")
        return {name: Cell(value, self.held.place) for name, value in found.items() if value}

    def refuse(self, refused: Refused) -> None:
        """Keep what is wrong, each thing once."""
        problem = Problem(self.held.place, refused.rule, refused.message, refused.hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def _try(self, reading: Callable[[], T]) -> T | None:
        try:
            return reading()
        except Refused as refused:
            self.refuse(refused)
        return None

    def _warn(self, rule: str, message: str, hint: str) -> None:
        problem = Problem(self.held.place, f"fhir-{rule}", message, hint, Severity.WARNING)
        self.problems.append(problem)

    def _skipped(self, message: str) -> Problem:
        return Problem(self.held.place, "fhir-skipped", message, severity=Severity.HINT)

    def _treatments(self) -> str:
        resources = self.day.resources
        own = who.own_words_of(taking_part.named_patients(self.held, resources))
        ids, self.unwanted = treatments(self.held, resources, self.day.words, own)
        return ids

    def _patient(self, held: Held, date: dt.date) -> dict[str, str]:
        patient = held.resource
        try:
            check_release(patient)
            who.check_open(patient)
        except Refused as refused:
            self.refuse(refused)
            return {}
        columns = self.day.words.columns
        record, several = self._try(lambda: who.record(patient, date, columns)) or ("", False)
        if several:
            self._warn("record", _SEVERAL_RECORDS, _WHICH_RECORD)
        language, other = who.language(patient, self.day.languages)
        if other:
            self._warn("language", _OTHER_LANGUAGE, "The handout is in the clinic's own language.")
        return {
            "patient": self._try(lambda: who.printed_name(patient, date)) or "",
            "born": self._try(lambda: who.born(patient)) or "",
            "record": record,
            "language": language,
        }

    def _start(self) -> dt.datetime:
        said = self.held.resource.get("start")
        if said is None:
            raise Refused(
                "fhir-start",
                "The appointment has no start: no time is booked.",
                "Book a time in your system, and export again.",
            )
        return self._instant(text(said), "start")

    def _ends(self, start: dt.datetime) -> str:
        """The time when the visit is over; empty when it is over on another day, or not said."""
        appointment = self.held.resource
        if appointment.get("end") is not None:
            ends = self._instant(text(appointment["end"]), "end")
        elif (minutes := _minutes(appointment.get("minutesDuration"))) is not None:
            ends = (start.astimezone(dt.UTC) + minutes).astimezone(self.day.zone)
        else:
            return ""
        if ends.astimezone(dt.UTC) < start.astimezone(dt.UTC):
            message = "The appointment ends before it starts."
            raise Refused("fhir-end", message, "Correct it in your system, and export again.")
        return f"{ends:%H:%M}" if start.date() == ends.date() and ends.time() > start.time() else ""

    def _instant(self, said: str, what: str) -> dt.datetime:
        """A moment on the clinic's clock, to the minute."""
        found = _INSTANT.fullmatch(said)
        if found is None or found[1] is None:
            raise Refused(
                "fhir-start",
                f"The {what} of the appointment is no moment with its offset from UTC.",
                "FHIR writes it as 2026-12-01T08:30:00-05:00.",
            )
        try:
            when = dt.datetime.fromisoformat(said).astimezone(self.day.zone)
        except (ValueError, OverflowError):
            when = None
        if when is None or not FIRST_YEAR <= when.year <= LAST_YEAR:
            message = f"The {what} of the appointment is a moment that cannot be."
            raise Refused("fhir-start", message, "Correct it in your system, and export again.")
        return when


def _minutes(said: object) -> dt.timedelta | None:
    if not isinstance(said, Number) or not (said.text.isascii() and said.text.isdigit()):
        return None
    minutes = int(said.text[:9])
    return dt.timedelta(minutes=minutes) if 0 < minutes <= _LONGEST else None
