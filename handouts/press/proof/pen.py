"""Pages and the labels that a pen writes behind in, those without a line or room above it out.

A line is seen on the page's picture, as whoever holds the pen sees it: how it is drawn is all one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from handouts.press.proof.expected import Expected, Flaw, Named, Pen
from handouts.press.proof.letters import alike, squeezed
from handouts.press.proof.sheet import Run, Sheet
from handouts.press.proof.words import PLACE, apart, read
from handouts.press.roles import runs_from_right

_DARK = 245
"""Of 255: a line's dots are darker, also when it lies between two rows of them."""
_BARE = 250
"""Paper with nothing on it is lighter."""
_NEAR = 4
"""Points: a line below a label begins where the label does."""
_LABEL = 8
"""Runs of letters at most that one label in the head of a page is made of."""
_INK = bytes(int(level < _DARK) for level in range(256))


class Box(NamedTuple):
    """A place on a page's picture, from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


def flaws(sheets: tuple[Sheet, ...], expected: Expected) -> Iterator[Flaw]:
    """Labels, of those that a pen writes behind, that no line belongs to.

    A label that is not there at all is told with the other words.
    """
    if not any(each.pen for each in (*expected.everywhere, *expected.whole)):
        return
    heads = (found for sheet in sheets for found in _head(sheet, expected.everywhere))
    for named, sheet, runs in (*heads, *_body(sheets, expected.whole)):
        mirrored = runs_from_right(named.text)
        if named.pen and not _has_line(sheet, _box(sheet, runs), named.pen, from_right=mirrored):
            what = f"has no line to write on, or too little room above it, behind {named.what}"
            yield Flaw(what, sheet.number)


_Found = tuple[Named, Sheet, tuple[Run, ...]]


def _head(sheet: Sheet, wanted: Iterable[Named]) -> Iterator[_Found]:
    """Labels in the head of a page, where nothing says in which order it is read."""
    runs = [run for run in apart(sheet) if run.text.strip()]
    for named in wanted:
        if named.pen is None:
            continue
        ways = (
            tuple(runs[first:end])
            for first in range(len(runs))
            for end in range(first + 1, min(first + _LABEL, len(runs)) + 1)
        )
        yield from ((named, sheet, way) for way in ways if _says(way, named.text))


def _says(runs: tuple[Run, ...], text: str) -> bool:
    drawn = [run.text for run in runs]
    return squeezed("".join(drawn)) == squeezed(text) or alike(drawn, text)


def _body(sheets: tuple[Sheet, ...], wanted: Iterable[Named]) -> Iterator[_Found]:
    """Labels among what is read, each at its place in the order of reading."""
    pieces: list[tuple[int, int, Sheet, tuple[Run, ...]]] = []
    told: list[str] = []
    end = 0
    for sheet in sheets:
        for said, runs in read(sheet):
            told.append(PLACE.sub("", squeezed(said)))
            pieces.append((end, end := end + len(told[-1]), sheet, runs))
    body, at = "".join(told), 0
    for named in wanted:
        text = squeezed(named.text)
        first = body.find(text, at)
        if first < 0:
            return
        at = first + len(text)
        if named.pen is not None:
            its = [piece for piece in pieces if piece[0] < at and piece[1] > first]
            yield named, its[0][2], tuple(run for piece in its for run in piece[3])


def _box(sheet: Sheet, runs: Iterable[Run]) -> Box:
    its = [*runs]
    return Box(
        int(min(run.left for run in its)),
        int(sheet.height - max(run.top for run in its)),
        int(max(run.right for run in its)) + 1,
        int(sheet.height - min(run.bottom for run in its)) + 1,
    )


def _has_line(sheet: Sheet, label: Box, pen: Pen, *, from_right: bool) -> bool:
    """Whether a line is the next thing behind a label, or stands below it, with room above."""
    picture, wide = sheet.picture, sheet.picture.width
    if from_right:  # seen in a mirror all is as it is elsewhere
        from PIL import ImageOps  # noqa: PLC0415  # only a proof needs it

        picture = ImageOps.mirror(picture)
        label = Box(wide - label.right, label.top, wide - label.left, label.bottom)
    long, high = int(pen.long), int(pen.high)
    line = re.compile(rb"\x01{%d,}" % long)
    below = label.bottom + high
    for row in range((label.top + label.bottom) // 2, min(below + high, picture.height)):
        dots = picture.crop((0, row, wide, row + 1)).tobytes().translate(_INK)
        for left in (found.start() for found in line.finditer(dots)):
            if row < below:
                between = Box(label.right + 1, label.top, left - 1, label.bottom)
                its = left >= label.right and _is_bare(picture, between)
            else:
                its = abs(left - label.left) <= _NEAR
            if its and _is_bare(picture, Box(left, row - high, left + long, row - 1)):
                return True
    return False


def _is_bare(picture: Any, box: Box) -> bool:
    if box.left >= box.right or box.top >= box.bottom:
        return True
    return bool(picture.crop(box).getextrema()[0] >= _BARE)
