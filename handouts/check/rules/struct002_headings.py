"""STRUCT002: a heading has at most eight words.

Readers find their way by headings, so each says in a few words what stands below it. What stands
in brackets does not count, such as the medical word behind an everyday one; a value such as
{phone} counts as one word. The heads of the two boxes with warning signs are fixed, because they
begin the sentence that each sign ends.

That a section, a step and a question set have a heading at all is asked when the file is read.
Words are counted in English; a translation says what its source says. [PEMAT 9, CDC Clear
Communication Index]
"""

import re
from collections.abc import Iterator
from typing import Any

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.model.item import Item, Path
from handouts.problems import Problem, Severity

MOST_WORDS = 8
_BRACKETS = re.compile(r"\([^)]*\)")
_KINDS = {
    "statements": "heading", "checklists": "heading", "expectations": "title",
    "questions": "title", "risks": "label",
}  # fmt: skip


def check(subject: Subject) -> Iterator[Problem]:
    """Headings that say too much."""
    if subject.content.language != "en":
        return
    for item in subject.content.items():
        for path, heading in _headings(item):
            words = len(_BRACKETS.sub("", plain(heading)).split())
            if words > MOST_WORDS:
                yield Problem(
                    item.place(*path),
                    "STRUCT002",
                    f"This heading has {words} words: {plain(heading)!r}.",
                    f"Say it in {MOST_WORDS} words or fewer; the rest belongs below it.",
                    Severity.WARNING,
                )


def _headings(item: Item[Any]) -> Iterator[tuple[Path, str]]:
    if (name := _KINDS.get(item.kind)) and (heading := getattr(item.says, name)):
        yield (name,), heading
    for number, section in enumerate(getattr(item.says, "sections", ())):
        yield ("sections", number, "heading"), section.heading
