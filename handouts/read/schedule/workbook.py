"""A workbook in (XLSX, XLS, ODS), its rows as cells of text out; nothing in it is ever run.

calamine reads the values. A cell that a person must look at costs its own row only, and a hidden
row or sheet is never read without a word.
"""

import contextlib
import io
import os
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.read.schedule.mapping import folded
from handouts.read.schedule.names import Wanted
from handouts.read.schedule.ods import MIMETYPE, look_into_ods
from handouts.read.schedule.rows import Schedule
from handouts.read.schedule.sheet import Sheet
from handouts.read.schedule.table import MAX_BYTES
from handouts.read.schedule.unseen import MOST_CELLS, Damaged, TooLarge, Unseen
from handouts.read.schedule.values import Value
from handouts.read.schedule.xls import START, Locked, OtherKind, look_into_xls
from handouts.read.schedule.xlsx import WORKBOOK, look_into_xlsx

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

STARTS = (b"PK\x03\x04", START)
"""How workbooks begin: as zip archives, and as compound files."""

_MOST_PARTS, _MOST_UNPACKED = 5_000, 200_000_000
_SAVE_AS = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."
_STDERR = 2
_SILENCE = threading.Lock()  # the terminal is one for all threads
_SMALLER = "Export one day."
_DAMAGED = "Export it again, or open it in Excel and save it anew."


def read_workbook(
    data: bytes,
    file: str,
    wanted: Wanted,
    sheet: str | None = None,
    record_length: int | None = None,
) -> Schedule:
    """All rows of one sheet. Raises HandoutsError for what spoils the whole file."""
    if len(data) > MAX_BYTES:
        raise _spoilt(file, "size", f"The workbook is larger than {MAX_BYTES:,} bytes.", _SMALLER)
    with _told(file):
        unseen = look_into_xls(data) if data.startswith(START) else _look_into_archive(data, file)
        with _nobody_else_speaks(), _open(data) as book:
            name = _chosen(book, unseen, sheet, file)
            rows, covered = _read(book, name, unseen[name])
    return Sheet(file, name, wanted, record_length, unseen[name], covered).schedule(rows)


def sheets(data: bytes, file: str) -> tuple[str, ...]:
    """The sheets of a workbook that one may choose from: visible, with anything in them.

    Raises HandoutsError for what spoils the whole file.
    """
    with _told(file):
        unseen = look_into_xls(data) if data.startswith(START) else _look_into_archive(data, file)
        with _nobody_else_speaks(), _open(data) as book:
            return tuple(name for name in _visible(book, unseen) if unseen[name].rows)


@contextlib.contextmanager
def _told(file: str) -> Iterator[None]:
    """Whatever keeps a workbook from being read, in words. Raises HandoutsError."""
    try:
        yield
    except Locked:
        raise _spoilt(
            file, "locked", "A password locks this workbook.",
            "Open it in Excel, take the password off (File, Info, Protect Workbook), save a copy "
            "and delete that copy afterwards.",
        ) from None  # fmt: skip
    except OtherKind as other:
        raise _spoilt(file, "kind", f"This is {other}.", _SAVE_AS) from None
    except TooLarge:
        raise _spoilt(file, "size", "The workbook unpacks to more than fits.", _SMALLER) from None
    except Damaged:
        raise _spoilt(file, "damaged", "This workbook is damaged.", _DAMAGED) from None


