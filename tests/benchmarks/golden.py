"""Every stock treatment, language, edition and paper in; what filled forms are not alike in out."""

import logging
import time
from collections import Counter

from handouts.press.alike import difference
from tests.filled import NotFilled, fill, filler
from tests.matrix import Cell, existing, maker, visit_of
from tests.visits import PRINTED

CASES = ("everything-known", "no-record")
"""The most and the least that is known of a visit; see the matrix."""


def main() -> None:
    """Fill and lay out the full product, each cell for two visits; CI does so for each pair of it.

    A form that was refused or whose filling differs ends the program with 1.
    """
    logging.basicConfig(format="%(message)s")  # why a form was refused
    began, found = time.monotonic(), Counter[str]()
    cells = existing()
    for cell in cells:
        told = {case: _compared(cell, case) for case in CASES}
        found.update(told.values())
        print(f"{cell}: " + ", ".join(f"{case} {what}" for case, what in told.items()), flush=True)
    alike = found.pop(_ALIKE, 0)
    refused, minutes = found.pop(_NOT_FILLED, 0), (time.monotonic() - began) / 60
    print(
        f"{len(cells)} cells, {alike + found.total()} forms, {refused} handouts without a form, "
        f"{found.total()} differences, {minutes:.1f} minutes"
    )
    if refused or found:
        raise SystemExit(1)


_ALIKE, _NOT_FILLED = "is alike", "has no form"


def _compared(cell: Cell, case: str) -> str:
    """What a filled form and a full layout of one visit differ in."""
    visit = visit_of(Cell(cell.treatment, cell.language, cell.edition, cell.paper, case))
    full = maker(cell.paper).make(visit, printed=PRINTED)
    try:
        filled = fill(filler(cell.paper), visit)
    except NotFilled:
        return _NOT_FILLED
    return difference(filled, full.pdf) or _ALIKE
