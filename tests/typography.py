"""A printed handout in, its typographic faults out: one function for each thing that must hold.

A fault is a sentence with the page and the words, for those who must find the place.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from handouts.model.visit import Edition
from tests.flow import Line
from tests.layout import PAPER, Box, Ink, Run, Sheet, contrast
from tests.matrix import Printed

SMALLEST = {Edition.LARGE_PRINT: (16.0, 16.0), Edition.EASY_READ: (12.0, 14.0)}
"""Points at the head and the foot, and in the body of a page; elsewhere 12."""
TEXT_CONTRAST, LINE_CONTRAST = 7.0, 3.0
"""WCAG 2, level AAA for words and AA for rules and pictures."""
EDGE = 12.0
"""Points at each edge of the paper that printers leave out, about 4 mm."""
RUNNING_TEXT, ANY_TEXT = 75, 85
"""Letters in a line: what a reader's eye finds back from, and what it may do once in a box."""
NARROW = {"ar": 1.1}
"""The letters of these languages are narrower than Latin ones, so a line of one width has more."""
SMALL_PRINT = ("small-print", "about", "made-for", "plain", "web", "copy")
BOXES = ("call-box", "most-important", "warning", "note", "team-note")
AIR = 3.0
"""Points that stay white between the body and the head or the foot of a page."""
HAIR = 2.0
"""Points by which a rule's thickness or a tall letter of Arabic may leave its line's box."""


def small_type(printed: Printed) -> Iterator[str]:
    """Letters under the smallest size of their edition."""
    edge, body = SMALLEST.get(printed.made.handout.form.edition, (12.0, 12.0))
    for sheet, run in _runs(printed):
        least = body if run.body else edge
        if run.size < least - 0.05:
            yield f"page {sheet.number}: {run.size:.1f} pt, under {least:g}: {run.text!r}"


def faint_text(printed: Printed) -> Iterator[str]:
    """Letters that are hard to tell from what is behind them, in colour or printed in grey."""
    for sheet, run in _runs(printed):
        seen = min(contrast(run.colour, run.behind), contrast(run.colour.grey, run.behind.grey))
        if seen < TEXT_CONTRAST:
            yield f"page {sheet.number}: contrast {seen:.1f}: {run.text!r}"


def faint_lines(printed: Printed) -> Iterator[str]:
    """Rules, frames and grounds that are hard to tell from the paper; pictures: see their files."""
    for sheet, ink in _inks(printed):
        if ink.colour:
            seen = min(contrast(ink.colour, PAPER), contrast(ink.colour.grey, PAPER))
            if seen < LINE_CONTRAST:
                yield f"page {sheet.number}: contrast {seen:.1f} at {_shown(ink.box)}"


def long_lines(printed: Printed) -> Iterator[str]:
    """Lines from whose end the eye does not find the next one."""
    narrow = NARROW.get(printed.made.handout.form.language, 1.0)
    for number, line in _lines(printed):
        if line.within(*SMALL_PRINT):
            continue
        most = round((ANY_TEXT if line.within(*BOXES) else RUNNING_TEXT) * narrow)
        if line.letters > most:
            yield f"page {number}: {line.letters} letters, over {most}: {line.text!r}"


def early_breaks(printed: Printed) -> Iterator[str]:
    """Lines that end in their first half although the next word had room."""
    for page in printed.flow:
        room = {part.element: part.box for part in page.parts if part.name.startswith(("p", "h"))}
        for line, after in pairwise(page.lines):
            if line.element == after.element and line.element in room:
                box, word = room[line.element], after.text.split()[0]
                wide = (after.box.right - after.box.left) / max(after.letters, 1) * len(word)
                used = line.box.right - line.box.left + wide
                if used < (box.right - box.left) / 2:
                    yield f"page {page.number}: {line.text!r}, then {after.text!r}"


def off_the_paper(printed: Printed) -> Iterator[str]:
    """Ink where a printer prints none."""
    for sheet in printed.sheets:
        printable = Box(EDGE, EDGE, sheet.width - EDGE, sheet.height - EDGE)
        drawn: tuple[Run | Ink, ...] = (*sheet.runs, *sheet.inks)
        for what in drawn:
            if not printable.holds(what.box):
                yield f"page {sheet.number}: {_told(what)} at {_shown(what.box)}"


def out_of_bounds(printed: Printed) -> Iterator[str]:
    """Text beyond the margins, the body in the head or the foot, the head or the foot in the body."""  # noqa: E501  # one sentence
    for sheet, flow in zip(printed.sheets, printed.flow, strict=True):
        head, body, foot = _zones(sheet, flow.edges)
        again = Counter("".join(line.text for line in flow.lines if line.within("thead")))
        for run in sheet.runs:
            repeated = not Counter(run.text.strip()) - again  # Arabic is in the order of drawing
            zones = (body,) if run.body else (head, foot, *([body] if repeated else []))
            if not any(zone.holds(run.box, HAIR) for zone in zones):
                yield f"page {sheet.number}: {_told(run)} at {_shown(run.box)}"
        for ink in sheet.inks:
            if not any(zone.holds(ink.box, HAIR) for zone in (head, body, foot)):
                yield f"page {sheet.number}: {_told(ink)} at {_shown(ink.box)}"


def _zones(sheet: Sheet, edges: Box) -> tuple[Box, Box, Box]:
    left, top, right, bottom = edges
    head = Box(left, 0, right, top - AIR)
    return head, edges, Box(left, bottom + AIR, right, sheet.height)


def overprinted(printed: Printed) -> Iterator[str]:
    """Letters on other letters or on a picture."""
    for sheet in printed.sheets:
        solid = [run for run in sheet.runs if not _marks_alone(run)]
        pictures = [ink for ink in sheet.inks if ink.colour is None]
        for place, run in enumerate(solid):
            others: tuple[Run | Ink, ...] = (*solid[place + 1 :], *pictures)
            for other in others:
                if _lies_on(run.box, other.box):
                    yield f"page {sheet.number}: {_told(run)} meets {_told(other)}"


def _marks_alone(run: Run) -> bool:
    """Vowel signs of Arabic, which stand on the letters of another run."""
    return all(unicodedata.category(each) in {"Mn", "Zs"} for each in run.text)


def _lies_on(one: Box, other: Box) -> bool:
    """More than a touch: accents and overhanging letters reach into their neighbours."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 2 and high > 0.3 * min(one.bottom - one.top, other.bottom - other.top) > 0


def _runs(printed: Printed) -> Iterator[tuple[Sheet, Run]]:
    return ((sheet, run) for sheet in printed.sheets for run in sheet.runs)


def _inks(printed: Printed) -> Iterator[tuple[Sheet, Ink]]:
    return ((sheet, ink) for sheet in printed.sheets for ink in sheet.inks)


def _lines(printed: Printed) -> Iterator[tuple[int, Line]]:
    return ((page.number, line) for page in printed.flow for line in page.lines)


def _told(what: Run | Ink) -> str:
    if isinstance(what, Run):
        return repr(what.text)
    return "a picture" if what.colour is None else "a rule"


def _shown(box: Box) -> str:
    return "({:.0f}, {:.0f}, {:.0f}, {:.0f})".format(*box)
