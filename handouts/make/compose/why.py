"""A visit in, the reason for each block out: in or out, what decided, and in which line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from handouts.make.compose.composition import name_of
from handouts.make.compose.form import decisions
from handouts.make.mandatory.mandatory import mandatory
from handouts.make.words.prose import Unclear, Voice, clinic_values, plain_text
from handouts.model.content import Content
from handouts.model.handout import Decision
from handouts.model.item import Item
from handouts.model.settings import Settings
from handouts.model.treatment import Section, Show, Treatment, TreatmentKind
from handouts.model.visit import Visit
from handouts.problems import Place

FRONT, BACK = "First page", "Last page"
ASKED = "asked for here"


@dataclass(frozen=True, slots=True)
class Reason:
    """One block, in or out."""

    block: str
    shown: bool
    because: str
    place: Place
    """The line that decided: a `when`, the treatment's entry, or the block's own file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or what the program itself puts on the first or last page."""

    heading: str
    own: Reason | None
    """Why the section itself is in or out; None for what the program puts there."""
    blocks: tuple[Reason, ...]
    would_show: tuple[str, ...] = ()
    """What nobody asked, because the section is out."""


@dataclass(frozen=True, slots=True)
class Why:
    """The whole handout, in reading order, and what belongs to no part of it."""

    parts: tuple[Part, ...]
    elsewhere: Mapping[str, tuple[str, ...]]
    """Ids by kind: the words that this treatment never asks for."""


def why(visit: Visit, content: Content, settings: Settings) -> Why:
    """Why each block is in this visit's handout, or is not; also when no handout comes of it."""
    treatment = content.treatments[visit.treatment]
    decided = decisions(visit.kind, content, settings)
    parts = tuple(_parts(decided, treatment, content))
    return Why(parts, dict(_elsewhere(decided, parts, treatment, content)))


def _parts(
    decided: tuple[Decision, ...], treatment: Item[Treatment], content: Content
) -> Iterator[Part]:
    kind = treatment.says.kind
    sections = {section.id: (n, section) for n, section in enumerate(treatment.says.sections)}
    before = True
    for id_, group in groupby(decided, key=lambda decision: decision.part):
        if not id_:
            yield Part(FRONT if before else BACK, None, tuple(_reasons(group, kind, {})))
            continue
        before = False
        number, section = sections[id_]
        first, *rest = group
        shows = {
            treatment.place("sections", number, "blocks", n): tuple(named(show, content))
            for n, show in enumerate(section.blocks)
        }
        yield Part(
            heading=_said(section.heading, content),
            own=Reason(f"treatments/{treatment.id}#{id_}", first.shown, first.reason, first.place),
            blocks=tuple(_reasons(rest, kind, shows)),
            would_show=() if first.shown else tuple(_named_in(section, content)),
        )


def _reasons(
    decided: Iterable[Decision], kind: TreatmentKind, shows: Mapping[Place, tuple[str, ...]]
) -> Iterator[Reason]:
    """A reason for each block; an entry with a `when` speaks for the files that it names."""
    entry: Decision | None = None
    for decision in decided:
        named = shows.get(decision.asked, ()) if decision.asked else ()
        if named and decision.when and decision.block not in named and _is_entry(decision):
            entry = decision
            if not decision.shown:
                yield from (Reason(it, False, decision.reason, decision.place) for it in named)
            continue
        above = entry if entry and entry.asked == decision.asked else None
        yield _reason(decision, above, kind)


def _is_entry(decision: Decision) -> bool:
    return decision.block.startswith("treatments/")


def _reason(decision: Decision, entry: Decision | None, kind: TreatmentKind) -> Reason:
    because, place = decision.reason, decision.place
    if decision.when is None and "#" not in decision.block:
        must = decision.block in mandatory(kind)
        if decision.asked is None:
            because = f"the program puts it on every {kind} handout"
        elif entry is not None:
            because, place = entry.reason, entry.place
        else:
            because = f"every {kind} handout must show it" if must else ASKED
            place = decision.asked
    return Reason(decision.block, decision.shown, because, place)


def _said(text: str, content: Content) -> str:
    """A heading as it prints."""
    try:
        return plain_text(Voice(clinic_values(content.clinic.says, None), frozenset()).phrase(text))
    except Unclear:
        return text


def _named_in(section: Section, content: Content) -> Iterator[str]:
    """The files that a section asks for."""
    for show in section.blocks:
        yield from named(show, content)


def named(show: Show, content: Content) -> Iterator[str]:
    """The files that one entry of a section asks for."""
    if show.statement:
        yield f"statements/{show.statement}"
    if show.checklist:
        yield f"checklists/{show.checklist}"
    if show.red_flags:
        yield f"red-flags/{show.red_flags}"
    if show.glossary:
        yield name_of(content.glossary)
    yield from (f"questions/{name}" for name in show.question_sets)
    for step in content.expectations.values():
        if step.says.phase in show.expectations:
            yield name_of(step)
    for effect in content.side_effects.values():
        if effect.says.group == show.side_effects:
            yield name_of(effect)


def _elsewhere(
    decided: tuple[Decision, ...],
    parts: tuple[Part, ...],
    treatment: Item[Treatment],
    content: Content,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    asked = {decision.block for decision in decided}
    asked |= {name for part in parts for name in part.would_show}
    asked |= {name for section in treatment.says.sections for name in _named_in(section, content)}
    shelves: tuple[Mapping[str, Item[Any]], ...] = (
        content.statements, content.expectations, content.side_effects, content.question_sets,
        content.red_flags, content.checklists, content.risks,
    )  # fmt: skip
    for shelf in shelves:
        items = [item for item in shelf.values() if name_of(item) not in asked]
        if items:
            yield items[0].kind, tuple(item.id for item in items)
