"""Words of several lines: set in a form as in a full layout, or not in that form at all."""

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from handouts.make.forms.repertoire import repertoire
from handouts.press.drawing import Unfit, whole
from handouts.press.fonts import fonts
from handouts.press.form import Form
from handouts.press.manner import Unexpected
from handouts.press.places import Lines
from handouts.press.stored import pack, unpack
from tests.pdf import read_back
from tests.press.forming import ARABIC, LATIN, WORDS, Filler, Sheet

LATN, ARAB = Filler(), Filler("Arab")
SHEET = Sheet(style=".field { overflow-wrap: anywhere } @page { size: 100mm 160mm }")
LETTERS = repertoire("patient", "en", fonts("Latn"))
ROOM_OF_A_LINE = 38
"""So many letters, about, stand on a line of the sheet."""
VOCABULARY = (
    *("a", "I", "of", "to", "the", "pain", "diary", "bring", "please", "your", "Straße", "naïve"),
    *("e.g.", "(see below)", "well-being", "07/12", "café’s", "side-effects:", "O’Neil", "10–12"),
    *("Donaudampfschifffahrtsgesellschaft", "https://example.org/a/b", "Nguyễn", "ff", "AVATAR"),
)
NAMES = {
    "Hispanic": "María de los Ángeles Ejemplo Núñez de la Muestra y Prueba",
    "Arabic, romanised": "ʿAbd ar-Raḥmān bin Muḥammad al-Mithāl bin Zayd an-Namūdhaj",
    "Vietnamese": "Công Tằng Tôn Nữ Thị Mẫu Nguyễn Phúc Ví Dụ Hoàng Thị Thử",
    "Yoruba": "Fọlákẹ́ Ọ̀ṣúndáre Olúwaṣeun Àpẹẹrẹ Adébọ́lá Ìdánwò Babátúndé",
    "Polish": "Małgorzata Święcicka-Przykładowska de Domo Szczęsna-Wzorowa",
}


def _broken(words: Mapping[str, str], sheet: Sheet = SHEET) -> tuple[Form, Lines]:
    """The form that takes these words, by what the plain one says."""
    plain = _plain() if sheet == SHEET else LATN.lay_out(sheet, words, LETTERS)
    lines = plain.lines(words, LATN.shape, LATN.split)
    return LATN.lay_out(sheet, words, LETTERS, lines=lines), lines


@cache
def _plain() -> Form:
    """Each field has one line."""
    return LATN.lay_out(SHEET, WORDS, LETTERS)


@pytest.fixture(scope="module")
def two() -> Form:
    """A form whose note takes two lines, and all else one."""
    return LATN.lay_out(SHEET, WORDS, lines={"note": (2,)})


# As a full layout


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_several_lines_is_set_as_in_a_full_layout(name: str) -> None:
    words = WORDS | {"patient": name}
    form, lines = _broken(words)
    assert lines["patient"][1] > 1
    assert LATN.differs(SHEET, form, words) is None


def test_notes_of_all_kinds_are_set_as_in_a_full_layout_or_not_at_all() -> None:
    chosen = random.Random(11)  # noqa: S311  # the same notes every time
    forms: dict[int, Form] = {}
    taken = 0
    for _ in range(60):
        note = " ".join(chosen.choices(VOCABULARY, k=chosen.randint(4, 24)))
        words = WORDS | {"note": note}
        lines = _plain().lines(words, LATN.shape, LATN.split).get("note", (1,))
        if lines[0] not in forms:
            forms[lines[0]] = LATN.lay_out(SHEET, WORDS, LETTERS, lines={"note": lines})
        try:
            assert LATN.differs(SHEET, forms[lines[0]], words) is None, note
        except Unfit:
            continue
        taken += 1
    assert len(forms) > 3
    assert taken > 55, "few are given up"


@pytest.mark.parametrize("more", range(ROOM_OF_A_LINE - 12, ROOM_OF_A_LINE + 12))
def test_a_line_that_is_just_full_breaks_as_in_a_full_layout(more: int, two: Form) -> None:
    words = WORDS | {"note": f"{'l' * more}ll m {'i' * more} m"}
    lines = _plain().lines(words, LATN.shape, LATN.split)
    form = two if lines == {"note": (2,)} else LATN.lay_out(SHEET, words, lines=lines)
    assert LATN.differs(SHEET, form, words) is None


@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_each_line_stands_at_its_edge(align: str) -> None:
    sheet = Sheet(f'<p style="text-align: {align}">{{note}}</p>', head="", foot="",
                  fields=("note",))  # fmt: skip
    words = {"note": "Please bring your pain diary, and whoever drives you home"}
    form, lines = _broken(words, sheet)
    assert lines == {"note": (2,)}
    assert LATN.differs(sheet, form, words) is None


