"""Pages of finished PDFs in, one PDF for the printer out, written from front to back as they come.

Nothing of a page is kept once it is written but the hash of each of its parts: what several pages
share, such as fonts, pictures and the words of a form, is written once. So the memory that a stack
needs does not grow with its patients' pages, and neither does the file with their forms.
"""

import hashlib
import io
import zlib
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

from handouts.batch.packet.sheets import pages_of, sheets_of
from handouts.model.settings import Sides
from handouts.press.stamp import Stamps

if TYPE_CHECKING:
    import pikepdf

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")
_HALF_TURN = 180
_NONSYMBOLIC = 32  # a flag of fonts: its letters are those of Latin
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_DUPLEX = {
    Sides.LONG_EDGE: b"/DuplexFlipLongEdge",
    Sides.SHORT_EDGE: b"/DuplexFlipShortEdge",
    Sides.ONE: b"/Simplex",
}


class Source:
    """One finished PDF whose pages go into a stack; made by `opened`."""

    def __init__(self, pdf: "pikepdf.Pdf") -> None:
        self._pages = pdf.pages
        self.numbers: dict[tuple[int, int], int] = {}
        """Which object of the stack each of its objects became."""

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> Any:
        """A page by its number, counted from 0."""
        return self._pages[number].obj


@contextmanager
def opened(pdf: bytes) -> Iterator[Source]:
    """A PDF for as long as its pages are taken."""
    import pikepdf  # noqa: PLC0415  # a twentieth of a second that only a packet needs

    with pikepdf.open(io.BytesIO(pdf)) as read:
        yield Source(read)


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with opened(pdf) as source:
        return len(source)


