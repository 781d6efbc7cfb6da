"""READ005: at most one word in ten has three syllables or more.

Counted over all words of one file, from 30 words on; fewer say too little. Long words slow a reader
down even in short sentences. Words that these handouts cannot do without (ketamine, infusion,
medicine, and those of the clinic's glossary.yaml) are not counted, nor are names of medicines and
drugs (the list is in `check/lexicon.py`) or letters such as FDA. Parts of a word with a hyphen are
counted one by one.

Mend it: choose the short everyday word: "get" for "receive it", "help" for "assistance".

Looks at: English. Other languages are not measured.
"""

from collections.abc import Iterator, Sequence

from handouts.check.grade import SHORT, syllables, words
from handouts.check.lexicon import NAMES
from handouts.check.subject import Subject
from handouts.check.texts import Text, texts
from handouts.problems import Problem

LONG, FEWEST_WORDS, LARGEST_SHARE, NAMED = 3, 30, 0.10, 5


def check(subject: Subject) -> Iterator[Problem]:
    """Files with too many long words, at the text that has most of them."""
    if subject.content.language != "en":  # the syllables are counted for English
        return
    terms = subject.content.glossary.says.terms.values()
    needed = frozenset(word.lower() for term in terms for word in words(term.term)) | SHORT | NAMES
    files: dict[str, list[Text]] = {}
    for text in texts(subject):
        if not text.label:
            files.setdefault(text.item.file, []).append(text)
    for found in files.values():
        yield from _in_file(found, needed)


def _in_file(found: Sequence[Text], needed: frozenset[str]) -> Iterator[Problem]:
    spoken = sum(len(words(text.plain)) for text in found)
    long = {text.path: _long(text.plain, needed) for text in found}
    total = sum(len(each) for each in long.values())
    if spoken < FEWEST_WORDS or total <= LARGEST_SHARE * spoken:
        return
    worst = max(found, key=lambda text: len(long[text.path]))
    named = list(dict.fromkeys(long[worst.path]))[:NAMED]
    yield worst.problem(
        "READ005",
        f"{total} of the {spoken} words of this file are long; one in ten is the limit. "
        f"Most of them are here: {', '.join(repr(word) for word in named)}.",
        "Choose shorter everyday words where there are any.",
    )


def _long(text: str, needed: frozenset[str]) -> list[str]:
    return [
        word
        for word in words(text)
        if not word.isupper()
        and word.lower() not in needed
        and any(syllables(part) >= LONG and part.lower() not in needed for part in word.split("-"))
    ]
