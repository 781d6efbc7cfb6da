"""A good handout in, the same one spoiled out, as slips and accidents spoil it."""

import dataclasses
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf

from handouts.make.proof.proving import expected
from handouts.make.words.languages import script
from handouts.model.handout import Handout
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient
from handouts.press.fonts import fonts
from handouts.press.proof.expected import Expected
from tests.matrix import KETAMINE, Cell, maker, visit_of
from tests.visits import MARIA, PRINTED

SLEEP = Cell("sleep", "en", Edition.STANDARD, Paper.LETTER)
LARGE = Cell("sleep", "en", Edition.LARGE_PRINT, Paper.LETTER)
ARABIC = Cell(KETAMINE, "ar", Edition.STANDARD, Paper.A4)
OTHER = Patient("Rose May", MARIA.born.replace(year=1985), "000909")

Document = Any
"""An open pikepdf.Pdf."""


@dataclass(frozen=True)
class Good:
    """A handout, its page and its file."""

    cell: Cell
    handout: Handout

    @property
    def html(self) -> str:
        """Its page."""
        return maker(self.cell.paper)._pages.html(self.handout)

    @property
    def pdf(self) -> bytes:
        """Its file, laid out in full."""
        return laid_out(self.cell, self.html)

    @property
    def expected(self) -> Expected:
        """What it must show."""
        return expected(self.handout, fonts(script(self.handout.form.language)))


@cache
def good(cell: Cell = SLEEP, patient: Patient = MARIA) -> Good:
    """The handout of a patient."""
    visit = dataclasses.replace(visit_of(cell), patient=patient)
    return Good(cell, maker(cell.paper).compose(visit, printed=PRINTED))


@cache
def laid_out(cell: Cell, html: str) -> bytes:
    """A page's file."""
    its = maker(cell.paper)
    form = good(cell).handout.form
    return its._engine(form, fonts(script(form.language))).render(html)


def edited(*changes: tuple[str, str], cell: Cell = SLEEP) -> bytes:
    """The file of a page in which words, that stand in it, are other ones."""
    html = good(cell).html
    for old, new in changes:
        assert old in html, old
        html = html.replace(old, new)
    return laid_out(cell, html)


def styled(css: str, cell: Cell = SLEEP) -> bytes:
    """The file of a page with one more rule of style."""
    return edited(("</head>", f"<style>{css}</style></head>"), cell=cell)


def recomposed(change: Callable[[Handout], Handout], cell: Cell = SLEEP) -> bytes:
    """The file of another handout than the one that is expected."""
    return Good(cell, change(good(cell).handout)).pdf


def operated(change: Callable[[Document], Any], pdf: bytes | None = None, **saved: Any) -> bytes:
    """The file with its objects changed; whole and sound as a file."""
    with pikepdf.open(io.BytesIO(pdf or good().pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, **saved)
    return out.getvalue()


def repainted(change: Callable[[bytes], bytes], page: int = 0, pdf: bytes | None = None) -> bytes:
    """The file with other operators on one of its pages."""

    def paint(document: Document) -> None:
        contents = document.pages[page].Contents
        before = contents.read_bytes()
        contents.write(change(before))
        assert contents.read_bytes() != before

    return operated(paint, pdf)
