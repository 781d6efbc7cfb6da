"""Marks: a text of its own for each field, drawn anew each time, that runs as the words do."""

import secrets
from collections.abc import Iterator
from typing import Literal

import pytest

from handouts.make.words.languages import way
from handouts.press.marks import LONG, marks
from handouts.press.roles import runs_from_right
from tests.press.forming import Filler, Sheet


def test_each_field_has_a_mark_that_runs_its_way() -> None:
    drawn = marks({"patient": "ltr", "note": "rtl"})
    assert drawn.keys() == {"patient", "note"}
    assert {name: way(mark) for name, mark in drawn.items()} == {"patient": "ltr", "note": "rtl"}
    assert [runs_from_right(mark) for mark in drawn.values()] == [False, True]


def test_a_mark_is_one_word_that_html_keeps_as_it_is() -> None:
    for mark in marks({"patient": "ltr", "born": "ltr", "note": "rtl"}).values():
        assert len(mark) == LONG
        assert mark.isalpha()
        assert mark == mark.lower()


def test_marks_are_drawn_anew_for_each_form() -> None:
    drawn = [marks({"patient": "ltr", "note": "rtl"}) for _ in range(20)]
    assert len({each["patient"] for each in drawn}) == 20
    assert len({each["note"] for each in drawn}) == 20


def test_no_two_fields_have_the_same_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    letters: Iterator[str] = iter("a" * LONG + "a" * LONG + "b" * LONG)
    monkeypatch.setattr(secrets, "choice", lambda _: next(letters))
    assert marks({"patient": "ltr", "born": "ltr"}) == {"patient": "a" * LONG, "born": "b" * LONG}


@pytest.mark.noto
@pytest.mark.parametrize(
    ("direction", "script", "time"), [("ltr", "Latn", "12:30 pm"), ("rtl", "Arab", "12:30 ص")]
)
def test_any_mark_has_room_in_the_narrowest_cell(
    monkeypatch: pytest.MonkeyPatch, direction: Literal["ltr", "rtl"], script: str, time: str
) -> None:
    """That of a time of day; whether there is a form is no matter of luck."""
    sheet = Sheet("<p>{patient}</p>", head="", foot="", fields=("patient",))
    form = Filler(script).lay_out(sheet, {"patient": "Maria"})
    (spot,) = [spot for layer in form.layers for spot in layer.spots]
    shape, asked = Filler(script).shape, []

    def choice(letters: str) -> str:
        asked.append(letters)
        return letters[0]

    monkeypatch.setattr(secrets, "choice", choice)
    marks({"patient": direction})
    (letters,) = set(asked)
    narrowest = shape(spot.manner, time).line.width
    for letter in letters:
        assert shape(spot.manner, letter * LONG).line.width < narrowest
