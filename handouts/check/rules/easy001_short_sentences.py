"""EASY001: an easy-read sentence has at most 15 words.

One idea a sentence, so say the guides for easy-read information. The signs of a red-flag list
complete their heading's sentence and may be longer.
"""

import re
from collections.abc import Iterator

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

LONGEST = 15
_END = re.compile(r"(?<=[.!?:])\s+")


def check(subject: Subject) -> Iterator[Problem]:
    """Long sentences."""
    if not subject.content.edition.own_words:
        return
    folder = f"content/{subject.content.language}/{subject.content.edition}/"
    for item in subject.content.items():
        if folder not in item.file:
            continue  # standard words that stand in
        for path, text in item.prose():
            sentences = _END.split(plain(text))
            for sentence in sentences:
                if item.kind != "red-flags" and len(sentence.split()) > LONGEST:
                    message = f"This sentence has more than {LONGEST} words: {sentence[:60]!r}."
                    hint = "Say it in two."
                    yield Problem(item.place(*path), "EASY001", message, hint, Severity.WARNING)
