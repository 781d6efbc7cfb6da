"""A YAML file in, its comments to the program out, each with the lines that it speaks of.

Such a comment stands at the end of a line, or alone on the line above. It speaks of the text on
that line, with all lines of that text and with its key.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from handouts.model.item import Remark
from handouts.problems import Place
from handouts.read.letters import decode

_SIGN = re.compile(r"#[ \t]*handouts[ \t]*:", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Spot = tuple[int, int]
"""A line and a column, both counted from 0."""


def read_remarks(data: bytes, file: str) -> tuple[Remark, ...]:
    """The comments to the program. The file was read before, so it is known to be plain YAML."""
    if b"handout" not in data.lower():  # that much of the sign no other letter can stand for
        return ()
    text = decode(data, file)
    if not _SIGN.search(text):
        return ()
    return tuple(_remarks(text, file))


def _remarks(text: str, file: str) -> Iterator[Remark]:
    layout = _Layout.of(text)
    lines = text.split("\n")
    about, found = len(lines), list[Remark]()
    for number in range(len(lines) - 1, -1, -1):  # from below: a comment speaks of what follows
        comment = layout.comment(lines[number], number)
        if comment is None or not comment.alone:
            about = number
        sign = comment and _SIGN.search(lines[number], comment.column)
        if not sign:
            continue
        first, last = layout.around.get(about, (about, about))
        place = Place(file, number + 1, sign.start() + 1)
        first = 0 if first == layout.first_line else first + 1
        found.append(Remark(place, lines[number][sign.end() :].strip(), first, last + 1))
    yield from reversed(found)


class _Comment(NamedTuple):
    """Where a line's comment begins, and whether nothing stands before it."""

    column: int
    alone: bool


@dataclass(slots=True)
class _Layout:
    """Which lines each text of a file takes, and where a `#` is text."""

    around: dict[int, tuple[int, int]] = field(default_factory=dict)
    """For each line with text: the first and last line of the texts there, keys among them."""
    closed: list[tuple[_Spot, _Spot]] = field(default_factory=list)
    """Beginning and end of what is quoted, or is text as it stands; in order."""
    first_line: int = 0

    @classmethod
    def of(cls, text: str) -> "_Layout":
        """Go through the parser's events."""
        layout, opened, keys = cls(), list[bool](), list[int | None]()
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                key = keys[-1] if keys else None
                first = layout._add(event, key)
                if keys and opened[-1]:  # a key and its value in turn
                    keys[-1] = first if key is None else None
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if keys:
                    keys[-1] = None
                opened.append(isinstance(event, yaml.MappingStartEvent))
                keys.append(None)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                opened.pop()
                keys.pop()
        layout.first_line = min(layout.around, default=0)
        return layout

    def _add(self, event: Any, key: int | None) -> int:
        """Take in one text, with the line of its key; gives the line where it begins."""
        start, end = event.start_mark, event.end_mark
        first = start.line if key is None else key
        last = end.line - 1 if end.column == 0 and end.line > start.line else end.line
        for line in range(first, last + 1):
            known = self.around.get(line, (first, last))
            self.around[line] = (min(first, known[0]), max(last, known[1]))
        if event.style in {"|", ">"}:  # its own line may end in a comment
            self.closed.append(((start.line + 1, 0), (end.line, end.column)))
        elif event.style:
            self.closed.append(((start.line, start.column), (end.line, end.column)))
        return int(start.line)

    def comment(self, line: str, number: int) -> _Comment | None:
        """A line's comment, if it has one."""
        for found in _COMMENT.finditer(line):
            spot = (number, found.start())
            before = bisect_right(self.closed, spot, key=lambda span: span[0]) - 1
            if before < 0 or self.closed[before][1] <= spot:
                return _Comment(found.start(), not line[: found.start()].strip())
        return None
