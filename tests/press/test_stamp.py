"""The mark of a sheet stays in the margin that pages leave free, and scanners read it."""

import io
import random

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from handouts.batch.packet.stack import Stack, opened
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Paper, Settings, Sides
from handouts.model.visit import Edition, Patient
from handouts.press.stamp import Stamps
from tests.batch.stacks import codes, picture
from tests.visits import MARIA, PRINTED, full_visit

LONGEST = "Packet 8888 of 8888 · sheet 888 of 888"
CODE = "HO/1A2B3C4D/8888/888/MWMWMW"
MARGIN, UNPRINTED = 18, 6.35
"""Millimetres: the narrowest right margin of our pages, and what desk printers leave white."""
SIZES = {"letter": (612, 792), "a4": (595, 842)}


def empty(size: tuple[int, int]) -> bytes:
    """A PDF of one white page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=size)
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def stamped(line: str, code: str, size: tuple[int, int], dots: int = 300) -> Image.Image:
    written = io.BytesIO()
    stack = Stack(written, "Stamps", Sides.ONE, turn_backs=False)
    with opened(empty(size)) as source:
        stack.add(source, 0, (line, code))
    stack.close()
    document = pypdfium2.PdfDocument(written.getvalue())
    try:
        return picture(document[0], dots)
    finally:
        document.close()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_longest_mark_stays_in_the_right_margin_above_the_middle(size: tuple[int, int]) -> None:
    seen = stamped(LONGEST, CODE, size)
    left, top, right, bottom = (edge * 25.4 / 300 for edge in ink(seen))
    width, height = (each * 25.4 / 72 for each in size)
    assert width - left <= MARGIN
    assert width - right >= UNPRINTED
    assert top >= UNPRINTED
    assert bottom < height / 2


def ink(seen: Image.Image) -> tuple[int, int, int, int]:
    box = seen.point(lambda shade: 255 - shade).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    ("language", "edition"),
    [
        ("en", Edition.STANDARD),
        ("en", Edition.EASY_READ),
        ("es", Edition.LARGE_PRINT),
        ("vi", Edition.HIGH_CONTRAST),
        pytest.param("ar", Edition.STANDARD, marks=pytest.mark.noto),
        pytest.param("ar", Edition.LARGE_PRINT, marks=pytest.mark.noto),
        pytest.param("zh", Edition.STANDARD, marks=pytest.mark.noto),
    ],
)
@pytest.mark.parametrize("paper", Paper)
def test_pages_leave_that_margin_free(language: str, edition: Edition, paper: Paper) -> None:
    maker = Maker(Shelves(), Settings(timezone="America/New_York", paper=paper))
    wide = Patient("Maximiliane-Alexandrina von Invented zu Specimen", MARIA.born, "000101-000102")
    visit = full_visit("ketamine-infusion", language=language, edition=edition, patient=wide)
    document = pypdfium2.PdfDocument(maker.make(visit, printed=PRINTED).pdf)
    try:
        for page in document:
            seen = picture(page, 72)
            margin = seen.crop((round(seen.width - MARGIN / 25.4 * 72) + 1, 0, *seen.size))
            assert margin.getextrema() == (255, 255)
    finally:
        document.close()


def test_a_scanner_reads_the_code_at_300_dots_and_from_a_worn_copy() -> None:
    seen = stamped(LONGEST, CODE, SIZES["letter"])
    crooked = seen.rotate(4, fillcolor=255, expand=True)
    faint = seen.filter(ImageFilter.GaussianBlur(1.5)).point(lambda shade: 90 + shade * 150 // 255)
    fax = seen.resize((seen.width * 200 // 300, seen.height * 200 // 300)).point(
        lambda shade: 255 if shade > 127 else 0
    )
    for each in (seen, crooked, faint, fax, seen.rotate(180)):
        assert codes(each) == [CODE]


def test_a_scanner_reads_whatever_run_packet_and_sheet_there_are() -> None:
    drawn = random.Random(7)  # noqa: S311  # the same codes in each run
    for _ in range(12):
        run = "".join(drawn.choices("0123456789ABCDEF", k=8))
        check = "".join(drawn.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=6))
        code = f"HO/{run}/{drawn.randint(1, 5000)}/{drawn.randint(1, 300)}/{check}"
        seen = stamped("Packet", code, SIZES["a4"], 150)
        corner = seen.crop((seen.width - 150, 0, seen.width, 150))
        assert codes(corner) == [code]


def test_the_font_has_a_width_for_each_letter_of_the_line() -> None:
    face = Stamps().face
    for letter in set(LONGEST):
        assert face.widths[letter.encode("cp1252")[0] - face.first] > 0, letter
    assert Stamps().face.file == face.file, "cut anew it is the same"
