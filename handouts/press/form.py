"""A laid-out form and one patient's words in, that patient's finished PDF out; nothing is laid out.

A form is a PDF file with places left free. Nearly all of its bytes are the same for every patient:
drawings, fonts, the structure tree. What is added is a small stream for each kind of page, in which
the words stand where, and as, WeasyPrint would have set them.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from handouts.press.catch import Spot
from handouts.press.drawing import Shape, Split, Unfit, check, draw, shaped_in, whole, words_in
from handouts.press.objects import ENTRY, LEVEL, Told, deflated, entry, spoken, stream
from handouts.press.places import Lines
from handouts.press.shaping import Letter

_SPOT = 500
"""About how many bytes a spot takes in memory."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A stream of personal words that one page has, or several that are alike."""

    number: int
    """Of its object in the file."""
    spots: tuple[Spot, ...]


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
        packer = zlib.compressobj(LEVEL)
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
            check(spot.field, words, from_right=spot.field in self.from_right)
            number = 1
            if shaped_in(spot, words, shape).line.width > spot.room:
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
            check(name, values[name], from_right=name in self.from_right)
        layers = {
            layer.number: b"\n".join(
                draw(spot, words_in(spot, values[spot.field], split), shape, self.letters)
                for spot in layer.spots
            )
            for layer in self.layers
        }
        objects = {
            number: stream(b"", deflated(zlib.MAX_WBITS, layer)) for number, layer in layers.items()
        }
        objects |= {told.number: spoken(told, values) for told in self.told}
        return self._file(objects)

    def _file(self, objects: Mapping[int, bytes]) -> bytes:
        first, packed, checksum = self._constant_entries
        entries = bytearray(self.entries[first * ENTRY :])
        parts, at = [self.head], len(self.head)
        for number, body in objects.items():
            entries[(number - first) * ENTRY : (number - first + 1) * ENTRY] = entry(at)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(parts[-1])
        entries[-ENTRY:] = entry(at)
        packed += deflated(-zlib.MAX_WBITS, entries)  # without a head of its own
        packed += zlib.adler32(entries, checksum).to_bytes(4, "big")
        last = len(self.entries) // ENTRY - 1
        told = self._head_told.copy()
        told.update(b"".join(parts[1:]))
        name = told.hexdigest().encode()
        extra = b"/Type /XRef/W [1 4 2]/Size %d/ID [<%b> <%b>]%b" % (
            last + 1, name, name, self.trailer
        )  # fmt: skip
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (last, stream(extra, packed)))
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


def _seal(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()
