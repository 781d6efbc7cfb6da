"""Shaped words: WeasyPrint's own letters at its own places, remembered for a while."""

from dataclasses import replace
from typing import Any

import pytest

from handouts.press import shaping
from handouts.press.fonts import fonts, use
from handouts.press.manner import Manner, Unexpected
from handouts.press.shaping import Pen, Shaper
from handouts.press.silence import Unprintable
from tests.press.forming import Filler, Sheet, plain_form


def _manner(style: str = "") -> Manner:
    sheet = Sheet(f'<p style="{style}">{{patient}}</p>', head="", foot="", fields=("patient",))
    form = Filler().lay_out(sheet, {"patient": "Maria"}, ("abc",))
    (spot,) = [spot for layer in form.layers for spot in layer.spots]
    return spot.manner


@pytest.fixture(scope="module")
def plain() -> Manner:
    return _manner()


@pytest.fixture(scope="module")
def bold() -> Manner:
    return _manner("font-weight: 700; color: #a00")


@pytest.fixture
def shaper() -> Shaper:
    return Shaper.of(fonts("Latn"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words that were drawn, not remembered."""
    words: list[str] = []
    draw = Pen.draw

    def counted(self: Pen, manner: Manner, text: str, into: dict[int, Any]) -> Any:
        words.append(text)
        return draw(self, manner, text, into)

    monkeypatch.setattr(Pen, "draw", counted)
    return words


def test_a_line_is_as_wide_as_its_letters_and_as_high_as_its_font(
    shaper: Shaper, plain: Manner
) -> None:
    line = shaper.shape(plain, "Hamburg").line
    assert line.width == pytest.approx(16 * 3.92, abs=0.1)
    assert line.height == pytest.approx(16 * 1.257, abs=0.1)
    assert 0 < line.baseline < line.height
    assert shaper.shape(plain, "Hamburg Hamburg").line.width > 2 * line.width
    assert b"BT" in line.operators


def test_a_line_of_any_length_is_one_line(shaper: Shaper, plain: Manner) -> None:
    assert shaper.shape(plain, "Maria Example " * 50).line.height == (
        shaper.shape(plain, "M").line.height
    )


@pytest.mark.parametrize("text", ["Maria\nExample", "Maria\u2029Example"])
def test_two_lines_are_never_drawn_as_one(shaper: Shaper, plain: Manner, text: str) -> None:
    with pytest.raises(Unexpected, match="end of a line"):
        shaper.shape(plain, text)


def test_letters_are_told_with_their_font_their_meaning_and_their_width(
    shaper: Shaper, plain: Manner, bold: Manner
) -> None:
    shaped = shaper.shape(plain, "abba").letters
    assert {meant for _, _, meant, _ in shaped} == {"a", "b"}
    assert all(wide > 0 for *_, wide in shaped)
    thick = shaper.shape(bold, "ab").letters
    assert {meant for _, _, meant, _ in thick} == {"a", "b"}
    assert not {font for font, *_ in shaped} & {font for font, *_ in thick}


def test_a_space_that_does_not_break_means_a_space(shaper: Shaper, plain: Manner) -> None:
    letters = shaper.shape(plain, "a\u00a0b").letters
    assert {meant for _, _, meant, _ in letters} == {"a", " ", "b"}


@pytest.mark.noto
def test_where_both_spaces_have_one_glyph_either_one_is_in_a_form(plain: Manner) -> None:
    families = tuple(fonts("Hans").families)
    manner = tuple((name, families if name == "font_family" else it) for name, it in plain)
    shaper = Shaper.of(fonts("Hans"))
    assert shaper.shape(manner, "a\u00a0b").letters == shaper.shape(manner, "a b").letters


def test_letters_that_join_have_one_glyph_for_all(shaper: Shaper, plain: Manner) -> None:
    assert "ff" in {meant for _, _, meant, _ in shaper.shape(plain, "off").letters}


def test_each_line_tells_of_its_own_letters_alone(shaper: Shaper, plain: Manner) -> None:
    alone = Shaper.of(fonts("Latn")).shape(plain, "ab")
    shaper.shape(plain, "xyz abc")
    assert shaper.shape(plain, "ab") == alone


def test_a_letter_without_a_font_is_never_drawn_as_a_box(shaper: Shaper, plain: Manner) -> None:
    with pytest.raises(Unprintable):
        shaper.shape(plain, "a 山")
    with pytest.raises(Unprintable):
        shaper.shape(plain, "a 山")


def test_a_line_that_could_not_be_drawn_leaves_nothing_to_the_next(
    shaper: Shaper, plain: Manner
) -> None:
    alone = Shaper.of(fonts("Latn")).shape(plain, "ab")
    with pytest.raises(Unprintable):
        shaper.shape(plain, "xyz 山")
    assert shaper.shape(plain, "ab") == alone


def test_words_are_drawn_once_for_each_manner(
    shaper: Shaper, plain: Manner, bold: Manner, drawn: list[str]
) -> None:
    first = shaper.shape(plain, "ab")
    assert shaper.shape(plain, "ab") is first
    assert shaper.shape(bold, "ab") != first
    assert shaper.shape(plain, "ba") != first
    assert drawn == ["ab", "ab", "ba"]


def test_words_are_shaped_once_to_be_drawn(
    shaper: Shaper, plain: Manner, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = shaper._pen._text.line_break.Layout
    set_text, said = layout.set_text, []

    def counted(self: Any, text: str, *more: Any, **named: Any) -> None:
        said.append(text)
        set_text(self, text, *more, **named)

    monkeypatch.setattr(layout, "set_text", counted)
    shaper.shape(plain, "Maria Example")
    assert said == ["Maria Example"]


@pytest.mark.parametrize(
    "style",
    [
        "", "overflow-wrap: anywhere", "letter-spacing: 1px", "word-spacing: 3px",
        "font-feature-settings: 'tnum'", "word-spacing: 2px; overflow-wrap: anywhere",
        "letter-spacing: 1px; overflow-wrap: break-word; font-kerning: none",
    ],
)  # fmt: skip
def test_words_are_drawn_the_same_whatever_was_drawn_before(style: str) -> None:
    """One layout of Pango's serves all words of a manner, and keeps none of their attributes."""
    manner, many = _manner(style), Shaper.of(fonts("Latn"))
    texts = ("Maria E.", "A Very Long Name-Example of Nowhere", "M", "off a b c", "Ọlá Zoë", "1 2")
    for text in (*texts, *reversed(texts)):
        many._known.clear()
        assert many.shape(manner, text) == Shaper.of(fonts("Latn")).shape(manner, text)


def test_the_fonts_that_shape_do_not_hold_the_bytes_of_their_files(
    shaper: Shaper, plain: Manner, bold: Manner
) -> None:
    """A Chinese one has 19 MB, and each process of a batch would have four of them."""
    for manner in (plain, bold):
        shaper.shape(manner, "Maria")
    fonts_used = list(shaper._fonts.values())
    assert len(fonts_used) == 2
    assert not any(font.file_content for font in fonts_used)


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        (1, ("Hamburg Hamburg", "Hamburg")),
        (0.005, ("Hamburg Hamburg Hamburg",)),
        (-0.005, ("Hamburg Hamburg Hamburg",)),
        (-1, ("Hamburg", "Hamburg", "Hamburg")),
    ],
    ids=["room enough", "just enough", "just too little", "too little"],
)
def test_words_whose_line_is_full_to_a_hair_are_not_broken(
    shaper: Shaper, plain: Manner, more: float, lines: tuple[str, ...]
) -> None:
    """A layout reckons with other sums of the same lengths; one bit could turn the scales."""
    room = shaper.shape(plain, "Hamburg Hamburg").line.width + more
    assert shaper.split(plain, "Hamburg Hamburg Hamburg", room) == lines


