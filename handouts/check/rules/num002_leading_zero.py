"""NUM002: a number below one has a zero before its point: 0.5, not .5.

The point is easily overlooked, and .5 then reads as 5, ten times as much (ISMP).

Looks at: every language; a decimal comma counts too.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem

SIGNS = (
    Sign(
        re.compile(r"(?<![\w.,)\]·])[.,]\d+(?![\d.]*\.\w)"),
        "has no zero before its point, and may be read as a larger number",
        lambda found: f"Write '0{found[0]}'.",
    ),
)


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers that begin with a point."""
    for text in texts(subject):
        yield from told("NUM002", text, covered(written(text)), SIGNS)
