"""Filled forms that were spoiled: their layers are read, and the rest is the form's own."""

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from handouts.make.maker import Maker
from handouts.press.form import Form
from handouts.press.objects import stream
from handouts.press.proof.expected import Flaw
from handouts.press.proof.filled import Reader
from handouts.press.proof.tail import layers
from tests.filled import fill, filler
from tests.matrix import Cell, visit_of
from tests.spoiled import ARABIC, OTHER, SLEEP
from tests.visits import MARIA, PRINTED

CHANGED = "is not the form that was proven"
WORDS = "shows other words in a place for "
OUTSIDE = "has letters outside of the places for them"
MANNER = "has letters of another size or colour than the form's"
UNPAINTED = "has letters that are not painted"


class Filled(NamedTuple):
    """A form, its patient's words, and the file."""

    form: Form
    words: dict[str, str]
    pdf: bytes
    reader: Reader

    def flaws(self, pdf: bytes) -> set[str]:
        """What is found in a file that should be this one."""
        return {flaw.what for flaw in self._found(pdf)}

    def _found(self, pdf: bytes) -> tuple[Flaw, ...]:
        return self.reader.flaws(self.form, pdf, self.words)

    def repainted(self, change: Callable[[bytes], bytes], layer: int = 0) -> bytes:
        """The file with other operators in one of its layers; its end fits them."""
        drawn = layers(self.form, self.pdf, self.words)
        number = self.form.layers[layer].number
        painted = {each: operators for each, (_, operators) in drawn.items()}
        painted[number] = change(painted[number])
        objects = {each: stream(b"", zlib.compress(it)) for each, it in painted.items()}
        return self.form._file(objects | self._told())

    def _told(self) -> dict[int, bytes]:
        found = {}
        for told in self.form.told:
            place = self.pdf.index(b"\n%d 0 obj\n" % told.number) + len(
                b"\n%d 0 obj\n" % told.number
            )
            found[told.number] = self.pdf[place : self.pdf.index(b"\nendobj\n", place)]
        return found


@cache
def filled(cell: Cell = SLEEP) -> Filled:
    """The filled form of a cell's visit."""
    maker = filler(cell.paper)
    pdf = fill(maker, visit_of(cell))
    return Filled(*_form(maker, cell), pdf, _reader(maker, cell))


def _form(maker: Maker, cell: Cell) -> tuple[Form, dict[str, str]]:
    handout = maker.compose(visit_of(cell), printed=PRINTED)
    form = maker.filling.kept.get(maker.filling.key(handout))
    assert form is not None
    return form, dict(handout.fields)


def _reader(maker: Maker, cell: Cell) -> Reader:
    handout = maker.compose(visit_of(cell), printed=PRINTED)
    form, _ = _form(maker, cell)
    return Reader(form, form.fill(form.trial, maker.filling._shaper(handout).shape))


def _for_other(cell: Cell = SLEEP, **words: str) -> bytes:
    """The same form with other words."""
    maker = filler(cell.paper)
    visit = replace(visit_of(cell), patient=OTHER)
    handout = maker.compose(visit if not words else visit_of(cell), printed=PRINTED)
    form, _ = _form(maker, cell)
    shape = maker.filling._shaper(handout).shape
    return form.fill({**handout.fields, **words}, shape)


def _paint(old: bytes, new: bytes, layer: int = 0) -> Callable[[], bytes]:
    """Operators of one layer, the first time that they stand there, are other ones."""

    def painted() -> bytes:
        def change(operators: bytes) -> bytes:
            assert re.search(old, operators)
            return re.sub(old, new, operators, count=1)

        return filled().repainted(change, layer)

    return painted


def _bytes(change: Callable[[bytes, Form], bytes]) -> Callable[[], bytes]:
    return lambda: change(filled().pdf, filled().form)


