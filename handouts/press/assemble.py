"""A document with marks in the places of its fields in, a form out: the file's constant bytes, and
what is still to be drawn.

It looks on while the document is written: the marks are kept back, the letters that fields may need
are put into the fonts, and the finished objects are laid into a file with free places.
"""  # noqa: D205  # the opening sentence says what flows

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from handouts.press.catch import Catch, Spot
from handouts.press.form import Form, Layer
from handouts.press.manner import Manner, Unexpected
from handouts.press.meanings import meaning
from handouts.press.objects import ENTRY, Gap, Told, entry
from handouts.press.places import Marked
from handouts.press.roles import runs_from_right
from handouts.press.shaping import Letter, Pen, shared

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class Assembly:
    """Watches one document being written; then there is a form."""

    def __init__(
        self, weasyprint: Any, pages: int, marked: Marked,
        repertoire: Mapping[str, Iterable[str]], pen: Pen,
    ) -> None:  # fmt: skip
        """`repertoire` names texts whose letters the words of each field may use."""
        self._pydyf = weasyprint.pdf.pydyf
        self._pages = pages
        self._marks = marked.marks
        self._repertoire = repertoire
        self._pen = pen
        self._catch = Catch(weasyprint, marked)
        self._form: Form | None = None

    def form(self, root: Any) -> Form:
        """The form, once the document of this HTML is written. Raises Unexpected."""
        self._catch.complete(root)
        assert self._form is not None, "a document that was written was also handed over"
        return self._form

    def begin(self, page_box: Any) -> None:
        """Look for marks on a page."""
        self._catch.begin(page_box)

    def kept(
        self, stream: Any, box: Any, tag: str, mark: int | None
    ) -> AbstractContextManager[bool]:
        """Keep a mark back."""
        return self._catch.kept(stream, box, tag, mark)

    def ended(self) -> None:
        """After the last page, while the fonts are still open, draw what fields may need."""
        self._catch.ended()
        if len(self._catch.spots) == self._pages:
            for manner, text in dict.fromkeys(self._texts()):
                self._pen.draw(manner, text, self._catch.fonts)

    def _texts(self) -> Iterator[tuple[Manner, str]]:
        for spot in self._spots():
            for text in self._repertoire[spot.field]:
                yield spot.manner, text

    def _spots(self) -> Iterator[Spot]:
        for page in self._catch.spots:
            yield from page

    def written(self, pdf: Any) -> None:
        """Take the finished objects. Raises Unexpected when a mark is anywhere in them."""
        objects = list(pdf.objects)
        _add(objects, pdf.info)
        told = [it for it in (self._told(each) for each in objects if each.free != "f") if it]
        layers = self._layers(pdf, objects)
        apart = {each.number for each in told} | {each.number for each in layers}
        constant = [each for each in objects if each.free != "f" and each.number not in apart]
        self._check(map(self._raw, constant))
        self._check(part for each in told for part in _constant(each))
        total = len(objects) + len(layers) + 2  # and the objects' own stream, and the references
        head, entries = self._head(constant, total)
        self._form = Form(
            head=head,
            entries=entries,
            trailer=b"/Root %b/Info %b" % (pdf.catalog.reference, pdf.info.reference),
            layers=tuple(layers),
            told=tuple(told),
            letters=frozenset(self._letters()),
            from_right=frozenset(
                field for field, mark in self._marks.items() if runs_from_right(mark)
            ),
            pages=self._pages,
        )

    def _layers(self, pdf: Any, objects: list[Any]) -> list[Layer]:
        """The pages' new streams; pages that are alike have one together."""
        numbers: dict[tuple[Spot, ...], int] = {}
        for reference, page in zip(pdf.page_references, self._catch.spots, strict=True):
            decoration = tuple(spot for spot in page if spot.mark is None)
            read = tuple(spot for spot in page if spot.mark is not None)
            sheet = objects[int(reference.split()[0])]
            streams = [sheet["Contents"]]
            for spots in filter(None, (decoration, read)):
                number = numbers.setdefault(spots, len(objects) + len(numbers))
                streams.append(b"%d 0 R" % number)
            sheet["Contents"] = self._pydyf.Array(streams)
        return [Layer(number, spots) for spots, number in numbers.items()]

    def _told(self, obj: Any) -> Told | None:
        """An object in which a mark stands as a text for screen readers; None for all others."""
        gaps: list[Gap] = []
        if not isinstance(obj, self._pydyf.Dictionary):
            return None
        opened = self._pydyf.Dictionary({key: self._open(it, gaps) for key, it in obj.items()})
        if not gaps:
            return None
        first, *rest = opened.data.split(_GAP)
        parts: list[bytes | Gap] = [first]
        for gap, after in zip(gaps, rest, strict=True):
            parts += [gap, after]
        return Told(obj.number, tuple(parts))

    def _open(self, value: Any, gaps: list[Gap]) -> Any:
        if isinstance(value, self._pydyf.String):
            words = str(value.string)
            for field, mark in self._marks.items():
                before, found, after = words.partition(mark)
                if found:
                    gaps.append(Gap(field, before, after))
                    return _GAP
        return value

    def _check(self, parts: Iterable[bytes]) -> None:
        marks = [form for mark in self._marks.values() for form in _written(mark)]
        if any(mark in part.lower() for part in parts for mark in marks):
            raise Unexpected("a mark is left in the file")

    def _raw(self, obj: Any) -> bytes:
        if isinstance(obj, self._pydyf.Stream):
            return b"\n".join(map(self._pydyf._to_bytes, (*obj.stream, *obj.extra.values())))
        return bytes(obj.data)

    def _head(self, objects: Iterable[Any], total: int) -> tuple[bytes, bytes]:
        """Streams one after the other, then all the small objects packed into one stream."""
        every = tuple(objects)
        small = [each for each in every if each.compressible]
        holder = total - 2
        entries = bytearray(total * ENTRY)
        entries[:ENTRY] = b"\0\0\0\0\0\xff\xff"
        parts, at = [_HEADER], len(_HEADER)
        for each in every:
            if not each.compressible:
                entries[each.number * ENTRY : (each.number + 1) * ENTRY] = entry(at)
                parts.append(each.indirect + b"\n")
                at += len(parts[-1])
        places, bodies, place = [], [], 0
        for index, each in enumerate(small):
            kind = b"\x02" + holder.to_bytes(4, "big") + index.to_bytes(2, "big")
            entries[each.number * ENTRY : (each.number + 1) * ENTRY] = kind
            bodies.append(each.data)
            places.append(b"%d %d" % (each.number, place))
            place += len(bodies[-1]) + 1
        first = b" ".join(places) + b"\n"
        packed = zlib.compress(first + b"\n".join(bodies), 9)
        entries[holder * ENTRY : (holder + 1) * ENTRY] = entry(at)
        parts.append(
            b"%d 0 obj\n<</Type /ObjStm/N %d/First %d/Filter /FlateDecode/Length %d>>\nstream\n%b"
            b"\nendstream\nendobj\n" % (holder, len(small), len(first), len(packed), packed)
        )
        return b"".join(parts), bytes(entries)

    def _letters(self) -> Iterator[Letter]:
        for font in self._catch.fonts.values():
            for glyph, meant in font.to_unicode.items():
                said = meaning(font, glyph, meant)
                yield shared((font.hash, glyph, said, font.widths[glyph]))


_GAP = b"\x00gap\x00"
"""Stands in an object's bytes where a personal text goes; no other byte of a file's text is 0."""


def _constant(told: Told) -> Iterator[bytes]:
    """All of it that is the same for every patient."""
    for part in told.parts:
        if isinstance(part, Gap):
            yield f"{part.before} {part.after}".encode()
        else:
            yield part


def _written(mark: str) -> Iterator[bytes]:
    """How a mark's letters can stand in the bytes of a PDF."""
    yield mark.encode()
    yield mark.encode("utf-16-be")
    yield mark.encode("utf-16-be").hex().encode()


def _add(objects: list[Any], obj: Any) -> None:
    obj.number = len(objects)
    objects.append(obj)
