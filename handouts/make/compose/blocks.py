"""One entry of a section in, the blocks that print for this visit out: a function for each key."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from handouts.make.compose.composition import Composition, name_of, unknown_name, unknown_term
from handouts.make.mandatory.mandatory import PARTNERS
from handouts.model.blocks import (
    Asked,
    Block,
    CallBox,
    Effect,
    Effects,
    Entry,
    List,
    Note,
    Notes,
    PainDiary,
    Passage,
    Questions,
    SeriesTable,
    Step,
    Steps,
    TimeRow,
    Times,
    WordList,
    WordMeaning,
    WriteIn,
)
from handouts.model.item import Item, Path
from handouts.model.kinds import Expectation, Phase, RedFlags, Statement, Urgency, When
from handouts.model.treatment import Section, Show, Treatment

T = TypeVar("T")

Here = tuple[Composition, Item[Treatment], Path]
"""Where a block is asked for: the handout, the treatment's file, the path in it."""


def blocks(show: Show, here: Here) -> Iterator[Block]:
    """The blocks of one entry, for this visit."""
    composition, treatment, path = here
    key = next(key for key in _MAKERS if getattr(show, key))
    if show.when is not None or key in _WITHOUT_FILE:
        name = f"treatments/{treatment.id}#{key.replace('_', '-')}"
        if not composition.admit(treatment, show.when, *path, name=name):
            return
    yield from _MAKERS[key](getattr(show, key), here)


def words_of(section: Section, here: Here) -> Iterator[Block]:
    """A section's own paragraphs and points."""
    composition, treatment, path = here
    if section.text or section.points:
        yield Passage(
            composition.say_all(treatment, section.text, *path, "text"),
            composition.say_all(treatment, section.points, *path, "points"),
        )


def _named(
    shelf: Mapping[str, Item[T]], name: str, folder: str, here: Here, *key: str | int
) -> Item[T] | None:
    """The item of that name; an unknown name is a problem where it is used."""
    composition, treatment, path = here
    if (item := shelf.get(name)) is None:
        place = treatment.place(*path, *key)
        composition.problems.append(unknown_name(name, folder, shelf, place))
    return item


def _statement(name: str, here: Here) -> Iterator[Block]:
    composition = here[0]
    item = _named(composition.content.statements, name, "statements", here, "statement")
    if item is not None and composition.admit(item, item.says.when):
        yield passage(item, composition)


def passage(item: Item[Statement], composition: Composition) -> Passage:
    """A statement as it prints."""
    says = item.says
    return Passage(
        text=composition.say_all(item, says.text, "text"),
        points=composition.say_all(item, says.points, "points"),
        heading=composition.say_maybe(item, says.heading, "heading"),
        loudness=says.loudness,
        picture=says.picture,
        keep_with_next=name_of(item) in PARTNERS,
    )


def _expectations(phases: tuple[Phase, ...], here: Here) -> Iterator[Block]:
    composition = here[0]
    order = list(Phase)
    items = sorted(
        (item for item in composition.content.expectations.values() if item.says.phase in phases),
        key=lambda item: (order.index(item.says.phase), item.says.order, item.id),
    )
    steps = [_step(item, composition) for item in items if composition.admit(item, item.says.when)]
    if steps:
        yield Steps(tuple(steps))


def _step(item: Item[Expectation], composition: Composition) -> Step:
    says = item.says
    return Step(
        title=composition.say(item, says.title, "title"),
        text=composition.say_all(item, says.text, "text"),
        picture=says.picture,
        you_may_feel=composition.say_maybe(item, says.you_may_feel, "you_may_feel"),
        tell_us_if=composition.say_maybe(item, says.tell_us_if, "tell_us_if"),
    )


def _side_effects(group: Any, here: Here) -> Iterator[Block]:
    composition = here[0]
    items = sorted(
        (item for item in composition.content.side_effects.values() if item.says.group == group),
        key=lambda item: (item.says.order, item.id),
    )
    rows = []
    for item in items:
        if composition.admit(item, item.says.when):
            says = item.says
            rows.append(
                Effect(
                    name=composition.say(item, says.name, "name"),
                    feels_like=composition.say(item, says.feels_like, "feels_like"),
                    team_does=composition.say(item, says.team_does, "team_does"),
                    when_to_call=composition.say(item, says.when_to_call, "when_to_call"),
                    how_often=composition.say_maybe(item, says.how_often, "how_often"),
                    picture=says.picture,
                )
            )
    if rows:
        wording = composition.content.wording.says
        yield Effects(getattr(wording, f"effects_{group.replace('-', '_')}"), tuple(rows))


def _question_sets(names: tuple[str, ...], here: Here) -> Iterator[Block]:
    composition = here[0]
    for number, name in enumerate(names):
        key = ("question_sets", number)
        item = _named(composition.content.question_sets, name, "questions", here, *key)
        if item is None or not composition.admit(item, item.says.when):
            continue
        asked = tuple(
            Asked(
                composition.say(item, question.ask, "questions", n, "ask"),
                question.answer,
                question.lines,
                question.call_first,
            )
            for n, question in enumerate(item.says.questions)
        )
        yield Questions(
            composition.say(item, item.says.title, "title"),
            composition.say(item, item.says.why, "why"),
            asked,
        )


