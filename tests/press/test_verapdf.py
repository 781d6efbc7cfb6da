"""Finished handouts are PDF/UA-1 and PDF/A-2a at once, says veraPDF; faulty files are not."""

from dataclasses import replace

import pytest
import weasyprint

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Paper
from handouts.model.visit import Edition, VisitType
from handouts.read.content import read_settings
from tests.blanks import blank
from tests.filled import filled
from tests.matrix import KETAMINE, Cell, chosen, existing, marked
from tests.press.tagging import an_engine, page, table
from tests.verapdf import PROFILES, Unreadable, failures
from tests.visits import PRINTED, full_visit

pytestmark = pytest.mark.verapdf

FILLED = (
    Cell("sleep", "en", Edition.STANDARD, Paper.LETTER),
    Cell("sleep", "es", Edition.LARGE_PRINT, Paper.A4),
    Cell(KETAMINE, "vi", Edition.STANDARD, Paper.LETTER),
    Cell(KETAMINE, "ar", Edition.STANDARD, Paper.LETTER),
    Cell(KETAMINE, "zh", Edition.STANDARD, Paper.A4),
)


@pytest.mark.parametrize(
    ("treatment", "kind", "paper"),
    [
        (KETAMINE, VisitType.FIRST, Paper.LETTER),
        (KETAMINE, VisitType.CONSULT, Paper.A4),
        (KETAMINE, VisitType.FOLLOW_UP, Paper.LETTER),
        ("sleep", VisitType.FIRST, Paper.A4),
    ],
)
def test_a_handout_meets_both_standards(treatment: str, kind: VisitType, paper: Paper) -> None:
    shelves = Shelves()
    maker = Maker(shelves, replace(read_settings(shelves), paper=paper))
    pdf = maker.make(full_visit(treatment, visit_type=kind), printed=PRINTED).pdf
    assert {profile: failures(pdf, profile) for profile in PROFILES} == {"ua1": (), "2a": ()}


@pytest.mark.parametrize("cell", marked(FILLED))
def test_a_filled_form_meets_both_standards(cell: Cell) -> None:
    """Forms of the golden tests, which are laid out once for both."""
    pdf = filled(cell)
    assert {profile: failures(pdf, profile) for profile in PROFILES} == {"ua1": (), "2a": ()}


@pytest.mark.parametrize(
    "cell",
    marked(
        (
            Cell("sleep", "en", Edition.LARGE_PRINT, Paper.A4),
            Cell(KETAMINE, "en", Edition.STANDARD, Paper.LETTER),
            Cell(KETAMINE, "ar", Edition.STANDARD, Paper.LETTER),
        )
    ),
)
def test_a_blank_meets_both_standards(cell: Cell) -> None:
    pdf = blank(cell).pdf
    assert {profile: failures(pdf, profile) for profile in PROFILES} == {"ua1": (), "2a": ()}


def test_a_filled_form_of_each_language_and_of_large_print_is_among_them() -> None:
    assert set(FILLED) <= set(chosen())
    assert {cell.language for cell in FILLED} == {cell.language for cell in existing()}
    assert Edition.LARGE_PRINT in {cell.edition for cell in FILLED}


def test_all_that_a_page_can_hold_meets_both_standards() -> None:
    pdf = an_engine().render(
        page(
            "<h1>One</h1><h2>Two</h2><h3>Three</h3><p lang=es>hola <b>y</b> <i>no</i></p>"
            "<p class=hebrew lang=he dir=rtl>שלום עולם שלום חבר</p>"
            '<p id=a><a href="#a"><b>here</b> and there</a> <a href="https://x.invalid">out</a></p>'
            '<p class=picture><img src="icons/square.svg" alt="A square"></p>'
            '<img src="icons/square.svg" alt=""><i class=icon></i>'
            "<ol><li>one<ul><li>inner</li></ul></li><li></li></ol>"
            "<dl><dt>term</dt><dd>words</dd></dl><blockquote>said</blockquote><div></div>"
            f"<div aria-hidden=true>not</div><p>{'many words ' * 400}</p>{table(60)}"
            "<table><tr><th rowspan=2>a<td colspan=2>b<tr><td>c<td></table>",
            head='<p>Maria <a href="#a">again</a></p>',
        )
    )
    assert {profile: failures(pdf, profile) for profile in PROFILES} == {"ua1": (), "2a": ()}


# The checker finds faults


def _plain(html: str, variant: str | None = None) -> bytes:
    """A PDF as WeasyPrint makes it by itself."""
    return bytes(weasyprint.HTML(string=html).write_pdf(pdf_variant=variant))


def test_a_file_that_is_not_tagged_fails_both() -> None:
    pdf = _plain("<p>words</p>")
    for profile in PROFILES:
        assert len(failures(pdf, profile)) > 2


def test_a_file_without_title_and_language_fails() -> None:
    pdf = _plain("<p>words</p>", "pdf/ua-1")
    broken = " ".join(failures(pdf, "ua1"))
    assert "7.1-9 " in broken, "the title"
    assert "7.2-" in broken, "the language"


def test_a_picture_without_words_fails() -> None:
    html = '<html lang="en"><title>T</title><p>words</p><svg width="9" height="9"></svg>'
    assert any("7.3-1 " in rule for rule in failures(_plain(html, "pdf/ua-1"), "ua1"))


def test_a_file_that_claims_one_standard_fails_the_other() -> None:
    html = '<html lang="en"><title>T</title><p>words</p>'
    assert failures(_plain(html, "pdf/ua-1"), "ua1") == ()
    assert failures(_plain(html, "pdf/ua-1"), "2a") != ()
    assert failures(_plain(html, "pdf/a-2a"), "2a") == ()
    assert failures(_plain(html, "pdf/a-2a"), "ua1") != ()


def test_a_file_that_is_no_pdf_is_an_error_and_no_pass() -> None:
    with pytest.raises(Unreadable, match="parse"):
        failures(b"no PDF", "ua1")
