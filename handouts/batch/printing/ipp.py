"""A question to the print service in, its answer out: the Internet Printing Protocol, in small.

Asked are printers and jobs, of this machine's CUPS; what is printed goes another way. The form of
a message is that of RFC 8010; operations and attributes are those of RFC 8011 and of CUPS.
"""

import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

Value = str | int | bool
Attributes = Mapping[str, tuple[Value, ...]]
"""What a printer or a job says of itself: some names have several values."""


class Operation(IntEnum):
    """What is asked."""

    JOB = 0x0009
    """How a job goes: Get-Job-Attributes."""
    PRINTERS = 0x4002
    """Which printers there are: CUPS-Get-Printers."""


class _Tag(IntEnum):
    """What stands next: up to 0x0f a group begins, else a value of this kind follows."""

    OPERATION = 0x01
    END = 0x03
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    BEGIN_COLLECTION = 0x34
    END_COLLECTION = 0x37
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48


_LAST_GROUP = 0x0F
_WORDS = range(0x40, 0x60)
"""Kinds whose values are plain text."""

_LENGTH = struct.Struct(">H")
_REFUSED = 0x0400
"""From here on, a status tells that there is no answer."""
_UNKNOWN = (0x0406, 0x0407)
"""Nothing of this name, or no longer."""

_PATIENCE = 15
"""Seconds: a print service answers at once, or hangs."""


class Silent(Exception):
    """No answer came, or none that can be read."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a print service listens: the path of a socket, or a host with its port."""

    address: str

    def ask(
        self, operation: Operation, wanted: Sequence[str], **about: str
    ) -> tuple[Attributes, ...]:
        """What it says of each printer or job; empty when it knows none. Raises Silent."""
        try:
            return _read(self._post(_written(operation, wanted, about)))
        except (OSError, struct.error, LookupError, ValueError) as wrong:
            raise Silent(type(wrong).__name__) from None

    def _post(self, message: bytes) -> bytes:
        import http.client  # noqa: PLC0415  # only printing needs it

        door = http.client.HTTPConnection("localhost", timeout=_PATIENCE)
        try:
            door.sock = self._connected()
            door.request("POST", "/", message, {"Content-Type": "application/ipp"})
            answer = door.getresponse()
            if answer.status != http.client.OK:
                raise Silent(f"HTTP {answer.status}")
            return answer.read()
        except http.client.HTTPException as wrong:
            raise Silent(type(wrong).__name__) from None
        finally:
            door.close()

    def _connected(self) -> socket.socket:
        if not self.address.startswith("/"):
            host, _, port = self.address.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), _PATIENCE)
        local = socket.socket(socket.AF_UNIX)
        try:
            local.settimeout(_PATIENCE)
            local.connect(self.address)
        except BaseException:
            local.close()
            raise
        return local


def _written(operation: Operation, wanted: Sequence[str], about: Mapping[str, str]) -> bytes:
    more = [""] * (len(wanted) - 1)  # a value without a name belongs to the name before it
    names = ["requested-attributes", *more]
    said = (
        _attribute(_Tag.CHARSET, "attributes-charset", "utf-8"),
        _attribute(_Tag.LANGUAGE, "attributes-natural-language", "en"),
        *(_attribute(_Tag.URI, name.replace("_", "-"), uri) for name, uri in about.items()),
        *(_attribute(_Tag.KEYWORD, *pair) for pair in zip(names, wanted, strict=True)),
    )
    head = struct.pack(">2BHIB", 2, 0, operation, 1, _Tag.OPERATION)
    return head + b"".join(said) + bytes([_Tag.END])


def _attribute(tag: _Tag, name: str, value: str) -> bytes:
    parts = (part.encode() for part in (name, value))
    return bytes([tag]) + b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def _read(answer: bytes) -> tuple[Attributes, ...]:
    """Each group of an answer after the first, which is about the answer itself. Raises Silent."""
    (status,) = struct.unpack_from(">2xH", answer)
    if status in _UNKNOWN:
        return ()
    if status >= _REFUSED:
        raise Silent(f"IPP {status:#06x}")
    groups: list[dict[str, tuple[Value, ...]]] = []
    inside, last = 0, ""
    for tag, name, data in _pieces(answer):
        last = name or last
        if tag <= _LAST_GROUP:
            groups.append({})
        elif tag in (_Tag.BEGIN_COLLECTION, _Tag.END_COLLECTION):
            inside += 1 if tag == _Tag.BEGIN_COLLECTION else -1
        elif not inside and (value := _value(tag, data)) is not None:
            groups[-1][last] = (*groups[-1].get(last, ()), value)
    return tuple(groups[1:])


def _pieces(answer: bytes) -> Iterator[tuple[int, str, bytes]]:
    """The kind, name and value of each piece after the head of 8 bytes."""
    at = 8
    while (tag := answer[at]) != _Tag.END:
        at += 1
        parts = [b"", b""]
        for number in range(0 if tag <= _LAST_GROUP else 2):
            (size,) = _LENGTH.unpack_from(answer, at)
            at += _LENGTH.size
            parts[number], at = answer[at : at + size], at + size
        yield tag, parts[0].decode(), parts[1]


def _value(tag: int, data: bytes) -> Value | None:
    """A value of a kind that we ask for; None for every other kind."""
    if tag in (_Tag.INTEGER, _Tag.ENUM):
        return int.from_bytes(data, "big", signed=True)
    if tag == _Tag.BOOLEAN:
        return data != b"\0"
    return data.decode() if tag in _WORDS else None
