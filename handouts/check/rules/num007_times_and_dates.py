"""NUM007: times and dates are written in one way, the way the handout itself prints them.

Times: 8 am, 8:30 am, 12 noon, midnight. Dates: Tuesday, December 1, with the weekday and the month
in letters; 12/1 is December in one country and January in another. A day of a month without its
weekday is a warning, everything else an error. A month with its year (May 2024) needs no weekday.

Looks at: every language for dates in figures; English for the rest; Spanish for times after 12:59,
which many readers do not count in (write "2:30 de la tarde").
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem, Severity

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_DAYS = "Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun"
_OTHER_STYLE = "is not how the handout writes a time"
_NOON = 12


def _said(hour: int, minute: int, half: str) -> str:
    """A time in the style of the handout; `half` is am or pm."""
    if hour % 12 == 0 and not minute:
        return "12 noon" if half == "pm" else "midnight"
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''} {half}"


def _half(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = f"{found['half'][0].lower()}m"
    better = _said(hour, minute, half)
    return "" if better == found[0] else f"Write '{better}'."


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > _NOON or not hour:
        return f"Write '{_said(hour, minute, 'pm' if hour else 'am')}'."
    return f"Write '{_said(hour, minute, 'am')}' or '{_said(hour, minute, 'pm')}'."


FIGURES = Sign(
    re.compile(
        r"(?<![\w/.·-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2}))(?![\w/·-])"
    ),
    "is a date in figures, which may be read as another day",
    "Write the weekday and the month in letters: 'Tuesday, December 1, 2026'.",
)
ENGLISH = (
    FIGURES,
    Sign(
        re.compile(
            r"(?<![\w:.,])(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s?"
            r"(?P<half>[ap]\.\s?m\.|[ap]m|[AP]M|[AP]\.\s?M\.?)(?!\w)"
        ),
        _OTHER_STYLE,
        _half,
    ),
    Sign(
        re.compile(r"(?<![\w:.,])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\w:]|\.\d)"),
        "does not say morning or afternoon in the way of the handout",
        _clock,
    ),
    Sign(
        re.compile(r"\b\w+ o['’]clock(?: (?:in the )?\w+)?", re.IGNORECASE),
        _OTHER_STYLE,
        "Write '8 am' or '8 pm'.",
    ),
    Sign(re.compile(r"(?<!12 )\bnoon\b", re.IGNORECASE), _OTHER_STYLE, "Write '12 noon'."),
    Sign(re.compile(r"\b12 midnight\b", re.IGNORECASE), _OTHER_STYLE, "Write 'midnight'."),
    Sign(
        re.compile(
            rf"\b(?:{_SHORT_MONTHS})\.? \d{{1,2}}\b|"
            rf"\b(?:{_SHORT_DAYS})\.?,? (?:{_MONTHS}|{_SHORT_MONTHS}|\d)"
            rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS}|{_SHORT_MONTHS})\b"
            rf"|\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)\b"
        ),
        "is not how the handout writes a date",
        "Write the whole words: 'Tuesday, December 1'.",
    ),
    Sign(
        re.compile(rf"(?<!\w)(?:(?:{_DAYS}),? )?(?:{_MONTHS}) \d{{1,2}}(?!\d|,\d)"),
        "has no weekday",
        lambda found: "" if re.match(_DAYS, found[0]) else f"Write 'Tuesday, {found[0]}'.",
        Severity.WARNING,
    ),
)
SPANISH = (
    FIGURES,
    Sign(
        re.compile(r"(?<![\w:.,])(?P<hour>1[3-9]|2[0-3]):(?P<minute>[0-5]\d)(?![\w:]|\.\d)"),
        "is a time that many readers do not count in",
        lambda found: (
            f"Write '{int(found['hour']) - 12}:{found['minute']} de la tarde' o 'de la noche'."
        ),
    ),
)
SIGNS = {"en": ENGLISH, "es": SPANISH}


def check(subject: Subject) -> Iterator[Problem]:
    """Times and dates in another style."""
    signs = SIGNS.get(subject.content.language, (FIGURES,))
    for text in texts(subject):
        yield from told("NUM007", text, covered(written(text)), signs)
