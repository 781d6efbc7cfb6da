"""LANG004: no text of a translation is still in the words that it is to be translated from.

A copy that nobody has translated yet looks whole to every other rule: it has all files, all
paragraphs, all numbers. So a text of two words or more that says the same as its source, letter by
letter, is an error. Translate it. A text that is the same in both languages, such as a name, may
say so at its line: `# handouts: ignore LANG004 the name of a newspaper`.

Whether a translation is right no rule can tell; that takes somebody who speaks the language.
"""

import re
from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.problems import Problem

_MARKUP = re.compile(r"\[\[[^|\]]*\||\]\]|\*\*|\{[a-z_]+\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 2
_SHARED = frozenset({"clinic", "sources"})


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that were copied and not translated."""
    source = subject.source
    if source is None or source.language == subject.content.language:
        return  # the words that came first, or their easy-read edition
    said = {(item.kind, item.id): dict(item.prose()) for item in source.items()}
    for item in subject.content.items():
        if item.kind in _SHARED:
            continue
        theirs = said.get((item.kind, item.id), {})
        for path, text in item.prose():
            if text == theirs.get(path) and len(_WORD.findall(_MARKUP.sub(" ", text))) >= _FEWEST:
                yield Problem(
                    item.place(*path),
                    "LANG004",
                    f"This text is not translated: {text[:60]!r}.",
                    f"Say it in the language {subject.content.language!r}.",
                )
