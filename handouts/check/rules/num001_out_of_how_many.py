"""NUM001: a chance is told as a number of people, out of the same number each time.

"20%" and "3 times as likely" are hard to picture; "20 of every 100 people" is not. A percent sign,
the word percent, or a ratio is a warning, unless the same text says it "of every 100" too. "1 in 5"
and "1 in 8" in one sentence is a warning, because the larger second number looks like the larger
chance; in one text it is a hint, since the two may be far apart and need no comparing.

Mend it: not "10% have headaches, 1 in 20 feel sick" but "10 of every 100 people have headaches, 5
of every 100 feel sick".

Looks at: every language for percent signs and ratios; English and Spanish for words.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import Text, sentences, texts
from handouts.problems import Problem, Severity

_IN_HUNDRED = re.compile(r"(?<!\d)100(?!\d)")
_BETTER = "Say it as a number of people: 'about 20 of every 100 people'."
SIGNS = (
    Sign(
        re.compile(
            r"(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?\s?[%٪％]|\b\w+ (?:percent|per cent|por ciento)\b",
            re.IGNORECASE,
        ),
        "is hard to picture",
        _BETTER,
        Severity.WARNING,
    ),
    Sign(
        re.compile(
            r"(?<![\d:])\d{1,3} ?: ?\d(?![\d:])|\b(?:odds|risk|hazard) ratio\b", re.IGNORECASE
        ),
        "is a ratio, which many readers cannot use",
        _BETTER,
        Severity.WARNING,
    ),
    Sign(
        re.compile(
            r"\b(?:(?:\d+|two|three|four|five|ten) times|\d+ ?x)"
            r" (?:as|more|less|higher|lower|greater)\b"
            r"|\b\d+ veces (?:más|menos) \w+",
            re.IGNORECASE,
        ),
        "says nothing without the number that it starts from",
        f"{_BETTER} Say both numbers, not how much larger one is.",
        Severity.WARNING,
    ),
)
_CHANCE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|una?|dos|tres|cuatro|cinco)"
    r" (?:in|out of|of every|out of every|of|de cada) (?P<all>\d+)\b(?![.,]\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def check(subject: Subject) -> Iterator[Problem]:
    """Chances that are hard to picture or to compare."""
    for text in texts(subject):
        words = covered(written(text))
        if not _IN_HUNDRED.search(words):
            yield from told("NUM001", text, words, SIGNS)
        yield from _mixed(text, words)


def _mixed(text: Text, words: str) -> Iterator[Problem]:
    if len(together := _chances(words)) <= 1:
        return
    by_sentence = (_chances(sentence) for sentence in sentences(words))
    compared = next((chances for chances in by_sentence if len(chances) > 1), None)
    quoted = ", ".join(f"'{chance}'" for chance in (compared or together).values())
    where = "sentence" if compared else "text"
    yield text.problem(
        "NUM001",
        f"{quoted} in one {where} are hard to compare: each is out of another number.",
        "Use the same number for all: 'of every 100 people'.",
        Severity.WARNING if compared else Severity.HINT,
    )


def _chances(words: str) -> dict[str, str]:
    """Each chance by the number that it is out of; a year is no such number."""
    return {
        found["all"]: found[0]
        for found in _CHANCE.finditer(words)
        if not _YEAR.fullmatch(found["all"])
    }
