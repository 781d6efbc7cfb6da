"""A laid-out document in, its PDF out, tagged well enough to be listened to: PDF/UA-1 and PDF/A-2a.

WeasyPrint paints and writes; the structure tree is our own (`structure.py`). No part of WeasyPrint
is replaced for that: it gets pages of this one document that tell it what is painted where, and
that look empty to its own tagging, and our tree goes in before the file is written. So two
documents never meet, in threads or after errors.
"""

import copy
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from handouts.press import cells, roles
from handouts.press.claims import VARIANT, claim_accessible
from handouts.press.meanings import mend
from handouts.press.structure import Leaf, Node, Structure
from handouts.press.watch import NOBODY, Watch

Marks = dict[Any, int]
"""The number (MCID) of each box that is read on a page."""

_log = logging.getLogger("weasyprint")
"""WeasyPrint's own, so that the engine hears of it."""


def write(weasyprint: Any, root: Any, document: Any, watch: Watch = NOBODY) -> bytes:
    """The PDF of a document that was laid out for VARIANT; `root` is the HTML it was made of."""
    structure = Structure(weasyprint, root, document.pages)
    painters = [_Painter(weasyprint, page, structure.leaves, watch) for page in document.pages]
    tagged = document.copy([painter.sheet() for painter in painters])
    claim_accessible(tagged.metadata)

    def finish(_: Any, pdf: Any) -> None:
        marks = [painter.marks for painter in painters]
        _Writer(weasyprint, pdf, document.pages, marks).write(structure)
        watch.written(pdf)

    pdf = tagged.write_pdf(finisher=finish, pdf_variant=VARIANT)
    assert isinstance(pdf, bytes)  # no target was given
    return pdf


class _Painter:
    """Paints a page and numbers what is read on it; all else is an Artifact."""

    def __init__(self, weasyprint: Any, page: Any, leaves: set[Any], watch: Watch) -> None:
        self._dictionary = weasyprint.pdf.pydyf.Dictionary
        self._page = page
        self._leaves = leaves
        self._watch = watch
        self.marks: Marks = {}

    def sheet(self) -> Any:
        """The page, as WeasyPrint's own tagging finds nothing on it."""
        sheet = copy.copy(self._page)
        sheet._page_box = self._page._page_box.copy_with_children([])
        sheet.paint = self._paint
        return sheet

    def _paint(self, stream: Any, scale: float = 1) -> None:
        stream.marked = partial(self._marked, stream)
        self._watch.begin(self._page._page_box)
        try:
            self._page.paint(stream, scale)
        finally:
            del stream.marked
        self._watch.ended()
        mend(stream._fonts)
        if stream._tags:  # something was painted by another stream than the page's own
            _log.error("Letters with an opacity of their own are out of a screen reader's reach")
            stream._tags.clear()

    @contextmanager
    def _marked(self, stream: Any, box: Any, tag: str) -> Iterator[None]:
        mark = None
        if box in self._leaves and box not in self.marks:
            mark = self.marks[box] = len(self.marks)
        with self._watch.kept(stream, box, tag, mark) as kept:
            if kept:
                yield
                return
            if mark is None:
                stream.begin_marked_content("Artifact")
            else:
                stream.begin_marked_content(tag, self._dictionary({"MCID": mark}))
            try:
                yield
            finally:
                stream.end_marked_content()


