"""NUM005: no fractions in figures, and no symbols in place of words.

1/2 is read as "1 or 2", < and > are taken for each other, + and & for 4 or 2, ° for a zero (ISMP);
a screen reader leaves some of them out. Write "half a tablet", "less than", "and", "degrees". A
blood pressure such as 120/80, 24/7, phones, dates (NUM007) and web addresses are left alone.

Looks at: every language.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem

_FRACTIONS = {"1/2": "half", "1/3": "a third", "2/3": "two thirds", "1/4": "a quarter",
              "3/4": "three quarters", "½": "half", "⅓": "a third", "⅔": "two thirds",
              "¼": "a quarter", "¾": "three quarters"}  # fmt: skip
_SYMBOLS = {
    "<": "less than", ">": "more than", "≤": "at most", "≥": "at least", "@": "at", "&": "and",
    "+": "and, or plus", "°": "degrees", "±": "more or less", "×": "times", "÷": "divided by",
    "≈": "about", "~": "about", "↑": "up, or higher", "↓": "down, or lower", "→": "then, or to",
    "=": "is", "#": "number",
}  # fmt: skip
_PRESSURE = re.compile(r"\d{2,3}/\d{2,3}")


def _fraction(found: re.Match[str]) -> str:
    if _PRESSURE.fullmatch(found[0]):
        return ""
    if said := _FRACTIONS.get(found[0].replace(" ", "")):
        return f"Write it in words: '{said}'."
    return "Write a part as 'half' or 'a third', a score as '6 out of 10', a date in letters."


SIGNS = (
    Sign(
        re.compile(r"(?<![\w/.·-])\d{1,3} ?/ ?\d{1,3}(?![\w/·]|[.-]\d)|[½⅓⅔¼¾⅛⅜⅝⅞⅕]"),
        "is a fraction in figures, which may be read as two numbers",
        _fraction,
    ),
    Sign(
        re.compile(
            r"(?<=\d)[^\W\d_]* ?/ ?(?:day|dose|hour|hr?|kg|min|ml|mL|día|hora|semana|week)\b"
        ),
        "has a slash, which may be read as a 1",
        "Write 'a' or 'each': '2 a day'.",
    ),
    Sign(
        re.compile(f"[{re.escape(''.join(_SYMBOLS))}]"),
        "is a symbol that may be misread, or not read out at all",
        lambda found: f"Write '{_SYMBOLS[found[0]]}'.",
    ),
)


def check(subject: Subject) -> Iterator[Problem]:
    """Fractions and symbols."""
    for text in texts(subject):
        yield from told("NUM005", text, covered(written(text)), SIGNS)
