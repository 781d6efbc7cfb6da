"""Reads the tags of a finished PDF back, as a screen reader follows them."""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.pdf import one_line

_LINKS = ("/K", "/P", "/Pg")

_Words = dict[tuple[int, int], str]
"""What is painted under each number (MCID) of each page."""


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element."""

    role: str
    entries: dict[str, Any]
    kids: "tuple[Element | str, ...]"
    """Elements and, between them, the words that are directly in this one."""
    pages: tuple[int, ...]
    """Where its own words are."""
    links: tuple[dict[str, Any], ...]
    """Its link annotations."""

    @property
    def text(self) -> str:
        """All that is read, on one line."""
        if said := self.entries.get("ActualText"):
            return one_line(said)
        return one_line(" ".join(kid if isinstance(kid, str) else kid.text for kid in self.kids))

    @property
    def below(self) -> "tuple[Element, ...]":
        """The elements that are right below."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    def all(self, *roles: str) -> "list[Element]":
        """This and every element below it with such a role, in reading order."""
        return [element for element in self._descend() if not roles or element.role in roles]

    def one(self, role: str) -> "Element":
        """The only one with this role."""
        found = self.all(role)
        assert len(found) == 1, f"{len(found)} {role}: {[element.text for element in found]}"
        return found[0]

    def _descend(self) -> "Iterator[Element]":
        yield self
        for kid in self.below:
            yield from kid._descend()


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tags of a PDF say."""

    document: Element
    artifacts: tuple[str, ...]
    """For each page, the words that are painted but not read."""
    ids: dict[str, Element]
    """The document's index of ids."""
    role_map: dict[str, str]
    metadata: str
    """The XMP packet."""
    annotations: int
    """How many places can be clicked."""
    decorations: tuple[int, ...]
    """For each page, how many pictures are painted but not read."""
    lost: tuple[str, ...]
    """Words that are said to be read and that no element holds."""

    def heads(self, cell: Element) -> tuple[str, ...]:
        """The words of the heads that a cell names, as far as the document knows them."""
        names = cell.entries.get("A", {}).get("Headers", [])
        return tuple(self.ids[name].text for name in names if name in self.ids)


def tags_of(pdf: bytes) -> Tagged:
    """Open a PDF and follow its structure tree."""
    words, artifacts, decorations = _painted(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root.StructTreeRoot
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        read: _Words = {}
        (document,) = [_element(kid, pages, words, read) for kid in _several(root.K)]
        ids = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else {}
        return Tagged(
            document=document,
            artifacts=artifacts,
            ids={str(name): _element(found, pages, words, {}) for name, found in ids.items()},
            role_map={key[1:]: str(value)[1:] for key, value in root.get("/RoleMap", {}).items()},
            metadata=opened.Root.Metadata.read_bytes().decode(),
            annotations=sum(len(page.obj.get("/Annots", [])) for page in opened.pages),
            decorations=decorations,
            lost=tuple(words[key] for key in words.keys() - read.keys()),
        )


def _several(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _element(found: Any, pages: dict[Any, int], words: _Words, read: _Words) -> Element:
    kids: list[Element | str] = []
    on, links = [], []
    for kid in _several(found.get("/K", [])):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == found.objgen
            kids.append(_element(kid, pages, words, read))
        elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
            links.append({key[1:]: str(value) for key, value in kid.Obj.items()})
        else:
            alone = isinstance(kid, int)
            key = pages[(found if alone else kid).Pg.objgen], int(kid if alone else kid.MCID)
            assert key not in read, "read twice"
            read[key] = words.get(key, "")
            on.append(key[0])
            kids.append(read[key])
    entries = {key[1:]: _plain(value) for key, value in found.items() if key not in _LINKS}
    return Element(str(found.S)[1:], entries, tuple(kids), tuple(on), tuple(links))


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Dictionary) and value.get("/Type") != "/Page":
        return {key[1:]: _plain(inner) for key, inner in value.items()}
    if isinstance(value, pikepdf.Array):
        return [_plain(inner) for inner in value]
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    return value if isinstance(value, int) else str(value)


def _painted(pdf: bytes) -> tuple[_Words, tuple[str, ...], tuple[int, ...]]:
    """The words under each number; for each page the words and pictures that have none."""
    words: _Words = {}
    artifacts, decorations = [], []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        unread, pictures = [], 0
        textpage = page.get_textpage()
        for part in page.get_objects(max_depth=1):
            mark = pdfium.FPDFPageObj_GetMarkedContentID(part.raw)
            text = _text(part, textpage) if part.type == pdfium.FPDF_PAGEOBJ_TEXT else ""
            if mark >= 0:
                words[number, mark] = words.get((number, mark), "") + text
            else:
                assert pdfium.FPDFPageObj_CountMarks(part.raw) > 0, "neither read nor an Artifact"
                unread.append(text)
                pictures += part.type in (pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH)
        artifacts.append(one_line(" ".join(unread)))
        decorations.append(pictures)
    document.close()
    return words, tuple(artifacts), tuple(decorations)


def _text(part: Any, textpage: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(part.raw, textpage.raw, None, 0)
    found = ctypes.create_string_buffer(size)
    letters = ctypes.cast(found, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFTextObj_GetText(part.raw, textpage.raw, letters, size)
    return found.raw.decode("utf-16-le").rstrip("\0")
