"""TERM004: an everyday word stands where there is one.

"Utilize" says no more than "use", "prior to" no more than "before". The hint names the word to
write instead; the list is in `check/lexicon.py`. Small changes around it may be needed: "before
you come" for "prior to arrival".

Looks at: English and Spanish. Other languages are not measured.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from handouts.check.lexicon import REPLACE, REPLACE_SPANISH
from handouts.check.signs import Sign, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem, Severity


def _forms(words: str) -> str:
    """A pattern for the words in the list and for a verb's other forms: utilizes, utilizing."""
    if " " in words or "/" in words:
        return re.escape(words)
    return f"{words[:-1]}(?:e|es|ed|ing)" if words.endswith("e") else f"{words}(?:s|ed|ing)?"


def _sign(replace: Mapping[str, str], forms: Callable[[str], str]) -> Sign:
    patterns = {words: forms(words) for words in sorted(replace, key=len, reverse=True)}

    def better(found: re.Match[str]) -> str:
        words = found[0].lower()
        meant = words if words in replace else _meant(words, patterns)
        form = "" if words == meant else ", in the form that fits"
        return f"Write '{replace[meant]}'{form}."

    edges = rf"(?<![\w-])(?:{'|'.join(patterns.values())})(?![\w-])"
    pattern = re.compile(edges, re.IGNORECASE)
    return Sign(pattern, "has a shorter everyday word", better, Severity.WARNING)


def _meant(words: str, patterns: Mapping[str, str]) -> str:
    return next(
        long
        for long, pattern in patterns.items()
        if re.fullmatch(pattern, words, re.IGNORECASE)  # as it was found: also with a dotless i
    )


SIGNS = {"en": (_sign(REPLACE, _forms),), "es": (_sign(REPLACE_SPANISH, re.escape),)}


def check(subject: Subject) -> Iterator[Problem]:
    """Long ways to say a short thing."""
    signs = SIGNS.get(subject.content.language, ())
    if signs:
        for text in texts(subject):
            yield from told("TERM004", text, written(text), signs)
