"""Dates and times as people write them in schedules; what can mean two things is refused."""

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from handouts.model.settings import DateOrder

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_MONTH_WORD = re.compile(
    r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})|(\d{1,2})\.? ([A-Za-z]{3,9})\.? (\d{4})"
)
_TIME = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::00)?)?\s*([ap])\.?m\.?|(\d{1,2}):(\d{2})(?::00)?", re.IGNORECASE
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""No patient and no appointment is outside; near the calendar's ends hours cannot be counted."""

OLDEST = 120
"""No patient is older; a birth date further back is a slip of the keyboard."""


SEEN = 512
"""So many answers are remembered: the rows of a schedule share their day and their times."""


class Unclear(ValueError):
    """A date or time that cannot be read for sure; carries the message and the way on."""

    def __init__(self, message: str, hint: str = "Write it as 2026-12-31.") -> None:
        super().__init__(message)
        self.hint = hint


def read_date(text: str, order: DateOrder | None) -> dt.date:
    """A date. Raises Unclear; the text itself is never in the message, it may be a birth date."""
    text = " ".join(text.split())
    if iso := _ISO.fullmatch(text):
        return _calendar(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := _NUMBERS.fullmatch(text):
        return _ordered(int(numbers[1]), int(numbers[3]), int(numbers[4]), order)
    if words := _MONTH_WORD.fullmatch(text):
        month, day, year = words.group(1, 2, 3) if words[1] else words.group(5, 4, 6)
        return _calendar(int(year), _month(month), int(day))
    if _TWO_DIGIT_YEAR.fullmatch(text):
        raise Unclear("has a year of two digits", "Write all four digits of the year.")
    raise Unclear("is no date that can be read")


def named_day(text: str, order: DateOrder | None, today: dt.date) -> dt.date:
    """A date, or today or tomorrow on this machine's calendar. Raises Unclear."""
    near = {"today": 0, "tomorrow": 1}.get(text.strip().casefold())
    return read_date(text, order) if near is None else today + dt.timedelta(days=near)


@lru_cache(SEEN)
def read_time(text: str) -> dt.time:
    """A time of day: 8:30, 08:30, 8:30 am, 2 pm, 14:05. Raises Unclear."""
    found = _TIME.fullmatch(" ".join(text.split()))
    hint = "Write it as 8:30 am or 14:05."
    if found is None:
        raise Unclear("is no time that can be read", hint)
    if found[3] is None:
        hour, minute = int(found[4]), int(found[5])
    else:
        hour, minute = int(found[1]), int(found[2] or 0)
        if not 1 <= hour <= 12:  # noqa: PLR2004  # the hours of a clock face
            raise Unclear("has an hour that no clock face has", hint)
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    try:
        return dt.time(hour, minute)
    except ValueError:
        raise Unclear("is no time of day", hint) from None


@lru_cache(SEEN)
def exists_once(when: dt.datetime, zone: ZoneInfo) -> bool:
    """False for a time that the clocks jump over that night, or that they show twice."""
    there = when.replace(tzinfo=zone)  # in a gap, too, the two sides of the change differ
    return there.utcoffset() == there.replace(fold=1).utcoffset()


def _ordered(first: int, second: int, year: int, order: DateOrder | None) -> dt.date:
    if order is DateOrder.MONTH_FIRST:
        return _calendar(year, first, second)
    if order is DateOrder.DAY_FIRST:
        return _calendar(year, second, first)
    if first != second and max(first, second) <= 12:  # noqa: PLR2004  # both could be a month
        raise Unclear(
            "can mean two days: day and month cannot be told apart",
            "Write it as 2026-12-31, or set `date_order` in handouts.yaml.",
        )
    return _calendar(year, min(first, second), max(first, second))


def _calendar(year: int, month: int, day: int) -> dt.date:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        hint = "Look up the right date: that month has no such day, or there is no such month."
        raise Unclear("is a day that no calendar has", hint) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unclear("has a year that cannot be right", "Check the year.")
    return found


def _month(word: str) -> int:
    found = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:9])]
    if len(found) != 1:
        raise Unclear("has a month that is not known")
    return found[0]