def _turned(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def _swapped() -> bytes:
    """The layer of one kind of page is that of another."""
    drawn = layers(filled().form, filled().pdf, filled().words)
    other = drawn[filled().form.layers[1].number][1]
    return filled().repainted(lambda _: other)


STRANGER = rb"/Artifact BMC\nq\n0.75 0 0 0.75 200 400 cm\nBT\n1 0 0 -1 0 0 Tm\n\1\nET\nQ\nEMC\n"
SPOILED: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "another patient's words": (_for_other, (WORDS,)),
    "one letter of the name is another one":
        (lambda: _for_other(patient="Marla Example"), (f"{WORDS}patient",)),
    "two digits of the birth date change places":
        (lambda: _for_other(born="March 4, 1985"), (f"{WORDS}born",)),
    "two digits of the record number change places":
        (lambda: _for_other(record="000110"), (f"{WORDS}record",)),
    "another time": (lambda: _for_other(time="9:30 am"), (f"{WORDS}time",)),
    "another check code": (lambda: _for_other(check_code="AAAAAA"), (f"{WORDS}check_code",)),
    "a layer is empty": (lambda: filled().repainted(lambda _: b""), (WORDS,)),
    "a layer is that of another kind of page": (_swapped, (WORDS, OUTSIDE)),
    "a field is lost":
        (_paint(rb"(?s)/Artifact BMC.*?EMC\n", b""), (f"{WORDS}patient",)),
    "a glyph is another one":
        (_paint(rb"<000e>", b"<000f>"), (WORDS,)),
    "a glyph is the box that stands for none":
        (_paint(rb"<000e>", b"<0000>"), ("has a box in the place of a letter",)),
    "a name stands at a place that is nobody's":
        (_paint(rb"(?s)^(.*?(/\S+ \S+ Tf\n\[.*?\] TJ).*)$",
                rb"\1\n" + STRANGER.replace(rb"\1", rb"\2")), (OUTSIDE,)),
    "a name stands elsewhere":
        (_paint(rb"(70\.866\d* )(\d+)", rb"\g<1>9\g<2>"), (OUTSIDE, WORDS)),
    "letters are white":
        (_paint(rb"0\.066667 0\.066667 0\.066667 rg", b"1 1 1 rg"), (MANNER,)),
    "letters are tiny": (_paint(rb"16 Tf", b"2 Tf"), (MANNER,)),
    "letters are for a search alone": (_paint(rb"BT\n", b"BT\n3 Tr\n"), (UNPAINTED,)),
    "letters are cut off":
        (_paint(rb"BT\n", b"0 0 9 9 re W n\nBT\n"), (UNPAINTED,)),
    "letters are seen in a mirror":
        (_paint(rb"1 0 0 -1 0 0 Tm", b"-1 0 0 -1 0 0 Tm"), ("",)),
    "letters stand on their heads":
        (_paint(rb"1 0 0 -1 0 0 Tm", b"1 0 0 1 0 0 Tm"), (UNPAINTED,)),
    "a box is painted, too":
        (_paint(rb"^", b"0 0 600 600 re f\n"), (f"{CHANGED}: something is drawn",)),
    "words are not read aloud":
        (_paint(rb"/Span <</MCID \d+>> BDC", b"/Artifact BMC", 1), (OUTSIDE, WORDS)),
    "words are read under another number":
        (_paint(rb"<</MCID \d+>>", b"<</MCID 1>>", 1), (OUTSIDE, WORDS)),
    "a bit of the form is turned":
        (_bytes(lambda pdf, form: _turned(pdf, len(form.head) // 2)),
         (f"{CHANGED}: its constant part",)),
    "a bit of a layer is turned":
        (_bytes(lambda pdf, form: _turned(pdf, len(form.head) + 90)), (CHANGED,)),
    "a bit of the list of places is turned":
        (_bytes(lambda pdf, _: _turned(pdf, len(pdf) - 60)), (CHANGED,)),
    "its last byte is lost": (_bytes(lambda pdf, _: pdf[:-1]), (f"{CHANGED}: is not whole",)),
    "its layers are lost":
        (_bytes(lambda _, form: form.head), (f"{CHANGED}: an object is not where",)),
    "something stands behind its end":
        (_bytes(lambda pdf, _: pdf + b"x"), (f"{CHANGED}: is not whole",)),
    "another object stands among its layers":
        (_bytes(lambda pdf, form: form.head + b"9 0 obj\n<<>>\nendobj\n" + pdf[len(form.head) :]),
         (f"{CHANGED}: an object is not where",)),
    "its end names another document":
        (_bytes(lambda pdf, form: pdf.replace(form.trailer, b"/Root 1" + form.trailer[7:])),
         (f"{CHANGED}: its end",)),
    "its end leads to another place":
        (_bytes(lambda pdf, _: re.sub(rb"startxref\n\d+", b"startxref\n1234", pdf)),
         (f"{CHANGED}: is not whole",)),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_filling_is_found(how: str) -> None:
    spoil, found = SPOILED[how]
    flaws = filled().flaws(spoil())
    assert flaws
    assert all(any(flaw.startswith(each) for flaw in flaws) for each in found)
    assert all(flaw.startswith(found) for flaw in flaws)


def test_a_list_of_places_that_points_elsewhere_is_found() -> None:
    form = filled().form
    drawn = layers(form, filled().pdf, filled().words)
    objects = {number: said[: -len(b"\nendobj\n")] for number, (said, _) in drawn.items()}
    elsewhere = replace(form, entries=form.entries[:7] + bytes(7) + form.entries[14:])
    pdf = elsewhere._file(objects | filled()._told())
    assert filled().flaws(pdf) == {f"{CHANGED}: its list of places is not the form's"}


def test_what_was_filled_well_has_no_flaw_time_after_time() -> None:
    for _ in range(70):  # more than one pad has sheets
        assert filled().flaws(filled().pdf) == set()


def test_long_words_after_short_ones_and_short_ones_after_long_ones_are_read() -> None:
    maker, form = filler(SLEEP.paper), filled().form
    for note in ("Come.", "Please bring your pain diary. " * 2 + "It helps.", "Come."):
        visit = replace(visit_of(SLEEP), note=note)
        handout = maker.compose(visit, printed=PRINTED)
        pdf = form.fill(handout.fields, maker.filling._shaper(handout).shape)
        assert filled().reader.flaws(form, pdf, handout.fields) == ()
    assert filled().flaws(filled().pdf) == set()


def test_remains_of_a_template_are_found_though_they_print_well() -> None:
    pdf = _for_other(clinician="None")
    words = {**filled().words, "clinician": "None"}
    (flaw,) = filled().reader.flaws(filled().form, pdf, words)
    assert flaw.what == "has remains of a template in the place of words (clinician)"


@pytest.mark.noto
def test_where_a_screen_reader_is_told_other_words_it_is_found() -> None:
    arabic = filled(ARABIC)
    assert arabic.flaws(arabic.pdf) == set()
    told = MARIA.name.encode("utf-16-be").hex().encode()
    other = "Marla Example".encode("utf-16-be").hex().encode()
    assert told in arabic.pdf
    spoiled = arabic.pdf.replace(told, other)
    assert arabic.flaws(spoiled) == {f"{CHANGED}: a screen reader is told other words"}


@pytest.mark.noto
def test_another_patient_s_words_are_found_where_lines_run_from_right_to_left() -> None:
    flaws = filled(ARABIC).flaws(_for_other(ARABIC, born="4 مارس 1985"))
    assert flaws == {f"{CHANGED}: a screen reader is told other words"}
