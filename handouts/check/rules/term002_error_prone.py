"""TERM002: no abbreviation that has led to medicine errors, and none of the prescriber's Latin.

"q.d." was read as four times a day, "U" as a zero, "cc" as "00", "µg" as "mg". The Institute for
Safe Medication Practices (ISMP) keeps the list of such abbreviations; a patient knows none of them.
Small and capital letters count: "PO" is told, a Spanish or Vietnamese "po" is not.

Mend it: write the words: "once a day", "units", "mL", "as needed", "by mouth".

Looks at: every language.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem

_LIST = {
    r"[Qq]\.[Oo]\.[Dd]\.?|QOD|qod": "every other day",
    r"[Qq]\.[Dd]\.?|QD|qd": "once a day",
    r"[Bb]\.[Ii]\.[Dd]\.?|BID": "two times a day",
    r"[Tt]\.[Ii]\.[Dd]\.?|TID": "three times a day",
    r"[Qq]\.[Ii]\.[Dd]\.?|QID|qid": "four times a day",
    r"[Qq]\.?[Hh]\.?[Ss]": "at bedtime",
    r"q\.?\s?\d+(?:-\d+)?\s?h(?:rs?)?": "every (so many) hours",
    r"PRN|prn|p\.r\.n\.?": "when you need it",
    r"NPO|n\.p\.o\.?": "nothing to eat or drink",
    r"PO(?! ?(?:[Bb]ox|BOX|·))|p\.o\.|per os": "by mouth",
    r"HS|h\.s\.": "at bedtime",
    r"D/C|d/c": "stop, or go home",
    r"SC|SQ|[Ss]ub[ -]?[Qq]|[Ss]ub[ -]?cut": "under the skin",
    r"IM": "into a muscle",
    r"IN(?= (?:spray|dose|ketamine))": "into the nose",
    r"AU|O[DSU]": "the ear or eye, such as 'the right eye'",
    r"MSO4|MgSO4": "the medicine's whole name",
    r"TIW|BIW": "how many times a week",
    r"gtts?|GTTS?": "drops",
    r"Rx": "medicine, or prescription",
    r"Tx": "treatment",
    r"Dx|Hx|Sx|c/o|h/o|s/p": "all that it stands for",
}
"""What it looks like, and what to write."""
_NOT_AFTER, _NOT_BEFORE = r"(?<![\w.+-])", r"(?![\w-])"


_MEANINGS = tuple(
    (re.compile(f"(?:{sign}){_NOT_BEFORE}"), meaning) for sign, meaning in _LIST.items()
)


def _in_words(found: re.Match[str]) -> str:
    here = (meaning for sign, meaning in _MEANINGS if sign.match(found.string, found.start()))
    return f"Write it in words: {next(here)}."


SIGNS = (
    Sign(
        re.compile(r"(?<=\d)\s?(?:U|IU|u)(?![\w.-])"),
        "is read as a zero, or as another number; it has led to errors",
        "Write 'units'.",
    ),
    Sign(
        re.compile(r"(?<=\d)\s?cc(?!\w)"),
        "is an abbreviation that has led to errors",
        "Write 'mL', or say it in spoons.",
    ),
    Sign(
        re.compile(r"(?<![^\W\d_])(?:[µμ]g|ug)(?!\w)"),
        "is read as mg, which is a thousand times more",
        "Write 'mcg', or leave the amount out.",
    ),
    Sign(
        re.compile(f"{_NOT_AFTER}(?:{'|'.join(_LIST)}){_NOT_BEFORE}"),
        "is an abbreviation that readers do not know, and that has led to errors",
        _in_words,
    ),
)


def check(subject: Subject) -> Iterator[Problem]:
    """Error-prone abbreviations."""
    for text in texts(subject):
        yield from told("TERM002", text, covered(written(text)), SIGNS)
