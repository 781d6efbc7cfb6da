"""Bytes of a YAML file in, plain text values with the place of each out; nothing is guessed.

Every value stays text until the schema types it, so `no`, `12:30` and `02134` survive. What can
lose or hide words (anchors, tags, merge keys, doubled keys, text behind ` #`, invisible or broken
characters) is refused, and size, depth and count are bounded.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from handouts.model.item import Path
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.letters import decode, invisible
from handouts.read.outline import short
from handouts.read.syntax import explain, joined

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_EVENTS = 12_000
MAX_TEXT = 20_000

_SPLIT = "Split it into smaller ones."
_INDENT = "Compare the lines with those of a stock file."
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STARTS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_SECOND_DASH = re.compile(r"[.?!:] - (?=[A-Z])")
_LOST_TEXT = re.compile(r"\s#(?=[^\s#])")


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file says: nested dicts, lists and text, and where each part stands."""

    value: Any
    places: dict[Path, Place]


@dataclass(slots=True)
class _Level:
    """A mapping or list that is still open."""

    path: Path
    value: Any
    column: int
    """Its texts go on to the right of this one, counted from 0."""
    key: str | None = None
    key_lines: dict[str, int] = field(default_factory=dict)


def parse(
    data: bytes, file: str, *, larger: int = 1
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one strict YAML document. `file` is only for naming places.

    A file that we write ourselves may be so many times `larger` than the ones of people.
    """
    try:
        if len(data) > (most := MAX_BYTES * larger):
            raise _refusal(Place(file), "size", f"The file is larger than {most:,} bytes.", _SPLIT)
        return _Builder(decode(data, file), file, MAX_EVENTS * larger).build(), ()
    except HandoutsError as refused:
        return None, refused.problems


def _refusal(place: Place, rule: str, message: str, hint: str = "") -> HandoutsError:
    return HandoutsError(Problem(place, f"yaml-{rule}", message, hint))


class _Builder:
    """Turns the parser's events into values without recursion, so depth can hurt nobody."""

    def __init__(self, text: str, file: str, most_events: int) -> None:
        self.most_events = most_events
        self.text = text
        self.lines = text.split("\n")
        self.last_line = text.rstrip("\n").count("\n")
        self.file = file
        self.levels: list[_Level] = []
        self.root: Any = None
        self.places: dict[Path, Place] = {}

    def build(self) -> Document:
        """Read all events; raises HandoutsError at the first thing that is not plain and clear."""
        documents = 0
        try:
            for number, event in enumerate(self._events()):
                if number > self.most_events:
                    raise self._refuse(event, "size", "The file holds too many entries.", _SPLIT)
                if type(event) is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        raise self._refuse(
                            event,
                            "document",
                            "A second document begins here (---).",
                            "Keep one document in a file; remove the line with ---.",
                        )
                self._take(event)
        except yaml.YAMLError as wrong:
            raise HandoutsError(explain(wrong, self.lines, self.file)) from None
        if not self.places:
            raise _refusal(
                Place(self.file, 1, 1), "empty", "The file is empty.", "Write it, or delete it."
            )
        return Document(self.root, self.places)

    def _events(self) -> Iterator[Any]:
        yield from yaml.parse(self.text, Loader=_LOADER)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.AliasEvent or getattr(event, "anchor", None):
            raise self._refuse(
                event,
                "anchor",
                "A word that begins with & or * means something else to YAML.",
                'Put the text in quotes: "**Bold** words".',
            )
        if getattr(event, "tag", None):
            raise self._refuse(
                event,
                "tag",
                "A word that begins with ! means something else to YAML.",
                "Put the text in quotes.",
            )
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind in _STARTS:
            self._open(event)
        elif kind in _ENDS:
            self.levels.pop()

    def _open(self, event: Any) -> None:
        if len(self.levels) >= MAX_DEPTH:
            raise self._refuse(event, "depth", "This is nested too deeply.", _INDENT)
        if self._wants_key():
            hint = 'Put a text that begins with { or [ in quotes: "{phone}: call us".'
            raise self._refuse(event, "key", "A key cannot be a list or hold keys.", hint)
        value: Any = {} if type(event) is yaml.MappingStartEvent else []
        path = self._put(value, event)
        column = event.start_mark.column
        if event.flow_style:
            column = self.levels[-1].column if self.levels else -1
        self.levels.append(_Level(path, value, column))

    def _scalar(self, event: Any) -> None:
        if len(event.value) > MAX_TEXT:
            raise self._refuse(
                event, "size", f"This text is longer than {MAX_TEXT:,} letters.", _SPLIT
            )
        self._check_escapes(event)
        if event.end_mark.line > event.start_mark.line and event.style not in {"|", ">"}:
            self._check_lines(event)
        if not event.style:  # the C parser says "" for a plain scalar, the Python one None
            self._check_lost_text(event)
            self._check_second_dash(event)
            if event.value == "<<":
                raise self._refuse(event, "merge", "Merge keys (<<) are not used here.", _INDENT)
        if self._wants_key():
            self._key(event)
        else:
            plain_and_empty = not event.style and not event.value
            self._put(None if plain_and_empty else event.value, event)

    def _check_escapes(self, event: Any) -> None:
        """Quoted text can write any character as an escape; the same ones are refused."""
        if event.value.isprintable():
            return
        for letter in event.value:
            if letter != "\n" and invisible(letter):
                raise self._refuse(
                    event,
                    "character",
                    f"The text holds an invisible character (U+{ord(letter):04X}).",
                    "Delete it and type the text again.",
                )

    def _check_lines(self, event: Any) -> None:
        """A text of several lines may have run on into what was meant to be the next entry."""
        column = self.levels[-1].column if self.levels else -1
        for number in range(event.start_mark.line + 1, event.end_mark.line + 1):
            if number < len(self.lines) and (
                fault := joined(self.lines, event.start_mark, number, column, event.style)
            ):
                place = Place(self.file, fault.line + 1, fault.column + 1)
                raise _refusal(place, "syntax", fault.message, fault.hint)

    def _check_second_dash(self, event: Any) -> None:
        """`one. - Two` are two entries of a list that were joined by a lost line end."""
        if found := _SECOND_DASH.search(event.value):
            raise self._refuse(
                event,
                "syntax",
                "Two entries of a list stand in this one line.",
                f"Begin the second on a line of its own: {short(event.value[found.end() - 2 :])} "
                "If it is one text, put the whole text in quotes.",
            )

    def _check_lost_text(self, event: Any) -> None:
        """`call #5` is read as `call`: what looks like words behind a # is refused."""
        line = event.end_mark.line
        if line >= len(self.lines):
            return
        if lost := _LOST_TEXT.search(self.lines[line], max(event.end_mark.column - 1, 0)):
            if self.lines[line][event.end_mark.column : lost.start()].strip():
                return
            raise _refusal(
                Place(self.file, line + 1, lost.start() + 2),
                "lost-text",
                "Everything after this # would be dropped.",
                "Put the whole text in quotes, or write a space after # when it is a remark.",
            )

    def _wants_key(self) -> bool:
        top = self.levels[-1] if self.levels else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def _key(self, event: Any) -> None:
        top = self.levels[-1]
        key = unicodedata.normalize("NFC", event.value)
        if not key:
            raise self._refuse(event, "key", "A key is empty here.", _INDENT)
        if key in top.value:
            listed = len(self.levels) > 1 and isinstance(self.levels[-2].value, list)
            raise self._refuse(
                event,
                "double-key",
                f"{key!r} stands here for the second time; the first is in line "
                f"{top.key_lines[key]}.",
                "Join the two, or remove one of them."
                + (" If a new entry begins here, write a dash before it." if listed else ""),
            )
        top.key = key
        top.value[key] = None
        top.key_lines[key] = event.start_mark.line + 1
        self.places[*top.path, key] = self._place(event)

    def _put(self, value: Any, event: Any) -> Path:
        """Hang a value where it belongs; gives its path. A mapping's value has its key's place."""
        if not self.levels:
            self.root = value
            self.places[()] = self._place(event)
            return ()
        top = self.levels[-1]
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            top.value.append(value)
            self.places[path] = self._place(event)
            return path
        key, top.key = top.key, None
        assert key is not None  # _wants_key was asked before
        top.value[key] = value
        return (*top.path, key)

    def _place(self, event: Any) -> Place:
        return self._place_at(event.start_mark)

    def _place_at(self, mark: Any) -> Place:
        """The place of a parser's mark, which may stand one line past the end."""
        line = min(mark.line, self.last_line)
        column = mark.column if line == mark.line else len(self.lines[line])
        return Place(self.file, line + 1, column + 1)

    def _refuse(self, event: Any, rule: str, message: str, hint: str = "") -> HandoutsError:
        return _refusal(self._place(event), rule, message, hint)
