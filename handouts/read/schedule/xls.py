"""A workbook of Excel before 2007 in, what each of its sheets holds beside values out.

Two formats, one in the other: a compound file ([MS-CFB]) holds the stream `Workbook`, which is a
row of records ([MS-XLS]).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.read.schedule.unseen import Damaged, Unseen

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins."""

ENCRYPTED = "EncryptedPackage"
"""The stream of an XLSX workbook that a password locks; it lies in a compound file, too."""

_END = 0xFFFFFFFA  # sectors from here on are marks
_COUNTS = (40, 44, 64, 72)  # where the header tells of how many sectors its parts are
_DIRECTORY_ENTRY, _HEADER_SECTORS = 128, 109
_BOF, _EOF, _SHEET, _PASSWORD, _ROW = 0x0809, 0x000A, 0x0085, 0x002F, 0x0208

_FORMULA, _BOOL_OR_ERROR = 0x0006, 0x0205
_VALUES = {0x00FD, 0x0203, 0x027E, 0x0204, _FORMULA, _BOOL_OR_ERROR}
_MANY = 0x00BD  # one record for several numbers that stand side by side
_SIZE, _LARGEST = 0x0200, (0x10000, 0x100)  # rows and columns of the largest sheet there is
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class Locked(Exception):
    """A password is needed to read it."""


class OtherKind(Exception):
    """It is something else than such a workbook; says what."""


def look_into_xls(data: bytes) -> dict[str, Unseen]:
    """By the sheet's name. Raises Damaged, Locked, OtherKind and TooLarge."""
    try:
        streams = _Compound(data)
        if ENCRYPTED in streams.found:
            raise Locked
        if "Workbook" in streams.found:
            return _sheets(streams.read("Workbook"))
        old = "Book" in streams.found
        what = "a workbook of Excel 95 or older" if old else "an Office file, but no workbook"
        raise OtherKind(what)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Damaged from None


@dataclass(frozen=True, slots=True)
class _Stream:
    first: int
    size: int


class _Compound:
    """The streams of a compound file, by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or small_shift != 6:  # noqa: PLR2004  # all that the format allows
            raise Damaged
        self._sector = 1 << shift
        counts = (struct.unpack_from("<I", data, at)[0] for at in _COUNTS)
        if any(count * self._sector > len(data) for count in counts):
            raise Damaged  # calamine makes room for as many as it is told, and dies of it
        directory, _, self._least, small_table = struct.unpack_from("<IIII", data, 48)
        more, number = struct.unpack_from("<II", data, 68)
        sectors = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", data, 76))
        for _ in range(min(number, len(data) // self._sector)):
            *some, more = struct.unpack(f"<{self._sector // 4}I", self._at(more))
            sectors += some
        self._table = [
            entry
            for sector in sectors
            if sector < _END
            for entry in struct.unpack(f"<{self._sector // 4}I", self._at(sector))
        ]
        self.found: dict[str, _Stream] = {}
        entries = self._chain(directory)
        for start in range(0, len(entries), _DIRECTORY_ENTRY):
            self._enter(entries[start : start + _DIRECTORY_ENTRY])
        self._small_table = [each[0] for each in struct.iter_unpack("<I", self._chain(small_table))]

    def read(self, name: str) -> bytes:
        """A whole stream; short ones lie in 64-byte pieces inside a stream of their own."""
        stream = self.found[name]
        if stream.size >= self._least:
            return self._chain(stream.first)[: stream.size]
        room = self._chain(self.found["Root Entry"].first)
        pieces: list[bytes] = []
        sector = stream.first
        while sector < _END and len(pieces) * 64 < stream.size:
            if len(pieces) > len(self._small_table):
                raise Damaged  # it goes round in a circle
            pieces.append(room[sector * 64 : sector * 64 + 64])
            sector = self._small_table[sector]
        return b"".join(pieces)[: stream.size]

    def _enter(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        if kind:
            first, size = struct.unpack_from("<II", entry, 116)
            self.found[entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")] = _Stream(
                first, size
            )

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        found = self._data[start : start + self._sector]
        if len(found) < self._sector:
            found = found.ljust(self._sector, b"\0") if found else found
        return found

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _END:
            if len(pieces) > len(self._table):
                raise Damaged  # it goes round in a circle
            pieces.append(self._at(sector))
            sector = self._table[sector]
        return b"".join(pieces)


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record."""
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        yield start, kind, stream[start + 4 : start + 4 + size]
        start += 4 + size


def _sheets(stream: bytes) -> dict[str, Unseen]:
    """The sheets that the first part of the stream names, each read from where it begins."""
    starts: dict[str, int] = {}
    for _, kind, record in _records(stream):
        if kind == _PASSWORD:
            raise Locked
        if kind == _EOF:
            break
        if kind == _SHEET and record[5] == 0:
            wide = record[7] & 1
            name = record[8 : 8 + record[6] * (2 if wide else 1)]
            starts[name.decode("utf-16-le" if wide else "latin-1")] = struct.unpack(
                "<I", record[:4]
            )[0]
    return {name: _sheet(stream, start) for name, start in starts.items()}


def _sheet(stream: bytes, start: int) -> Unseen:
    found, depth = Unseen(), 0
    for _, kind, record in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if not depth:
            break
        if depth > 1:
            continue  # a chart that lies on the sheet
        if kind == _SIZE:
            _check_size(record)
        elif kind == _ROW and struct.unpack_from("<H", record, 12)[0] & 0x20:
            found.hidden.add(struct.unpack_from("<H", record)[0] + 1)
        elif kind in _VALUES:
            row, column = (each + 1 for each in struct.unpack_from("<HH", record))
            found.reach(row, column)
            if (error := _error(kind, record)) is not None:
                found.errors[row, column] = _ERRORS.get(error, "#ERROR")
        elif kind == _MANY:
            row, last = (
                struct.unpack_from("<H", record)[0],
                struct.unpack_from("<H", record[-2:])[0],
            )
            found.reach(row + 1, last + 1)
    return found


def _check_size(record: bytes) -> None:
    """A sheet says how large it is, and calamine makes room for that. Raises Damaged."""
    top, bottom, left, right = struct.unpack_from("<IIHH", record)
    if not (top <= bottom <= _LARGEST[0] and left <= right <= _LARGEST[1]):
        raise Damaged


def _error(kind: int, record: bytes) -> int | None:
    """The number of the error that a cell shows."""
    if kind == _BOOL_OR_ERROR and record[7]:
        return record[6]
    special, what = record[12:14] == b"\xff\xff", record[6:7]
    return record[8] if kind == _FORMULA and special and what == b"\x02" else None
