"""META003: what a block says about health names where it comes from.

Words that state no fact (whom the sheet is for, how to ask for
large print) need no source.

A source that is named on the last page of handouts (`main: yes`) says of which year it is, so that
readers see how old a fact may be. When the page or the book says none, look for the day of its
last update; a web page without any date is a weak source. [PIF TICK 4]
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.model.item import Item
from handouts.model.reference import Sources
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
    """Facts without a source, and printed sources without a year."""
    first = subject.source is None  # a translation's facts are its source's
    if first:
        yield from _undated(subject.content.sources)
    for item in subject.content.items():
        name = f"{item.kind}/{item.id}"
        if first and item.kind in _FACTUAL and name not in _STATE_NO_FACT and not item.says.sources:
            yield Problem(
                item.place(),
                "META003",
                "This text names no source.",
                "Name one under `sources`; until then a clinician must know it to be true.",
                Severity.HINT,
            )


def _undated(sources: Item[Sources]) -> Iterator[Problem]:
    for id_, source in sources.says.sources.items():
        if source.main and source.year is None:
            yield Problem(
                sources.place("sources", id_),
                "META003",
                f"This source prints on handouts and says no year: {source.short!r}.",
                "Add `year:` with the year of publication or of the last update.",
                Severity.HINT,
            )
