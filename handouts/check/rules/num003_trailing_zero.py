"""NUM003: a number has no zero at the end behind its point: 1, not 1.0; 0.5, not 0.50.

The point is easily overlooked, and 1.0 then reads as 10, ten times as much (ISMP). Prices
($5.00), times and the thousands of languages that write 1.000 are left alone.

Looks at: every language.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem

_NUMBER = r"(?<![\w.,$€£:/·-])\d+[.,]\d*0(?![\w,:/·]|[.]\d| ?(?:[ap]\.?m\b|USD|dollars|dólares))"


def _without(found: re.Match[str]) -> str:
    number = found[0].replace(",", ".")
    return f"Write '{number.rstrip('0').rstrip('.')}'."


ENGLISH = (
    Sign(
        re.compile(_NUMBER.replace("[.,]", r"\.")),
        "ends in a zero behind its point, and may be read as a larger number",
        _without,
    ),
)
OTHERS = (
    Sign(
        re.compile(_NUMBER.replace(r"\d+[.,]", r"\d+[.,](?!\d{3}(?!\d))")),
        "ends in a zero behind its point, and may be read as a larger number",
        _without,
    ),
)


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers with needless zeros."""
    signs = ENGLISH if subject.content.language == "en" else OTHERS
    for text in texts(subject):
        yield from told("NUM003", text, covered(written(text)), signs)
