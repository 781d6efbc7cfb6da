"""Makes blanks for tests, and the same ones with slips in them."""

from functools import cache

from handouts.make.maker import Made, Maker
from handouts.make.proof.proving import expected
from handouts.make.words.languages import script
from handouts.model.settings import Paper
from handouts.model.visit import Blank, Edition
from handouts.press.fonts import fonts
from handouts.press.proof.whole import prove
from tests.matrix import Cell, maker
from tests.visits import PRINTED


@cache
def blank(cell: Cell) -> Made:
    """The blank of a cell, made and proven."""
    wanted = Blank(cell.treatment, language=cell.language, edition=cell.edition)
    return maker(cell.paper).make(wanted, printed=PRINTED)


SLEEP = Cell("sleep", "en", Edition.STANDARD, Paper.LETTER)
LARGE = Cell("sleep", "en", Edition.LARGE_PRINT, Paper.LETTER)


def spoiled(*changes: tuple[str, str], css: str = "", cell: Cell = SLEEP) -> list[str]:
    """What the proof of a blank says whose page has other words, or one more rule of style."""
    its: Maker = maker(cell.paper)
    handout = blank(cell).handout
    html = its._pages.html(handout)
    for old, new in (*changes, *([("</head>", f"<style>{css}</style></head>")] if css else ())):
        assert old in html, old
        html = html.replace(old, new)
    letters = fonts(script(handout.form.language))
    pdf = its._engine(handout.form, letters).render(html)
    return [str(flaw) for flaw in prove(pdf, expected(handout, letters))]