class Stack:
    """Writes one PDF for the printer. Without `close` the file is none."""

    def __init__(self, file: BinaryIO, title: str, sides: Sides, *, turn_backs: bool) -> None:
        self._file = file
        self._title, self._sides, self._turn_backs = title, sides, turn_backs
        self._offsets = array("Q")
        self._at = 0
        self._seal = hashlib.sha256()
        self._known: dict[bytes, int] = {}
        self._kids: list[int] = []
        self._last_boxes: dict[str, bytes] = {}
        self._stamps = Stamps()
        self._put(_HEADER)
        self._root, self._pages = self._reserve(), self._reserve()
        self._open, self._close = (self._stream({}, letter) for letter in (b"q\n", b"\nQ\n"))

    @property
    def sheets(self) -> int:
        """Of so many sheets the stack is now."""
        return sheets_of(len(self._kids), self._sides)

    @property
    def sha256(self) -> str:
        """Of all that was written until now: of the file, once it is closed."""
        return self._seal.hexdigest()

    def add(self, source: Source, number: int, stamp: tuple[str, str] | None = None) -> None:
        """One page; `stamp` is the line and the code in its margin."""
        page = source.page(number)
        said = {name: self._said(page[name], source) for name in _BOXES if name in page}
        resources = dict(page["/Resources"].items()) if "/Resources" in page else {}
        contents = page.get("/Contents")
        parts = [*contents] if contents is not None and _is_array(contents) else [contents]
        streams = [self._said(part, source) for part in parts if part is not None]
        if stamp is not None:
            fonts = dict(resources["/Font"].items()) if "/Font" in resources else {}
            resources["/Font"] = _Raw(
                self._dictionary({**self._each(fonts, source), "/Stamp": self._font})
            )
            box = [float(edge) for edge in page["/MediaBox"]]
            drawing = self._stamps.drawing(*stamp, (box[2] - box[0], box[3] - box[1]))
            streams = [self._open, *streams, self._close, self._stream({}, drawing)]
        said["/Resources"] = self._object(self._dictionary(self._each(resources, source)))
        said["/Contents"] = b"[" + b" ".join(streams) + b"]"
        self._page(said, turned=page.get("/Rotate", 0))

    @property
    def side_left(self) -> bool:
        """Whether the sheet that was begun has a side left."""
        return len(self._kids) % pages_of(self._sides) != 0

    def fill_sheet(self) -> None:
        """A back without any ink, so that the next page begins a fresh sheet."""
        while self.side_left:
            self._page({**self._last_boxes, "/Resources": b"<<>>"}, turned=0)

    def add_alone(self, pdf: bytes) -> None:
        """Each page of a PDF, on a sheet of its own: to lie on a clipboard."""
        self.fill_sheet()
        with opened(pdf) as source:
            for number in range(len(source)):
                self.add(source, number)
                self.fill_sheet()

    def close(self) -> None:
        """Write what stands at the end of a PDF."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._kids), kids)
        self._place(self._pages, tree)
        self._place(
            self._root,
            b"<< /Type /Catalog /Pages %d 0 R /ViewerPreferences << /Duplex %s /PrintScaling /None "
            b"/DisplayDocTitle true >> >>" % (self._pages, _DUPLEX[self._sides]),
        )
        info = self._object(b"<< /Title <" + _utf16(self._title) + b"> >>")
        xref, seal = self._at, self._seal.hexdigest()[:32].encode()
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._offsets) + 1))
        self._put(b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets))
        self._put(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %s /ID [<%s> <%s>] >>\n"
            % (len(self._offsets) + 1, self._root, info, seal, seal)
        )
        self._put(b"startxref\n%d\n%%%%EOF\n" % xref)

    def _page(self, said: dict[str, bytes], *, turned: Any) -> None:
        self._last_boxes = {name: said[name] for name in _BOXES if name in said}
        back = len(self._kids) % pages_of(self._sides) == 1
        turn = (int(turned) + (_HALF_TURN if back and self._turn_backs else 0)) % 360
        if turn:
            said = {**said, "/Rotate": b"%d" % turn}
        parent = b"%d 0 R" % self._pages
        number = self._reserve()
        self._place(number, self._dictionary({"/Type": b"/Page", "/Parent": parent, **said}))
        self._kids.append(number)

    def _each(self, values: Mapping[str, Any], source: Source) -> dict[str, bytes]:
        return {name: self._said(value, source) for name, value in values.items()}

    def _said(self, value: Any, source: Source) -> bytes:
        """An object as this file writes it; those that it refers to are written first."""
        import pikepdf  # noqa: PLC0415  # as above

        if isinstance(value, _Raw):
            return value.said
        if not isinstance(value, pikepdf.Object):
            return _plain(value)
        if not value.is_indirect:
            return self._direct(value, source)
        key = value.objgen
        if key not in source.numbers:
            if isinstance(value, pikepdf.Stream):
                each = {name: part for name, part in value.items() if name != "/Length"}
                said = self._each(each, source)
                reference = self._stream(said, value.read_raw_bytes(), packed=True)
            else:
                reference = self._object(self._direct(value, source))
            source.numbers[key] = int(reference.split()[0])
        return b"%d 0 R" % source.numbers[key]

    def _direct(self, value: Any, source: Source) -> bytes:
        import pikepdf  # noqa: PLC0415  # as above

        if isinstance(value, pikepdf.Array):
            return b"[" + b" ".join(self._said(part, source) for part in value) + b"]"
        if isinstance(value, pikepdf.Dictionary):
            return self._dictionary(self._each(dict(value.items()), source))
        return bytes(value.unparse())

    def _dictionary(self, said: Mapping[str, bytes]) -> bytes:
        """Keys in their own order, so that equal dictionaries are equal bytes."""
        inside = b" ".join(_name(name) + b" " + said[name] for name in sorted(said))
        return b"<< " + inside + b" >>"

    def _stream(self, said: Mapping[str, bytes], data: bytes, *, packed: bool = False) -> bytes:
        if not packed:
            data, said = zlib.compress(data, 9), {**said, "/Filter": b"/FlateDecode"}
        head = self._dictionary({**said, "/Length": b"%d" % len(data)})
        return self._object(head + b"\nstream\n" + data + b"\nendstream")

    @cached_property
    def _font(self) -> bytes:
        face = self._stamps.face
        file = self._stream({"/Length1": b"%d" % len(face.file)}, face.file)
        numbers = b" ".join(b"%d" % width for width in face.widths)
        name = face.name.encode()
        descriptor = self._object(
            b"<< /Type /FontDescriptor /FontName /%s /Flags %d /ItalicAngle 0 /StemV 120 "
            b"/FontBBox [%d %d %d %d] /Ascent %d /Descent %d /CapHeight %d /FontFile2 %s >>"
            % (name, _NONSYMBOLIC, *face.box, face.ascent, face.descent, face.cap_height, file)
        )
        return self._object(
            b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding "
            b"/FirstChar %d /LastChar %d /Widths [%s] /FontDescriptor %s >>"
            % (name, face.first, face.first + len(face.widths) - 1, numbers, descriptor)
        )

    def _object(self, body: bytes) -> bytes:
        """A reference to an object of these bytes; the same bytes are written once."""
        digest = hashlib.sha256(body).digest()[:16]
        if digest not in self._known:
            self._known[digest] = self._reserve()
            self._place(self._known[digest], body)
        return b"%d 0 R" % self._known[digest]

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets)

    def _place(self, number: int, body: bytes) -> None:
        self._offsets[number - 1] = self._at
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._seal.update(data)
        self._at += len(data)


class _Raw:
    """A part that is written already."""

    def __init__(self, said: bytes) -> None:
        self.said = said


def _is_array(value: Any) -> bool:
    import pikepdf  # noqa: PLC0415  # as above

    return isinstance(value, pikepdf.Array)


def _plain(value: Any) -> bytes:
    """What pikepdf gives as Python's own: numbers, yes and no, nothing."""
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return f"{value:f}".encode() if not isinstance(value, int) else b"%d" % value


def _name(name: str) -> bytes:
    import pikepdf  # noqa: PLC0415  # as above

    return bytes(pikepdf.Name(name).unparse())


def _utf16(text: str) -> bytes:
    return ("\ufeff" + text).encode("utf-16-be").hex().encode()
