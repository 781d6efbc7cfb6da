"""A FHIR file in (a Bundle or NDJSON, R4 or R5), the rows of its appointments out."""

import contextlib
from collections.abc import Collection, Iterator
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.problems import HandoutsError, Place, Problem, Severity
from handouts.read.schedule.fhir.appointment import (
    PRINTED,
    Day,
    appointment_id,
    read_appointment,
)
from handouts.read.schedule.fhir.bundle import deleted, held
from handouts.read.schedule.fhir.document import Item, read_document
from handouts.read.schedule.fhir.elements import Refused, elements, text
from handouts.read.schedule.fhir.recency import latest
from handouts.read.schedule.fhir.resources import Held, Resources
from handouts.read.schedule.rows import Row, Schedule


def read_fhir(
    data: bytes,
    file: str,
    words: ScheduleWords,
    zone: ZoneInfo,
    languages: Collection[str] | None = None,
) -> Schedule:
    """A row for each Appointment, in the order of the file; other resources are looked up in.

    A patient's language is told where it is one of these; None takes every language.
    Raises HandoutsError for what spoils the whole file: no JSON, no FHIR, one page of several, no
    appointment in it.
    """
    document = read_document(data, file)
    found, amiss = held(document, file)
    appointments = [each for each in found if each.type == "Appointment"]
    if not appointments and not amiss:
        raise HandoutsError(
            Problem(
                Place(file),
                "schedule-empty",
                "There is no appointment in this file.",
                "Export the appointments of the day, together with their patients.",
            )
        )
    day = Day(Resources(found), words, zone, languages)
    over = {**_deleted(document.items, appointments), **_replaced(appointments, day.resources)}
    rows = [*amiss, *_rows(appointments, over, day)]
    return Schedule(tuple(sorted(rows, key=lambda row: row.number)), document.blank_lines)


def _rows(appointments: list[Held], over: dict[int, str], day: Day) -> Iterator[Row]:
    """Each appointment's row. Of several versions of one the latest counts."""
    servers: dict[str, set[str]] = {}
    for each in appointments:
        servers.setdefault(each.id, set()).update(() if each.root is None else (each.root,))
    versions: dict[object, list[Held]] = {}
    for each in appointments:
        key: object = each.key or each.number
        if each.id and len(servers[each.id]) == 1:
            key = (*servers[each.id], each.type, each.id)  # also where its server is not told
        versions.setdefault(key, []).append(each)
    for same in versions.values():
        last = latest([each.resource for each in same])
        made = next((each for each in same if each.resource is last), None)
        for each in same:
            if each.number in over:
                yield _row(each, "superseded", over[each.number], Severity.HINT)
            elif made is None:
                yield _row(each, "versions", _UNCERTAIN, Severity.ERROR)
            elif each is not made:
                message = f"Entry {made.number} is this appointment as it is now."
                yield _row(each, "superseded", message, Severity.HINT)
            else:
                yield read_appointment(each, day)


def _row(held: Held, rule: str, message: str, severity: Severity) -> Row:
    """A row of which nothing is made."""
    problem = Problem(held.place, f"fhir-{rule}", message, _ONCE, severity)
    failed = severity is Severity.ERROR
    return Row(
        held.number,
        {},
        (problem,) if failed else (),
        held.place,
        skip=None if failed else problem,
        appointment=appointment_id(held),
    )


def _deleted(items: tuple[Item, ...], appointments: list[Held]) -> dict[int, str]:
    """Those that another entry of a history or transaction deletes."""
    gone = frozenset(deleted(items))
    return {
        each.number: "The appointment was deleted."
        for each in appointments
        if any(id_ == each.id and (not root or each.root in {None, root}) for root, id_ in gone)
    }


def _replaced(appointments: list[Held], resources: Resources) -> dict[int, str]:
    """Those that a later appointment stands for (R5 `replaces`)."""
    by_key: dict[object, int] = {}
    for each in appointments:
        if text(each.resource.get("status")) not in PRINTED:
            continue
        for reference in elements(each.resource.get("replaces")):
            with contextlib.suppress(Refused):  # of another day, and so not in the file
                found = resources.find(reference, each, ("Appointment",))
                if found is not None and found.key not in {None, each.key}:
                    by_key[found.key] = each.number
    return {
        each.number: f"The appointment is replaced by entry {by_key[each.key]}."
        for each in appointments
        if each.key in by_key
    }


_UNCERTAIN = (
    "This appointment stands in the file more than once, and which is the latest is not said."
)
_ONCE = "Nothing needs to be done when the later one is right."
