"""RTL001: where words run from right to left, no number prints in another order than it is said.

Lines of Arabic, Hebrew, Persian and Urdu run from right to left, numbers from left to right. The
program sets apart what it can: each value such as {phone}, and each number with hyphens, so these
keep their order. It cannot do so for numbers that are parted by a space ("555 0100" prints as
"0100 555"), a number with a unit in Latin letters ("5 mg"), a sign before or behind ("+5", "65+",
"A+"), or a range with a long dash or with spaces. A phone or an amount that is read in the wrong
order can hurt.

To mend it, use a value ({phone}), put hyphens into a phone (555-0100), write the unit in the
language's own letters, and say ranges and signs in words: "from 3 to 5". Invisible marks that turn
text round are refused when a file is read.

Labels of wording.yaml, and `hours` and `map` of clinic.yaml, are printed as they are; there a
number with hyphens counts too. [Unicode Standard Annex 9; each case was held against FriBidi]
"""

import re
from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.make.words.languages import direction
from handouts.make.words.prose import Unclear, Voice, clinic_values
from handouts.problems import Problem

_APART = "\ufffc"
"""Stands for a run that the program sets apart."""
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_TURNS = re.compile(
    rf"(?P<spaced>{_DIGIT}+(?:[ \u00a0]{_DIGIT}+)+)"
    rf"|(?P<range>{_DIGIT}+[ \u00a0]*[-\u2010-\u2015\u2212][ \u00a0]*{_DIGIT}+(?:-{_DIGIT}+)*)"
    rf"|(?P<unit>{_DIGIT}+[ \u00a0]*°?[ \u00a0]*(?<=[ \u00a0°])[A-Za-zµμ]+)"
    rf"|(?P<before>[-+\u2212$€£#*~±<>≤≥]{_DIGIT}+)"
    r"|(?P<behind>(?:[0-9]|\b[A-Za-z])\+)"
)
_HINTS = {
    "spaced": "Put hyphens into a phone (555-0100), or use a value such as {phone}.",
    "range": "Say it in the language's own words: from 3 to 5.",
    "unit": "Write the unit in the language's own letters.",
    "before": "Say the sign in words.",
    "behind": "Say the sign in words.",
}


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers that would print in another order."""
    content = subject.content
    if direction(content.language) != "rtl":
        return
    values: dict[str, str | None] = dict.fromkeys(clinic_values(content.clinic.says, None), _APART)
    voice = Voice(values, frozenset())
    for item in content.items():
        for path, text in item.prose():
            if item.kind == "sources" or (item.kind == "clinic" and path[-1] != content.language):
                continue
            said = text if item.kind in {"wording", "clinic"} else _as_printed(text, voice)
            for found in _TURNS.finditer(said):
                message = f"{found[0]!r} would print in another order."
                hint = _HINTS[str(found.lastgroup)]
                yield Problem(item.place(*path), "RTL001", message, hint)


def _as_printed(text: str, voice: Voice) -> str:
    """The text with a sign in place of what the program sets apart."""
    try:
        spans = voice.phrase(text)
    except Unclear:
        return ""  # MARK001 tells
    return "".join(_APART if span.whole else span.text for span in spans)