def test_a_field_takes_other_lines_at_another_place() -> None:
    """The head has the whole width, the cell half of it."""
    words = WORDS | {"patient": "Ana María Ejemplo de la Muestra"}
    form, lines = _broken(words)
    assert lines == {"patient": (1, 2)}
    assert LATN.differs(SHEET, form, words) is None


def test_what_stands_below_moves_down_and_every_page_is_there(two: Form) -> None:
    words = WORDS | {"note": "Please bring your pain diary, and whoever drives you home"}
    text = read_back(LATN.fill(two, words)).text
    assert "whoever" in text
    assert text.count("Maria Example") == read_back(LATN.fill(_plain(), WORDS)).text.count(
        "Maria Example"
    )


# What does not fit


def test_a_word_that_breaks_within_takes_other_lines_on_pages_of_another_width() -> None:
    """Between words it rarely does; then no form takes it."""
    words = WORDS | {"patient": "Pneumonoultramicroscopicsilicovolcanoconiosisexample"}
    with pytest.raises(Unfit, match="other lines on another page"):
        _broken(words)


@pytest.mark.parametrize("note", ["Short.", "A " * 60 + "b"])
def test_words_of_another_number_of_lines_do_not_fit(note: str, two: Form) -> None:
    with pytest.raises(Unfit, match="another number of lines"):
        LATN.fill(two, WORDS | {"note": note})


def test_a_form_of_several_lines_takes_nothing_where_nothing_breaks_words(two: Form) -> None:
    with pytest.raises(Unfit, match="another number of lines"):
        two.fill(
            WORDS | {"note": "Please bring your pain diary, and your friend"}, LATN.shape, whole
        )


def test_words_of_more_lines_than_anyone_writes_are_given_up() -> None:
    words = WORDS | {"note": "word " * 200 + "end"}
    assert _plain().lines(words, LATN.shape, LATN.split) == {}
    with pytest.raises(Unfit, match="too long"):
        LATN.fill(_plain(), words)


@pytest.mark.parametrize("style", ["hyphens: auto", "white-space: pre-wrap"])
def test_a_style_that_breaks_in_other_ways_is_left_to_a_full_layout(style: str) -> None:
    sheet = Sheet(f'<p style="{style}">{{note}}</p>', head="", foot="", fields=("note",))
    words = {"note": "Please bring your pain diary, and whoever drives you home afterwards"}
    plain = LATN.lay_out(sheet, words)
    assert plain.lines(words, LATN.shape, LATN.split) == {}


def test_lines_that_are_stretched_to_both_edges_are_found_out() -> None:
    sheet = Sheet('<p style="text-align: justify">{note}</p>', head="", foot="", fields=("note",))
    words = {"note": "Please bring your pain diary, and whoever drives you home afterwards"}
    form = LATN.lay_out(sheet, words, lines={"note": (2,)})
    assert LATN.differs(sheet, form, words) is not None


@pytest.mark.noto
def test_words_from_right_to_left_over_several_lines_are_left_to_a_full_layout() -> None:
    words = {"patient": "مريم مثال", "born": "4 مارس", "note": "مثال " * 20 + "مثال",
             "printed": "9:05"}  # fmt: skip
    sheet = replace(SHEET, language="ar", way="rtl")
    form = ARAB.lay_out(sheet, words, (LATIN, *ARABIC))
    with pytest.raises(Unfit, match="right to left"):
        form.lines(words, ARAB.shape, ARAB.split)


def test_a_note_over_the_end_of_a_page_has_no_form() -> None:
    sheet = Sheet('<p style="height: 52mm">Above.</p><p style="orphans: 1; widows: 1">{note}</p>',
                  head="", foot="", fields=("note",))  # fmt: skip
    words = {"note": "Please bring it."}
    assert LATN.lay_out(sheet, words)
    with pytest.raises(Unexpected, match="alone on its line"):
        LATN.lay_out(sheet, words, lines={"note": (3,)})


def test_a_form_of_several_lines_comes_back_from_its_bytes(two: Form) -> None:
    words = WORDS | {"note": "Please bring your pain diary, and whoever drives you home"}
    sealed = two.sealed(words, LATN.shape, LATN.split)
    again = unpack(pack(sealed, "key"), "key")
    assert again == sealed
    assert again.holds(LATN.shape, LATN.split)
    assert LATN.fill(again, words) == LATN.fill(two, words)
