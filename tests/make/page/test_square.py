"""The square to scan: a phone reads the clinic's own address, and nothing of the patient."""

import datetime as dt
import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from handouts.make.maker import Maker
from handouts.make.page.square import square
from handouts.model.handout import Handout
from handouts.model.settings import Settings
from handouts.model.visit import Edition, Patient, Visit
from tests.pdf import read_back, squeezed
from tests.shelf import shelf
from tests.visits import PRINTED, full_visit, visit

PAGE = "https://www.example.org/find-us?from=handout#map"
HILL_PAGE = "https://maps.example.org/?q=7+Made+Up+Road"
CLINIC = """\
name: Lakeside Test Clinic
phone: 312-867-5309
after_hours_phone: 312-867-5310
{web_page}
sites:
  main:
    name: Lakeside Test Clinic
    address: [12 Invented Street]
  hill:
    name: Hilltop Test Rooms
    address: [7 Made Up Road]
    web_page: {hill}
"""
SOMEONE = Patient("Zyxwa Qwertz", dt.date(1931, 7, 9), "QQ-4711")


def _maker(folder: Path, web_page: str | None = PAGE) -> Maker:
    line = f"web_page: {web_page}" if web_page else "web_page:"
    words = CLINIC.format(web_page=line, hill=HILL_PAGE)
    settings = Settings(timezone="America/New_York")
    return Maker(shelf(folder, {"content/clinic.yaml": words}), settings)


def _make(maker: Maker, someone: Visit) -> tuple[Handout, bytes]:
    made = maker.make(someone, printed=PRINTED)
    return made.handout, made.pdf


def _scanned(pdf: bytes) -> list[list[str]]:
    """What a camera reads from each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=200 / 72).to_pil() for page in document]
    finally:
        document.close()
    return [[code.text for code in zxingcpp.read_barcodes(picture)] for picture in pictures]


@pytest.mark.parametrize(
    "someone",
    [
        full_visit("sleep", patient=SOMEONE),
        full_visit("ketamine-infusion", patient=SOMEONE),
        visit("sleep", edition=Edition.LARGE_PRINT),
        visit("sleep", edition=Edition.EASY_READ),
        visit("sleep", edition=Edition.HIGH_CONTRAST, language="es"),
    ],
    ids=["sleep", "ketamine", "large-print", "easy-read", "high-contrast-es"],
)
def test_the_square_on_the_last_page_is_the_clinics_address_and_nothing_else(
    tmp_path: Path, someone: Visit
) -> None:
    _, pdf = _make(_maker(tmp_path), someone)
    *others, last = _scanned(pdf)
    assert last == [PAGE]
    assert others == [[]] * len(others)


def test_a_place_with_a_page_of_its_own_sends_patients_there(tmp_path: Path) -> None:
    _, pdf = _make(_maker(tmp_path), visit("sleep", site="hill"))
    assert _scanned(pdf)[-1] == [HILL_PAGE]


@pytest.mark.noto
def test_the_square_is_read_on_an_arabic_page(tmp_path: Path) -> None:
    _, pdf = _make(_maker(tmp_path), visit("ketamine-infusion", language="ar"))
    assert _scanned(pdf)[-1] == [PAGE]


def test_the_address_also_stands_there_in_words(tmp_path: Path) -> None:
    handout, pdf = _make(_maker(tmp_path), visit("sleep"))
    last = read_back(pdf).pages[-1]
    assert squeezed(PAGE) in squeezed(last)
    assert handout.form.wording.scan in last
    assert f"{handout.form.wording.web_page}:" in last


def test_without_an_address_there_is_no_square_and_no_word_of_one(tmp_path: Path) -> None:
    maker = _maker(tmp_path, web_page=None)
    handout, pdf = _make(maker, visit("sleep"))
    assert _scanned(pdf) == [[]] * len(_scanned(pdf))
    assert handout.form.wording.scan not in read_back(pdf).text


def test_two_patients_have_the_same_square(tmp_path: Path) -> None:
    """It belongs to the form: no field of the patient can be in it."""
    maker = _maker(tmp_path)
    drawn = []
    for someone in (full_visit("sleep", patient=SOMEONE), visit("sleep")):
        html = maker._pages.html(maker.compose(someone, printed=PRINTED))
        found = re.findall(r"<svg[\s\S]*?</svg>", html)
        assert len(found) == 1
        drawn += found
    assert drawn[0] == drawn[1] == square(PAGE)
    for secret in ("Zyxwa", "Qwertz", "4711", "1931"):
        assert secret not in drawn[0]


def test_the_drawing_is_hidden_from_those_who_listen_and_holds_no_address() -> None:
    drawn = square("https://example.org/?a=1&b=<2>")
    assert drawn.startswith('<svg aria-hidden="true" ')
    assert "example.org" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert set(re.findall(r"<(\w+)", drawn)) == {"svg", "path"}


def test_a_square_has_the_white_edge_that_phones_need() -> None:
    sides = re.search(r'viewBox="0 0 (\d+) (\d+)"', square("https://example.org"))
    assert sides is not None
    assert sides[1] == sides[2] == str(25 + 2 * 4)
