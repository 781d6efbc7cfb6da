"""SEED001: each founding statement S-01 to S-61 is carried by words that print for everyone.

An item lists under `seed` what it carries. It counts only where the item prints without any
condition on some handout. The rule holds for clinics that offer ketamine. S-61 is the clinic's
contact, which stands on every first page.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.model.kinds import When
from handouts.model.treatment import TreatmentKind
from handouts.problems import Place, Problem

STATEMENTS = tuple(f"S-{number:02d}" for number in range(1, 61))
CONTACT = "S-61"


def check(subject: Subject) -> Iterator[Problem]:
    """Statements that nobody carries for everyone."""
    offered = {composed.visit.treatment for composed in subject.composed}
    treatments = subject.content.treatments
    if not any(treatments[id_].says.kind is TreatmentKind.KETAMINE for id_ in offered):
        return  # the founding article is about ketamine; other handouts need not retell it
    always = _always_shown(subject)
    carried: set[str] = set()
    for item in subject.content.items():
        for part, path in ((item.says, ()), *_sections(item.says)):
            for statement in getattr(part, "seed", ()):
                name = f"{item.kind}/{item.id}" + (f"#{part.id}" if path else "")
                if getattr(part, "when", None) in (None, When()) and name in always:
                    carried.add(statement)
    for statement in STATEMENTS:
        if statement not in carried:
            yield Problem(
                Place(f"content/{subject.content.language}"),
                "SEED001",
                f"The founding statement {statement} is carried by no text that everyone gets.",
                "Name it under `seed` where the words say it, in a text without `when`.",
            )


def _sections(says: object) -> Iterator[tuple[object, tuple[str | int, ...]]]:
    for position, section in enumerate(getattr(says, "sections", ())):
        yield section, ("sections", position)


def _always_shown(subject: Subject) -> set[str]:
    """Blocks that every visit of at least one treatment shows."""
    always: dict[str, set[str]] = {}
    for composed in subject.composed:
        if composed.handout is None:
            continue
        shown = {decision.block for decision in composed.handout.decisions if decision.shown}
        shown.add(f"treatments/{composed.visit.treatment}")
        treatment = composed.visit.treatment
        always[treatment] = always.get(treatment, shown) & shown
    return set().union(*always.values())
