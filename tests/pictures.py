"""`python -m tests.pictures`: the pages and the screen that README and docs show, made from stock.

Pages are those of the visit file that `handouts init` writes; nobody in it is real.
"""

import dataclasses
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import expect

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.visit import Edition, Visit, VisitType
from handouts.read.content import read_settings
from tests.browser import browser
from tests.tracked import ROOT
from tests.visits import PRINTED, full_visit
from tests.web.served import PATIENCE, QUERY, previewed, sleep

DOTS, GAP, FRAME, COLOURS = 62, 14, "#9a9a9a", 40
"""Dots to an inch, and between two pages; so few colours keep the files small."""

KETAMINE = "ketamine-infusion"


def main() -> None:
    """Write the four pictures."""
    _write_preview()
    shelves = Shelves()
    maker = Maker(shelves, read_settings(shelves))
    first = full_visit(KETAMINE)
    spanish = dataclasses.replace(
        first, language="es", edition=Edition.LARGE_PRINT, visit_type=VisitType.FOLLOW_UP, note=None
    )
    arabic = dataclasses.replace(first, language="ar", note=None)
    easy = dataclasses.replace(first, edition=Edition.EASY_READ, note=None)
    chinese = dataclasses.replace(first, language="zh", note=None)
    vietnamese = dataclasses.replace(first, language="vi", note=None)
    contrast = dataclasses.replace(first, edition=Edition.HIGH_CONTRAST, note=None)
    english = _pages(maker, first)
    _write("pages", (english[0], english[1]), columns=2)
    _write("languages", (_pages(maker, spanish)[0], _pages(maker, arabic)[0]), columns=2)
    others = (easy, contrast, spanish, arabic, chinese, vietnamese)
    sheets = [page for visit in others for page in (_pages(maker, visit)[each] for each in (2, 5))]
    _write("contact-sheet", sheets, columns=4)


def _write_preview() -> None:
    """The preview of a short handout, just after an editor has misspelt a key."""
    expect.set_options(timeout=PATIENCE * 1_000)
    with (
        tempfile.TemporaryDirectory() as folder,
        previewed(Path(folder) / "clinic") as served,
        browser() as started,
    ):
        page = started.new_page(viewport={"width": 1280, "height": 800})
        page.goto(served.door.start)
        page.goto(f"{served.door.origin}/?{QUERY}")
        expect(page.locator(".sheet img")).to_have_count(2)
        served.save(sleep("kicker:", "kiker:"))
        expect(page.locator("main")).to_contain_text("Did you mean")
        screen = Image.open(io.BytesIO(page.screenshot()))
    packed = io.BytesIO()
    screen.convert("RGB").quantize(COLOURS).save(packed, "PNG", optimize=True)
    (ROOT / "docs" / "preview.png").write_bytes(packed.getvalue())


def _pages(maker: Maker, visit: Visit) -> list[Image.Image]:
    """Each page of a visit's handout in grey and colour as it prints."""
    document = pypdfium2.PdfDocument(maker.make(visit, printed=PRINTED).pdf)
    return [page.render(scale=DOTS / 72).to_pil() for page in document]


def _write(name: str, pages: Sequence[Image.Image], *, columns: int) -> None:
    """Pages side by side, row by row."""
    framed = [ImageOps.expand(page, border=1, fill=FRAME) for page in pages]
    wide, high = framed[0].size
    rows = -(-len(framed) // columns)
    sheet = Image.new("RGB", (columns * (wide + GAP) + GAP, rows * (high + GAP) + GAP), "#ffffff")
    for number, page in enumerate(framed):
        row, column = divmod(number, columns)
        sheet.paste(page, (GAP + column * (wide + GAP), GAP + row * (high + GAP)))
    packed = io.BytesIO()
    sheet.quantize(COLOURS).save(packed, "PNG", optimize=True)
    (ROOT / "docs" / f"{name}.png").write_bytes(packed.getvalue())


if __name__ == "__main__":
    main()
