"""A visit in, its handout out as a proven form that was filled; each form is laid out once."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Paper
from handouts.model.visit import Visit
from handouts.read.content import read_settings
from tests.matrix import Cell, visit_of
from tests.visits import PRINTED


class NotFilled(Exception):
    """No form was proven, which the program's log tells of, or these words do not fit it."""


@cache
def filler(paper: Paper) -> Maker:
    """Not the matrix's own maker: what that one prints is always laid out in full."""
    shelves = Shelves()
    return Maker(shelves, dataclasses.replace(read_settings(shelves), paper=paper))


@cache
def filled(cell: Cell) -> bytes:
    """The PDF of a cell's own visit. Raises NotFilled."""
    return fill(filler(cell.paper), visit_of(cell))


def fill(maker: Maker, visit: Visit, printed: dt.date = PRINTED) -> bytes:
    """The PDF of a visit; the form is laid out when there is none. Raises NotFilled."""
    handout = maker.compose(visit, printed=printed)
    if not maker.filling.has(handout):
        maker.lay_out(visit, printed=printed)
    filled = maker.filling.fill(handout)
    if filled is None:
        raise NotFilled
    return filled.pdf


def wanted(maker: Maker, visits: Iterable[Visit]) -> Iterator[tuple[str, Visit]]:
    """The forms that are not there, by their keys, each with a visit that has no other."""
    for visit in visits:
        handout = maker.compose(visit, printed=PRINTED)
        if not maker.filling.has(handout):
            yield maker.filling.key(handout), visit
