"""Pages and what they must say in, what they do not say out, and whatever they say besides."""

import re
from collections.abc import Iterable, Iterator, Mapping

from handouts.press.proof.expected import Expected, Flaw, Named
from handouts.press.proof.letters import alike, among, squeezed
from handouts.press.proof.sheet import Run, Sheet
from handouts.press.roles import runs_from_right

_RESIDUE = re.compile(
    r"\{\{|\}\}|\{%|%\}|Undefined|&(?:amp|lt|gt|quot|#\d+);|</?[a-z]+[ />]|\ufffd"
    r"|^(?:None|nan|NaN|NaT|null|undefined|True|False)$"
)
RESIDUE = "has remains of a template in the place of words"
PLACE = re.compile(r"\[(\d+)\]")
"""The number before a text of a copy in two languages."""
_GAP = "\0"
"""Stands where a text was found, so that what was around it does not grow together."""


def flaws(sheets: tuple[Sheet, ...], expected: Expected) -> Iterator[Flaw]:
    """What the pages do not say, or say besides."""
    yield from residue(expected.fields)
    for sheet in sheets:
        yield from _edges(sheet, len(sheets), expected)
        yield from _spoken(sheet)
    yield from _body(sheets, expected)


def residue(fields: Mapping[str, str]) -> Iterator[Flaw]:
    """Personal words that are what a program left behind, and no words."""
    for name, words in fields.items():
        if _RESIDUE.search(words):
            yield Flaw(f"{RESIDUE} ({name})")


def _edges(sheet: Sheet, pages: int, expected: Expected) -> Iterator[Flaw]:
    """The head and the foot of a page."""
    before, between = expected.page
    counted = Named("its number", f"{before} {sheet.number} {between} {pages}")
    wanted = (*expected.everywhere, counted)
    pieces = [run.text for run in apart(sheet)]
    texts = [*pieces, *(each.text for each in wanted)]
    look = _edges_from_right if any(map(runs_from_right, texts)) else _edges_from_left
    yield from (Flaw(what, sheet.number) for what in look(pieces, wanted, expected))


def apart(sheet: Sheet) -> list[Run]:
    """The letters that are no part of what is read."""
    read = {leaf.mark for leaf in sheet.order}
    return [run for run in sheet.runs if run.mark not in read]


def _edges_from_left(
    pieces: list[str], wanted: tuple[Named, ...], expected: Expected
) -> Iterator[str]:
    rest, lacking = squeezed("".join(pieces)), False
    for each in sorted(wanted, key=lambda named: -len(squeezed(named.text))):
        text = squeezed(each.text)
        if text not in rest:
            lacking = True
            yield f"does not show {each.what}"
        rest = rest.replace(text, _GAP, 1)
    if not lacking and _besides(rest, expected):
        yield "shows words that are not of this handout"


def _edges_from_right(
    pieces: list[str], wanted: tuple[Named, ...], expected: Expected
) -> Iterator[str]:
    lacking = [each for each in wanted if not among(pieces, each.text)]
    yield from (f"does not show {each.what}" for each in lacking)
    heads = [text for text in expected.beside if any(map(str.isalpha, text))]
    others = [text for text in heads if among(pieces, text)]
    all_words = " ".join([*(each.text for each in wanted), *others])
    if not lacking and not alike(pieces, all_words):
        yield "shows words that are not of this handout"


def _spoken(sheet: Sheet) -> Iterator[Flaw]:
    """Whether the letters on paper are those that a screen reader is told."""
    for leaf in sheet.order:
        if leaf.said is not None:
            drawn = [run.text for run in sheet.runs if run.mark == leaf.mark]
            if drawn and not alike(drawn, leaf.said):
                yield Flaw("shows other words than it says to a screen reader", sheet.number)
                return


def _body(sheets: tuple[Sheet, ...], expected: Expected) -> Iterator[Flaw]:
    """All that is read, over all pages, in order."""
    told: list[str] = []
    places: list[int] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for sheet in sheets:
        starts.append((at, sheet.number))
        text = squeezed("".join(said for said, _ in read(sheet)))
        if expected.numbered:
            places += [int(place) for place in PLACE.findall(text)]
            text = PLACE.sub("", text)
        told.append(text)
        at += len(text)
    if places != list(range(1, len(places) + 1)):
        yield Flaw("does not number its texts one after the other")
    body, at = "".join(told), 0
    gaps: list[tuple[int, str]] = []
    for each in expected.whole:
        text = squeezed(each.text)
        found = body.find(text, at)
        if found < 0:
            page = _page(starts, at)
            yield Flaw(f"does not show {each.what}, or not whole, or not in its place", page)
            return
        if found > at:
            gaps.append((at, body[at:found]))
        at = found + len(text)
    gaps.append((at, body[at:]))
    for place, gap in gaps:
        if _besides(gap, expected):
            yield Flaw("shows words that are not of this handout", _page(starts, place))


def read(sheet: Sheet) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """What a page says, piece by piece in the order of reading, with the letters that say it."""
    drawn: dict[int, list[Run]] = {}
    for run in sheet.runs:
        drawn.setdefault(run.mark, []).append(run)
    for leaf in sheet.order:
        runs = tuple(drawn.get(leaf.mark, ()))
        said = leaf.said if leaf.said is not None and runs else "".join(run.text for run in runs)
        yield said, runs


def _page(starts: Iterable[tuple[int, int]], at: int) -> int:
    return max(number for start, number in starts if start <= at)


def _besides(rest: str, expected: Expected) -> bool:
    """Whether anything is left when all that may stand between the texts is taken away."""
    for text in sorted(map(squeezed, expected.beside), key=len, reverse=True):
        if not rest.strip(_GAP):
            return False
        rest = rest.replace(text, _GAP) if text else rest
    return bool(rest.strip(_GAP))
