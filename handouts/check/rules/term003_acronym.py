"""TERM003: letters that stand for words are spelled out in the file that uses them.

This is a hint: an acronym may be better known than its words. Right are "CBT (cognitive behavioral
therapy)", "stress from a bad event (PTSD)", "CBT is short for ...", "the FDA is the US agency that
approves medicines" and a link to the glossary: [[iv|IV]]. Not asked for are US, TV, OK, titles such
as MD; IV, which the glossary has and everyone hears at the clinic; notes for one risk, which print
only for people who were told its name; and numbers such as 1-800-FDA-1088.

Looks at: English and Spanish. Other languages are not measured.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import covered
from handouts.check.subject import Subject
from handouts.check.texts import Text, beside, in_brackets, texts
from handouts.problems import Problem, Severity

_ACRONYM = re.compile(r"(?<![\w.-])(?P<letters>[A-ZÑ]{2,5})s?(?![\w-])")
_FAMILIAR = frozenset(
    {
        "AM", "ATM", "CD", "DO", "DRAFT", "DVD", "ID", "IV", "MD", "NO", "NOT", "NP", "OK", "PA",
        "PIN", "PM", "RN", "TV", "US", "USA",
    }
)  # fmt: skip
_ERROR_PRONE = frozenset(
    {
        "AU", "BID", "BIW", "HS", "IM", "NPO", "OD", "OS", "OU", "PO", "PRN", "QD", "QID", "QOD",
        "SC", "SQ", "TID", "TIW",
    }
)  # fmt: skip
"""TERM002 tells these, more loudly."""
_SPELLS_OUT = re.compile(
    r" ?\(|, (?:a|an|the|una?|la|el)\b"
    r"| (?:is|are|means|es|son) (?:a|an|the|short for|una?|la|el|la sigla de)\b"
)
_IN_LINK = re.compile(r"\[\[[^|\]]*\|[^\]]*$")
LANGUAGES = frozenset({"en", "es"})


def check(subject: Subject) -> Iterator[Problem]:
    """Acronyms that their file does not spell out, at their first use."""
    if subject.content.language not in LANGUAGES:
        return
    first: dict[tuple[str, str], tuple[Text, str]] = {}
    spelled: set[tuple[str, str]] = set()
    for text in texts(subject):
        words = covered(text.raw.replace("**", ""))
        for found in _ACRONYM.finditer(words):
            use = (text.item.file, found["letters"])
            first.setdefault(use, (text, found[0]))
            if _spelled_out(text, *beside(found)):
                spelled.add(use)
    for use, (text, shown) in first.items():
        if (
            use not in spelled
            and use[1] not in _FAMILIAR | _ERROR_PRONE
            and text.item.kind != "risks"
        ):
            yield text.problem(
                "TERM003",
                f"{shown!r} is not spelled out in this file.",
                f"Write the words, then the letters in brackets: 'the whole name ({use[1]})'.",
                Severity.HINT,
            )


def _spelled_out(text: Text, before: str, after: str) -> bool:
    return bool(
        _SPELLS_OUT.match(after)
        or in_brackets(before)
        or _IN_LINK.search(before)
        or (text.item.kind == "glossary" and text.path[-1] == "term")  # its meaning follows
    )
