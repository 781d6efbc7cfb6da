"""What is taken for a wrong filling: else a form that mixes two patients would be praised."""

from dataclasses import replace
from functools import cache

import pytest

from tests.benchmarks.press.content import Source, visit
from tests.benchmarks.press.names import right
from tests.benchmarks.press.peers.reuse import Maker
from tests.benchmarks.press.sheet import Sheet
from tests.visits import PRINTED

LONG = "Wolfeschlegelsteinhausenbergerdorff Ana Maria Concepcion de los Remedios Example Muster"


@cache
def stock() -> Source:
    return Source.stock()


@cache
def maker() -> Maker:
    return Maker(stock().sheet("sleep", 0), "sleep")


def page(name: str) -> str:
    plain = visit("sleep", 0)
    named = replace(plain, patient=replace(plain.patient, name=name))
    source = stock()
    return source.pages.html(source.maker.compose(named, printed=PRINTED))


def pdf(html: str) -> bytes:
    return maker().make(Sheet(0, html, {}))


@pytest.mark.parametrize("name", ["Maria Example", "Zoë O’Neill-Đặng", LONG])
def test_a_sheet_that_says_whose_it_is_is_right(name: str) -> None:
    html = page(name)
    assert right(pdf(html), html, name)


def test_a_sheet_with_another_patient_s_name_is_wrong() -> None:
    assert not right(pdf(page("Anna Sample")), page("Maria Example"), "Maria Example")


def test_a_name_at_the_head_of_one_page_only_is_wrong() -> None:
    html = page("Maria Example")
    changed = html.replace("Maria Example", "Anna Sample", 1)
    assert changed != html
    assert not right(pdf(changed), html, "Maria Example")


def test_a_sheet_without_a_name_is_wrong() -> None:
    html = page("Maria Example")
    assert not right(pdf(html.replace("Maria Example", "", 1)), html, "Maria Example")


def test_a_text_more_than_the_page_has_is_wrong() -> None:
    html = page("Maria Example")
    more = html.replace("</main>", "<p>Anna</p></main>")
    assert not right(pdf(more), html, "Maria Example")


def test_another_record_number_is_wrong() -> None:
    html = page("Maria Example")
    assert not right(pdf(html.replace("000001", "000002", 1)), html, "Maria Example")


def test_a_text_less_than_the_page_has_is_wrong() -> None:
    html = page("Maria Example")
    assert not right(pdf(html.replace("Room 1<", "<")), html, "Maria Example")