def _look_into_archive(data: bytes, file: str) -> dict[str, Unseen]:
    """XLSX or ODS, by what the archive holds. Raises HandoutsError, Damaged and TooLarge."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = _unpacked(archive)
            if "xl/workbook.bin" in names:
                raise _spoilt(file, "kind", "This is a binary workbook (.xlsb).", _SAVE_AS)
            if any(name.endswith(".iwa") for name in names) or "Index.zip" in names:
                hint = "In Numbers choose File, Export To, Excel."
                raise _spoilt(file, "kind", "This is a file of Apple Numbers.", hint)
            if WORKBOOK in names:
                return look_into_xlsx(archive)
            if "mimetype" in names and archive.read("mimetype").strip() == MIMETYPE:
                if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise Locked
                return look_into_ods(archive)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, zlib.error, struct.error):
        raise Damaged from None
    except NotImplementedError:  # a way of packing that no workbook uses
        raise Damaged from None
    except RuntimeError:  # Python's own word for an archive with a password
        raise Locked from None
    raise _spoilt(file, "kind", "This is an archive, but no workbook.", _SAVE_AS)


def _unpacked(archive: ZipFile) -> frozenset[str]:
    """The names of its parts, once each was unpacked to see that it is as large as it says.

    A small archive may hold parts that would fill the memory. Raises TooLarge and BadZipFile.
    """
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TooLarge
    if archive.testzip() is not None:
        raise Damaged
    return frozenset(archive.namelist())


@contextlib.contextmanager
def _nobody_else_speaks() -> Iterator[None]:
    """Rust tells of its panics on stderr, and with them the text at which it stumbled."""
    with _SILENCE:
        try:
            kept = os.dup(_STDERR)
        except OSError:  # it is closed, so nobody does
            yield
            return
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)


def _open(data: bytes) -> "CalamineWorkbook":
    """The workbook. Raises Damaged and Locked."""
    from python_calamine import (  # noqa: PLC0415  # only a workbook needs it
        CalamineWorkbook,
        PasswordError,
    )

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Locked from None
    except BaseException as wrong:  # a panic of Rust is no Exception
        raise _damaged(wrong) from None


def _read(
    book: "CalamineWorkbook", name: str, unseen: Unseen
) -> tuple[list[list[Value]], frozenset[tuple[int, int]]]:
    """A sheet's values from its first cell on, and what lies under merged ones. Raises Damaged."""
    try:
        sheet = book.get_sheet_by_name(name)
        rows: list[list[Value]] = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except BaseException as wrong:
        raise _damaged(wrong) from None
    covered = set(unseen.covered)
    for (top, left), (bottom, right) in merged:
        covered.update(
            (row + 1, column + 1)
            for row in range(top, min(bottom + 1, unseen.rows))
            for column in range(left, min(right + 1, unseen.columns))
            if (row, column) != (top, left)
        )
        if len(covered) > MOST_CELLS:
            raise TooLarge
    return rows, frozenset(covered)


def _damaged(wrong: BaseException) -> BaseException:
    """What calamine could not read, in our word; what is none of its faults, as it is."""
    own = isinstance(wrong, Exception) or type(wrong).__name__ == "PanicException"
    return Damaged() if own else wrong


def _chosen(
    book: "CalamineWorkbook", unseen: Mapping[str, Unseen], wanted: str | None, file: str
) -> str:
    """The sheet that is read. Raises HandoutsError; a hidden one never is."""
    visible = _visible(book, unseen)
    if wanted is not None:
        found = next((name for name in visible if folded(name) == folded(wanted)), None)
        if found is not None:
            return found
        if any(folded(name) == folded(wanted) for name in book.sheet_names):
            message = f"The sheet {wanted!r} is hidden, or holds no cells."
            raise _spoilt(file, "sheet", message, "Show it in Excel first, and look at it.")
        hint = did_you_mean(wanted, visible) or f"There is: {_listed(visible)}."
        raise _spoilt(file, "sheet", f"There is no sheet {wanted!r}.", hint)
    filled = [name for name in visible if unseen[name].rows]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        hint = "Its first row names the columns. Hidden sheets are not read."
        raise _spoilt(file, "empty", "The workbook has no sheet with anything in it.", hint)
    hint = f'Say which one: --sheet "{filled[0]}". There is: {_listed(filled)}.'
    raise _spoilt(file, "sheet", f"The workbook has {len(filled)} sheets.", hint)


def _visible(book: "CalamineWorkbook", unseen: Mapping[str, Unseen]) -> list[str]:
    from python_calamine import SheetVisibleEnum  # noqa: PLC0415  # as above

    return [
        sheet.name for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.name in unseen
    ]  # fmt: skip


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names)


def _spoilt(file: str, rule: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError(Problem(Place(file), f"schedule-{rule}", message, hint))