class _Writer:
    """Writes a structure into one PDF."""

    def __init__(
        self, weasyprint: Any, pdf: Any, pages: Sequence[Any], marks: Sequence[Marks]
    ) -> None:
        self._pydyf = weasyprint.pdf.pydyf
        self._boxes = weasyprint.formatting_structure.boxes
        self._pdf = pdf
        self._pages = pages
        self._marks = marks
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        self._parents: list[dict[int, bytes]] = [{} for _ in pages]
        self._annotations: list[tuple[bytes, Any]] = []
        self._ids: dict[str, bytes] = {}

    def write(self, structure: Structure) -> None:
        """Fill in what WeasyPrint has made of pages on which it found nothing."""
        tables = (node for node in structure.document.descendants() if node.role == "Table")
        for number, table in enumerate(tables, start=1):
            cells.describe(table, f"table-{number}")
        document = self._object(self._root["K"][0])
        document["K"].extend(self._kids(structure.document, document.reference, page=None))
        document.update(self._said(structure.document))
        self._write_parent_tree()
        for page, box in structure.unread_links:
            self._forget(page, box)
        self._root["RoleMap"] = self._dictionary(
            {own: f"/{standard}" for own, standard in roles.ROLE_MAP.items()}
        )
        if names := id_tree(self._ids):
            tree = self._add({"Names": self._pydyf.Array(map(self._value, names))})
            self._root["IDTree"] = tree.reference

    def _element(self, node: Node, parent: bytes) -> bytes:
        made = self._add({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        page = next((kid.page for kid in node.kids if isinstance(kid, Leaf)), None)
        if page is not None:
            made["Pg"] = self._pdf.page_references[page]
        made["K"] = self._pydyf.Array(self._kids(node, made.reference, page))
        made.update(self._said(node))
        if node.id:
            made["ID"] = self._pydyf.String(node.id)
            self._ids[node.id] = made.reference
        reference: bytes = made.reference
        return reference

    def _kids(self, node: Node, parent: bytes, page: int | None) -> Iterator[Any]:
        for kid in node.kids:
            if isinstance(kid, Node):
                yield self._element(kid, parent)
            elif kid.box in self._marks[kid.page]:
                yield self._leaf(kid, parent, page)
        words = roles.link_words(node.element) if node.links else None
        for number, box in node.links:
            annotation = box.link_annotation
            if annotation is not None:  # WeasyPrint warns of a link to nowhere
                if words:
                    annotation["Contents"] = self._pydyf.String(words)
                self._annotations.append((parent, annotation))
                yield self._dictionary(
                    {
                        "Type": "/OBJR",
                        "Obj": annotation.reference,
                        "Pg": self._pdf.page_references[number],
                    }
                )

    def _leaf(self, leaf: Leaf, parent: bytes, page: int | None) -> Any:
        mark = self._marks[leaf.page][leaf.box]
        if said := self._actual_text(leaf):
            line = self._add({"Type": "/StructElem", "S": "/Span", "P": parent})
            line["Pg"] = self._pdf.page_references[leaf.page]
            line["K"] = self._pydyf.Array([mark])
            line["ActualText"] = self._pydyf.String(said)
            self._parents[leaf.page][mark] = line.reference
            return line.reference
        self._parents[leaf.page][mark] = parent
        if leaf.page == page:
            return mark
        reference = {"Type": "/MCR", "Pg": self._pdf.page_references[leaf.page], "MCID": mark}
        return self._dictionary(reference)

    def _actual_text(self, leaf: Leaf) -> str | None:
        if not isinstance(leaf.box, self._boxes.TextBox):
            return None
        return roles.actual_text(
            leaf.box.text, from_right=leaf.from_right, ends_line=leaf.ends_line
        )

    def _said(self, node: Node) -> Iterator[tuple[str, Any]]:
        """What the element says besides its words."""
        if node.element is None:
            return
        if language := roles.language(node.element):
            yield "Lang", self._pydyf.String(language)
        if node.role == "Figure":
            yield from self._figure(node)
        elif node.role == "L":
            labelled = any(any(item.nodes("Lbl")) for item in node.nodes("LI"))
            kind = roles.numbering(node.element, node.box, labelled=labelled)
            yield "A", self._dictionary({"O": "/List", "ListNumbering": f"/{kind}"})
        elif node.cell:
            told = {key: self._value(value, key) for key, value in node.cell.items()}
            yield "A", self._dictionary({"O": "/Table", **told})

    def _figure(self, node: Node) -> Iterator[tuple[str, Any]]:
        if words := roles.alternative(node.element):
            yield "Alt", self._pydyf.String(words)
        else:
            name = node.element.get("src", node.element.tag)
            _log.error('Image "%s" has no required alt description', name)
        page = next(kid.page for kid in node.kids if isinstance(kid, Leaf))
        box = roles.bounding_box(node.box, self._pages[page].height)
        layout = {"O": "/Layout", "BBox": self._pydyf.Array(box)}
        if isinstance(node.box, self._boxes.BlockLevelBox):
            layout["Placement"] = "/Block"
        yield "A", self._dictionary(layout)

    def _write_parent_tree(self) -> None:
        """For each page and for each link: to which element its content belongs."""
        numbers = self._object(self._root["ParentTree"])["Nums"]
        for page, parents in enumerate(self._parents):
            assert sorted(parents) == list(range(len(self._marks[page])))
            numbers[2 * page + 1].extend(parent for _, parent in sorted(parents.items()))
        for place, (parent, annotation) in enumerate(self._annotations, start=len(self._pages)):
            numbers.extend((place, parent))
            annotation["StructParent"] = place

    def _forget(self, page: int, box: Any) -> None:
        """A link in decoration cannot be clicked: PDF/UA knows no place for it."""
        if box.link_annotation is not None:
            annotations = self._object(self._pdf.page_references[page])["Annots"]
            annotations.remove(box.link_annotation.reference)

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _dictionary(self, values: Mapping[str, Any]) -> Any:
        return self._pydyf.Dictionary(values)

    def _add(self, values: Mapping[str, Any]) -> Any:
        made = self._dictionary(values)
        self._pdf.add_object(made)
        return made

    def _value(self, value: Any, key: str = "") -> Any:
        if key == "Scope":
            return f"/{value}"
        if isinstance(value, list):
            return self._pydyf.Array(map(self._value, value))
        return self._pydyf.String(value) if isinstance(value, str) else value


def id_tree(ids: Mapping[str, bytes]) -> list[str | bytes]:
    """Names with what they stand for, in the names' order: a reader finds a head by its name."""
    return [part for name in sorted(ids) for part in (name, ids[name])]
