"""A visit's dates and times in, the words that a patient reads out; hours are counted for real.

Hours are counted through UTC, so a night in which the clocks change has its true length.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

NARROW_SPACE, HARD_SPACE = "\u202f", "\u00a0"


def day(date: dt.date, language: str) -> str:
    """Tuesday, December 1, 2026."""
    return format_date(date, "full", locale=language)


def birth_date(date: dt.date, language: str) -> str:
    """January 2, 1960: the month as a word, so nobody mixes it up with the day."""
    return format_date(date, "long", locale=language)


def clock(time: dt.time, language: str) -> str:
    """8:30 am, with a space that does not break and that every font has."""
    text = format_time(time, "short", locale=language).replace(NARROW_SPACE, HARD_SPACE)
    return text.replace("AM", "am").replace("PM", "pm") if language == "en" else text


def moment(when: dt.datetime, language: str) -> str:
    """Tuesday, December 1, 2:30 am."""
    short = str(Locale.parse(language).datetime_skeletons["MMMEd"])
    in_full = re.sub(r"E+", "EEEE", short.replace("MMM", "MMMM"))
    date = format_date(when.date(), in_full, locale=language)
    return f"{date}, {clock(when.time(), language)}"


def hours_before(date: dt.date, time: dt.time, hours: int, zone: ZoneInfo) -> dt.datetime:
    """The clinic's wall clock so many real hours before a time.

    Midnight becomes one minute before it: "Tuesday, 12:00 am" is read as two different nights.
    """
    found = _shift(dt.datetime.combine(date, time), -hours, zone)
    if found.time() == dt.time(0, 0):
        found -= dt.timedelta(minutes=1)
    return found


def hours_after(when: dt.datetime, hours: int, zone: ZoneInfo) -> dt.datetime:
    """The clinic's wall clock so many real hours after a time; midnight becomes 12:01 am."""
    found = _shift(when, hours, zone)
    if found.time() == dt.time(0, 0):
        found += dt.timedelta(minutes=1)
    return found


def _shift(when: dt.datetime, hours: int, zone: ZoneInfo) -> dt.datetime:
    there = when.replace(tzinfo=zone).astimezone(dt.UTC) + dt.timedelta(hours=hours)
    return there.astimezone(zone).replace(tzinfo=None)
