"""Parts of a PDF in, the bytes that a file has for them out: entries, streams, what is spoken."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

ENTRY = 7
"""Bytes of a cross-reference entry: its kind, a place of four bytes, a number of two."""
LEVEL = 6
"""How hard streams are packed: nearly as small as with 9, in a third of the time."""
_TABLE = 5
"""zlib's memory level: its usual one clears a table that takes longer than to pack such streams."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a text that is spoken, not seen."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """An object that tells a screen reader personal words."""

    number: int
    """Of its object in the file."""
    parts: tuple[bytes | Gap, ...]


def entry(place: int) -> bytes:
    """A cross-reference entry of an object by its place in the file, in bytes."""
    return b"\x01" + place.to_bytes(4, "big") + b"\0\0"


def stream(extra: bytes, data: bytes) -> bytes:
    """A stream of deflated bytes; `extra` are more entries of its dictionary."""
    return b"<<%b/Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        extra, len(data), data
    )  # fmt: skip


def deflated(wbits: int, data: bytes | bytearray) -> bytes:
    """Bytes made small; `wbits` as zlib has it: below zero without a head and a checksum."""
    packer = zlib.compressobj(LEVEL, wbits=wbits, memLevel=_TABLE)
    return packer.compress(data) + packer.flush()


def spoken(told: Told, values: Mapping[str, str]) -> bytes:
    """What is told to a screen reader, with these words in its gaps."""
    return b"".join(
        part if isinstance(part, bytes) else _text(part.before + values[part.field] + part.after)
        for part in told.parts
    )


def _text(words: str) -> bytes:
    """A text string of PDF, in UTF-16 with its mark in front."""
    return b"<feff%b>" % words.encode("utf-16-be").hex().encode()
