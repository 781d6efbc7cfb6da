"""A page in, what a person would not see well on its paper out: cut off, too small, too pale."""

from collections.abc import Iterator

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
    for run in sheet.runs:
        if run.deep or not run.text.strip():
            continue
        if not _within(run, sheet):
            yield "has letters where no printer reaches"
            continue
        if run.size < (expected.smallest if run.mark in read else LEAST) - _NEAR:
            yield "has letters that are too small"
        if not _ours(run.font, expected.families):
            yield "has letters of another font than ours"
        if size and not sheet.turned:
            yield from _seen(run, sheet)


def _ours(font: str, families: frozenset[str]) -> bool:
    return any(font == family or font.startswith(f"{family}-") for family in families)


def _within(run: Run, sheet: Sheet) -> bool:
    return (
        run.left >= MARGIN
        and run.bottom >= MARGIN
        and run.right <= sheet.width - MARGIN
        and run.top <= sheet.height - MARGIN
    )


def _seen(run: Run, sheet: Sheet) -> Iterator[str]:
    if not run.drawn or run.colour.opaque < OPAQUE:
        yield "has letters that are not painted"
        return
    box = (
        int(run.left) - _AROUND, int(sheet.height - run.top) - _AROUND,
        int(run.right) + 1 + _AROUND, int(sheet.height - run.bottom) + 1 + _AROUND,
    )  # fmt: skip
    there = sheet.picture.crop(box)
    ground = max(there.getcolors(), key=lambda found: found[0])[1]
    if _contrast(run.colour.grey, ground) < CONTRAST:
        yield "has letters that are too pale for what is behind them"
        return
    darkest, lightest = there.getextrema()
    away = max(abs(darkest - ground), abs(lightest - ground))
    if away < _INK * abs(run.colour.grey - ground):
        yield "has letters that are covered, cut off or not painted"


def _contrast(one: float, other: float) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(grey: float) -> float:
    """As WCAG 2 counts it."""
    level = grey / 255
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # the formula's own
