"""ID001: whatever a file names is there.

A treatment names statements, checklists, sets of questions and words to explain; texts name
pictures, sources, founding statements (S-01 to S-61) and the risks under `when`; handouts.yaml
names the treatments that the clinic offers. A name that leads nowhere loses its block.

Every file is looked at, also those that no handout prints yet. To mend it, correct the name (the
nearest known one is suggested), or add the file that it asks for.
"""

from collections.abc import Iterator
from typing import Any

from handouts.check.parts import parts
from handouts.check.rules.seed001_founding_statements import CONTACT, STATEMENTS
from handouts.check.subject import Subject
from handouts.make.compose.composition import unknown_name, unknown_source, unknown_term
from handouts.model.item import Item, Path
from handouts.model.kinds import When
from handouts.model.treatment import Show
from handouts.problems import Place, Problem, did_you_mean


def check(subject: Subject) -> Iterator[Problem]:
    """Names that lead nowhere, at their place."""
    yield from _offers(subject)
    for item in subject.content.items():
        for part, path in parts(item.says):
            yield from _picture(subject, item, part, path)
            yield from _sources(subject, item, part, path)
            yield from _seed(item, part, path)
            if isinstance(part, Show):
                yield from _blocks(subject, item, part, path)
            elif isinstance(part, When):
                yield from _risks(subject, item, part, path)
    for composed in subject.composed:  # such as a safety text whose file is gone
        yield from (each for each in composed.problems if each.rule == "ID001")


def _offers(subject: Subject) -> Iterator[Problem]:
    if (subject.content.language, subject.source) != (subject.settings.language, None):
        return  # a translation need not have every treatment
    treatments = subject.content.treatments
    for treatment in subject.settings.offers:
        if treatment not in treatments:
            message = f"handouts.yaml offers {treatment!r}, which is not in treatments/."
            hint = did_you_mean(treatment, treatments) or f"There is: {', '.join(treatments)}."
            yield Problem(Place("handouts.yaml"), "ID001", message, hint)


def _picture(subject: Subject, item: Item[Any], part: Any, path: Path) -> Iterator[Problem]:
    picture = getattr(part, "picture", None)
    if picture is not None and picture not in subject.pictures:
        hint = did_you_mean(picture, subject.pictures) or (
            f"There is: {', '.join(subject.pictures)}."
        )
        message = f"There is no picture {picture!r} in styles/icons."
        yield Problem(item.place(*path, "picture"), "ID001", message, hint)


def _sources(subject: Subject, item: Item[Any], part: Any, path: Path) -> Iterator[Problem]:
    known = subject.content.sources.says.sources
    named = () if item.kind == "sources" else getattr(part, "sources", ())
    for number, source in enumerate(named):
        if source not in known:
            yield unknown_source(source, known, item.place(*path, "sources", number))


def _seed(item: Item[Any], part: Any, path: Path) -> Iterator[Problem]:
    for number, statement in enumerate(getattr(part, "seed", ())):
        if statement not in (*STATEMENTS, CONTACT):
            message = f"There is no founding statement {statement!r}."
            hint = f"They run from {STATEMENTS[0]} to {CONTACT}."
            yield Problem(item.place(*path, "seed", number), "ID001", message, hint)


def _blocks(subject: Subject, item: Item[Any], show: Show, path: Path) -> Iterator[Problem]:
    content = subject.content
    for key, folder, shelf, names in (
        ("statement", "statements", content.statements, show.statement),
        ("checklist", "checklists", content.checklists, show.checklist),
        ("red_flags", "red-flags", content.red_flags, show.red_flags and show.red_flags.value),
    ):
        if names is not None and names not in shelf:
            yield unknown_name(names, folder, shelf, item.place(*path, key))
    for number, name in enumerate(show.question_sets):
        if name not in content.question_sets:
            place = item.place(*path, "question_sets", number)
            yield unknown_name(name, "questions", content.question_sets, place)
    for number, name in enumerate(show.glossary):
        if name not in content.glossary.says.terms:
            place = item.place(*path, "glossary", number)
            yield unknown_term(name, content.glossary.says.terms, place)


def _risks(subject: Subject, item: Item[Any], when: When, path: Path) -> Iterator[Problem]:
    for number, risk in enumerate(when.risk):
        if risk not in subject.content.risks:
            place = item.place(*path, "risk", number)
            yield unknown_name(risk, "risks", subject.content.risks, place)
