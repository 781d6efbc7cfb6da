"""What a screen reader is told of a finished page."""

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from handouts.press import tags
from handouts.press.claims import VARIANT
from handouts.press.silence import Unprintable
from tests.pdf import read_back
from tests.press.tagging import SQUARE, an_engine, page, table, tagged

LINES = [f"line {number}" for number in range(1, 31)]

# What is said of words


def test_words_in_another_language_say_so_and_no_others() -> None:
    found = tagged(
        "<p>Ask for <span lang=es>ayuda</span> <b lang=fr>ici</b>.</p>"
        "<p lang=vi>giúp</p><ul lang=de><li lang=it>aiuto</li></ul>"
    )
    said = {
        (element.role, element.entries["Lang"], element.text)
        for element in found.document.all()
        if "Lang" in element.entries
    }
    assert said == {
        ("Span", "es", "ayuda"),
        ("Strong", "fr", "ici"),
        ("P", "vi", "giúp"),
        ("L", "de", "• aiuto"),
        ("LI", "it", "• aiuto"),
    }


def test_strong_and_emphasized_words_are_so_to_the_ear() -> None:
    found = tagged("<p>Do <strong>not</strong> <b>drive</b>, <em>please</em> <i>wait</i>.</p>")
    assert [part.text for part in found.document.all("Strong")] == ["not", "drive"]
    assert [part.text for part in found.document.all("Em")] == ["please", "wait"]
    assert found.role_map == {"Strong": "Span", "Em": "Span"}


def test_words_from_right_to_left_are_read_in_the_order_in_which_they_are_spoken() -> None:
    found = tagged("<div class=hebrew dir=rtl lang=he><p>שלום עולם שלום חבר <b>טוב</b></p></div>")
    lines = [
        element.entries["ActualText"]
        for element in found.document.all("Span")
        if "ActualText" in element.entries
    ]
    assert len(lines) >= 3, "the words take several lines"
    assert "".join(lines).split() == ["שלום", "עולם", "שלום", "חבר", "טוב"]
    assert "".join(lines) == "שלום עולם שלום חבר טוב ", "a line's end parts words"


def test_latin_words_and_numbers_among_them_are_not_turned_round() -> None:
    found = tagged(
        "<div class=hebrew dir=rtl><p>שלום</p><p>(off-label)</p><p><bdi dir=ltr>1-800-FDA</bdi></p>"
    )
    said = [part.entries.get("ActualText") for part in found.document.all() if not part.below]
    assert said == ["שלום ", "(off-label) ", "1-800-FDA "]


def test_words_from_left_to_right_are_read_from_the_page_itself() -> None:
    found = tagged("<p>Hello <span>Nguyễn Thị Mẫu</span></p>")
    assert not any("ActualText" in element.entries for element in found.document.all())


def test_a_link_is_told_by_its_words_and_not_by_its_address() -> None:
    found = tagged(
        '<p id=a><a href="#a">The <b>first</b>\n word</a></p>'
        '<p><a href="https://x.invalid/y" aria-label="The map (opens a web page)">Map</a></p>'
        '<p><a href="#a"><img src="icons/square.svg" alt="Our door"></a></p>'
    )
    told = [{link["Contents"] for link in part.links} for part in found.document.all("Link")]
    assert told == [{"The first word"}, {"The map (opens a web page)"}, {"Our door"}]


def test_a_link_is_one_element_over_lines_and_pages() -> None:
    words = " ".join(["word"] * 200)
    found = tagged(f'<p id=a><a href="#a">{words}</a></p>')
    link = found.document.one("Link")
    assert link.text == words
    assert set(link.pages) == {0, 1, 2}
    assert len(link.links) == found.annotations > 15


def test_an_anchor_that_leads_nowhere_is_no_link() -> None:
    assert tagged("<p><a id=here>here</a></p>").document.all("Link") == []


# What is not read


def test_the_head_and_the_foot_of_a_page_are_not_read() -> None:
    found = tagged("".join(f"<p>{line}</p>" for line in LINES))
    assert "Maria" not in found.document.text
    assert "Page" not in found.document.text
    assert len(found.artifacts) == 3
    for number, words in enumerate(found.artifacts, start=1):
        assert words == f"Maria Example Page {number}"


def test_what_the_html_hides_is_not_read() -> None:
    found = tagged('<p>read <span aria-hidden="true">hidden <b>too</b></span></p>')
    assert found.document.text == "read"
    assert "hidden too" in found.artifacts[0]


def test_a_picture_without_words_is_decoration() -> None:
    found = tagged(
        '<p><img src="icons/square.svg" alt=""></p><p class=picture>words<i class=icon></i></p>'
    )
    assert found.document.all("Figure") == []
    assert [element.role for element in found.document.all()] == ["Document", "P"]
    assert found.decorations == (3,)


def test_a_table_s_head_is_read_once_however_often_it_is_printed() -> None:
    found = tagged(table(40))
    assert found.document.text.count("Effect What When") == 1
    assert [words.count("Effect What When") for words in found.artifacts] == [0, 1, 1, 1, 1]


