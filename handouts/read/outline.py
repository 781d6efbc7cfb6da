"""Lines of a YAML file in, their keys, dashes and columns out, however broken the file is.

A quote or bracket that does not end where its text ends shifts all that follows, so that a parser
stops far behind the cause. Here each is followed only as far as its own text can go.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_LINE = re.compile(
    r"(?P<dashes>(?: *-(?= |$))*) *"
    r"(?:(?P<key>\"[^\"]*\"|'[^']*'|[^\s'\"\[\]{}#][^:]*?) *:(?= |$) *)?(?P<value>.*)"
)
_TEXT_AS_IT_STANDS = re.compile(r"[|>][-+0-9]*(?: +#.*)?$")
_SHORT = 40
_NOWHERE = 1_000_000
"""Right of all columns."""
_PAIRS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that is no comment; lines and columns are counted from 0."""

    line: int
    column: int
    dashes: tuple[int, ...]
    """The columns of the dashes that it begins with."""
    key: str | None
    key_column: int
    value: str
    value_column: int

    @property
    def parent(self) -> int:
        """The column that the next lines of this line's text must stand to the right of."""
        if self.key is not None:
            return self.key_column
        return self.dashes[-1] if self.dashes else self.column - 1

    @property
    def plain(self) -> bool:
        """True for a line that goes on with the text above, or wants to."""
        return self.key is None and not self.dashes


class Slip(NamedTuple):
    """A quote or bracket that ends too early, or too late."""

    line: int
    column: int
    sign: str
    """The quote or bracket that opened the text."""
    until: int | None
    """The line that the text must not reach; None when it ends too early, at this place."""
    rest: str = ""
    """What follows behind the end."""


class Fault(NamedTuple):
    """A cause: its line and column counted from 0, what is wrong there, and the way on."""

    line: int
    column: int
    message: str
    hint: str


def short(words: str) -> str:
    """The beginning of a text, as much as a message can hold."""
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} ..."


def entry(line: str, number: int) -> Entry:
    """Take one line apart."""
    found = _LINE.match(line)
    assert found is not None  # each of its parts may be empty
    dashes = tuple(at for at, sign in enumerate(found["dashes"]) if sign == "-")
    value_column = found.start("value")
    key_column = found.start("key") if found["key"] is not None else value_column
    column = dashes[0] if dashes else min(key_column, value_column)
    return Entry(
        number, column, dashes, found["key"], key_column, found["value"].rstrip(), value_column
    )


def outline(lines: list[str]) -> Iterator[Entry | Slip]:
    """Each line that begins something, and each slip, in their order."""
    number, text = 0, _NOWHERE
    while number < len(lines):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            number += 1
            continue
        here = entry(line, number)
        yield here
        number += 1
        if here.plain and here.column > text:
            continue  # it goes on with a text without quotes, whatever letter it begins with
        text = _NOWHERE
        if here.value[:1] in {'"', "'"}:
            slip, number = _quoted(lines, here)
        elif here.value[:1] in _PAIRS:
            slip, number = _bracketed(lines, here)
        else:
            slip = None
            if here.value:
                text = here.parent
            if _TEXT_AS_IT_STANDS.match(here.value):
                number = _below(lines, number, here.parent)
        if slip:
            yield slip


def _below(lines: list[str], number: int, column: int) -> int:
    """The first line from `number` on that does not stand to the right of a column."""
    while number < len(lines) and (
        not lines[number].strip() or len(lines[number]) - len(lines[number].lstrip()) > column
    ):
        number += 1
    return number


def _letters(lines: list[str], here: Entry, end: int) -> Iterator[tuple[int, int, str]]:
    """All letters behind the one that opens this line's text, with their places."""
    for number in range(here.line, end):
        first = here.value_column + 1 if number == here.line else 0
        for column in range(first, len(lines[number])):
            yield number, column, lines[number][column]


def _quoted(lines: list[str], here: Entry) -> tuple[Slip | None, int]:
    """Follow a quote to its end; gives what is wrong with it, and the line to go on with."""
    quote, end = here.value[0], _below(lines, here.line + 1, here.parent)
    letters = _letters(lines, here, end)
    for number, column, letter in letters:
        if letter == "\\" and quote == '"':
            next(letters, None)
        elif letter == quote:
            line = lines[number]
            if quote == "'" and line[column + 1 : column + 2] == "'":
                next(letters, None)
                continue
            return _after(line, number, column, quote), number + 1
    return Slip(here.line, here.value_column, quote, end), here.line + 1


def _bracketed(lines: list[str], here: Entry) -> tuple[Slip | None, int]:
    """Follow a bracket to its partner."""
    opened, end = [here.value[0]], _below(lines, here.line + 1, here.parent)
    inside = ""
    for number, column, letter in _letters(lines, here, end):
        if inside:
            inside = "" if letter == inside else inside
        elif letter in {'"', "'"} and lines[number][column - 1] in " [{,":
            inside = letter
        elif letter in _PAIRS:
            opened.append(letter)
        elif letter == _PAIRS[opened[-1]]:
            opened.pop()
            if not opened:
                return _after(lines[number], number, column, here.value[0]), number + 1
    return Slip(here.line, here.value_column, here.value[0], end), here.line + 1


def _after(line: str, number: int, column: int, sign: str) -> Slip | None:
    """A slip when a line goes on behind the sign that ends its text."""
    rest = line[column + 1 :]
    fine = not rest.strip() or rest.lstrip().startswith(":") or re.match(r"\s+#", rest)
    return None if fine else Slip(number, column, sign, None, rest)
