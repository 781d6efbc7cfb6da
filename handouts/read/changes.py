"""The same item as it was signed and as it is now in, the words that changed out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from handouts.model.item import Item, Path, canonical
from handouts.problems import Place

_WORDS = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\\W]+)*|\\s+|[^\\w\\s]"
)
"""A word, a run of spaces, or one sign; Chinese and Japanese letters are words of their own."""


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and what became of them."""

    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """One text that says something else than what was signed."""

    part: str
    """Which part of the file: `text 2`, `points 1`, `when dose_band 1`."""
    place: Place
    """Where it stands now; for a text that is gone, the nearest part around it."""
    before: str | None
    """What was signed; None when it is new."""
    after: str | None
    """What stands there now; None when it is gone."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The old and the new words in one row."""
        return tuple(_pieces(self.before or "", self.after or ""))


def changes(signed: Item[Any], now: Item[Any]) -> tuple[Change, ...]:
    """Every text, number and condition that changed, in the order of the file as it is now."""
    return tuple(_changes(signed, now))


def _changes(signed: Item[Any], now: Item[Any]) -> Iterator[Change]:
    old, new = list(_leaves(canonical(signed.says), ())), list(_leaves(canonical(now.says), ()))
    alike = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for what, old_from, old_to, new_from, new_to in alike.get_opcodes():
        if what != "equal":
            yield from _paired(old[old_from:old_to], new[new_from:new_to], now)


Leaf = tuple[Path, str]


def _leaves(value: Any, path: Path) -> Iterator[Leaf]:
    """Every single thing that a noun says, with its path; what is empty says nothing."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _leaves(part, (*path, position))
    elif value is not None:
        yield path, _spelled(value)


def _spelled(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _named(path: Path) -> tuple[str, ...]:
    """A path without positions: what moved inside a list is still the same kind of thing."""
    return tuple(part for part in path if isinstance(part, str))


def _keys(leaves: list[Leaf]) -> list[tuple[tuple[str, ...], str]]:
    return [(_named(path), text) for path, text in leaves]


def _paired(old: list[Leaf], new: list[Leaf], now: Item[Any]) -> Iterator[Change]:
    """Old and new texts of the same part belong together, the most alike ones first."""
    alike = sorted(
        (
            (_likeness(before[1], after[1]), -old_number, -new_number)
            for old_number, before in enumerate(old)
            for new_number, after in enumerate(new)
            if _named(before[0]) == _named(after[0])
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for _, old_number, new_number in alike:
        if -new_number not in partner and -old_number not in partner.values():
            partner[-new_number] = -old_number
    for number, (path, text) in enumerate(old):
        if number not in partner.values():
            yield Change(_part(path), now.place(*path), text, None)
    for number, (path, text) in enumerate(new):
        before = old[partner[number]][1] if number in partner else None
        yield Change(_part(path), now.place(*path), before, text)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _part(path: Path) -> str:
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    alike = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in alike.get_opcodes():
        if what == "equal":
            yield Piece(Fate.KEPT, "".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Piece(Fate.GONE, "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Piece(Fate.NEW, "".join(new[new_from:new_to]))
