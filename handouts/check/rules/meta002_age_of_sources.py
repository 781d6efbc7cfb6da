"""META002: what a text says about health does not lean on old sources alone.

Words are reviewed at least every three years; the day when that is due stands in the signature,
and `handouts status` tells when it comes. This rule looks at the other clock: the age of what the
words lean on. When every source of a text whose year is known is more than ten years older than
the newest source in sources.yaml, the reviewer should look for newer facts first. (The rule knows
no date of today, so that the same words always give the same answer; the newest source stands for
it.)

An old source can still be right: a text may tell what was known in 2011. Then it is a hint that a
reviewer has answered, and it may be silenced at its line with the reason. [PIF TICK 4 and 7]
"""

from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.model.item import Item, Path
from handouts.problems import Problem, Severity

OLD_AFTER = 10
"""Years."""


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that lean on old sources alone."""
    if subject.source is not None:
        return  # a translation's facts are its source's
    known = subject.content.sources.says.sources
    newest = max((source.year for source in known.values() if source.year), default=0)
    for item in subject.content.items():
        if item.kind == "sources":
            continue
        for path, cited in _cited(item):
            years = {id_: known[id_].year for id_ in cited if id_ in known}
            dated = {id_: year for id_, year in years.items() if year}
            if not dated or any(newest - year <= OLD_AFTER for year in dated.values()):
                continue
            said = ", ".join(f"{id_} ({year})" for id_, year in dated.items())
            yield Problem(
                item.place(*path, "sources"),
                "META002",
                f"The only dated sources of this text are more than {OLD_AFTER} years older than "
                f"your newest: {said}.",
                "Look for a newer source before a clinician signs; until then the words are as old "
                "as these.",
                Severity.HINT,
            )


def _cited(item: Item[Any]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    yield (), getattr(item.says, "sources", ())
    for number, section in enumerate(getattr(item.says, "sections", ())):
        yield ("sections", number), section.sources
