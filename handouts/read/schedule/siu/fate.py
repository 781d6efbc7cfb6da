"""The messages of one appointment in, what it has come to out: for whom it is, and if it is on.

The last message decides. Where it leaves a doubt, a person is asked and nothing is printed.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from zoneinfo import ZoneInfo

from handouts.problems import Problem, Severity
from handouts.read.schedule.siu.changes import BOOKS, ENDS, PARTS, Change, surely_later
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Segment
from handouts.read.schedule.siu.patient import record_numbers
from handouts.read.schedule.siu.status import over, standing, unclear
from handouts.read.schedule.siu.times import time_cells
from handouts.read.schedule.siu.visit import the_patient


def same_patient(messages: list[Change]) -> Segment | None:
    """The patient of the latest message that names one. Raises Unusable where two are named."""
    named = [found for each in messages if (found := the_patient(each.message))]
    for one, other in pairwise(named):
        if not _same(one, other):
            raise Unusable(
                "patients",
                "Messages of this file name different patients for one and the same appointment.",
                "Look the visit up, and make its handout with `handouts make`.",
            )
    return named[-1] if named else None


def _same(one: Segment, other: Segment) -> bool:
    """Whether two PID are of one patient: by record number where both have one."""
    records = record_numbers(one), record_numbers(other)
    if all(records):
        return not set(records[0]).isdisjoint(records[1])
    return _who(one) == _who(other)


def _who(patient: Segment) -> tuple[str, str, str]:
    return patient.text(5).casefold(), patient.text(5, 2).casefold(), patient.text(7)[:8]


def ended(messages: list[Change], appointment: str | None) -> str:
    """Why nobody is expected after the last message; empty where somebody is. Raises Unusable."""
    trigger, schedule = messages[-1].trigger, messages[-1].schedule
    if trigger in PARTS:
        raise Unusable(
            "trigger",
            f"SIU^{trigger} changes a part of this appointment; such changes are not followed.",
            "Look the visit up, and make its handout with `handouts make`.",
        )
    if trigger in ENDS:
        if appointment is None:
            raise Unusable(
                "appointment",
                f"SIU^{trigger} ends an appointment, but does not say which (SCH-1, SCH-2).",
                "Look up which visit it is, and take its handout out.",
            )
        known = any(each.trigger in BOOKS for each in messages[:-1])
        unknown = "" if known else " No message of this file books it."
        return f"This appointment {ENDS[trigger]} (SIU^{trigger}).{unknown}"
    if status := over(schedule, 25):
        return f"This appointment {status} (SCH-25)."
    before = messages[-2] if len(messages) > 1 else None
    if trigger == "S12" and before and before.trigger != "S12":
        _check_order(messages[-1], before)
    if trigger == "S14" and before and before.trigger in ENDS and not standing(schedule, 25):
        raise Unusable(
            "status",
            f"The message changes a visit that message {before.number} ended, and does not say "
            "that it is booked again (SCH-25).",
            "Look up whether the patient comes.",
        )
    return ""


Unbooked = dict[tuple[str, str], list[tuple[Change, Segment]]]
"""What ends visits that no message books, with their patients, by day and time."""


def unbooked(appointments: Iterable[list[Change]], zone: ZoneInfo) -> Unbooked:
    """The messages that end a visit of a said patient and time which no message of a file books."""
    found: Unbooked = {}
    for messages in appointments:
        if any(each.trigger in BOOKS for each in messages):
            continue
        for each in messages:
            with suppress(Unusable):  # it is refused by itself
                patient, moment = the_patient(each.message), _moment(each, zone)
                if each.trigger in ENDS and patient is not None:
                    found.setdefault(moment, []).append((each, patient))
    return found


def check_other_numbers(booked: Change, patient: Segment, ends: Unbooked, zone: ZoneInfo) -> None:
    """What ends a visit may name it by another number than what books it. Raises Unusable."""
    for end, theirs in ends.get(_moment(booked, zone), ()) if ends else ():
        if _same(patient, theirs) and not surely_later(booked, end):
            raise Unusable(
                "appointment",
                f"Message {end.number} ends a visit of the same patient at the same time, by "
                "another number.",
                "Look up whether it is this visit.",
            )


def _moment(change: Change, zone: ZoneInfo) -> tuple[str, str]:
    """Day and time of the visit. Raises Unusable."""
    cells, _ = time_cells(change.message, zone)
    return cells["date"].text, cells["time"].text


def _check_order(booking: Change, before: Change) -> None:
    """A change may reach the file before the booking that it changes. Raises Unusable."""
    if not surely_later(booking, before):
        raise Unusable(
            "order",
            f"This message books a visit that message {before.number} moves, changes or ends; "
            "which of them was written later cannot be told (MSH-7).",
            "Look up whether the patient comes, and when.",
        )


def doubts(change: Change) -> Iterator[Problem]:
    """What somebody should look at, though the row is made."""
    message = change.message
    if unclear(change.schedule, 25):
        yield Problem(
            message.place,
            "row-status",
            "The status of this appointment (SCH-25) is no word that is known here.",
            "Check that the patient is expected.",
            Severity.WARNING,
        )
    if message.header.text(11) in {"T", "D"}:
        yield Problem(
            message.place,
            "row-test",
            "The sending system marks this message as a test (MSH-11).",
            "Check that it is of a real visit.",
            Severity.WARNING,
        )
