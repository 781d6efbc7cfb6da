"""Bytes in, a FHIR document out: what the file says, and the place of each entry or line.

One JSON document, or one on each line (NDJSON).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from handouts.problems import HandoutsError, Place, Problem
from handouts.read.schedule.fhir.strict_json import Broken, Positions, Scanner

MAX_BYTES = 20_000_000
"""A day of 2,000 appointments with all that servers add to them is smaller."""

_AGAIN = "Export the schedule again."


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


def read_document(data: bytes, file: str) -> Document:
    """The whole file. Raises HandoutsError for what is no JSON, too large or cut off."""
    text = _decoded(data, file)
    try:
        top, items = Scanner(text).resource()
    except Broken as broken:
        if (lines := _lines(text, file)) is not None:
            return lines
        _spoil(Positions(text, file).place(broken.at), "json", broken.message, _AGAIN)
    positions = Positions(text, file)
    entries = (
        Item(number, positions.place(at), value) for number, (at, value) in enumerate(items, 1)
    )
    return Document(top, tuple(entries))


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
        place = Positions(text, file).place(text.index("\0"))
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
    items = tuple(_line(number, line, file) for number, line in full)
    if all(item.problem for item in items):
        return None
    return Document(None, items, full[-1][0] - len(full))


def _line(number: int, line: str, file: str) -> Item:
    place = Place(file, number, 1)
    try:
        value, end = Scanner(line).value(0)
    except Broken as broken:
        return Item(number, place, None, Problem(place, "fhir-json", broken.message, _AGAIN))
    if end < len(line):
        message = "Something stands behind the end of this line's JSON."
        return Item(number, place, None, Problem(place, "fhir-json", message, _AGAIN))
    return Item(number, place, value)


def _spoil(place: Place, rule: str, message: str, hint: str) -> NoReturn:
    raise HandoutsError(Problem(place, f"schedule-{rule}", message, hint)) from None