def _checklist(name: str, here: Here) -> Iterator[Block]:
    composition = here[0]
    item = _named(composition.content.checklists, name, "checklists", here, "checklist")
    if item is None or not composition.admit(item, item.says.when):
        return
    entries = tuple(
        Entry(
            do=composition.say(item, task.do, "tasks", n, "do"),
            why=composition.say_maybe(item, task.why, "tasks", n, "why"),
            write=composition.say_maybe(item, task.write, "tasks", n, "write"),
            picture=task.picture,
        )
        for n, task in enumerate(item.says.tasks)
        if composition.admit(item, task.when, "tasks", n, name=f"checklists/{item.id}#{n + 1}")
    )
    yield List(
        mark=item.says.mark,
        entries=entries,
        heading=composition.say_maybe(item, item.says.heading, "heading"),
        text=composition.say_all(item, item.says.text, "text"),
    )


def _red_flags(urgency: Urgency, here: Here) -> Iterator[Block]:
    composition = here[0]
    item = _named(composition.content.red_flags, urgency.value, "red-flags", here, "red_flags")
    if item is not None and composition.admit(item, None):
        yield _call_box(item, composition)


def _call_box(item: Item[RedFlags], composition: Composition) -> CallBox:
    says = item.says
    return CallBox(
        urgency=says.urgency,
        heading=composition.say(item, says.heading, "heading"),
        signs=composition.say_all(item, says.signs, "signs"),
        after=composition.say_all(item, says.after, "after"),
    )


def _glossary(names: tuple[str, ...], here: Here) -> Iterator[Block]:
    composition, treatment, path = here
    item = composition.content.glossary
    composition.admit(item, None)
    words = []
    for number, name in enumerate(names):
        term = item.says.terms.get(name)
        if term is None:
            place = treatment.place(*path, "glossary", number)
            composition.problems.append(unknown_term(name, item.says.terms, place))
            continue
        words.append(
            WordMeaning(
                id=name,
                term=composition.say(item, term.term, "terms", name, "term"),
                meaning=composition.say(item, term.meaning, "terms", name, "meaning"),
                say=term.say,
            )
        )
    yield WordList(tuple(words))


def _write_in(lines: Any, here: Here) -> Iterator[Block]:
    composition, treatment, path = here
    label = composition.say(treatment, lines.label, *path, "write_in", "label")
    yield WriteIn(label, lines.lines)


def _pain_diary(days: int, here: Here) -> Iterator[Block]:
    del here  # an empty table needs nothing of the visit
    yield PainDiary(days)


def _series_table(empty: int, here: Here) -> Iterator[Block]:
    planned = here[0].kind.planned
    rows = tuple(f"series_{number}" for number in range(1, planned + 1))
    yield SeriesTable(rows, 0 if rows else empty)


def _fasting_times(_: bool, here: Here) -> Iterator[Block]:
    composition = here[0]
    wording = composition.content.wording.says
    policies = composition.content.clinic.says.policies
    rows = []
    for policy, hours, label, picture in (
        ("food", policies.food_hours, wording.stop_food, "nofood"),
        ("drink", policies.drink_hours, wording.stop_drink, "cup"),
    ):
        if hours is None:
            composition.blank_policies.append(f"hours without {policy}")
            rows.append(TimeRow(label, picture, None, wording.your_team_writes_the_time))
        else:
            rule = wording.hours_before_you_arrive.replace("{hours}", str(hours))
            field = None if composition.kind.blank else f"stop_{policy}"
            rows.append(TimeRow(label, picture, field, rule))
    blank = any(row.field is None for row in rows)
    yield Times(tuple(rows), wording.ask_when_blank if blank else None)


def _driving_time(_: bool, here: Here) -> Iterator[Block]:
    composition = here[0]
    wording = composition.content.wording.says
    hours = str(composition.content.clinic.says.policies.no_driving_hours)
    kind = composition.kind
    field = "no_driving_until" if "ends" in kind.known and not kind.blank else None
    rule = wording.hours_after_you_leave.replace("{hours}", hours)
    yield Times((TimeRow(wording.no_driving_until, "nocar", field, rule),))


def _risk_notes(_: bool, here: Here) -> Iterator[Block]:
    composition = here[0]
    known = composition.content.risks
    listed = {
        risk: item for risk, item in known.items() if composition.admit(item, When(risk=(risk,)))
    }
    notes = []
    for risk in composition.kind.risks:
        item = listed.get(risk) or _named(known, risk, "risks", here)
        if item is not None:
            label = composition.say(item, item.says.label, "label")
            notes.append(Note(label, composition.say_all(item, item.says.note, "note")))
    if notes:
        yield Notes(tuple(notes))


_WITHOUT_FILE = frozenset(
    {"write_in", "pain_diary", "series_table", "fasting_times", "driving_time", "risk_notes"}
)
"""Blocks that no file of their own decides on; their place in the treatment does."""

_MAKERS: Mapping[str, Callable[[Any, Here], Iterator[Block]]] = {
    "statement": _statement,
    "expectations": _expectations,
    "side_effects": _side_effects,
    "question_sets": _question_sets,
    "checklist": _checklist,
    "red_flags": _red_flags,
    "glossary": _glossary,
    "write_in": _write_in,
    "pain_diary": _pain_diary,
    "series_table": _series_table,
    "fasting_times": _fasting_times,
    "driving_time": _driving_time,
    "risk_notes": _risk_notes,
}