def test_what_holds_no_words_is_not_in_the_way() -> None:
    found = tagged("<div><p></p><span class=icon></span></div><section><p>words</p></section>")
    assert [element.role for element in found.document.all()] == ["Document", "Sect", "P"]


def test_a_link_in_the_page_s_foot_is_no_stop_of_the_tab_key() -> None:
    found = tagged("<p id=a>words</p>", head='<a href="#a">again</a>')
    assert "again" in found.artifacts[0]
    assert found.annotations == 0


def test_whatever_is_marked_to_be_read_is_read() -> None:
    found = tagged(f"<p>words</p>{table(40)}<div aria-hidden=true>not</div>")
    assert found.lost == ()


def test_a_picture_that_has_no_words_and_is_no_decoration_does_not_print() -> None:
    with pytest.raises(Unprintable, match="no required alt description"):
        tagged('<p><img src="icons/square.svg"></p>')


def test_letters_that_a_screen_reader_cannot_reach_do_not_print() -> None:
    with pytest.raises(Unprintable, match="opacity"):
        tagged('<p style="opacity: .5">pale</p>')


# Where things are, and what belongs together


def test_an_element_is_one_however_many_pages_and_lines_it_takes() -> None:
    items = "".join(f"<li>{line}</li>" for line in LINES)
    found = tagged(
        f"<section><ul>{items}</ul><p>{' '.join(LINES * 4)}</p></section>{table(40)}"
    ).document
    assert found.one("Sect").text == " ".join(
        (*(f"• {line}" for line in LINES), *LINES, *LINES, *LINES, *LINES)
    )
    assert len(found.one("L").below) == 30
    assert len(found.one("P").pages) > 10
    assert len(set(found.one("P").pages)) >= 2
    assert len(found.one("Table").all("TBody")) == 1
    assert len({page for cell in found.one("Table").all("TD") for page in cell.pages}) >= 3
    assert len(found.all("TR")) == 41


def test_there_is_nothing_between_an_element_and_the_elements_in_it() -> None:
    found = tagged(
        "<div>words<p>in <b>P</b> <span>and <i>all</i></span></p>more</div>"
        "<ul><li>one<p>two</p></li></ul><table><tr><td>a<p>b</p></td></tr></table>"
    )
    shape = [(part.role, tuple(kid.role for kid in part.below)) for part in found.document.all()]
    assert shape == [
        ("Document", ("Div", "L", "Table")),
        ("Div", ("P",)),
        ("P", ("Strong", "Span")),
        ("Strong", ()),
        ("Span", ("Em",)),
        ("Em", ()),
        ("L", ("LI",)),
        ("LI", ("Lbl", "LBody")),
        ("Lbl", ()),
        ("LBody", ("P",)),
        ("P", ()),
        ("Table", ("TBody",)),
        ("TBody", ("TR",)),
        ("TR", ("TD",)),
        ("TD", ("P",)),
        ("P", ()),
    ]


def test_things_are_read_in_the_order_of_the_html_wherever_the_style_puts_them() -> None:
    found = tagged(
        "<div class=flex><p>one</p><p class=first>two</p></div>"
        "<p>three <span style='float: right'>four</span> five</p>"
        "<p style='position: absolute; top: 0'>six</p><p>seven</p>"
        "<table><caption style='caption-side: bottom'>eight</caption><tr><td>nine</table>"
    )
    assert found.document.text == "one two three four five six seven eight nine"


def test_headings_keep_their_levels() -> None:
    found = tagged("<h1>a</h1><section><h2>b</h2><h3>c</h3></section><h2>d</h2><h3>e</h3>")
    heads = [(part.role, part.text) for part in found.document.all("H1", "H2", "H3")]
    assert heads == [("H1", "a"), ("H2", "b"), ("H3", "c"), ("H2", "d"), ("H3", "e")]


def test_a_list_in_a_list_belongs_to_its_item() -> None:
    found = tagged("<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>").document
    outer, inner = found.all("L")
    assert [item.text for item in outer.below] == ["1. one • inner", "2. two"]
    assert outer.below[0].below[1].role == "LBody"
    assert outer.below[0].below[1].below == (inner,)


def test_a_list_says_how_its_items_are_marked() -> None:
    found = tagged(
        "<ol><li>a</li></ol><ul><li>b</li></ul><ul style='list-style: none'><li>c</li></ul>"
        "<ol style='list-style: lower-alpha'><li>d</li></ol>"
        "<ul style=\"list-style-type: '– '\"><li>e</li></ul>"
    )
    kinds = [part.entries["A"] for part in found.document.all("L")]
    assert kinds == [
        {"O": "List", "ListNumbering": kind}
        for kind in ("Decimal", "Disc", "None", "LowerAlpha", "Disc")
    ]


