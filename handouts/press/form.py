"""A laid-out form and one patient's words in, that patient's finished PDF out; nothing is laid out.

A form is a PDF file with places left free. Nearly all of its bytes are the same for every patient:
drawings, fonts, the structure tree. What is added is a small stream for each kind of page, in which
the words stand where, and as, WeasyPrint would have set them.
"""

import hashlib
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from handouts.press.catch import Edge, Spot
from handouts.press.manner import Manner
from handouts.press.places import Lines
from handouts.press.roles import runs_from_right
from handouts.press.shaping import Letter, Shaped
from handouts.press.silence import Unprintable

Shape = Callable[[Manner, str], Shaped]
Split = Callable[[Manner, str, float], tuple[str, ...]]
"""Breaks words into the lines that they take in a room."""

ENTRY = 7
"""Bytes of a cross-reference entry: its kind, a place of four bytes, a number of two."""
_LEVEL = 6
"""How hard streams are packed: nearly as small as with 9, in a third of the time."""
_TABLE = 5
"""zlib's memory level: its usual one clears a table that takes longer than to pack such streams."""
_SPOT = 500
"""About how many bytes a spot takes in memory."""
_NEAR = 1e-6
_NO_INK = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Line ends, tabs, marks of direction and the like: a layout does more with them than draw them."""


class Unfit(Exception):
    """These words do not fit this form; it says why without saying them."""


def whole(manner: Manner, words: str, room: float) -> tuple[str, ...]:  # noqa: ARG001  # as Split
    """Breaks nothing: for forms in which each field has one line."""
    return (words,)


@dataclass(frozen=True, slots=True)
class Layer:
    """A stream of personal words that one page has, or several that are alike."""

    number: int
    """Of the object in the file, as below."""
    spots: tuple[Spot, ...]


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
    parts: tuple[bytes | Gap, ...]


@dataclass(frozen=True)  # no slots: what is worked out once is kept
class Form:
    """What all handouts of one kind share, ready to be filled; it holds no patient's data."""

    head: bytes
    """The file's beginning: every object that is the same for all."""
    entries: bytes
    """The cross-reference entries of all objects; those of layers and the like are still empty."""
    trailer: bytes
    """What the end of the file says of the document's root."""
    layers: tuple[Layer, ...]
    told: tuple[Told, ...]
    letters: frozenset[Letter]
    """All that can be drawn with the file's fonts."""
    from_right: frozenset[str]
    """The fields that were laid out for words that run from right to left."""
    pages: int
    trial: Mapping[str, str] = field(default_factory=dict)
    """Words of nobody, with which the form was compared to a full layout and found alike."""
    seal: str = ""
    """SHA-256 of the file with those words; empty as long as nothing was compared."""

    @cached_property
    def fields(self) -> frozenset[str]:
        """Names of all fields that are printed."""
        return frozenset(spot.field for spot in self._spots())

    @cached_property
    def narrowest(self) -> Mapping[str, float]:
        """The room that each field has where it has least, in em of its type."""
        found: dict[str, float] = {}
        for spot in self._spots():
            room = spot.room / dict(spot.manner)["font_size"]
            found[spot.field] = min(room, found.get(spot.field, room))
        return found

    def _spots(self) -> Iterator[Spot]:
        for layer in self.layers:
            yield from layer.spots

    @cached_property
    def _head_told(self) -> Any:
        return hashlib.md5(self.head, usedforsecurity=False)

    @cached_property
    def _constant_entries(self) -> tuple[int, bytes, int]:
        """How many entries no patient changes, those, packed once for all, and their checksum.

        A handout of 24 pages has 3,000 of them; packing them takes longer than all else. What comes
        after a full flush refers to nothing before it, so no packer with its 256 kB is kept.
        """
        numbers = [layer.number for layer in self.layers] + [told.number for told in self.told]
        first = min(numbers, default=0)
        packer = zlib.compressobj(_LEVEL)
        constant = self.entries[: first * ENTRY]
        packed = packer.compress(constant) + packer.flush(zlib.Z_FULL_FLUSH)
        return first, packed, zlib.adler32(constant)

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory; its letters are other forms' letters, too."""
        spots = sum(len(layer.spots) for layer in self.layers)
        return len(self.head) + len(self.entries) + _SPOT * spots

    def sealed(self, trial: Mapping[str, str], shape: Shape, split: Split = whole) -> "Form":
        """The form after it was compared with these words."""
        words = {name: trial[name] for name in sorted(self.fields)}
        return replace(self, trial=words, seal=_seal(self.fill(words, shape, split)))

    def holds(self, shape: Shape, split: Split = whole) -> bool:
        """Whether it is filled here and now as it was when it was compared."""
        return bool(self.seal) and _seal(self.fill(self.trial, shape, split)) == self.seal

    def lines(self, values: Mapping[str, str], shape: Shape, split: Split) -> Lines:
        """Of a form with one line for each field: the fields whose words take more, and where.

        Raises Unfit where that is not certain; a form with so many lines takes these words.
        """
        counted: dict[str, dict[int, int]] = {}
        for spot in self._spots():
            words = values[spot.field]
            self._check(spot.field, words)
            number = 1
            if _shaped(spot, words, shape).line.width > spot.room:
                number = len(split(spot.manner, words, spot.room))
            if number > 1 and spot.field in self.from_right:
                raise Unfit(f"{spot.field} runs from right to left over several lines")
            if counted.setdefault(spot.field, {}).setdefault(spot.place, number) != number:
                raise Unfit(f"{spot.field} has other lines on another page")
        many = {field: places for field, places in counted.items() if max(places.values()) > 1}
        return {
            field: tuple(places.get(place, 1) for place in range(max(places) + 1))
            for field, places in sorted(many.items())
        }

    def fill(self, values: Mapping[str, str], shape: Shape, split: Split = whole) -> bytes:
        """The PDF with these words. Raises Unfit, and KeyError when a field has no words."""
        for name in self.fields:
            self._check(name, values[name])
        layers = {
            layer.number: b"\n".join(
                self._drawn(spot, _words(spot, values[spot.field], split), shape)
                for spot in layer.spots
            )
            for layer in self.layers
        }
        objects = {
            number: _stream(b"", _packed(zlib.MAX_WBITS, drawn)) for number, drawn in layers.items()
        }
        objects |= {told.number: _said(told, values) for told in self.told}
        return self._file(objects)

    def _check(self, field: str, words: str) -> None:
        """What HTML would change in the words, or what would be tagged in another way."""
        if not words.strip() or "  " in words or words != words.strip(" "):
            raise Unfit(f"{field} has no words, or odd spaces")
        plain = words.isascii() and words.isprintable()
        if not plain and any(unicodedata.category(letter) in _NO_INK for letter in words):
            raise Unfit(f"{field} has letters that are not drawn")
        if runs_from_right(words) != (field in self.from_right):
            raise Unfit(f"{field} runs another way")

    def _drawn(self, spot: Spot, words: str, shape: Shape) -> bytes:
        shaped = _shaped(spot, words, shape)
        line = shaped.line
        if line.width > spot.room:
            raise Unfit(f"{spot.field} is too long for its place")
        if abs(line.height - spot.height) > _NEAR or abs(line.baseline - spot.rise) > _NEAR:
            raise Unfit(f"{spot.field} makes a line of another height")
        if not shaped.letters <= self.letters:
            raise Unfit(f"{spot.field} needs letters that the form does not have")
        begin = b"/Artifact BMC" if spot.mark is None else b"/%b <</MCID %d>> BDC" % (
            spot.tag.encode(), spot.mark)  # fmt: skip
        return b"%b\nq\n%b cm\n%b\nQ\nEMC" % (begin, _place(spot, line.width), line.operators)

    def _file(self, objects: Mapping[int, bytes]) -> bytes:
        first, packed, checksum = self._constant_entries
        entries = bytearray(self.entries[first * ENTRY :])
        parts, at = [self.head], len(self.head)
        for number, body in objects.items():
            entries[(number - first) * ENTRY : (number - first + 1) * ENTRY] = entry(at)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(parts[-1])
        entries[-ENTRY:] = entry(at)
        packed += _packed(-zlib.MAX_WBITS, entries)  # without a head of its own
        packed += zlib.adler32(entries, checksum).to_bytes(4, "big")
        last = len(self.entries) // ENTRY - 1
        told = self._head_told.copy()
        told.update(b"".join(parts[1:]))
        name = told.hexdigest().encode()
        extra = b"/Type /XRef/W [1 4 2]/Size %d/ID [<%b> <%b>]%b" % (
            last + 1, name, name, self.trailer
        )  # fmt: skip
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (last, _stream(extra, packed)))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)


