"""Bytes in, strictly read JSON out: what the file says, and the place of each entry or line.

One JSON document, or one on each line (NDJSON). JSON's own loose ends are closed: a name that
stands twice in an object, numbers (kept as they are written), NaN, endless nesting.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from handouts.problems import HandoutsError, Place, Problem

MAX_BYTES = 20_000_000
"""A day of 2,000 appointments with all that servers add to them is smaller."""

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN_NAME = re.compile(r"_?[a-z][A-Za-z]{0,40}")
_AGAIN = "Export the schedule again."


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, so that no digit of it is lost."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a Bundle or one line of NDJSON, or why it cannot be read."""

    number: int
    place: Place
    value: object
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says."""

    top: Mapping[str, object] | None
    """The one resource of the file, without the items of its `entry`; None in NDJSON."""
    items: tuple[Item, ...]
    """The items of `entry`, or the lines."""
    blank_lines: int = 0


class _Broken(ValueError):
    """Where the text stops being JSON, and what is wrong there."""

    def __init__(self, at: int, message: str, hint: str = _AGAIN) -> None:
        super().__init__(message)
        self.at, self.message, self.hint = at, message, hint


class _Twice(ValueError):
    """An object that has two members of one name."""


def read_document(data: bytes, file: str) -> Document:
    """The whole file. Raises HandoutsError for what is no JSON, too large or cut off."""
    text = _decoded(data, file)
    try:
        return _Text(text, file).document()
    except _Broken as broken:
        if (lines := _lines(text, file)) is not None:
            return lines
        _spoil(_place(text, broken.at, file), "json", broken.message, broken.hint)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"The schedule is larger than {MAX_BYTES:,} bytes."
        _spoil(Place(file), "size", message, "Export one day.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        before = wrong.object[: wrong.start].decode(encoding, "replace")
        place = Place(file, before.count("\n") + 1, 1)
        message = "A letter in this line is not stored as UTF-8."
        _spoil(place, "encoding", message, f"FHIR files are UTF-8. {_AGAIN}")
    start = text.lstrip("\ufeff \t\r\n")
    if "\0" in text:
        place = _place(text, text.index("\0"), file)
        _spoil(place, "encoding", "This is no text file.", _AGAIN)
    if not start:
        _spoil(Place(file), "empty", "The schedule is empty.", _AGAIN)
    if start.startswith("<"):
        hint = (
            "Ask for JSON when you export it: `_format=json`, or `Accept: application/fhir+json`."
        )
        _spoil(Place(file), "kind", "This is XML; FHIR is read as JSON only.", hint)
    return text


def _lines(text: str, file: str) -> Document | None:
    """One JSON object on each line; None when the file is not of that kind.

    Only line feeds end a line: other line ends may stand inside JSON's texts.
    """
    found = [(number, line.strip("\ufeff \t\r")) for number, line in enumerate(text.split("\n"), 1)]
    full = [(number, line) for number, line in found if line]
    if len(full) < 2 or not all(line.startswith("{") for _, line in full):  # noqa: PLR2004  # lines
        return None
    items = []
    for number, line in full:
        place = Place(file, number, 1)
        try:
            value, end = _Text(line, file).value(0)
            if end < len(line):
                raise _Broken(end, "Something stands behind the end of this line's JSON.")  # noqa: TRY301  # one way out
        except _Broken as broken:
            problem = Problem(place, "fhir-json", broken.message, broken.hint)
            items.append(Item(number, place, None, problem))
        else:
            items.append(Item(number, place, value))
    if all(item.problem for item in items):
        return None
    last = full[-1][0]
    return Document(None, tuple(items), last - len(full))


@dataclass(frozen=True, slots=True)
class _Text:
    """JSON text, read by Python's own scanner, entry by entry so that each keeps its place."""

    text: str
    file: str

    def document(self) -> Document:
        start = _SPACE.match(self.text).end()  # type: ignore[union-attr]  # it matches anything
        if not self.text.startswith("{", start):
            raise _Broken(start, "This JSON is no FHIR resource: it does not begin with {.")
        top, items, end = self._object(start)
        if end < len(self.text):
            raise _Broken(end, "Something stands behind the end of the JSON.")
        return Document(top, items)

    def value(self, at: int) -> tuple[object, int]:
        """The value that begins at a position, and where the next thing begins."""
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as wrong:
            cut = wrong.msg.startswith("Unterminated string")
            raise self._no_json(len(self.text) if cut else wrong.pos) from None
        except _Twice as twice:
            raise _Broken(at, str(twice)) from None
        except ValueError:
            raise _Broken(at, "NaN or Infinity stands here, which JSON does not have.") from None
        except RecursionError:
            raise _Broken(at, "This is nested more deeply than any FHIR resource.") from None
        return value, self._skip(end)

    def _object(self, at: int) -> tuple[dict[str, object], tuple[Item, ...], int]:
        """The members of an object, the items of its `entry` apart, and where it ends."""
        members: dict[str, object] = {}
        items: tuple[Item, ...] = ()
        at = self._skip(at + 1)
        more = not self.text.startswith("}", at)
        while more:
            name, after = self.value(at)
            if not isinstance(name, str):
                raise self._no_json(at)
            if name in members:
                raise _Broken(at, _twice(name))
            at = self._sign(":", after)
            if name == "entry" and self.text.startswith("[", at):
                members[name] = None
                items, at = self._array(at)
            else:
                members[name], at = self.value(at)
            more = self.text.startswith(",", at)
            at = self._sign("," if more else "}", at)
        return members, items, at if members else self._skip(at + 1)

    def _array(self, at: int) -> tuple[tuple[Item, ...], int]:
        items: list[Item] = []
        lines = _LineStarts(self.text)
        at = self._skip(at + 1)
        more = not self.text.startswith("]", at)
        while more:
            value, after = self.value(at)
            items.append(Item(len(items) + 1, lines.place(at, self.file), value))
            more = self.text.startswith(",", after)
            at = self._sign("," if more else "]", after)
        return tuple(items), at if items else self._skip(at + 1)

    def _sign(self, sign: str, at: int) -> int:
        if not self.text.startswith(sign, at):
            raise self._no_json(at)
        return self._skip(at + 1)

    def _skip(self, at: int) -> int:
        return _SPACE.match(self.text, at).end()  # type: ignore[union-attr]  # it matches anything

    def _no_json(self, at: int) -> _Broken:
        if at >= len(self.text.rstrip()):
            return _Broken(len(self.text.rstrip()), "The JSON is cut off: it ends in the middle.")
        return _Broken(at, "From here on this is no JSON: the file is damaged.")


class _LineStarts:
    """The lines of a text, for the places of many positions in it."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, at: int, file: str) -> Place:
        line = bisect_right(self.starts, at)
        return Place(file, line, at - self.starts[line - 1] + 1)


def _place(text: str, at: int, file: str) -> Place:
    return _LineStarts(text).place(at, file)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise _Twice(_twice(name))
        members[name] = value
    return members


def _twice(name: str) -> str:
    told = f"The name {name!r}" if _PLAIN_NAME.fullmatch(name) else "A name"
    return f"{told} stands twice in one object of this JSON: which one counts is not said."


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _spoil(place: Place, rule: str, message: str, hint: str) -> NoReturn:
    raise HandoutsError(Problem(place, f"schedule-{rule}", message, hint)) from None


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=Number, parse_float=Number, parse_constant=_no_constant
)
