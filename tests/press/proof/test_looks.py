"""Handouts whose words are all there, and that nobody could read on paper: the proof finds each."""

import re

import pikepdf
import pytest

from tests.press.proving import (
    CROWDED,
    FAR_OUT,
    FONT,
    PALE,
    SIZE,
    SMALL,
    TURNED,
    UNPAINTED,
    UNSEEN,
    Spoiled,
    check,
)
from tests.spoiled import LARGE, Document, edited, operated, repainted, styled

SECTION = "#part-know-before"
COVER = "::after { content: ''; position: absolute; inset: 0; background: white }"


def _over(what: bytes, page: int = 0) -> bytes:
    """Something is painted on a page at last; its places are in points."""
    return repainted(lambda painted: b"q\n" + painted + b"\nQ\nq\n" + what + b"\nQ", page)


def _before(what: bytes) -> bytes:
    return repainted(lambda painted: what + b"\n" + painted)


SPOILED = (
    Spoiled("a section is white", lambda: styled(f"{SECTION} {{ color: white }}"), (PALE,)),
    Spoiled("bold words are white",
            lambda: styled(f"{SECTION} strong {{ color: white }}"), (PALE,)),
    Spoiled("the name in the head is white",
            lambda: styled(".page-head .name { color: white }"), (PALE,)),
    Spoiled("a section is too pale for a black-and-white printer",
            lambda: styled(f"{SECTION} {{ color: #999 }}"), (PALE,)),
    Spoiled("a section is black on a dark ground",
            lambda: styled(f"{SECTION} .note {{ background: #333 }}"), (PALE,)),
    Spoiled("a section is half transparent",
            lambda: styled(f"{SECTION} {{ color: rgba(0, 0, 0, .5) }}"), (UNPAINTED,)),
    Spoiled("letters are there for a search alone", lambda: _before(b"3 Tr"), (UNPAINTED,)),
    Spoiled("letters are drawn as outlines", lambda: _before(b"1 Tr"), (UNPAINTED,)),
    Spoiled("the head is smaller than 8 points",
            lambda: styled(".page-head { font-size: 7pt }"), (SMALL,)),
    Spoiled("a section is smaller than 8 points",
            lambda: styled(f"{SECTION} {{ font-size: 7pt }}"), (SMALL,)),
    Spoiled("a section is as small as dust",
            lambda: styled(f"{SECTION} {{ font-size: 1pt }}"), (SMALL, UNSEEN)),
    Spoiled("large print has small letters",
            lambda: styled(".part p { font-size: 12pt }", LARGE), (SMALL,), LARGE),
    Spoiled("a page is drawn at half its size",
            lambda: repainted(lambda painted: b".5 0 0 .5 99 99 cm\n" + painted), (SMALL,)),
    Spoiled("a section stands behind a white box",
            lambda: styled(f"{SECTION} {{ position: relative }} {SECTION}{COVER}"), (UNSEEN,)),
    Spoiled("one point stands behind a white box",
            lambda: styled(f"{SECTION} li {{ position: relative }} "
                           f"{SECTION} li:nth-child(2){COVER}"),
            (UNSEEN,)),
    Spoiled("a white box is painted on a page",
            lambda: _over(b"1 1 1 rg 60 60 200 200 re f"), (UNSEEN,)),
    Spoiled("a white box is painted on the ends of two lines",
            lambda: _over(b"1 1 1 rg 300 400 200 30 re f", 1), (UNSEEN,)),
    Spoiled("a black box is painted on a page",
            lambda: _over(b"0 0 0 rg 60 60 200 200 re f"), (PALE,)),
    Spoiled("a box is cut off after two lines",
            lambda: styled(f"{SECTION} .note {{ height: 8mm; overflow: hidden }}"),
            (UNSEEN, CROWDED)),
    Spoiled("nothing of a page is painted", lambda: _before(b"0 0 1 1 re W n"), (UNSEEN,)),
    Spoiled("a page is painted to its middle", lambda: _before(b"0 0 306 792 re W n"), (UNSEEN,)),
    Spoiled("the lower half of the last line is not painted",
            lambda: _before(b"0 24 612 768 re W n"), (UNSEEN,)),
    Spoiled("one text is painted on another",
            lambda: styled(f"{SECTION} .note {{ margin: -20mm 0 0 9mm; background: none }}"),
            (CROWDED,)),
    Spoiled("a line goes on past the right edge",
            lambda: styled(f"{SECTION} .note {{ margin-left: 150mm; white-space: nowrap }}"),
            (FAR_OUT,)),
    Spoiled("a box stands too near to the left edge",
            lambda: styled(f"{SECTION} .note {{ margin-left: -23mm }}"), (FAR_OUT,)),
    Spoiled("the name is off the page",
            lambda: styled(".page-head .name { margin-left: -200mm }"), (FAR_OUT,)),
    Spoiled("a page has slipped down",
            lambda: repainted(lambda painted: b"1 0 0 1 0 -60 cm\n" + painted), (FAR_OUT,)),
    Spoiled("the paper is A4 in the place of US Letter",
            lambda: styled("@page { size: A4 }"), (SIZE,)),
    Spoiled("a page is seen in a mirror",
            lambda: repainted(lambda painted: b"-1 0 0 1 612 0 cm\n" + painted), (TURNED,)),
    Spoiled("a page leans a little",
            lambda: repainted(lambda painted: b"1 .01 -.01 1 0 0 cm\n" + painted),
            (TURNED,)),
    Spoiled("letters are of another font",
            lambda: operated(lambda document: _rename(document, "Courier")), (FONT,)),
    Spoiled("letters are of a font whose name begins like ours",
            lambda: operated(lambda document: _rename(document, "Source-Sans-Provincial")),
            (FONT,)),
    Spoiled("the fonts are not in the file",
            lambda: operated(_take_fonts_out), (FONT,)),
    Spoiled("a box stands in the place of a letter",
            lambda: repainted(
                lambda painted: re.sub(rb"<[0-9a-f]{4}>", b"<0000>", painted, count=1)
            ),
            ("has a box in the place of a letter", "does not show")),
    Spoiled("a section is displayed at another one's place",
            lambda: edited(('id="part-know-before"', 'style="position: relative; top: 60mm"')),
            (CROWDED,)),
)  # fmt: skip


def _rename(document: Document, name: str) -> None:
    for font in document.pages[0].Resources.Font.values():
        font.BaseFont = font.DescendantFonts[0].BaseFont = pikepdf.Name(f"/ABCDEF+{name}")


def _take_fonts_out(document: Document) -> None:
    for font in document.pages[0].Resources.Font.values():
        told = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in told:
                del told[key]


@pytest.mark.parametrize("spoiled", SPOILED, ids=lambda each: each.how)
def test_what_a_person_would_not_see_is_found(spoiled: Spoiled) -> None:
    check(spoiled)
