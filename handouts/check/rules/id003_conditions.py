"""ID003: each condition under `when` can come true, and decides something.

A section for a first visit that holds a block for the last one prints that block for nobody whose
visit is known. An error tells of such a pair, also between a block and the file that it names. A
warning tells of an empty list, which prints for everyone; a hint of a list that names every value
there is, and of a dose band in a treatment whose visits have none.

To mend it, change one of the two conditions, or move the block to a section for the same visits.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from handouts.check.parts import parts
from handouts.check.subject import Subject
from handouts.model.content import Content
from handouts.model.item import Item, Path
from handouts.model.kinds import When
from handouts.model.treatment import Show, Treatment, TreatmentKind
from handouts.model.visit import DoseBand, VisitType
from handouts.problems import Problem, Severity

_LISTS: Mapping[str, type[StrEnum]] = {"dose_band": DoseBand, "visit_type": VisitType}


def check(subject: Subject) -> Iterator[Problem]:
    """Conditions that never hold, and conditions that decide nothing."""
    for item in subject.content.items():
        for part, path in parts(item.says):
            when = getattr(part, "when", None)
            if when is not None:
                yield from _alone(item, when, (*path, "when"))
    for treatment in subject.content.treatments.values():
        if treatment.says.kind is TreatmentKind.GENERAL:
            yield from _bands(treatment)
        for outer, show, path in _shows(treatment):
            yield from _pair(treatment, (*path, "when"), show.when, outer, "its section is")
            yield from _named(subject.content, treatment, (outer, show, path))
    for checklist in subject.content.checklists.values():
        for number, task in enumerate(checklist.says.tasks):
            path = ("tasks", number, "when")
            yield from _pair(checklist, path, task.when, checklist.says.when, "its list is")


def _alone(item: Item[Any], when: When, path: Path) -> Iterator[Problem]:
    names = ("dose_band", "visit_type", "risk")
    if not any((*path, name) in item.places for name in names):
        message = "Nothing stands under `when`, so this prints for everyone."
        hint = "Write for whom it prints, or take `when` away."
        yield Problem(item.place(*path), "ID003", message, hint, Severity.WARNING)
    for name in names:
        if (*path, name) in item.places and not getattr(when, name):
            message = f"The list {name!r} is empty, so this prints for everyone."
            hint = f"Write for whom it prints, or take {name!r} away."
            yield Problem(item.place(*path, name), "ID003", message, hint, Severity.WARNING)
    for name, values in _LISTS.items():
        if set(getattr(when, name)) == set(values):
            message = f"{name!r} lists every value there is, so it decides nothing."
            hint = f"Take {name!r} away: this prints for everyone."
            yield Problem(item.place(*path, name), "ID003", message, hint, Severity.HINT)


def _bands(treatment: Item[Treatment]) -> Iterator[Problem]:
    for part, path in parts(treatment.says):
        if isinstance(part, When) and part.dose_band:
            message = "Visits for this treatment have no dose band, so this prints for everyone."
            hint = "Take 'dose_band' away; only treatments of the kind ketamine have one."
            place = treatment.place(*path, "dose_band")
            yield Problem(place, "ID003", message, hint, Severity.HINT)


def _shows(treatment: Item[Treatment]) -> Iterator[tuple[When | None, Show, Path]]:
    """Each block, with the condition of its section and its path."""
    for number, section in enumerate(treatment.says.sections):
        for position, show in enumerate(section.blocks):
            yield section.when, show, ("sections", number, "blocks", position)


def _pair(
    item: Item[Any], path: Path, inner: When | None, outer: When | None, whose: str
) -> Iterator[Problem]:
    for name in _apart(inner, outer):
        ours, theirs = _said(inner, name), _said(outer, name)
        yield Problem(
            item.place(*path, name),
            "ID003",
            f"This never prints when the {_spoken(name)} is known: it is for {ours}, "
            f"{whose} for {theirs}.",
            "Change one of the two, or move this to where it can print.",
        )


def _named(
    content: Content, treatment: Item[Treatment], at: tuple[When | None, Show, Path]
) -> Iterator[Problem]:
    """A block's and its section's conditions against that of the file that the block names."""
    section, show, path = at
    for item, key in _files(content, show):
        inner: When | None = item.says.when
        for outer, whose in ((section, "its section is"), (show.when, "this block is")):
            for name in _apart(inner, outer):
                yield Problem(
                    treatment.place(*path, *key),
                    "ID003",
                    f"{item.id!r} never prints here when the {_spoken(name)} is known: it is for "
                    f"{_said(inner, name)}, {whose} for {_said(outer, name)}.",
                    f"Change one of the two; the condition of {item.id!r} stands in {item.file}.",
                )


def _files(content: Content, show: Show) -> Iterator[tuple[Item[Any], Path]]:
    """The files that a block names one by one, and the key that names them."""
    if show.statement and show.statement in content.statements:
        yield content.statements[show.statement], ("statement",)
    if show.checklist and show.checklist in content.checklists:
        yield content.checklists[show.checklist], ("checklist",)
    for number, id_ in enumerate(show.question_sets):
        if id_ in content.question_sets:
            yield content.question_sets[id_], ("question_sets", number)


def _apart(one: When | None, other: When | None) -> tuple[str, ...]:
    """The lists of which nothing is in both."""
    if one is None or other is None:
        return ()
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in _LISTS)
    return tuple(name for name, a, b in pairs if a and b and not set(a) & set(b))


def _said(when: When | None, name: str) -> str:
    return " or ".join(getattr(when, name))


def _spoken(name: str) -> str:
    return name.replace("_", " ")
