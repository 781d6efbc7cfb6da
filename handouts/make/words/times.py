"""A visit's dates and times in, the words that a patient reads out; hours are counted for real.

Hours are counted through UTC, so a night in which the clocks change has its true length. Words,
their order and the signs between them are those of the language in the Unicode CLDR. Every time
names its half or part of the day, for a reader who knows only one of the two clocks.
"""

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format

from handouts.make.words.languages import locale

NARROW_SPACE, HARD_SPACE = "\u202f", "\u00a0"
_HALF_OF_DAY = re.compile(r"(?<=\d) (?=[ap]\.? ?m\b)|(?<=[ap]\.) (?=m\.)", re.IGNORECASE)

DATES = 1024
"""So many of each are remembered: a day's handouts share most of their dates and times."""

_HALVES = frozenset({"ar", "en"})
"""Languages whose readers say am and pm; all others name the part of the day: 2:30 de la tarde."""


@lru_cache(maxsize=DATES)
def day(date: dt.date, language: str) -> str:
    """Tuesday, December 1, 2026."""
    return _printable(format_date(date, "full", locale=locale(language)))


@lru_cache(maxsize=DATES)
def short_day(date: dt.date, language: str) -> str:
    """Tue, Dec 1: for a list in which the year stands above."""
    return _printable(format_skeleton("MMMEd", date, locale=locale(language)))


@lru_cache(maxsize=DATES)
def birth_date(date: dt.date, language: str) -> str:
    """January 2, 1960: the month as a word, so nobody mixes it up with the day."""
    return _printable(format_date(date, "long", locale=locale(language)))


@lru_cache(maxsize=DATES)
def clock(time: dt.time, language: str) -> str:
    """8:30 am, with a space that does not break and that every font has."""
    tongue = locale(language)
    if tongue.language in _HALVES:
        text = format_time(time, "short", locale=tongue)
    else:
        pattern = str(tongue.datetime_skeletons["Bhm"]).replace("B", "BBBB")
        text = format_time(time, pattern, locale=tongue)
    text = _printable(text)
    return text.replace("AM", "am").replace("PM", "pm") if tongue.language == "en" else text


def plain_clock(time: dt.time) -> str:
    """8:30 am for a terminal, which may know no other space than the plain one."""
    return clock(time, "en").replace(HARD_SPACE, " ")


@lru_cache(maxsize=DATES)
def moment(when: dt.datetime, language: str) -> str:
    """Tuesday, December 1, 2:30 am."""
    tongue = locale(language)
    date = _printable(format_date(when.date(), _day_and_month(tongue), locale=tongue))
    return _together(date, clock(when.time(), language), tongue)


@lru_cache(maxsize=DATES)
def day_and_clock(date: dt.date, time: dt.time, language: str) -> str:
    """Tuesday, December 1, 2026, 2:30 am."""
    return _together(day(date, language), clock(time, language), locale(language))


def _printable(text: str) -> str:
    """The same words without the CLDR's narrow space, which most fonts lack."""
    return text.replace(NARROW_SPACE, HARD_SPACE)


def _day_and_month(tongue: Locale) -> str:
    """The language's own order of weekday, day and month, all in full."""
    skeletons = tongue.datetime_skeletons
    short = str(skeletons.get("MMMMEd") or skeletons["MMMEd"])
    full_month = re.sub(r"M{3,4}", "MMMM", short)
    return re.sub(r"E+|ccc", "EEEE", full_month)


def _together(date: str, time: str, tongue: Locale) -> str:
    return str(get_datetime_format("medium", tongue)).format(time, date)


def tied(hours: str) -> str:
    """Opening hours in which no line ends between a number and its am or pm."""
    return _HALF_OF_DAY.sub(HARD_SPACE, hours)


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
