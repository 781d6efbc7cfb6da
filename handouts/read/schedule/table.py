"""A CSV schedule in, its rows as cells of text out; one bad line never swallows its neighbours.

Each physical line is read by itself, so a quote that is never closed costs its own row only.
"""

import csv
import re

from handouts.problems import ExitCode, HandoutsError, Place, Problem
from handouts.read.columns import COLUMNS
from handouts.read.schedule.header import Header, could_be_names, few, read_header
from handouts.read.schedule.names import Wanted, column_name
from handouts.read.schedule.rows import Row, Schedule

MAX_BYTES = 20_000_000
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


def read_table(
    data: bytes,
    file: str,
    encoding: str | None = None,
    wanted: Wanted = Wanted(),  # noqa: B008  # frozen, and empty
) -> Schedule:
    """All rows. Raises HandoutsError for what spoils the whole file: letters, header, size."""
    lines = _decode(data, file, encoding)
    delimiter, separator_lines = _separator(lines)
    first = separator_lines
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first >= len(lines):
        hint = "Export it again. Its first line names the columns, and each line below is a visit."
        raise _spoilt(Place(file), "empty", "The schedule is empty.", hint)
    place = Place(file, first + 1, 1)
    delimiter = delimiter or _delimiter(lines[first], wanted, place)
    header, empty = _header(lines[first], delimiter, wanted, place)
    rows, blank = [], first - separator_lines
    for number, line in enumerate(lines[first + 1 :], first + 2):
        if not line.replace(delimiter, "").replace('"', "").strip():
            blank += 1
        else:
            rows.append(_row(line, delimiter, header, empty, Place(file, number, 1)))
    if lines and not lines[-1]:
        blank -= 1  # what follows the last line's end is no line
    return Schedule(tuple(rows), blank, header.ignored)


def _decode(data: bytes, file: str, chosen: str | None) -> list[str]:
    """The physical lines; only line feeds end them, so a row cannot be cut by an odd character."""
    if len(data) > MAX_BYTES:
        raise _spoilt(
            Place(file),
            "size",
            f"The schedule is larger than {MAX_BYTES:,} bytes.",
            "Export one day.",
        )
    encoding = chosen if chosen and chosen != "utf-8" else "utf-8-sig"
    if chosen is None and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        before = _plain_ends(wrong.object[: wrong.start].decode(encoding, "replace"))
        raise _spoilt(
            Place(file, before.count("\n") + 1, 1),
            "encoding",
            "A letter in this line is not stored as UTF-8.",
            "In Excel choose `CSV UTF-8`; for an old `CSV` file add --encoding cp1252.",
        ) from None  # fmt: skip
    if chosen == "cp1252" and not data.isascii() and _is_utf8(data):
        raise _spoilt(
            Place(file),
            "encoding",
            "This file is stored as UTF-8, not as cp1252: names would be printed wrong.",
            "Leave --encoding away.",
        )
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise _spoilt(
            Place(file, line, 1),
            "encoding",
            "This is no text file.",
            "Save the schedule as `CSV UTF-8`.",
        )
    return _plain_ends(text).split("\n")


def _is_utf8(data: bytes) -> bool:
    """Whether it can be nothing else: letters beyond ASCII are UTF-8 by no accident."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separator(lines: list[str]) -> tuple[str | None, int]:
    """What Excel's own `sep=;` line says, and the number of lines before the header."""
    found = _SEPARATOR_LINE.fullmatch(lines[0].strip("\ufeff ")) if lines else None
    return (found[1], 1) if found else (None, 0)


def _delimiter(header: str, wanted: Wanted, place: Place) -> str:
    """The delimiter whose parts are names of columns, never guessed from the data."""
    parts = {delimiter: header.split(delimiter) for delimiter in _DELIMITERS}
    few(max(parts.values(), key=len), place)
    for delimiter, names in parts.items():
        if len(names) > 1 and wanted.known(names):
            return delimiter
    for delimiter, names in parts.items():
        if could_be_names(names):
            return delimiter
    raise _spoilt(
        place,
        "header",
        "This line does not name the columns.",
        f"The first line must hold names such as: {', '.join(list(COLUMNS)[:6])}. One visit as a "
        "YAML file is for `handouts make`.",
    )


def _header(line: str, delimiter: str, wanted: Wanted, place: Place) -> tuple[Header, int]:
    """What the columns serve, and how many empty ones Excel wrote behind them."""
    names = _cells(line, delimiter)
    if names is None:
        raise HandoutsError(_broken_quote(place))
    written = len(names)
    while names and not column_name(names[-1]):
        names.pop()
    header = read_header(names, wanted, place.file, place.line)
    return header, written - len(names)


def _row(line: str, delimiter: str, header: Header, empty: int, place: Place) -> Row:
    number, width = place.line, len(header.serves)
    found = _cells(line, delimiter)
    if found is None:
        return Row(number, {}, (_broken_quote(place),), place)
    behind = found[width:]
    if len(behind) <= empty and not any(cell.strip() for cell in behind):
        found = found[:width]
    if len(found) != width:
        between = _DELIMITERS.get(delimiter, delimiter)
        problem = Problem(
            place,
            "row-columns",
            f"This row has {len(found)} cells, but there are {width} columns.",
            f"Put a cell that holds a {between} in quotes."
            if len(found) > width
            else f"Write a {between} for each missing cell too; cells may be empty.",
        )
        return Row(number, {}, (problem,), place)
    return Row(number, header.cells(found, place), (), place)


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of one line; None when a quote in it is not closed or stands where none may.

    Python's own reader takes a quote inside an unquoted cell for a letter. Here it is the sign of
    a cell that was cut in two by a line break, so the line is refused.
    """
    cell = rf'(?: *"(?:[^"]|"")*" *|[^"{re.escape(delimiter)}]*)'
    if not re.fullmatch(rf"{cell}(?:{re.escape(delimiter)}{cell})*", line):
        return None
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
