"""Words on a page lead to the file that says them."""

import pytest

from handouts.library.shelves import Shelves
from handouts.press.pictures import words_at
from handouts.web.preview.find import longest_run, text_at
from tests.making import Making
from tests.shelf import CLINIC
from tests.visits import full_visit


@pytest.fixture(scope="module")
def making() -> Making:
    return Making(Shelves(CLINIC))


def named(making: Making, words: str, page: str) -> str:
    """The text that these words of a page come from."""
    return text_at(
        page, page.index(words) + len(words) // 2, making.handout(full_visit()), making.content
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Pain can spoil your sleep", "en/treatments/sleep"),
        ("What does sleep have to do", "en/treatments/sleep"),
        ("Call 911 right away", "en/statements/emergency-short"),
        ("The most important thing", "en/wording"),
    ],
)
def test_words_of_a_page_lead_to_their_text(making: Making, words: str, name: str) -> None:
    page = (
        "The most important thing\nPain can spoil your\nsleep. What does sleep have to do with "
        "pain?\nCall 911 right away for an emergency."
    ).replace("\n", " ")
    assert named(making, words, page) == name


def test_a_patient_s_name_leads_nowhere(making: Making) -> None:
    page = "Zyxwv Qrstu"
    assert named(making, "Zyxwv", page) == ""


def test_an_empty_page_leads_nowhere(making: Making) -> None:
    assert text_at("", 0, making.handout(full_visit()), making.content) == ""


@pytest.mark.parametrize(
    ("said", "here", "words", "run"),
    [("abcdef", 2, "xbcdx", 3), ("abcdef", 0, "bcdef", 0), ("abc", 2, "abc", 3), ("", 0, "a", 0)],
)
def test_the_longest_run_holds_the_place(said: str, here: int, words: str, run: int) -> None:
    assert longest_run(said, here, words) == run


def test_a_place_on_a_page_gives_its_letter(making: Making) -> None:
    pdf = making.maker.pdf(making.handout(full_visit(note=None)))
    words, letter = words_at(pdf, 1, 0.3, 0.144)
    assert "Better sleep" in words
    assert words[letter].isprintable()
    with pytest.raises(IndexError):
        words_at(pdf, 99, 0.5, 0.5)
    with pytest.raises(LookupError):
        words_at(pdf, 1, 0.0, 0.0)
