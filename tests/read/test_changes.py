"""What changed since it was signed is told word by word, at its line."""

from typing import Any

import pytest

from handouts.model.item import Item
from handouts.model.kinds import Checklist, Loudness, Statement, Task, When
from handouts.model.visit import DoseBand
from handouts.problems import Place
from handouts.read.changes import Change, Fate, changes

PLACES: dict[tuple[str | int, ...], Place] = {
    (): Place("credit.yaml", 1, 1),
    ("text",): Place("credit.yaml", 3, 1),
    ("text", 0): Place("credit.yaml", 4, 5),
    ("text", 1): Place("credit.yaml", 5, 5),
    ("text", 2): Place("credit.yaml", 6, 5),
}


def item(says: Any) -> Item[Any]:
    return Item("statements", "credit", "en", "credit.yaml", says, PLACES)


def between(before: Any, after: Any) -> tuple[Change, ...]:
    return changes(item(before), item(after))


def paragraphs(*texts: str) -> Statement:
    return Statement(text=texts)


def marked(change: Change) -> str:
    signs = {Fate.KEPT: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "[+{}+]"}
    return "".join(signs[piece.fate].format(piece.words) for piece in change.pieces)


def test_the_same_words_have_no_changes() -> None:
    assert between(paragraphs("One.", "Two."), paragraphs("One.", "Two.")) == ()


def test_a_changed_word_is_named_with_its_line() -> None:
    (change,) = between(
        paragraphs("One.", "You must not drive for 24 hours."),
        paragraphs("One.", "You may drive for 24 hours."),
    )
    assert change.part == "text 2"
    assert change.place == Place("credit.yaml", 5, 5)
    assert marked(change) == "You [-must not-][+may+] drive for 24 hours."


def test_a_new_paragraph_in_front_does_not_change_the_ones_behind_it() -> None:
    (change,) = between(paragraphs("One.", "Two."), paragraphs("Zero.", "One.", "Two."))
    assert (change.before, change.after) == (None, "Zero.")
    assert change.place == Place("credit.yaml", 4, 5)


def test_a_paragraph_that_is_gone_is_told_where_it_stood() -> None:
    (change,) = between(paragraphs("One.", "Two.", "Three."), paragraphs("One.", "Three."))
    assert (change.before, change.after) == ("Two.", None)
    assert change.place.file == "credit.yaml"
    assert change.place.line > 0


def test_old_and_new_texts_that_are_alike_belong_together() -> None:
    found = between(
        paragraphs("Call us when you feel sick.", "Bring a coat."),
        paragraphs("Wear flat shoes.", "Call us when you feel very sick."),
    )
    assert [(each.before, each.after) for each in found] == [
        ("Bring a coat.", "Wear flat shoes."),
        ("Call us when you feel sick.", "Call us when you feel very sick."),
    ]


def test_conditions_and_looks_are_part_of_what_was_signed() -> None:
    before = Statement(text=("One.",))
    after = Statement(
        text=("One.",), loudness=Loudness.WARNING, when=When(dose_band=(DoseBand.HIGHER,))
    )
    found = {each.part: (each.before, each.after) for each in between(before, after)}
    assert found == {
        "loudness": ("plain", "warning"),
        "when dose_band 1": (None, "higher"),
    }


def test_texts_in_lists_of_keys_are_told_by_their_number() -> None:
    before = Checklist((Task("Bring a list."), Task("Eat nothing.")))
    after = Checklist((Task("Bring a list."), Task("Eat little.")))
    (change,) = between(before, after)
    assert change.part == "tasks 2 do"
    assert marked(change) == "Eat [-nothing-][+little+]."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("请不要开车。", "请不要走路。", "请不要[-开车-][+走路+]。"),
        ("You don't drive.", "You drive.", "You[- don't-] drive."),
        ("One  space.", "One space.", "One[-  -][+ +]space."),
    ],
)
def test_words_are_the_words_of_the_language(before: str, after: str, expected: str) -> None:
    (change,) = between(paragraphs(before), paragraphs(after))
    assert marked(change) == expected


def test_the_pieces_say_the_whole_old_and_the_whole_new_text() -> None:
    before, after = "Do not drive, not even a bit.", "Do not ride, even a bit!"
    (change,) = between(paragraphs(before), paragraphs(after))
    old = "".join(piece.words for piece in change.pieces if piece.fate is not Fate.NEW)
    new = "".join(piece.words for piece in change.pieces if piece.fate is not Fate.GONE)
    assert (old, new) == (before, after)
