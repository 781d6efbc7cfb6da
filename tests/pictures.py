"""`python -m tests.pictures`: the pages and the screens that README and docs show, made from stock.

Pages are those of the visit file that `handouts init` writes; nobody in it is real.
`python -m tests.pictures screens FOLDER` writes every screen of the desk to a folder, in light and
dark and at 200 %, for somebody to look at; behind it, names such as `picked` choose some of them.
"""

import dataclasses
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Page, expect

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.visit import Edition, Visit, VisitType
from handouts.read.content import read_settings
from tests.browser import browser
from tests.patience import PATIENCE
from tests.tracked import ROOT
from tests.visits import PRINTED, full_visit
from tests.web.desk.counter import at_counter
from tests.web.desk.screens import SCREENS, opened
from tests.web.served import QUERY, previewed, sleep

DOTS, GAP, FRAME, COLOURS = 62, 14, "#9a9a9a", 40
"""Dots to an inch, and between two pages; so few colours keep the files small."""

KETAMINE = "ketamine-infusion"


DESK = {"desk": "look-alike", "desk-mend": "to-mend", "desk-tomorrow": "tomorrow-rows"}
"""The pictures of the desk in docs/, and the screens that they show."""
LIGHT, DARK, ZOOMED = "light", "dark", "zoomed"


def main(*words: str) -> None:
    """Write the pictures of docs/, or with `screens FOLDER` those of all screens."""
    expect.set_options(timeout=PATIENCE * 1_000)
    if words[:1] == ("screens",):
        _write_screens(Path(words[1]), words[2:] or tuple(SCREENS))
        return
    _write_desk()
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
        screen = page.screenshot()
    _pack(Image.open(io.BytesIO(screen)).convert("RGB"), ROOT / "docs" / "preview.png")


def _write_desk() -> None:
    """Screens of the desk as the front desk sees them, twice as sharp."""
    for name, screen in DESK.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            opened(Path(folder) / "clinic", SCREENS[screen]) as served,
            browser() as chromium,
            at_counter(
                chromium, served, viewport={"width": 1120, "height": 700}, device_scale_factor=2
            ) as counter,
        ):
            SCREENS[screen].go(counter)
            picture = Image.open(io.BytesIO(_still(counter.page))).convert("RGB")
            _pack(picture, ROOT / "docs" / f"{name}.png")


def _write_screens(folder: Path, names: Sequence[str]) -> None:
    """Each screen by its name, as somebody sees it who works with it."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        for name in names:
            with (
                tempfile.TemporaryDirectory() as clinic,
                opened(Path(clinic) / "clinic", SCREENS[name]) as served,
                at_counter(chromium, served) as counter,
            ):
                SCREENS[name].go(counter)
                (folder / f"{name}-{LIGHT}.png").write_bytes(_still(counter.page))
                counter.page.emulate_media(color_scheme="dark")
                (folder / f"{name}-{DARK}.png").write_bytes(_still(counter.page))
                counter.page.emulate_media(color_scheme="light")
                counter.page.set_viewport_size({"width": 640, "height": 400})
                (folder / f"{name}-{ZOOMED}.png").write_bytes(_still(counter.page))


def _still(page: Page) -> bytes:
    """A picture of the window once its own pictures are there."""
    page.wait_for_function(
        "() => [...document.images].every(it => it.complete || it.loading === 'lazy')"
    )
    return page.screenshot(animations="disabled")


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
    _pack(sheet, ROOT / "docs" / f"{name}.png")


def _pack(picture: Image.Image, path: Path) -> None:
    packed = io.BytesIO()
    picture.quantize(COLOURS).save(packed, "PNG", optimize=True)
    path.write_bytes(packed.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
