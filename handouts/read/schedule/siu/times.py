"""The times that a message gives in, the visit's day, begin and end on the clinic's clock out.

A time without an offset is the clinic's wall clock. An appointment's own times (TQ1, SCH-11) go
before those of its services, persons and places (AIS-4, AIP-6, AIL-6, AIG-8).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handouts.problems import Place, Problem, Severity
from handouts.read.columns import Cell
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Message, Segment

_MOMENT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?([+-]\d{4})?"
)
_RESOURCES = (("AIS", 4), ("AIP", 6), ("AIL", 6), ("AIG", 8))
_MINUTES = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1 / 60),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 1.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 60.0),
}
_DAY_OF_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class _Said:
    """A begin as one field says it, and the end that goes with it."""

    start: str
    end: str
    place: Place


def sent_at(message: Message, zone: ZoneInfo) -> dt.datetime | None:
    """When the message was written (MSH-7); None where it does not say so to the minute."""
    found = _MOMENT.fullmatch(message.header.text(7))
    if not found or not found[4]:
        return None
    try:
        return _at(found, zone)
    except (ValueError, OverflowError):
        return None


def says_seconds(message: Message) -> bool:
    """Whether the message says to the second when it was written."""
    found = _MOMENT.fullmatch(message.header.text(7))
    return bool(found and found[6])


def time_cells(message: Message, zone: ZoneInfo) -> tuple[dict[str, Cell], list[Problem]]:
    """The cells of date, time and, where it is known, ends; and warnings. Raises Unusable."""
    said = _said(message)
    starts = {_clock(each.start, message, zone) for each in said}
    if not starts:
        raise Unusable(
            "start",
            "The message says no time at which the visit begins (TQ1-7, SCH-11, AIS-4).",
            "Let the sending system fill in one of them, or make the handout with `handouts make`.",
        )
    if len(starts) > 1 and said[0].place.column not in dict(_RESOURCES).values():
        raise Unusable(
            "start",
            "The message says two times at which the visit begins (TQ1-7, SCH-11).",
            "Look the visit up, and make its handout with `handouts make`.",
        )
    start = min(starts)
    place = said[0].place
    cells = {
        "date": Cell(f"{start:%Y-%m-%d}", place),
        "time": Cell(f"{start:%H:%M}", place),
    }
    end = _end(message, said, start, zone)
    if end is None:
        return cells, []
    if end.replace(second=0) <= start.replace(second=0) or end.date() != start.date():
        warning = Problem(
            place,
            "row-ends",
            "The end of the visit is not later on the same day; it is left out.",
            "The handout says `for 24 hours after you leave` in its place.",
            Severity.WARNING,
        )
        return cells, [warning]
    return cells | {"ends": Cell(f"{end:%H:%M}", place)}, []


def _said(message: Message) -> tuple[_Said, ...]:
    """What the appointment itself says; else what the first kind of resource says."""
    own = tuple(_of_appointment(message))
    if own:
        return own
    for name, number in _RESOURCES:
        if found := tuple(
            _Said(text, "", segment.cell(number, "").place)
            for segment in message.all(name)
            if (text := segment.text(number))
        ):
            return found
    return ()


def _of_appointment(message: Message) -> Iterator[_Said]:
    """TQ1-7 and SCH-11. The latter is gone since version 2.7 and then only stands in for TQ1."""
    timed = False
    for segment in message.all("TQ1"):
        if start := segment.text(7):
            timed = True
            yield _Said(start, segment.text(8), segment.cell(7, "").place)
    if timed and re.match(r"2\.[7-9]", message.header.text(12)):
        return
    for segment in message.all("SCH"):
        for value in segment.values(11):
            if start := value.part(4):
                yield _Said(start, value.part(5), segment.cell(11, "").place)


def _end(
    message: Message, said: tuple[_Said, ...], start: dt.datetime, zone: ZoneInfo
) -> dt.datetime | None:
    ends = {_clock(each.end, message, zone) for each in said if each.end}
    if ends:
        return max(ends)
    minutes = next(_durations(message), None)
    if minutes is None or not 0 < minutes < _DAY_OF_MINUTES:
        return None
    # Counted on the clock of the wall; a visit over the change of clocks is refused later on.
    return start + dt.timedelta(minutes=minutes)


def _durations(message: Message) -> Iterator[float]:
    """Minutes, where a number has its unit: of the whole visit, else of its one service."""
    for segment in message.all("SCH"):
        yield from _minutes(segment, 9, segment.text(10) or segment.text(9, 2))
        for value in segment.values(11):
            if found := re.fullmatch(r"([SMH])(\d{1,5})", value.part(3)):
                yield float(found[2]) * _MINUTES[found[1].lower()]
    for segment in message.all("TQ1"):
        yield from _minutes(segment, 6, segment.text(6, 2))
    services = message.all("AIS")
    if len(services) == 1:
        yield from _minutes(services[0], 7, services[0].text(8))


def _minutes(segment: Segment, number: int, unit: str) -> Iterator[float]:
    amount = segment.text(number)
    per = _MINUTES.get(unit.casefold())
    if per and re.fullmatch(r"\d{1,5}(?:\.\d{1,3})?", amount):
        yield float(amount) * per


def _clock(text: str, message: Message, zone: ZoneInfo) -> dt.datetime:
    """A time on the clinic's wall clock. Raises Unusable."""
    found = _MOMENT.fullmatch(text)
    if not found or not found[4]:
        raise Unusable(
            "start",
            "A time of this message is not said to the minute, or is no time of HL7.",
            "It must be written as YYYYMMDDHHMM, with or without seconds and offset.",
        )
    try:
        if not found[7]:
            _check_sender(message, zone)
        return _at(found, zone).replace(tzinfo=None)
    except (ValueError, OverflowError) as wrong:
        if isinstance(wrong, Unusable):
            raise
        raise Unusable(
            "start", "A time of this message is in no calendar.", "Look the visit up."
        ) from None


def _at(found: re.Match[str], zone: ZoneInfo) -> dt.datetime:
    numbers = [int(each or 0) for each in found.groups()[:6]]
    when = dt.datetime(*numbers)  # type: ignore[arg-type]  # six numbers, none is a zone
    if not found[7]:
        return when.replace(tzinfo=zone)
    hours, minutes = int(found[7][:3]), int(found[7][0] + found[7][3:])
    offset = dt.timezone(dt.timedelta(hours=hours, minutes=minutes))
    return when.replace(tzinfo=offset).astimezone(zone)


def _check_sender(message: Message, zone: ZoneInfo) -> None:
    """A message written by another clock than the clinic's must give offsets to its other times.

    The standard takes the offset of MSH-7 for them, many senders mean the clinic's wall clock.
    """
    found = _MOMENT.fullmatch(message.header.text(7))
    if not found or not found[4] or not found[7]:
        return
    numbers = [int(each or 0) for each in found.groups()[:6]]
    here = _at(found, zone).replace(tzinfo=None)
    if here.replace(second=0) != dt.datetime(*numbers[:5]):  # type: ignore[arg-type]  # as above
        raise Unusable(
            "start",
            "The time of this message (MSH-7) is of another time zone than the clinic's, "
            "and the visit's time names no zone.",
            "Let the sending system write both with their offset from UTC, "
            "or check `timezone` in handouts.yaml.",
        )
