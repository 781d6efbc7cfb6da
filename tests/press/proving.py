"""What a test of the proof asks: are these flaws found, and no other ones?"""

from collections.abc import Callable
from typing import NamedTuple

from handouts.press.proof.whole import prove
from tests.matrix import Cell
from tests.spoiled import SLEEP, good

BESIDES = "shows words that are not of this handout"
UNSEEN = "has letters that are covered, cut off or not painted"
UNPAINTED = "has letters that are not painted"
PALE = "has letters that are too pale"
SMALL = "has letters that are too small"
FAR_OUT = "has letters where no printer reaches"
CROWDED = "has letters on other letters"
TURNED = "is turned"
SIZE = "has another size than the paper"
FONT = "has letters of another font than ours"
STRANGE = "holds something that handouts never puts there"
ELSEWHERE = "leads to a place that is not ours"
LOST = "does not show “"
NAME, BORN = "does not show the name", "does not show the date of birth"
RECORD, CODE = "does not show the record number", "does not show the check code"
NUMBER, VERSION = "does not show its number", "does not show its version"


class Spoiled(NamedTuple):
    """One way to spoil a handout, and the beginnings of all that is found."""

    how: str
    pdf: Callable[[], bytes]
    found: tuple[str, ...]
    cell: Cell = SLEEP


def check(spoiled: Spoiled) -> None:
    """Each flaw is found, and nothing else is."""
    flaws = [flaw.what for flaw in prove(spoiled.pdf(), good(spoiled.cell).expected)]
    missed = [each for each in spoiled.found if not any(map(_begins(each), flaws))]
    others = [flaw for flaw in flaws if not flaw.startswith(spoiled.found)]
    assert (missed, others) == ([], [])


def _begins(each: str) -> Callable[[str], bool]:
    return lambda flaw: flaw.startswith(each)
