"""META003: what a block says about health names where it comes from.

Each id must stand in sources.yaml. Words that state no fact (whom the sheet is for, how to ask for
large print) need no source.
"""

from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.make.composition import unknown_source
from handouts.model.item import Item
from handouts.problems import Problem, Severity

_FACTUAL = frozenset(
    {"statements", "expectations", "side-effects", "questions", "red-flags", "checklists", "risks"}
)
_STATE_NO_FACT = frozenset(
    {
        "statements/general-facts",
        "statements/made-for",
        "statements/no-dose",
        "statements/other-formats",
    }
)


def check(subject: Subject) -> Iterator[Problem]:
    """Facts without a source, and sources that do not exist."""
    first = subject.source is None  # a translation's facts are its source's
    known = subject.content.sources.says.sources
    for item in subject.content.items():
        if item.kind == "sources":
            continue
        for source, path in _cited(item):
            if source not in known:
                yield unknown_source(source, known, item.place(*path))
        name = f"{item.kind}/{item.id}"
        if first and item.kind in _FACTUAL and name not in _STATE_NO_FACT and not item.says.sources:
            yield Problem(
                item.place(),
                "META003",
                "This text names no source.",
                "Name one under `sources`; until then a clinician must know it to be true.",
                Severity.HINT,
            )


def _cited(item: Item[Any]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for position, source in enumerate(getattr(item.says, "sources", ())):
        yield source, ("sources", position)
    for number, section in enumerate(getattr(item.says, "sections", ())):
        for position, source in enumerate(section.sources):
            yield source, ("sections", number, "sources", position)
