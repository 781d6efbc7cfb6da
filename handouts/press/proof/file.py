"""The bytes of a PDF in, what is wrong with them as a file out: no repair, nothing that acts.

What a file may hold is a list of what ours hold. A program that reads it may mend a broken file in
silence, so PDFium's word alone is not enough.
"""

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from handouts.press.proof.expected import Expected, Flaw

_DOCUMENT = frozenset(
    {
        "/Type", "/Pages", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines",
        "/OutputIntents", "/StructTreeRoot", "/ViewerPreferences",
    }
)  # fmt: skip
_PAGE = frozenset(
    {
        "/Type", "/Parent", "/MediaBox", "/BleedBox", "/TrimBox", "/Contents", "/Resources",
        "/Annots", "/StructParents", "/Tabs",
    }
)  # fmt: skip
_NAMES = frozenset({"/Dests"})
_LINK = frozenset(
    {
        "/Type", "/Subtype", "/Rect", "/BS", "/Border", "/F", "/P", "/Contents", "/Dest", "/A",
        "/StructParent",
    }
)  # fmt: skip
_INFO = frozenset({"/Title", "/Author", "/Subject", "/Producer", "/Keywords", "/Creator"})
_SHOWN = re.compile(rb"<([0-9A-Fa-f]*)>")
_NO_GLYPH = "0000"
"""What fonts draw, as an empty box, in the place of a letter that they do not have."""
_NEAR = 0.01
_END = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_LAST = 64
"""So many bytes hold the end of a file."""
_LIST = re.compile(rb"\d+ 0 obj|xref")


class Broken(Exception):
    """The file cannot be read as it is; it says what is wrong with it."""


def flaws(pdf: bytes, expected: Expected) -> Iterator[Flaw]:
    """What is wrong with the file, whatever its pages say. Raises Broken."""
    with _opened(pdf) as document:
        yield from dict.fromkeys(_document(document, expected))


def check_sound(pdf: bytes) -> None:
    """Whether it can be read as it is. Raises Broken."""
    with _opened(pdf):
        pass


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document of a file that is whole, sound and open to all."""
    import pikepdf  # noqa: PLC0415  # only a proof needs it

    _check_whole(pdf)
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            _check_sound(document)
            yield document
    except pikepdf.PasswordError:
        raise Broken("is locked with a password") from None
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError):
        raise Broken("cannot be read without repairs") from None


def _check_whole(pdf: bytes) -> None:
    """The end says where the list of all objects is, and it is there. Raises Broken."""
    end = _END.search(pdf, max(0, len(pdf) - _LAST))
    if not pdf.startswith(b"%PDF-") or end is None:
        raise Broken("is not whole")
    at = int(end[1])
    if pdf[at - 1 : at] != b"\n" or not _LIST.match(pdf, at):
        raise Broken("cannot be read without repairs")


def _check_sound(document: Any) -> None:
    if document.check_pdf_syntax() or document.get_warnings():
        raise Broken("cannot be read without repairs")
    if document.is_encrypted:
        raise Broken("is locked with a password")
    if not all(map(_is_sound, document.objects)):
        raise Broken("is damaged")


def _document(document: Any, expected: Expected) -> Iterator[Flaw]:
    root, info = document.Root, document.trailer.get("/Info", {})
    yield from _strange(root, _DOCUMENT)
    yield from _strange(root.get("/Names", {}), _NAMES)
    yield from _strange(info, _INFO)
    if str(root.get("/Lang", "")) != expected.language:
        yield Flaw("is said to be in another language than it is")
    if str(info.get("/Title", "")) != expected.title:
        yield Flaw("has another title than this handout")
    for number, page in enumerate(document.pages, start=1):
        yield from (Flaw(flaw.what, number) for flaw in _page(page.obj, expected))


def _is_sound(part: Any) -> bool:
    """Whether a packed stream has its checksum, which readers of PDF do not ask for."""
    if not hasattr(part, "read_raw_bytes") or part.get("/Filter") != "/FlateDecode":
        return True
    try:
        zlib.decompress(part.read_raw_bytes())
    except zlib.error:
        return False
    return True


def _page(page: Any, expected: Expected) -> Iterator[Flaw]:
    yield from _strange(page, _PAGE)
    wanted = (0.0, 0.0, expected.width, expected.height)
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        box = tuple(map(float, page.get(name, wanted)))
        if any(abs(side - other) > _NEAR for side, other in zip(box, wanted, strict=True)):
            yield Flaw("has another size than the paper")
            break
    for link in page.get("/Annots", ()):
        yield from _link(link, expected)
    if any(_has_no_glyph(part.read_bytes()) for part in _contents(page)):
        yield Flaw("has a box in the place of a letter")


def _link(link: Any, expected: Expected) -> Iterator[Flaw]:
    if str(link.get("/Subtype")) != "/Link":
        yield Flaw("has a note or a form that is not ours")
        return
    yield from _strange(link, _LINK)
    action = link.get("/A")
    if action is None:
        return
    address = str(action.get("/URI", ""))
    if str(action.get("/S")) != "/URI" or address not in expected.addresses:
        yield Flaw("leads to a place that is not ours")
    yield from _strange(action, frozenset({"/Type", "/S", "/URI"}))


def _strange(found: Any, ours: Iterable[str]) -> Iterator[Flaw]:
    """Keys that none of our files have: scripts, attachments, layers, actions, forms."""
    if set(found.keys()) - set(ours):
        yield Flaw("holds something that handouts never puts there")


def _contents(page: Any) -> Iterator[Any]:
    contents = page.get("/Contents")
    yield from (
        contents if hasattr(contents, "__iter__") and not _is_stream(contents) else [contents]
    )


def _is_stream(found: Any) -> bool:
    return hasattr(found, "read_bytes") and str(getattr(found, "_type_name", "")) == "stream"


def _has_no_glyph(drawn: bytes) -> bool:
    return any(
        shown[start : start + 4] == _NO_GLYPH
        for found in _SHOWN.finditer(drawn)
        for shown in (found[1].decode(),)
        for start in range(0, len(shown), 4)
    )
