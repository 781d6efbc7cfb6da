"""Right to left: on an Arabic page phones, times, codes and Latin names still read from the left.

The lines are read as they are drawn, by where each letter stands, because a PDF's own text is in
the order of reading and would look right either way.
"""

import datetime as dt
import re

import pytest

from handouts.model.handout import Handout
from handouts.model.visit import Patient
from tests.making import Making
from tests.pdf import drawn
from tests.visits import PRINTED, full_visit

pytestmark = pytest.mark.noto

MEHMET = Patient("محمد العينة", dt.date(1958, 3, 4), "000-101")
MARIA = Patient("Maria Example", dt.date(1958, 3, 4), "000-101")

Pages = tuple[tuple[str, ...], ...]


def _turned(text: str) -> str:
    """Arabic as it is drawn: the last letter comes first from the left."""
    return text[::-1]


def _make(stock: Making, patient: Patient) -> tuple[Handout, Pages]:
    someone = full_visit("ketamine-infusion", language="ar", patient=patient)
    made = stock.maker.make(someone, printed=PRINTED)
    return made.handout, drawn(made.pdf)


@pytest.fixture(scope="module")
def maria(stock: Making) -> tuple[Handout, Pages]:
    return _make(stock, MARIA)


@pytest.fixture(scope="module")
def mehmet(stock: Making) -> tuple[Handout, Pages]:
    return _make(stock, MEHMET)


def _holding(pages: Pages, text: str) -> list[str]:
    return [line for page in pages for line in page if text in line]


@pytest.mark.parametrize("text", ["555-0100", "555-0199", "1-800-FDA-1088", "000-101"])
def test_numbers_with_hyphens_read_from_the_left(maria: tuple[Handout, Pages], text: str) -> None:
    _, pages = maria
    assert _holding(pages, text)
    turned = "-".join(reversed(text.split("-")))
    assert _holding(pages, turned) == []


def test_the_phone_at_the_foot_and_the_number_at_the_head_of_each_page_read_from_the_left(
    maria: tuple[Handout, Pages], mehmet: tuple[Handout, Pages]
) -> None:
    for _, pages in (maria, mehmet):
        assert all(_holding((page,), "555-0100") for page in pages)
        assert all(_holding((page,), "000-101") for page in pages)


def test_a_time_stands_to_the_right_of_its_half_of_the_day(maria: tuple[Handout, Pages]) -> None:
    (arrival,), (end,) = (_holding(maria[1][:1], time) for time in ("8:30", "12:30"))
    assert "ص 8:30" in arrival
    assert "م 12:30" in end


def test_a_date_is_drawn_from_right_to_left_with_its_numbers_whole(
    maria: tuple[Handout, Pages],
) -> None:
    assert _holding(maria[1][:1], f"2026 {_turned('ديسمبر')} 1")
    assert _holding(maria[1], f"1958 {_turned('مارس')} 4")


def test_a_latin_name_reads_from_the_left_on_each_page(maria: tuple[Handout, Pages]) -> None:
    assert all(_holding((page,), "Maria Example") for page in maria[1])
    assert _holding(maria[1][:1], "Dr. Ada Sample")


def test_an_arabic_name_reads_from_the_right_on_each_page(mehmet: tuple[Handout, Pages]) -> None:
    assert all(_holding((page,), _turned(MEHMET.name)) for page in mehmet[1])


def test_the_version_and_the_check_code_read_from_the_left(maria: tuple[Handout, Pages]) -> None:
    handout, pages = maria
    for page in pages:
        assert _holding((page,), handout.form.version)
        assert _holding((page,), handout.check_code)


def test_each_number_that_keeps_its_order_is_drawn_so(maria: tuple[Handout, Pages]) -> None:
    handout, pages = maria
    runs = {
        span.text
        for phrase in handout.form.phrases() for span in phrase
        if span.whole and re.search(r"\d", span.text)
    }  # fmt: skip
    assert len(runs) > 4
    assert [run for run in runs if not _holding(pages, run)] == []


def test_the_page_number_stands_at_the_left_end_of_the_head(maria: tuple[Handout, Pages]) -> None:
    handout, pages = maria
    wording = handout.form.wording
    for number, page in enumerate(pages, 1):
        told = f"{len(pages)} {_turned(wording.of)} {number} {_turned(wording.page)}"
        assert any(line.startswith(told) for line in page)


def test_an_arabic_name_on_an_english_page_is_marked_as_running_the_other_way(
    stock: Making,
) -> None:
    someone = full_visit(patient=MEHMET)
    handout = stock.maker.compose(someone, printed=PRINTED)
    html = stock.pages.html(handout)
    assert '<bdi class="field" data-field="patient" dir="rtl">' in html


def test_only_a_field_that_runs_against_its_page_says_so(stock: Making) -> None:
    someone = full_visit("ketamine-infusion", language="ar", patient=MARIA)
    handout = stock.maker.compose(someone, printed=PRINTED)
    html = stock.pages.html(handout)
    fields = dict(re.findall(r'<bdi class="field" data-field="(\w+)"( dir="\w+")?>', html))
    assert fields["patient"] == fields["record"] == fields["clinician"] == ' dir="ltr"'
    assert fields["date"] == fields["born"] == ""
