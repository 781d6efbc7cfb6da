"""META003: what a block says about health names where it comes from.

Words that state no fact (whom the sheet is for, how to ask for large print) need no source.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
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
    """Facts without a source."""
    first = subject.source is None  # a translation's facts are its source's
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