def test_a_head_of_a_table_says_whether_it_is_a_column_s_or_a_row_s() -> None:
    found = tagged(table(2) + "<table><tr><th>by place</th><td>x</td></tr></table>").document
    said = {part.text: part.entries["A"]["Scope"] for part in found.all("TH")}
    assert said == {
        "Effect": "Column", "What": "Column", "When": "Column",
        "head 0": "Row", "head 1": "Row", "by place": "Row",
    }  # fmt: skip


def test_a_cell_names_its_heads_and_the_document_knows_them_by_their_names() -> None:
    found = tagged(table(40))
    cells = found.document.all("TD")
    assert len(cells) == 80
    for row in range(40):
        what, when = cells[2 * row : 2 * row + 2]
        assert what.text == f"cell {row}"
        assert found.heads(what) == (f"head {row}", "What")
        assert found.heads(when) == (f"head {row}", "When")
    names = [head.entries["ID"] for head in found.document.all("TH")]
    assert sorted(names) == list(found.ids)
    assert len(set(names)) == 43


def test_cells_that_span_rows_and_columns_have_the_right_heads() -> None:
    found = tagged(
        "<table><thead><tr><th rowspan=2>A</th><th colspan=2>B</th></tr>"
        "<tr><th>C</th><th>D</th></tr></thead><tbody>"
        "<tr><th rowspan=2>E</th><td>1</td><td>2</td></tr>"
        "<tr><td colspan=2>3</td></tr></tbody></table>"
    )
    heads = {cell.text: "".join(found.heads(cell)) for cell in found.document.all("TD")}
    assert heads == {"1": "EBC", "2": "EBD", "3": "EBCD"}
    spans = {part.text: part.entries["A"] for part in found.document.all("TH", "TD")}
    assert spans["B"]["ColSpan"] == spans["3"]["ColSpan"] == 2
    assert spans["A"]["RowSpan"] == spans["E"]["RowSpan"] == 2


def test_a_picture_has_its_words_and_its_place_on_the_sheet() -> None:
    found = tagged('<p>above</p><p><img src="icons/square.svg" alt="A square"></p>')
    figure = found.document.one("Figure")
    assert figure.entries["Alt"] == "A square"
    left, bottom, right, top = (float(number) for number in figure.entries["A"]["BBox"])
    assert (left, right) == pytest.approx((42.52, 42.52 + 56.69), abs=0.02)
    assert top - bottom == pytest.approx(28.35, abs=0.02)
    under_first_line = 283.46 - 42.52 - 14.4
    assert under_first_line - 10 < top <= under_first_line + 0.01


def test_a_drawing_in_the_page_is_a_picture_with_its_title() -> None:
    found = tagged(f"<div>{SQUARE.replace('<path', '<title>A box</title><path')}</div>")
    assert found.document.one("Figure").entries["Alt"] == "A box"


# The file


def test_a_file_claims_both_standards() -> None:
    metadata = tagged("<p>x</p>").metadata
    assert 'pdfaid:part="2"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<" in metadata


def test_the_same_page_gives_the_same_bytes() -> None:
    html = page(table(20) + '<p id=a><a href="#a">x</a></p>')
    assert an_engine().render(html) == an_engine().render(html)


def test_what_is_printed_is_what_it_was() -> None:
    pdf = an_engine().render(page("<h1>One</h1><p>two <b>three</b></p>"))
    assert read_back(pdf).text == "One two three Maria Example Page 1"


def _parts_of_weasyprint() -> dict[str, object]:
    """All that stands in WeasyPrint's modules and classes."""
    parts: dict[str, object] = {}
    for name, module in list(sys.modules.items()):
        if name.startswith(("weasyprint", "pydyf")):
            for key, value in vars(module).items():
                parts[f"{name}.{key}"] = value
                if isinstance(value, type):
                    parts |= {f"{name}.{key}.{each}": part for each, part in vars(value).items()}
    return parts


def _write(html: str) -> bytes:
    """A PDF with our tags and nothing else of the engine's."""
    weasyprint = an_engine()._weasyprint
    source = weasyprint.HTML(string=f'<html lang="en"><title>T</title>{html}')
    return tags.write(weasyprint, source.etree_element, source.render(pdf_variant=VARIANT))


def test_no_part_of_weasyprint_is_replaced_not_even_for_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _write("<p>all modules are loaded</p>")
    before = _parts_of_weasyprint()
    during: list[dict[str, object]] = []
    paint = tags._Painter._paint

    def look(self: Any, stream: Any, scale: float = 1) -> None:
        paint(self, stream, scale)
        during.append(_parts_of_weasyprint())
        raise ZeroDivisionError

    monkeypatch.setattr(tags._Painter, "_paint", look)
    with pytest.raises(ZeroDivisionError):
        _write("<p>x</p>")
    for after in (*during, _parts_of_weasyprint()):
        assert {key for key in before if after.get(key) is not before[key]} == set()
    assert during


def test_two_documents_may_be_written_at_the_same_time() -> None:
    html = [f"<h1>{name}</h1>{table(20)}" for name in ("one", "two")]
    alone = [_write(each) for each in html]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(_write, html * 10))
    assert together == alone * 10
