"""A page in, what a person would not see well on its paper out: cut off, too small, too pale."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from handouts.press.proof.expected import Expected, Flaw
from handouts.press.proof.sheet import Run, Sheet

OPAQUE = 255
MARGIN = 5 * 72 / 25.4
"""Points: what a printer may leave white along the paper's edge, 5 mm."""
LEAST = 8.0
"""Points: of letters in the head and the foot, the least that any type may have."""
CONTRAST = 4.5
"""To what is behind a letter, as WCAG 2 counts it for text (AA)."""
_NEAR = 0.05
_INK = 0.25
"""So much of the way from the ground's grey to the letter's own, at the least, has the darkest
dot of thin letters at 72 dots to an inch."""
_AROUND = 2
"""Points around letters, to see the ground that they stand on."""
_SLACK = 1.0
"""Points: so much of a letter may be outside of what is painted."""
_BARE = 1.6
"""Em: no two words have so much room between them."""
_TRACE = 3
"""Levels of grey, of 255, in a column of dots that one thin stroke crosses."""
_OVER = 0.5
"""Of a letter's size, and of the height of a line."""
_BOX = 4
"""Pillow's number for the mean of the dots that become one."""


def flaws(sheet: Sheet, expected: Expected) -> Iterator[Flaw]:
    """Each kind of flaw once for a page."""
    found = dict.fromkeys(_flaws(sheet, expected))
    yield from (Flaw(what, sheet.number) for what in found)


def _flaws(sheet: Sheet, expected: Expected) -> Iterator[str]:
    size = abs(sheet.width - expected.width) < _NEAR and abs(sheet.height - expected.height) < _NEAR
    if not size:
        yield "has another size than the paper"
    if sheet.turned:
        yield "is turned"
    read = {leaf.mark for leaf in sheet.order}
    runs = [run for run in sheet.runs if run.text.strip() and not run.deep]
    for run in runs:
        if not run.upright:
            yield "is turned"
        if not _within(run, (MARGIN, MARGIN, sheet.width - MARGIN, sheet.height - MARGIN)):
            yield "has letters where no printer reaches"
            continue
        if run.size < (expected.smallest if run.mark in read else LEAST) - _NEAR:
            yield "has letters that are too small"
        if not _ours(run.font, expected.families):
            yield "has letters of another font than ours"
        if size and not sheet.turned:
            yield from _seen(run, sheet)
    if _on_each_other(runs):
        yield "has letters on other letters"


def _ours(font: str, families: frozenset[str]) -> bool:
    return any(font == family or font.startswith(f"{family}-") for family in families)


def _within(run: Run, box: tuple[float, float, float, float], slack: float = 0.0) -> bool:
    left, bottom, right, top = box
    return (
        run.left >= left - slack
        and run.bottom >= bottom - slack
        and run.right <= right + slack
        and run.top <= top + slack
    )


def _seen(run: Run, sheet: Sheet) -> Iterator[str]:
    if not run.drawn or run.colour.opaque < OPAQUE:
        yield "has letters that are not painted"
        return
    left, top = int(run.left), int(sheet.height - run.top)
    right, bottom = int(run.right) + 1, int(sheet.height - run.bottom) + 1
    around = (left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND)
    colours = sheet.picture.crop(around).getcolors()
    ground = max(colours, key=lambda found: found[0])[1]
    if _contrast(run.colour.grey, ground) < CONTRAST:
        yield "has letters that are too pale for what is behind them"
        return
    whole = run.window is None or _within(run, run.window, _SLACK)
    if not whole or not _inked(run, sheet.picture.crop((left, top, right, bottom)), ground):
        yield "has letters that are covered, cut off or not painted"


def _inked(run: Run, there: Any, ground: int) -> bool:
    """Whether there is ink from the first letter to the last one."""
    darkest, lightest = there.getextrema()
    away = max(abs(darkest - ground), abs(lightest - ground))
    if away < _INK * abs(run.colour.grey - ground):
        return False
    wide = there.width
    bare = re.compile(rb"\0{%d,}" % int(_BARE * run.size + 1))
    columns = there.resize((wide, 1), _BOX).tobytes()
    return not bare.search(columns.translate(_without(ground)))


@cache
def _without(ground: int) -> bytes:
    """A table that makes the ground, and what is nearly like it, 0, and all else 1."""
    return bytes(int(abs(level - ground) > _TRACE) for level in range(256))


def _on_each_other(runs: list[Run]) -> bool:
    """Whether some letters cannot be read for others that are painted at their place."""
    waiting: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        waiting = [other for other in waiting if other.bottom < run.top]
        for other in waiting:
            wide = min(run.right, other.right) - max(run.left, other.left)
            high = min(run.top, other.top) - max(run.bottom, other.bottom)
            least = min(run.top - run.bottom, other.top - other.bottom)
            if wide > _OVER * run.size and high > _OVER * least:
                return True
        waiting.append(run)
    return False


def _contrast(one: float, other: float) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(grey: float) -> float:
    """As WCAG 2 counts it."""
    level = grey / 255
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # the formula's own
