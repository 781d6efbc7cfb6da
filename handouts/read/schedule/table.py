"""A CSV schedule in, its rows as cells of text out; one bad line never swallows its neighbours.

Each physical line is read by itself, so a quote that is never closed costs its own row only.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

from handouts.problems import ExitCode, HandoutsError, Place, Problem, did_you_mean
from handouts.read.row import COLUMNS, Cell

MAX_BYTES = 20_000_000
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the schedule: its number in the file, and its cells or why there are none."""

    number: int
    cells: Mapping[str, Cell]
    problems: tuple[Problem, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every row of a file, and how many blank lines stood between them."""

    rows: tuple[Row, ...]
    blank_lines: int


def read_table(data: bytes, file: str, encoding: str | None = None) -> Schedule:
    """All rows. Raises HandoutsError for what spoils the whole file: letters, header, size."""
    lines = _decode(data, file, encoding)
    delimiter, first = _separator(lines)
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first >= len(lines):
        hint = "Its first line names the columns."
        raise _spoilt(Place(file), "empty", "The schedule is empty.", hint)
    delimiter = delimiter or _delimiter(lines[first], file, first + 1)
    header = _header(lines[first], delimiter, file, first + 1)
    rows, blank = [], first
    for number, line in enumerate(lines[first + 1 :], first + 2):
        if not line.replace(delimiter, "").replace('"', "").strip():
            blank += 1
        else:
            rows.append(_row(line, delimiter, header, file, number))
    if lines and not lines[-1]:
        blank -= 1  # what follows the last line's end is no line
    return Schedule(tuple(rows), blank)


def _decode(data: bytes, file: str, encoding: str | None) -> list[str]:
    """The physical lines; only line feeds end them, so a row cannot be cut by an odd character."""
    if len(data) > MAX_BYTES:
        raise _spoilt(Place(file), "size", f"The schedule is larger than {MAX_BYTES:,} bytes.", "")
    if encoding is None:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        encoding = "utf-16" if utf16 else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise _spoilt(
            Place(file, line, 1), "encoding", "A letter in this line is not stored as UTF-8.",
            "In Excel choose `CSV UTF-8`; for an old `CSV` file add --encoding cp1252.",
        ) from None  # fmt: skip
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise _spoilt(
            Place(file, line, 1),
            "encoding",
            "This is no text file.",
            "Save the schedule as `CSV UTF-8`.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _separator(lines: list[str]) -> tuple[str | None, int]:
    """What Excel's own `sep=;` line says, and the number of lines before the header."""
    found = _SEPARATOR_LINE.fullmatch(lines[0].strip("\ufeff ")) if lines else None
    return (found[1], 1) if found else (None, 0)


def _delimiter(header: str, file: str, line: int) -> str:
    """The delimiter whose parts are names of columns, never guessed from the data."""
    for delimiter in _DELIMITERS:
        names = [_column(cell) for cell in header.split(delimiter)]
        if len(names) > 1 and any(name in COLUMNS for name in names):
            return delimiter
    raise _spoilt(
        Place(file, line, 1),
        "header",
        "This line does not name the columns.",
        f"The first line must hold names such as: {', '.join(list(COLUMNS)[:6])}.",
    )


def _column(cell: str) -> str:
    return "_".join(cell.strip().strip('"').strip().casefold().split())


def _header(line: str, delimiter: str, file: str, number: int) -> tuple[str, ...]:
    names = [_column(cell) for cell in _cells(line, delimiter) or []]
    while names and not names[-1]:
        names.pop()
    problems = []
    for position, name in enumerate(names, 1):
        place = Place(file, number, position)
        if not name:
            problems.append(Problem(place, "header", f"Column {position} has no name."))
        elif name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS) or f"Known are: {', '.join(COLUMNS)}."
            problems.append(Problem(place, "header", f"There is no column {name!r}.", hint))
        elif name in names[: position - 1]:
            problems.append(Problem(place, "header", f"The column {name!r} stands here twice."))
    if problems:
        raise HandoutsError(*problems)
    return tuple(names)


def _row(line: str, delimiter: str, header: tuple[str, ...], file: str, number: int) -> Row:
    place = Place(file, number, 1)
    found = _cells(line, delimiter)
    if found is None:
        return Row(number, {}, (_broken_quote(place),), place)
    while len(found) > len(header) and not found[-1].strip():
        found.pop()  # Excel writes empty columns at the end
    if len(found) != len(header):
        problem = Problem(
            place,
            "row-columns",
            f"This row has {len(found)} cells, but there are {len(header)} columns.",
            f"Put a cell that holds a {_DELIMITERS.get(delimiter, delimiter)} in quotes.",
        )
        return Row(number, {}, (problem,), place)
    cells = {
        name: Cell(text, Place(file, number, position))
        for position, (name, text) in enumerate(zip(header, found, strict=True), 1)
    }
    return Row(number, cells, (), place)


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of one line; None when a quote in it is not closed or stands where none may."""
    try:
        found = list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _broken_quote(place: Place) -> Problem:
    return Problem(
        place,
        "row-quote",
        "A quote in this row is not closed before the line ends.",
        "Write each cell on one line, and double a quote that belongs to the text.",
    )


def _spoilt(place: Place, rule: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError(Problem(place, f"schedule-{rule}", message, hint), code=ExitCode.PROBLEMS)