def objects_of(form: Form) -> Iterator[bytes]:
    """The small objects of the constant part: those in the one stream that holds them."""
    holder = len(form.entries) // ENTRY - 2
    place = int.from_bytes(form.entries[holder * ENTRY + 1 :][:4], "big")
    begin = form.head.index(b"<<", place)
    end = form.head.index(b">>", begin)
    keys = form.head[begin + 2 : end].replace(b"/", b" ").split()
    known = dict(zip(keys[::2], keys[1::2], strict=True))
    start = end + len(b">>\nstream\n")
    said = zlib.decompress(form.head[start : start + int(known[b"Length"])])
    first = int(known[b"First"])
    places = [int(found) + first for found in said[:first].split()[1::2]]
    for here, there in zip(places, [*places[1:], len(said)], strict=True):
        yield said[here:there]


def _shaped(spot: Spot, words: str, shape: Shape) -> Shaped:
    try:
        return shape(spot.manner, words)
    except Unprintable:  # what it says holds letters of the words
        raise Unfit(f"{spot.field} needs letters that no font has") from None


def _words(spot: Spot, words: str, split: Split) -> str:
    """Those of the field's words that stand on this line."""
    if spot.lines == 1:
        return words
    found = split(spot.manner, words, spot.room)
    if len(found) != spot.lines:
        raise Unfit(f"{spot.field} has another number of lines")
    return found[spot.line]


