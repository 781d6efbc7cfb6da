"""Every visit that is possible in, out: which texts and conditions of the content come to bear."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.check.visits import Composed, every_visit, possible
from handouts.make.compose.composition import name_of
from handouts.make.compose.conditions import decide
from handouts.make.mandatory.mandatory import mandatory
from handouts.model.content import Content
from handouts.model.item import Item, Path
from handouts.model.kinds import When
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.problems import Place

_WITHOUT_BLOCKS = frozenset({"clinic", "wording", "sources", "glossary", "treatments"})


@dataclass(frozen=True, slots=True)
class Row:
    """One treatment."""

    treatment: str
    visits: int
    handouts: int
    """Different ones among those visits."""
    fewest: int
    """Blocks of the shortest handout; 0 when some visit gets none."""
    most: int
    missing: Mapping[str, int]
    """Mandatory blocks that some visits lose, and how many do."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """What one language and edition come to, over all visits."""

    rows: tuple[Row, ...]
    idle: tuple[tuple[str, Place], ...]
    """Conditions that hold for no visit whose dose band and visit type are known."""
    always: tuple[tuple[str, Place], ...]
    """Conditions that would hold for every visit anywhere, so they decide nothing."""
    unprinted: tuple[tuple[str, Place], ...]
    """Texts that no handout prints."""


def matrix(content: Content, settings: Settings) -> Matrix:
    """Over treatment, dose band, visit type, and no risk, all risks and each one by itself."""
    composed = possible(every_visit(content, settings, each_risk=True), content, settings)
    fired = _fired(composed)
    visits = [visit for visit in _of_one_treatment(composed) if _known(visit)]
    conditions = [
        condition
        for item in content.items()
        if _at_home(item, content)
        for condition in _conditions(item)
    ]
    return Matrix(
        rows=tuple(_rows(composed, content)),
        idle=tuple((name, place) for name, place, _ in conditions if place not in fired),
        always=tuple(
            (name, place)
            for name, place, when in conditions
            if visits and all(decide(when, visit.kind)[0] for visit in visits)
        ),
        unprinted=tuple(_unprinted(composed, content)),
    )


def _rows(composed: Iterable[Composed], content: Content) -> Iterator[Row]:
    by_treatment: dict[str, list[Composed]] = {}
    for each in composed:
        by_treatment.setdefault(each.visit.treatment, []).append(each)
    for treatment, found in by_treatment.items():
        sizes = [_blocks(each) for each in found]
        missing: dict[str, int] = {}
        for name in mandatory(content.treatments[treatment].says.kind):
            if losing := sum(len(each.alike) for each in found if name not in _shown(each)):
                missing[name] = losing
        visits = sum(len(each.alike) for each in found)
        yield Row(treatment, visits, len(found), min(sizes), max(sizes), missing)


def _blocks(composed: Composed) -> int:
    if composed.handout is None:
        return 0
    form = composed.handout.form
    inside = sum(len(section.blocks) for section in form.sections)
    return len(form.front) + inside + len(form.back)


def _shown(composed: Composed) -> frozenset[str]:
    return frozenset(decision.block for decision in composed.decisions if decision.shown)


def _fired(composed: Iterable[Composed]) -> frozenset[Place]:
    """The conditions, by their place, that let something print in a visit of which all is known."""
    return frozenset(
        decision.place
        for each in composed
        if any(map(_known, each.alike))
        for decision in each.decisions
        if decision.when and decision.shown
    )


def _of_one_treatment(composed: Iterable[Composed]) -> Iterator[Visit]:
    """Bands, types and risks are the same for all treatments."""
    first: str | None = None
    for each in composed:
        first = first or each.visit.treatment
        if each.visit.treatment == first:
            yield from each.alike


def _known(visit: Visit) -> bool:
    return visit.dose_band is not None and visit.visit_type is not None


def _conditions(item: Item[Any]) -> Iterator[tuple[str, Place, When]]:
    """Every `when` of a file: what it decides on, and its place."""
    for name, part, path in _parts(item):
        when = getattr(part, "when", None)
        if isinstance(when, When):
            yield name, item.place(*path, "when"), when


def _parts(item: Item[Any]) -> Iterator[tuple[str, Any, Path]]:
    name = name_of(item)
    yield name, item.says, ()
    for number, task in enumerate(getattr(item.says, "tasks", ())):
        yield f"{name}#{number + 1}", task, ("tasks", number)
    for number, section in enumerate(getattr(item.says, "sections", ())):
        yield f"{name}#{section.id}", section, ("sections", number)
        for position, show in enumerate(section.blocks):
            yield f"{name}#{section.id}", show, ("sections", number, "blocks", position)


def _unprinted(composed: Iterable[Composed], content: Content) -> Iterator[tuple[str, Place]]:
    shown = frozenset(name for each in composed for name in _shown(each))
    for item in content.items():
        if item.kind not in _WITHOUT_BLOCKS and _at_home(item, content):
            name = name_of(item)
            if name not in shown:
                yield name, item.place()


def _at_home(item: Item[Any], content: Content) -> bool:
    """Standard words that stand in for missing ones are judged where they are at home."""
    edition = content.edition
    return not edition.own_words or item.edition is edition
