"""The messages of one file in, what each of them does to its appointment out.

A later message about an appointment takes the place of the earlier ones. Later is what was written
later (MSH-7); where any of an appointment's messages does not say, their order in the file decides.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handouts.read.schedule.siu.file import Sent
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Message, Segment
from handouts.read.schedule.siu.times import says_seconds, sent_at

BOOKS = {"S12": "books", "S13": "moves", "S14": "changes"}
"""Triggers whose message holds the whole appointment as it is from then on."""
ENDS = {
    "S15": "is cancelled",
    "S16": "is discontinued",
    "S17": "is deleted",
    "S26": "was missed",
}
"""Triggers after which nobody is expected."""
PARTS = frozenset({"S18", "S19", "S20", "S21", "S22"})
"""Triggers that change one service or resource of an appointment. They are not followed."""
BLOCKS = frozenset({"S23", "S24"})
"""Triggers that block time or free it again; no patient has a part in them."""


@dataclass(frozen=True, slots=True)
class Id:
    """An identifier (EI) with who gave it; nobody where the message does not say."""

    number: str
    giver: str

    @classmethod
    def of(cls, schedule: Segment, number: int) -> "Id | None":
        """What a field of SCH holds; None where it is empty."""
        value = next(iter(schedule.values(number)), None)
        if value is None or not value.part(1):
            return None
        return cls(value.part(1), value.part(2) or value.part(3))


@dataclass(frozen=True, slots=True)
class Change:
    """A message with its number in the file, and what tells which appointment it changes when."""

    number: int
    message: Message
    schedule: Segment
    """Its SCH."""
    trigger: str
    placer: Id | None
    filler: Id | None
    occurrence: str
    """Which of repeated visits (SCH-3); empty where the message does not say."""
    sender: str
    control: str
    """The message's own id (MSH-10)."""
    written: dt.datetime | None

    @classmethod
    def of(cls, number: int, message: Message, schedule: Segment, zone: ZoneInfo) -> "Change":
        """What the message says. Raises Unusable."""
        return cls(
            number=number,
            message=message,
            schedule=schedule,
            trigger=message.trigger,
            placer=Id.of(schedule, 1),
            filler=Id.of(schedule, 2),
            occurrence=schedule.text(3).lstrip("0"),
            sender=message.sender,
            control=message.header.text(10),
            written=sent_at(message, zone),
        )

    @property
    def numbers(self) -> tuple[str, ...]:
        """The filler's and the placer's number of the appointment, without their givers."""
        return tuple(each.number for each in (self.filler, self.placer) if each)


class Appointments:
    """Which messages are about one and the same appointment."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        self._givers: dict[str, set[str]] = defaultdict(set)
        self._fillers: dict[Id, set[Id]] = defaultdict(set)
        self._occurrences: dict[Id, set[str]] = defaultdict(set)
        for each in changes:
            for found in filter(None, (each.placer, each.filler)):
                self._givers[found.number].add(found.giver)
        for each in changes:
            with suppress(Unusable):
                placer, filler = self._whole(each.placer, each), self._whole(each.filler, each)
                if placer and filler:
                    self._fillers[placer].add(filler)
        for each in changes:
            with suppress(Unusable):
                if appointment := self._appointment(each):
                    self._occurrences[appointment].add(_repetition(each))

    def key(self, change: Change) -> str | None:
        """One text for each appointment; None when the message names none.

        SCH-2 (the filler's id) goes before SCH-1 (the placer's); SCH-3 tells repeated visits
        apart. Raises Unusable where the message could be about more than one.
        """
        found = self._appointment(change)
        if found is None:
            return None
        one = change.occurrence or change.trigger in BOOKS  # else it may be about all of them
        if not one and len(self._occurrences[found]) > 1:
            raise _unclear()
        return "|".join((found.number, found.giver, _repetition(change)))

    def _appointment(self, change: Change) -> Id | None:
        if filler := self._whole(change.filler, change):
            return filler
        placer = self._whole(change.placer, change)
        known = self._fillers.get(placer, set()) if placer else set()
        if len(known) > 1:
            raise _unclear()
        return next(iter(known), placer)

    def _whole(self, found: Id | None, change: Change) -> Id | None:
        """The identifier with its giver, taken from other messages where this one does not say."""
        if found is None or found.giver:
            return found
        givers = self._givers[found.number] - {""}
        if len(givers) > 1:
            raise _unclear()
        return Id(found.number, next(iter(givers), change.sender))


def in_order(changes: list[Change]) -> list[Change]:
    """The messages of one appointment, the earliest first."""
    times = _times(changes)
    if None in times:
        return changes
    written = [when for when in times if when]
    pairs = sorted(zip(written, changes, strict=True), key=lambda pair: pair[0])
    return [each for _, each in pairs]


def surely_later(last: Change, before: Change) -> bool:
    """Whether the messages themselves say so; else only their order in the file does."""
    earlier, later = _times([before, last])
    return earlier is not None and later is not None and earlier < later


def _times(changes: list[Change]) -> list[dt.datetime | None]:
    """When they were written, to the second only where all say so: 10:15 may be after 10:15:30."""
    times = [each.written and each.written.astimezone(dt.UTC) for each in changes]
    if all(says_seconds(each.message) for each in changes):
        return times
    return [when and when.replace(second=0) for when in times]


def repeats(changes: tuple[Change, ...]) -> Mapping[int, int]:
    """For each message that was sent twice, the number of the first: same id (MSH-10), same words.

    A control id that another message has too, with other words, is no repetition.
    """
    first: dict[tuple[object, ...], int] = {}
    found = {}
    for each in changes:
        words = tuple(str(segment.fields) for segment in each.message.segments)
        same = (each.sender, each.control, each.trigger, words)
        if each.control and same in first:
            found[each.number] = first[same]
        else:
            first.setdefault(same, each.number)
    return found


def number_in(sent: Sent) -> str:
    """The appointment's number in a message that cannot be read, as far as it can be made out."""
    header = sent.segments[0][1] if sent.segments else b""
    field, component = header[3:4], header[4:5]
    schedule = next((line for _, line in sent.segments if line[:3] == b"SCH"), b"")
    if not field or not schedule:
        return ""
    numbers = [said.split(component or b"^")[0].strip() for said in schedule.split(field)[1:3]]
    return next((said.decode("latin-1") for said in reversed(numbers) if said), "")


def _repetition(change: Change) -> str:
    """The number of a repeated visit; none for the first, which is also the only one of most."""
    return "" if change.occurrence == "1" else change.occurrence


def _unclear() -> Unusable:
    return Unusable(
        "appointment",
        "Which appointment this message is about cannot be told: several have this number.",
        "Look up whether one of them was changed or cancelled.",
    )