def entry(place: int) -> bytes:
    """A cross-reference entry of an object by its place in the file, in bytes."""
    return b"\x01" + place.to_bytes(4, "big") + b"\0\0"


def _place(spot: Spot, width: float) -> bytes:
    """Where the line's origin is, as a matrix of PDF."""
    free = spot.room - width
    right = 0.0 if spot.edge is Edge.LEFT else free if spot.edge is Edge.RIGHT else free / 2
    return _moved(spot.matrix, spot.left + right, spot.baseline)


@lru_cache(maxsize=4096)
def _moved(matrix: tuple[float, ...], x: float, y: float) -> bytes:
    a, b, c, d, e, f = matrix
    return b" ".join(map(_number, (a, b, c, d, a * x + c * y + e, b * x + d * y + f)))


def _number(value: float) -> bytes:
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()


def _stream(extra: bytes, packed: bytes) -> bytes:
    return b"<<%b/Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        extra, len(packed), packed
    )  # fmt: skip


def _packed(wbits: int, data: bytes | bytearray) -> bytes:
    packer = zlib.compressobj(_LEVEL, wbits=wbits, memLevel=_TABLE)
    return packer.compress(data) + packer.flush()


def _said(told: Told, values: Mapping[str, str]) -> bytes:
    return b"".join(
        part if isinstance(part, bytes) else _text(part.before + values[part.field] + part.after)
        for part in told.parts
    )


def _text(words: str) -> bytes:
    """A text string of PDF, in UTF-16 with its mark in front."""
    return b"<feff%b>" % words.encode("utf-16-be").hex().encode()


def _seal(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()
