"""Names of fields in, a text to lay out in the place of each out: found again when it is painted.

The letters are drawn anew for each form, so that no word of the content can be taken for a mark.
None of them reaches a file.
"""

import secrets
from collections.abc import Mapping
from typing import Literal

LONG = 8
"""Letters: short enough for the narrowest cell, long enough to occur once."""

_LETTERS = {"ltr": "ijlrtscz", "rtl": "البتثني"}
"""The narrow ones: whether a mark has room where a time of day has must not hang on how it was
drawn."""


def marks(fields: Mapping[str, Literal["ltr", "rtl"]]) -> dict[str, str]:
    """A mark for each field, running the way that the field's own words do."""
    drawn: dict[str, str] = {}
    for name, way in fields.items():
        mark = ""
        while not mark or mark in drawn.values():
            mark = "".join(secrets.choice(_LETTERS[way]) for _ in range(LONG))
        drawn[name] = mark
    return drawn