def test_what_is_remembered_is_bounded_and_the_least_used_goes_first(
    shaper: Shaper, plain: Manner, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shaping, "REMEMBERED", 2)
    for text in ("a", "b", "a", "c", "a", "b"):
        shaper.shape(plain, text)
    assert drawn == ["a", "b", "c", "b"]
    assert len(shaper._known) == 2


def test_the_style_of_a_place_decides_how_words_are_drawn(shaper: Shaper, plain: Manner) -> None:
    def with_value(name: str, value: Any) -> Manner:
        assert name in dict(plain)
        return tuple((key, value if key == name else it) for key, it in plain)

    lines = {
        shaper.shape(manner, "Maria").line
        for manner in (
            plain, with_value("font_size", 20), with_value("letter_spacing", 2),
            with_value("font_weight", 700), with_value("color", ("srgb", (1.0, 0.0, 0.0), 1.0)),
        )
    }  # fmt: skip
    assert len(lines) == 5


def test_a_form_is_filled_by_its_own_script_s_fonts_after_another_script_was_used() -> None:
    """fontconfig is told of one script's fonts at a time, for the whole process."""
    latin = Shaper.of(fonts("Latn"))
    spots = [spot for layer in plain_form().layers for spot in layer.spots]
    before = [latin.shape(spot.manner, "Maria").line for spot in spots]
    use(replace(fonts("Latn"), families={}))
    again = Shaper.of(fonts("Latn"))
    assert [again.shape(spot.manner, "Maria").line for spot in spots] == before
    assert [latin.shape(spot.manner, "Zoë").line for spot in spots] == (
        [again.shape(spot.manner, "Zoë").line for spot in spots]
    )
