"""Days whose handouts are really made, and their stacks as a person at the printer meets them."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops

from handouts.batch.day import Day
from handouts.batch.job import Order
from handouts.batch.packet.packet import Paper, Stacked, stack
from handouts.batch.plan.plan import plan
from handouts.batch.run.run import run
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Settings
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table

TODAY = dt.date(2031, 1, 6)
HEADER = "patient,born,treatment,date,time,clinician,room,language,bilingual,edition"
WHITE = 255
DOTS = 150
"""To an inch of the pictures."""


@dataclass(frozen=True, slots=True)
class Made:
    """A folder of finished handouts, and whose they are."""

    folder: Path
    day: Day
    maker: Maker

    def stack(self, paper: Paper | None = None) -> Stacked:
        """The stack of this day."""
        return stack(self.folder, self.day, self.maker, paper or Paper())

    def pages(self, paper: Paper | None = None) -> "Pages":
        """The stack's only file."""
        (file,) = self.stack(paper).files
        return Pages(file.read_bytes())


def make(folder: Path, *rows: str, settings: Settings | None = None) -> Made:
    """The handouts of a day whose rows have the columns of HEADER."""
    settings = settings or Settings(timezone="America/New_York")
    maker = Maker(Shelves(), settings)
    known = Known.of(maker.content("en"), settings, maker.shelves.languages())
    table = read_table("\n".join((HEADER, *rows)).encode(), "day.csv")
    order = Order(TODAY, folder, draft=True, workers=1)
    done = list(run(table.rows, maker, known, order))
    planned = plan(table.rows, known, order)
    return Made(folder, Day.of(done, planned, rows=len(table.rows), draft=True), maker)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the code on a sheet says."""

    packet: int
    sheet: int
    check_code: str


class Pages:
    """The pages of one PDF."""

    def __init__(self, pdf: bytes) -> None:
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = list(document)
            self.metadata = dict(document.get_metadata_dict())
            self.texts = [page.get_textpage().get_text_bounded() for page in pages]
            self.turns = [page.get_rotation() for page in pages]
            self.objects = [len(list(page.get_objects())) for page in pages]
            self.pictures = [picture(page) for page in pages]
            self.marks = [_mark(each) for each in self.pictures]
        finally:
            document.close()

    def __len__(self) -> int:
        return len(self.pictures)

    @property
    def listed(self) -> int:
        """How many pages come before the first packet."""
        return next(number for number, mark in enumerate(self.marks) if mark)

    def blank(self, number: int) -> bool:
        """Whether nothing at all is on a page."""
        return not self.objects[number] and self.pictures[number].getextrema() == (WHITE, WHITE)


def picture(page: pypdfium2.PdfPage, dots: int = DOTS) -> Image.Image:
    """A page as it prints."""
    seen: Image.Image = page.render(scale=dots / 72, grayscale=True).to_pil()
    return seen


def codes(seen: Image.Image) -> list[str]:
    """What a scanner reads."""
    return [code.text for code in zxingcpp.read_barcodes(seen)]


def _mark(seen: Image.Image) -> Mark | None:
    """What the code in the margin says; the rest of the page is not searched, to save time."""
    corner = (int(0.85 * seen.width), 0, seen.width, int(0.15 * seen.height))
    for code in codes(seen.crop(corner)):
        letters, _, packet, sheet, check_code = code.split("/")
        assert letters == "HO"
        return Mark(int(packet), int(sheet), check_code)
    return None


def difference(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The box in which two pictures differ; None when they do not."""
    return ImageChops.difference(one, other).getbbox()
