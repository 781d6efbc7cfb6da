"""What handouts.yaml says of a schedule's words in, the entries that lead nowhere out."""

from collections.abc import Iterable, Iterator, Mapping

from handouts.model.item import Item
from handouts.model.settings import Settings
from handouts.problems import Place, Problem, did_you_mean
from handouts.read.schedule.mapping import NO_HANDOUT, folded
from handouts.read.schedule.names import column_name, not_ours


def check_words(
    item: Item[Settings], treatments: Iterable[str], sites: Iterable[str] | None
) -> tuple[Problem, ...]:
    """Columns, treatments and places that are not there; `sites` is None when nobody knows them."""
    return tuple(sorted(_wrong(item, treatments, sites), key=lambda problem: problem.place))


def _wrong(
    item: Item[Settings], treatments: Iterable[str], sites: Iterable[str] | None
) -> Iterator[Problem]:
    says = item.says.schedule
    for theirs, ours in says.columns.items():
        if (wrong := not_ours(ours)) is not None:
            place = item.place("schedule", "columns", theirs)
            yield Problem(place, "schedule-words", *wrong)
    yield from _twice(item, "columns", {key: column_name(key) for key in says.columns})
    known = {"treatments": (*treatments, NO_HANDOUT), "sites": None if sites is None else (*sites,)}
    for key, mapped in (("treatments", says.treatments), ("sites", says.sites)):
        yield from _twice(item, key, {each: folded(each) for each in mapped})
        if (ids := known[key]) is not None:
            for theirs, ours in mapped.items():
                yield from _unknown(key, ours, ids, item.place("schedule", key, theirs))


def _unknown(key: str, ours: str, ids: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Ids that are not there; a site is one only."""
    parts = [part.strip() for part in ours.split(";")] if key == "treatments" else [ours.strip()]
    for part in parts:
        if part not in ids:
            hint = did_you_mean(part, ids) or f"There is: {', '.join(ids)}."
            message = f"There is no {key.removesuffix('s')} {part!r}."
            yield Problem(place, "schedule-words", message, hint)


def _twice(item: Item[Settings], key: str, spelt: Mapping[str, str]) -> Iterator[Problem]:
    """Two entries that differ in capitals and spaces only: nobody could tell which one counts."""
    seen: dict[str, str] = {}
    for theirs, compared in spelt.items():
        if compared in seen:
            message = f"{theirs!r} is the same as {seen[compared]!r} above it."
            hint = "Capitals and spaces make no difference here. Delete one of them."
            place = item.place("schedule", key, theirs)
            yield Problem(place, "schedule-words", message, hint)
        seen[compared] = theirs
