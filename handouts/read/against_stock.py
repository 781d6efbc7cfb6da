"""A clinic's folder in, how its files differ from stock out, and what stock changed under them.

Whether stock has changed is told by its hash against the record of what was taken, never by dates.
The old stock is known when a file with that hash is left: a copy that somebody signed, or the
clinic's own file when nobody ever changed it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from handouts.library.record import Taken, read_record, seal
from handouts.library.shelves import read_bytes, shown
from handouts.library.signatures import SIGNED
from handouts.library.take import own_files, source_of
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Place, Problem
from handouts.read.changes import Change, changes
from handouts.read.content import FOLDERS, LANGUAGE_FILES, SHARED_FILES, read_item


class Standing(StrEnum):
    """How a file of the clinic's stands to the stock file of its name."""

    NEW = "new"
    """Stock has none."""
    CHANGED = "changed"
    SAME = "same"
    """Equal to stock, and so not needed."""


class Since(StrEnum):
    """What became of the stock file since the clinic took it, or last looked at it."""

    UNMOVED = "unmoved"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "unknown"
    """There is no record of it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One file of the clinic's beside its stock file."""

    file: str
    standing: Standing
    since: Since | None
    """None where there never was a stock file."""
    version: str | None
    """The version of handouts whose stock it was made from, when that was recorded."""
    changes: tuple[Change, ...] = ()
    """What the clinic's file says otherwise than stock."""
    moved: tuple[Change, ...] | None = None
    """What stock says now otherwise than then; None when the old words are not known."""


def against_stock(
    folder: Path, only: str | None = None
) -> tuple[tuple[Difference, ...], tuple[Problem, ...]]:
    """Every file of a clinic's folder, or only one, beside its stock file."""
    taken, problems = read_record(folder)
    names = [only] if only else [*own_files(folder)]
    return tuple(_difference(folder, name, taken.get(name)) for name in names), problems


def _difference(folder: Path, name: str, taken: Taken | None) -> Difference:
    own, source = folder / name, source_of(name)
    version = taken.version if taken else None
    if not source.is_file():
        return Difference(name, Standing.NEW, Since.GONE if taken else None, version)
    ours, theirs = read_bytes(own), read_bytes(source)
    if ours == theirs:
        return Difference(name, Standing.SAME, Since.UNMOVED, version)
    differs = _compare(name, source, own)
    if taken is None:
        return Difference(name, Standing.CHANGED, Since.UNKNOWN, None, differs)
    if taken.seal == seal(theirs):
        return Difference(name, Standing.CHANGED, Since.UNMOVED, version, differs)
    old = next((path for path in _kept(folder, own) if seal(read_bytes(path)) == taken.seal), None)
    moved = None if old is None else _compare(name, old, source)
    return Difference(name, Standing.CHANGED, Since.MOVED, version, differs, moved)


def _kept(folder: Path, own: Path) -> Iterator[Path]:
    """Where the old stock may still be found."""
    yield own
    yield from sorted(path for path in (folder / SIGNED).rglob("*.yaml") if path.is_file())


def _compare(name: str, before: Path, after: Path) -> tuple[Change, ...]:
    """What changed, value by value where both can be read, else line by line."""
    if noun := noun_of(name):
        kind = PurePosixPath(name).parent.name
        old, _ = read_item(before, kind, noun, "")
        new, _ = read_item(after, kind, noun, "")
        if old is not None and new is not None:
            return changes(old, new)
    return tuple(_lines(before, after))


def noun_of(name: str) -> type[Any] | None:
    """What a file holds, by its place in the folder; None for what is no YAML of ours."""
    path = PurePosixPath(name)
    if path.suffix != ".yaml":
        return None
    match path.parts:
        case ("handouts.yaml",):
            return Settings
        case ("content", _):
            return SHARED_FILES.get(path.stem)
        case ("content", _, _):
            return LANGUAGE_FILES.get(path.stem)
        case ("content", _, kind, _) if kind in FOLDERS:
            return FOLDERS[kind]
        case ("content", _, edition, _) if edition in [*Edition]:
            return LANGUAGE_FILES.get(path.stem)
        case ("content", _, edition, kind, _) if edition in [*Edition]:
            return FOLDERS.get(kind)
    return None


def _lines(before: Path, after: Path) -> Iterator[Change]:
    old, new = (
        read_bytes(path).decode("utf-8", "replace").splitlines() for path in (before, after)
    )
    alike = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in alike.get_opcodes():
        if what == "equal":
            continue
        for number in range(max(old_to - old_from, new_to - new_from)):
            line = min(new_from + number, max(new_to - 1, new_from)) + 1
            yield Change(
                "",
                Place(shown(after), line, 1),
                old[old_from + number] if old_from + number < old_to else None,
                new[new_from + number] if new_from + number < new_to else None,
            )
