"""NUM004: a number from 1,000 has its comma, and a unit stands apart from its number.

1000 is read as 100 or 10000, and in 10mg the m is read as a zero or two (ISMP). Years, phones,
record numbers and addresses are left alone.

Looks at: every language for units in Latin letters; English for commas, since other languages part
thousands in their own ways.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem

_UNITS = (
    "mcg|mg|kg|g|mL|ml|dL|dl|L|cm|mm|km|ft|lbs?|oz|tsp|tbsp|mEq|kcal|cal|mmHg|bpm|"
    "hrs?|hours?|h|mins?|minutes?|secs?|seconds?|days?|weeks?|months?|years?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STUCK = Sign(
    re.compile(rf"(?<![\w#.,-])(?P<number>\d[\d.,]{{0,12}})(?P<unit>{_UNITS})(?![\w-])"),
    "runs the unit into its number",
    lambda found: f"Write '{found['number']} {found['unit']}'.",
)


def _with_comma(found: re.Match[str]) -> str:
    if _YEAR.fullmatch(found["number"]) and not found["unit"]:
        return ""
    return f"Write '{int(found['number']):,}{found['unit'] or ''}'."


_NO_COMMA = Sign(
    re.compile(
        rf"(?<![\w.,/#:-])(?<![A-Z]{{2}} )(?P<number>[1-9]\d{{3,8}})"
        rf"(?P<unit> (?:{_UNITS}|people|steps|times))?(?![\w/:·-]|[.,]\d)"
    ),
    "is a large number without a comma",
    _with_comma,
)


def check(subject: Subject) -> Iterator[Problem]:
    """Large numbers without commas, numbers that run into their units."""
    signs = (_STUCK, _NO_COMMA) if subject.content.language == "en" else (_STUCK,)
    for text in texts(subject):
        yield from told("NUM004", text, covered(written(text)), signs)
