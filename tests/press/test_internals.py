"""All of WeasyPrint that `press` uses and that is not public: an upgrade says here what broke."""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydyf
import pytest
import weasyprint
import weasyprint.css
import weasyprint.document
import weasyprint.draw.text
import weasyprint.formatting_structure.boxes
import weasyprint.layout.absolute
import weasyprint.pdf
import weasyprint.pdf.fonts
import weasyprint.pdf.metadata
import weasyprint.pdf.stream
import weasyprint.pdf.tags
import weasyprint.text.ffi
import weasyprint.text.fonts
import weasyprint.text.line_break
from tinycss2.color5 import Color

import handouts.press
from handouts.press.claims import VARIANT
from handouts.press.manner import manner
from handouts.press.shaping import Pen

boxes = weasyprint.formatting_structure.boxes
HTML = (
    '<html lang="en"><title>T</title><body><p id=a><a href="#a">in</a>'
    '<i style="position: absolute">placed</i><ol><li>item</ol><table><tr><td colspan=2>x</table>'
)

_STREAM = (
    "(self, fonts, page_rectangle, resources, images, tags, color_profiles, output_intent, "
    "*args, **kwargs)"
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
    "Box.margin_width": (boxes.Box.margin_width, "(self)"),
    "Box.is_floated": (boxes.Box.is_floated, "(self)"),
    "Box.is_absolutely_positioned": (boxes.Box.is_absolutely_positioned, "(self)"),
    "Stream": (
        weasyprint.pdf.stream.Stream.__init__,
        _STREAM,
    ),
    "Stream.add_font": (weasyprint.pdf.stream.Stream.add_font, "(self, pango_font)"),
    "Font": (weasyprint.pdf.fonts.Font.__init__, "(self, pango_font, description, font_size)"),
    "get_pango_font_key": (weasyprint.pdf.stream.get_pango_font_key, "(pango_font)"),
    "get_hb_object_data": (
        weasyprint.text.fonts.get_hb_object_data,
        "(hb_object, ot_color=None, glyph=None)",
    ),
    "draw_text": (
        weasyprint.draw.text.draw_text,
        "(stream, textbox, offset_x, text_overflow, block_ellipsis)",
    ),
    "create_layout": (
        weasyprint.text.line_break.create_layout,
        "(text, style, context, max_width, justification_spacing)",
    ),
    "line_size": (weasyprint.text.line_break.line_size, "(line, style)"),
    "Layout.get_first_line": (weasyprint.text.line_break.Layout.get_first_line, "(self)"),
    "Layout.reactivate": (weasyprint.text.line_break.Layout.reactivate, "(self, style)"),
    "FontConfiguration": (weasyprint.text.fonts.FontConfiguration.__init__, "(self)"),
    "Color": (Color.__init__, "(self, space, coordinates, alpha)"),
    "_to_bytes": (pydyf._to_bytes, "(item)"),
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
    "name",
    [
        "BlockLevelBox",
        "FlexContainerBox",
        "GridContainerBox",
        "InlineBlockBox",
        "InlineBox",
        "LineBox",
        "MarginBox",
        "ReplacedBox",
        "TableBox",
        "TableRowGroupBox",
        "TextBox",
    ],
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


# What a form needs besides


@pytest.fixture(scope="module")
def told(document: Any) -> tuple[Any, Any, list[Any]]:
    """The objects of a document as they are before they are written, its page's stream, its fonts.

    Painting looks at the stream as a form does: letters into another stream with other fonts.
    """
    streams: list[Any] = []
    seen: list[Any] = []
    page = document.pages[0]
    paint = weasyprint.document.Page.paint

    def watch(stream: Any, scale: float = 1) -> None:
        streams.append(stream)
        paint(page, stream, scale)

    page.paint = watch
    try:
        document.copy([page]).write_pdf(
            finisher=lambda _, pdf: seen.append(pdf), pdf_variant=VARIANT
        )
    finally:
        del page.paint
    return seen[0], streams[0], list(streams[0]._fonts.values())


def test_objects_are_numbered_by_their_place_and_say_what_is_in_them(told: Any) -> None:
    pdf, stream, _ = told
    assert [each.number for each in pdf.objects] == list(range(len(pdf.objects)))
    assert pdf.objects[0].free == "f"
    assert {each.free for each in pdf.objects[1:]} == {"n"}
    assert not stream.compressible
    assert pdf.catalog.compressible
    assert pdf.catalog.reference == b"%d 0 R" % pdf.catalog.number
    assert pdf.catalog.indirect == (
        b"%d 0 obj\n%b\nendobj" % (pdf.catalog.number, pdf.catalog.data)
    )
    assert pdf.info["Title"].string == "T"
    (page,) = pdf.page_references
    sheet = pdf.objects[int(page.split()[0])]
    assert sheet["Contents"] == stream.reference
    assert stream in pdf.objects
    assert isinstance(pdf.catalog["Metadata"], bytes)


def test_pydyf_writes_its_objects_as_before() -> None:
    gap = pydyf.Dictionary({"Title": b"\0gap\0", "Kids": pydyf.Array([b"1 0 R"])})
    assert gap.data == b"<</Title \0gap\0/Kids [1 0 R]>>"
    assert next(iter(gap.items())) == ("Title", b"\0gap\0")
    stream = pydyf.Stream([b"q", "Q"], {"Length": 1})
    assert (stream.stream, stream.extra) == ([b"q", "Q"], {"Length": 1})
    assert list(map(pydyf._to_bytes, (b"q", "Q", 1, 0.5))) == [b"q", b"Q", b"1", b"0.5"]


def test_a_stream_paints_into_a_list_with_fonts_of_its_own(told: Any) -> None:
    _, stream, fonts = told
    assert isinstance(stream.stream, list)
    assert isinstance(stream._fonts, dict)
    for name in ("_current_color", "_current_alpha", "_current_font", "_old_font"):
        assert name in vars(stream)
    bare = weasyprint.pdf.stream.Stream({}, (0, 0, 0, 0), {"ExtGState": {}}, {}, None, {}, "srgb")
    assert bare.stream == []
    assert bare._old_font is bare._current_font is bare._current_color is None
    assert bare._current_alpha is None
    assert bare.ctm is bare._ctm_stack[-1]
    bare.transform(2, 0, 0, 2, 5, 7)
    assert tuple((bare.ctm @ bare._ctm_stack[0].invert).values) == (1, 0, 0, 1, 0, 0)
    assert fonts


def test_a_font_of_a_document_has_its_file_whose_face_gives_it_too(told: Any) -> None:
    _, _, fonts = told
    for font in fonts:
        data = weasyprint.text.fonts.get_hb_object_data(font.hb_face)
        assert data[:4] in (b"\0\1\0\0", b"OTTO", b"ttcf", b"true")
        assert font.file_content
    assert "get_hb_object_data" in vars(weasyprint.pdf.fonts)


def test_a_font_knows_the_meaning_and_the_width_of_its_glyphs(told: Any) -> None:
    _, _, fonts = told
    for font in fonts:
        assert isinstance(font.hash, str)
        assert len(font.hash) == 6
        assert font.to_unicode.keys() <= font.widths.keys()
        assert all(isinstance(meant, str) for meant in font.to_unicode.values())


def test_a_text_knows_its_place_its_element_and_its_style(document: Any) -> None:
    found = list(document.pages[0]._page_box.descendants(placeholders=True))
    (text,) = [box for box in found if isinstance(box, boxes.TextBox) and box.text == "in"]
    assert text.element.tag == "a"
    assert text.baseline > 0
    assert text.height > text.baseline
    assert text.margin_top == 0
    assert text.width > 0
    paragraph, _ = [box for box in found if box.element_tag == "p"]
    assert text.position_x == paragraph.content_box_x()
    assert text.position_y >= paragraph.position_y
    (item,) = [box for box in found if isinstance(box, boxes.TextBox) and box.text == "item"]
    assert dict(manner(item.style))["font_size"] == 16
    (link,) = [box for box in found if box.element_tag == "a" and isinstance(box, boxes.InlineBox)]
    assert link.link
    assert paragraph.link is None
    assert (link.border_top_width, link.border_bottom_width, link.background) == (0, 0, None)
    assert link.margin_width() == link.width
    (table,) = [box for box in found if isinstance(box, boxes.TableBox)]
    assert (table.style["table_layout"], table.style["width"]) == ("auto", "auto")


def test_a_colour_is_made_of_what_it_is_asked_for(document: Any) -> None:
    colour = document.pages[0]._page_box.style["color"]
    again = Color(colour.space, tuple(colour.coordinates), colour.alpha)
    assert again == colour
    assert again.to("srgb").coordinates == colour.to("srgb").coordinates
    assert tuple(again)[-1] == again.alpha == 1


def test_a_line_is_laid_out_and_drawn_without_a_page() -> None:
    ffi, breaking = weasyprint.text.ffi, weasyprint.text.line_break
    layout = vars(breaking.Layout)
    assert {"setup", "set_text", "deactivate"} <= layout.keys()
    assert pytest.approx(1 / 1024) == ffi.FROM_UNITS
    assert ffi.pango.pango_layout_get_baseline
    assert weasyprint.draw.text.LOGGER.name == "weasyprint"
    assert inspect.signature(Pen.draw).parameters.keys() >= {"manner", "text", "fonts"}


def _private(path: Path) -> Iterator[str]:
    """Attributes of others that are not public."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Attribute)
            and node.attr.startswith("_")
            and not node.attr.startswith("__")
            and not (isinstance(node.value, ast.Name) and node.value.id == "self")
        ):
            yield node.attr


@pytest.mark.parametrize("room", ["assemble", "catch", "shaping", "structure", "tags"])
def test_each_private_part_that_is_used_is_named_here(room: str) -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    used = set(_private(Path(handouts.press.__file__).parent / f"{room}.py"))
    assert used
    assert {name for name in used if f"{name}" not in here} == set()
