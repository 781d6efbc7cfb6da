"""STRUCT001: a list has two to seven entries.

More than seven things in a row are not remembered, and one thing alone is no list. It holds for
the `points` of statements and sections and for the tasks of checklists.

Lists that safety fixes are exempt: warning signs, question sets, and every block that a handout
must show. The numbered steps of a day are no list in this sense, for each has a heading and a
picture of its own; nor are words explained, which are looked up one by one. An easy-read point
holds one sentence, so its lists are longer; they are measured by the standard words that they are
made from.

To mend it, put what belongs together into one entry, or make two lists with a heading each. Where
a list must stay whole, say so: # handouts: ignore STRUCT001 and the reason. [CDC Clear
Communication Index]
"""

from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.make.mandatory.mandatory import mandatory
from handouts.model.item import Item, Path
from handouts.model.treatment import TreatmentKind
from handouts.problems import Problem, Severity

FEWEST, MOST = 2, 7
_FIXED = frozenset(name for kind in TreatmentKind for name in mandatory(kind))


def check(subject: Subject) -> Iterator[Problem]:
    """Lists that are too long, or no lists."""
    if subject.source is not None:
        return  # built like its source
    for item in subject.content.items():
        if f"{item.kind}/{item.id}" in _FIXED or item.kind == "questions":
            continue
        for path, entries in _lists(item):
            if entries and not FEWEST <= entries <= MOST:
                many = entries > MOST
                yield Problem(
                    item.place(*path),
                    "STRUCT001",
                    f"This list has {entries} entries; {MOST} are the most that a reader keeps."
                    if many
                    else "This list has one entry.",
                    "Put what belongs together into one entry, or make two lists with a heading "
                    "each."
                    if many
                    else "Say it as a sentence under `text`, or add a second entry.",
                    Severity.WARNING,
                )


def _lists(item: Item[Any]) -> Iterator[tuple[Path, int]]:
    for name in ("points", "tasks"):
        yield (name,), len(getattr(item.says, name, ()))
    for number, section in enumerate(getattr(item.says, "sections", ())):
        yield ("sections", number, "points"), len(section.points)
