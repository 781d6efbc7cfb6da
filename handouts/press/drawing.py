"""A place in a form and words in, what draws them there out, or why they do not fit."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from handouts.press.catch import Edge, Spot
from handouts.press.manner import Manner
from handouts.press.roles import runs_from_right
from handouts.press.shaping import Letter, Shaped
from handouts.press.silence import Unprintable

Shape = Callable[[Manner, str], Shaped]
"""Sets words in a manner of type."""
Split = Callable[[Manner, str, float], tuple[str, ...]]
"""Breaks words into the lines that they take in a room."""

_NEAR = 1e-6
_NO_INK = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Line ends, tabs, marks of direction and the like: a layout does more with them than draw them."""


class Unfit(Exception):
    """These words do not fit this form; it says why without saying them."""


def whole(manner: Manner, words: str, room: float) -> tuple[str, ...]:  # noqa: ARG001  # as Split
    """Breaks nothing: for forms in which each field has one line."""
    return (words,)


def check(field: str, words: str, *, from_right: bool) -> None:
    """Raises Unfit for what HTML would change in the words, or would be tagged in another way."""
    if not words.strip() or "  " in words or words != words.strip(" "):
        raise Unfit(f"{field} has no words, or odd spaces")
    plain = words.isascii() and words.isprintable()
    if not plain and any(unicodedata.category(letter) in _NO_INK for letter in words):
        raise Unfit(f"{field} has letters that are not drawn")
    if runs_from_right(words) != from_right:
        raise Unfit(f"{field} runs another way")


def draw(spot: Spot, words: str, shape: Shape, letters: frozenset[Letter]) -> bytes:
    """What draws a line of words in its place with these letters of the file. Raises Unfit."""
    shaped = shaped_in(spot, words, shape)
    line = shaped.line
    if line.width > spot.room:
        raise Unfit(f"{spot.field} is too long for its place")
    if abs(line.height - spot.height) > _NEAR or abs(line.baseline - spot.rise) > _NEAR:
        raise Unfit(f"{spot.field} makes a line of another height")
    if not shaped.letters <= letters:
        raise Unfit(f"{spot.field} needs letters that the form does not have")
    begin = b"/Artifact BMC" if spot.mark is None else b"/%b <</MCID %d>> BDC" % (
        spot.tag.encode(), spot.mark)  # fmt: skip
    return b"%b\nq\n%b cm\n%b\nQ\nEMC" % (begin, _place(spot, line.width), line.operators)


def shaped_in(spot: Spot, words: str, shape: Shape) -> Shaped:
    """Words as letters in the manner of a place. Raises Unfit."""
    try:
        return shape(spot.manner, words)
    except Unprintable:  # what it says holds letters of the words
        raise Unfit(f"{spot.field} needs letters that no font has") from None


def words_in(spot: Spot, words: str, split: Split) -> str:
    """Those of the field's words that stand on this line."""
    if spot.lines == 1:
        return words
    found = split(spot.manner, words, spot.room)
    if len(found) != spot.lines:
        raise Unfit(f"{spot.field} has another number of lines")
    return found[spot.line]


def _place(spot: Spot, width: float) -> bytes:
    """Where the line's origin is, as a matrix of PDF."""
    free = spot.room - width
    right = 0.0 if spot.edge is Edge.LEFT else free if spot.edge is Edge.RIGHT else free / 2
    return _moved(spot.matrix, spot.left + right, spot.baseline)


@lru_cache(maxsize=4096)
def _moved(matrix: tuple[float, ...], x: float, y: float) -> bytes:
    a, b, c, d, e, f = matrix
    return b" ".join(map(_number, (a, b, c, d, a * x + c * y + e, b * x + d * y + f)))


def _number(value: float) -> bytes:
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()
