"""All of WeasyPrint that `press` uses and that is not public: an upgrade says here what broke."""

import inspect
from collections.abc import Callable
from typing import Any

import pydyf
import pytest
import weasyprint
import weasyprint.css
import weasyprint.document
import weasyprint.formatting_structure.boxes
import weasyprint.layout.absolute
import weasyprint.pdf
import weasyprint.pdf.metadata
import weasyprint.pdf.stream
import weasyprint.pdf.tags

from handouts.press.claims import VARIANT

boxes = weasyprint.formatting_structure.boxes
HTML = (
    '<html lang="en"><title>T</title><body><p id=a><a href="#a">in</a>'
    '<i style="position: absolute">placed</i><ol><li>item</ol><table><tr><td colspan=2>x</table>'
)

SIGNATURES: dict[str, tuple[Callable[..., Any], str]] = {
    "HTML.render": (
        weasyprint.HTML.render,
        "(self, font_config=None, counter_style=None, color_profiles=None, **options)",
    ),
    "Document.copy": (weasyprint.document.Document.copy, "(self, pages='all')"),
    "Document.write_pdf": (
        weasyprint.document.Document.write_pdf,
        "(self, target=None, zoom=1, finisher=None, **options)",
    ),
    "Page.paint": (weasyprint.document.Page.paint, "(self, stream, scale=1)"),
    "Stream.marked": (weasyprint.pdf.stream.Stream.marked, "(self, box, tag)"),
    "Stream.begin_marked_content": (
        weasyprint.pdf.stream.Stream.begin_marked_content,
        "(self, tag, property_list=None)",
    ),
    "Stream.end_marked_content": (weasyprint.pdf.stream.Stream.end_marked_content, "(self)"),
    "ParentBox.copy_with_children": (
        boxes.ParentBox.copy_with_children,
        "(self, new_children)",
    ),
    "Box.content_box_x": (boxes.Box.content_box_x, "(self)"),
    "Box.content_box_y": (boxes.Box.content_box_y, "(self)"),
    "DocumentMetadata.generate_rdf_metadata": (
        weasyprint.pdf.metadata.DocumentMetadata.generate_rdf_metadata,
        "(self, variant, version, conformance)",
    ),
    "PDF.add_object": (pydyf.PDF.add_object, "(self, object_)"),
    "add_tags": (
        weasyprint.pdf.add_tags,
        "(pdf, document, pdf_version, page_streams)",
    ),
}


@pytest.fixture(scope="module")
def document() -> Any:
    return weasyprint.HTML(string=HTML).render(pdf_variant=VARIANT)


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_function_is_called_as_before(name: str) -> None:
    function, signature = SIGNATURES[name]
    assert str(inspect.signature(inspect.unwrap(function))) == signature


@pytest.mark.parametrize(
    "name", ["BlockLevelBox", "LineBox", "MarginBox", "ReplacedBox", "TableRowGroupBox", "TextBox"]
)
def test_a_box_has_its_class(name: str) -> None:
    assert issubclass(getattr(boxes, name), boxes.Box)


def test_pydyf_is_where_it_was() -> None:
    assert weasyprint.pdf.pydyf is pydyf
    made = pydyf.Dictionary({"Key": pydyf.String("word"), "Many": pydyf.Array([1, 2])})
    assert made.data == b"<</Key (word)/Many [1 2]>>"


def test_a_page_has_its_box_and_its_links(document: Any) -> None:
    (page,) = document.pages
    assert isinstance(page._page_box, boxes.PageBox)
    ((_, _, _, box),) = page.links
    assert box.element.tag == "a"
    assert box.link_annotation is None, "only while it is written"
    assert page.height == pytest.approx(1122.52, abs=0.01)
    assert "_page_box" in vars(page), "copy.copy keeps it"


def test_a_box_says_what_it_is(document: Any) -> None:
    found = list(document.pages[0]._page_box.descendants(placeholders=True))
    tags = {box.element_tag for box in found}
    assert {"html", "body", "p", "a", "li", "li::marker", "table", "tbody", "tr", "td"} <= tags
    assert {box.text for box in found if isinstance(box, boxes.TextBox)} >= {"in", "1. ", "item"}
    (cell,) = [box for box in found if box.element_tag == "td" and box.colspan == 2]
    assert cell.rowspan == 1
    (group,) = [box for box in found if isinstance(box, boxes.TableRowGroupBox)]
    assert (group.is_header, group.is_footer) == (False, False)
    (item,) = [box for box in found if box.element_tag == "ol"]
    assert item.style["list_style_type"] == "decimal"
    assert item.style["visibility"] == "visible"
    assert item.style["direction"] == "ltr"
    assert item.element is not None


def test_a_placed_box_stands_behind_a_placeholder(document: Any) -> None:
    placeholder = weasyprint.layout.absolute.AbsolutePlaceholder
    found = document.pages[0]._page_box.descendants()
    placed = [box._box.element.tag for box in found if isinstance(box, placeholder)]
    assert placed == ["i", "li"], "a marker outside of its list is placed as well"


def test_a_stream_keeps_what_it_marked(document: Any) -> None:
    streams: list[Any] = []
    page = document.pages[0]
    painted = document.copy([page])
    paint = weasyprint.document.Page.paint

    def watch(stream: Any, scale: float = 1) -> None:
        paint(page, stream, scale)
        assert stream._tags
        assert all(mark.keys() == {"tag", "mcid"} for mark in stream._tags.values())
        streams.append(stream)

    page.paint = watch
    try:
        painted.write_pdf(pdf_variant=VARIANT)
    finally:
        del page.paint
    assert len(streams) == 1


def test_an_empty_page_leaves_a_tree_to_fill(document: Any) -> None:
    """WeasyPrint's own tagging makes the root, the Document and an array for each page."""
    seen: list[Any] = []
    page = document.pages[0]

    def look(_: Any, pdf: Any) -> None:
        def at(reference: bytes) -> Any:
            return pdf.objects[int(reference.split()[0])]

        root = at(pdf.catalog["StructTreeRoot"])
        (top,) = root["K"]
        seen.append((at(top)["S"], at(root["ParentTree"])["Nums"][0], pdf.page_references))
        assert "RoleMap" not in root
        assert "IDTree" not in root

    document.copy([page]).write_pdf(finisher=look, pdf_variant=VARIANT)
    ((role, first, pages),) = seen
    assert (role, first, len(pages)) == ("/Document", 0, 1)


def test_metadata_ends_as_it_did() -> None:
    metadata = weasyprint.pdf.metadata.DocumentMetadata(title="T")
    assert metadata.generate_rdf_metadata("a", 2, "A").endswith(b"</rdf:RDF>")


def test_the_variant_is_what_it_was() -> None:
    _, properties = weasyprint.pdf.VARIANTS[VARIANT]
    assert properties == {
        "pdf_version": "1.7",
        "pdf_identifier": True,
        "output_intent": "srgb",
        "pdf_tags": True,
    }
