"""An item knows its places, its words for patients, and a seal that changes with any of them."""

from dataclasses import replace
from typing import Any

import pytest

from handouts.library.shelves import Shelves
from handouts.model.clinic import Clinic, Site
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.model.kinds import (
    Checklist,
    Loudness,
    Question,
    QuestionSet,
    Statement,
    Task,
    When,
)
from handouts.model.treatment import Show
from handouts.model.visit import DoseBand, VisitType
from handouts.problems import Place
from handouts.read.content import read_content

STATEMENT = Statement(
    text=("One.", "Two."),
    heading="Head",
    points=("Point.",),
    when=When(dose_band=(DoseBand.LOWER,)),
    sources=("C01",),
)


def item(says: Any, **changed: Any) -> Item[Any]:
    names = {"kind": "statements", "id": "credit", "language": "en", "file": "c.yaml", **changed}
    places: dict[tuple[str | int, ...], Place] = {
        (): Place("c.yaml", 1, 1),
        ("text",): Place("c.yaml", 2, 1),
        ("text", 1): Place("c.yaml", 4, 5),
    }
    return Item(says=says, places=places, **names)


@pytest.fixture(scope="module")
def content() -> Content:
    content, problems = read_content(Shelves(), "en")
    assert problems == ()
    assert content is not None
    return content


def test_a_part_has_its_place_and_a_part_that_was_not_written_the_nearest_one() -> None:
    one = item(STATEMENT)
    assert one.place("text", 1) == Place("c.yaml", 4, 5)
    assert one.place("text", 0) == Place("c.yaml", 2, 1)
    assert one.place("heading", "deep", 3) == Place("c.yaml", 1, 1)
    assert one.place() == Place("c.yaml", 1, 1)


def test_an_item_without_places_points_at_its_file() -> None:
    assert replace(item(STATEMENT), places={}).place("text") == Place("c.yaml")


@pytest.mark.parametrize(
    "changed",
    [
        replace(STATEMENT, text=("One.", "Two!")),
        replace(STATEMENT, text=("Two.", "One.")),
        replace(STATEMENT, text=("One. Two.",)),
        replace(STATEMENT, text=("One.",), points=("Two.", "Point.")),
        replace(STATEMENT, heading=None),
        replace(STATEMENT, heading=""),
        replace(STATEMENT, loudness=Loudness.WARNING),
        replace(STATEMENT, when=None),
        replace(STATEMENT, when=When(dose_band=(DoseBand.HIGHER,))),
        replace(STATEMENT, when=When(visit_type=(VisitType.FIRST,))),
        replace(STATEMENT, sources=()),
        replace(STATEMENT, seed=("S-01",)),
    ],
)
def test_the_seal_breaks_with_any_change_of_what_is_said_or_when(changed: Statement) -> None:
    assert item(changed).seal != item(STATEMENT).seal


@pytest.mark.parametrize("names", [{"id": "other"}, {"kind": "risks"}, {"language": "es"}])
def test_the_seal_belongs_to_one_item(names: dict[str, str]) -> None:
    assert item(STATEMENT, **names).seal != item(STATEMENT).seal


def test_the_seal_does_not_depend_on_where_the_words_stand() -> None:
    moved = replace(item(STATEMENT), file="elsewhere.yaml", places={})
    assert moved.seal == item(STATEMENT).seal


def test_the_seal_does_not_depend_on_the_order_of_keys() -> None:
    first = Clinic(sites={"a": Site("A", ("x",)), "b": Site("B", ("y",))})
    second = Clinic(sites={"b": Site("B", ("y",)), "a": Site("A", ("x",))})
    assert item(first).seal == item(second).seal


def test_no_two_stock_items_share_a_seal(content: Content) -> None:
    seals = [one.seal for one in content.items()]
    assert len(set(seals)) == len(seals) > 100


def test_every_text_for_patients_is_told_with_its_path() -> None:
    assert list(item(STATEMENT).prose()) == [
        (("text", 0), "One."),
        (("text", 1), "Two."),
        (("heading",), "Head"),
        (("points", 0), "Point."),
    ]


def test_texts_deep_inside_are_told_and_ids_are_not() -> None:
    questions = QuestionSet("Eyes", 5, "Why.", (Question("Do you see?"),), sources=("C01",))
    tasks = Checklist((Task("Bring it.", why="It helps.", when=When(risk=("diabetes",))),))
    clinic = Clinic(name="Clinic", hours={"en": "8 to 5"}, phone="555-0100")
    assert list(item(questions).prose()) == [
        (("title",), "Eyes"),
        (("why",), "Why."),
        (("questions", 0, "ask"), "Do you see?"),
    ]
    assert list(item(tasks).prose()) == [
        (("tasks", 0, "do"), "Bring it."),
        (("tasks", 0, "why"), "It helps."),
    ]
    assert list(item(clinic).prose()) == [(("hours", "en"), "8 to 5")]


def test_every_stock_text_for_patients_has_a_place_in_its_own_file(content: Content) -> None:
    for one in content.items():
        for path, words in one.prose():
            place = one.place(*path)
            assert place.file == one.file
            assert place.line > 1, (path, words)
            assert one.places.get(path) is not None


def test_the_content_lists_every_item_once(content: Content) -> None:
    keys = [(one.kind, one.id) for one in content.items()]
    assert len(set(keys)) == len(keys)
    assert {"treatments", "statements", "wording", "clinic", "sources", "glossary"} <= {
        kind for kind, _ in keys
    }


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"when": When()},
        {"statement": "a", "checklist": "b"},
        {"fasting_times": False},
        {"glossary": ()},
    ],
)
def test_a_block_names_exactly_one_thing(keys: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exactly one of"):
        Show(**keys)
    assert Show(statement="a", when=When()).statement == "a"
