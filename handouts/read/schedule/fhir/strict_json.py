"""JSON text in, its values out, read by Python's own scanner but without JSON's loose ends.

A name that stands twice in an object, NaN and endless nesting are refused with their position;
numbers stay as they are written.
"""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NoReturn

from handouts.problems import Place

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN_NAME = re.compile(r"_?[a-z][A-Za-z]{0,40}")
_TOO_DEEP = "This is nested more deeply than any FHIR resource."
_DEEPEST = 100
"""A Bundle within a Bundle comes to half of it; what is read on may use Python's own stack."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, so that no digit of it is lost."""

    text: str


class Broken(ValueError):
    """Where the text stops being JSON, and what is wrong there."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at, self.message = at, message


class _Twice(ValueError):
    """An object that has two members of one name."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """JSON text, of which each method reads the part that begins at a position. Raises Broken."""

    text: str

    def resource(self) -> tuple[dict[str, object], list[tuple[int, object]]]:
        """The one object that the text is, and the items of its `entry` with their positions."""
        start = self._skip(0)
        if not self.text.startswith("{", start):
            raise Broken(start, "This JSON is no FHIR resource: it does not begin with {.")
        members, items, end = self._object(start)
        if end < len(self.text):
            raise Broken(end, "Something stands behind the end of the JSON.")
        return members, items

    def value(self, at: int) -> tuple[object, int]:
        """The value at a position, and where the next thing begins."""
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as wrong:
            cut = wrong.msg.startswith("Unterminated string")
            raise self._no_json(len(self.text) if cut else wrong.pos) from None
        except _Twice as twice:
            raise Broken(at, str(twice)) from None
        except ValueError:
            raise Broken(at, "NaN or Infinity stands here, which JSON does not have.") from None
        except RecursionError:
            raise Broken(at, _TOO_DEEP) from None
        if _deeper_than(_DEEPEST, value):
            raise Broken(at, _TOO_DEEP)
        return value, self._skip(end)

    def _object(self, at: int) -> tuple[dict[str, object], list[tuple[int, object]], int]:
        members: dict[str, object] = {}
        items: list[tuple[int, object]] = []
        at = self._skip(at + 1)
        more = not self.text.startswith("}", at)
        while more:
            name, after = self.value(at)
            if not isinstance(name, str):
                raise self._no_json(at)
            if name in members:
                raise Broken(at, _twice(name))
            at = self._sign(":", after)
            if name == "entry" and self.text.startswith("[", at):
                members[name] = None
                items, at = self._array(at)
            else:
                members[name], at = self.value(at)
            more = self.text.startswith(",", at)
            at = self._sign("," if more else "}", at)
        return members, items, at if members else self._skip(at + 1)

    def _array(self, at: int) -> tuple[list[tuple[int, object]], int]:
        items: list[tuple[int, object]] = []
        at = self._skip(at + 1)
        more = not self.text.startswith("]", at)
        while more:
            value, after = self.value(at)
            items.append((at, value))
            more = self.text.startswith(",", after)
            at = self._sign("," if more else "]", after)
        return items, at if items else self._skip(at + 1)

    def _sign(self, sign: str, at: int) -> int:
        if not self.text.startswith(sign, at):
            raise self._no_json(at)
        return self._skip(at + 1)

    def _skip(self, at: int) -> int:
        return _SPACE.match(self.text, at).end()  # type: ignore[union-attr]  # it matches anything

    def _no_json(self, at: int) -> Broken:
        if at >= len(self.text.rstrip()):
            return Broken(len(self.text.rstrip()), "The JSON is cut off: it ends in the middle.")
        return Broken(at, "From here on this is no JSON: the file is damaged.")


class Positions:
    """The lines of a text, which tell the places of many positions in it."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, at: int) -> Place:
        """Line and column, counted from 1."""
        line = bisect_right(self.starts, at)
        return Place(self.file, line, at - self.starts[line - 1] + 1)


def _deeper_than(limit: int, value: object) -> bool:
    """Whether more than so many objects and lists stand within one another."""
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


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


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=Number, parse_float=Number, parse_constant=_no_constant
)
