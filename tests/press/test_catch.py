"""Places of marks: where a field may stand, and where no form can come of it."""

import re
import string
from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from tinycss2.color5 import Color

from handouts.press.catch import Edge, Spot, _edge
from handouts.press.form import Form
from handouts.press.manner import Unexpected, manner
from tests.press.forming import WORDS, Filler, Sheet

LATN = Filler()


def _sheet(body: str, fields: tuple[str, ...] = ("patient",), **more: str) -> Sheet:
    return Sheet(body, head="", foot="", fields=fields, **more)


def _form(body: str, fields: tuple[str, ...] = ("patient",)) -> Form:
    return LATN.lay_out(_sheet(body, fields), WORDS, (string.ascii_letters + " .",))


def _spots(form: Form) -> list[Spot]:
    return [spot for layer in form.layers for spot in layer.spots]


# Refused

ALONE, SHRINKS, UNSEEN = "not alone", "stands in", "on no page"
BOTH = ("patient", "note")
_IN_THE_MARGIN = (
    "<style>@page {{ @right-top {{ content: element(x) }} }} i {{ position: running(x) }}</style>"
    "<i>{patient}</i><p>x</p>"
)
_PAIR = (
    '<div style="display: table; width: 100%">'
    '<p style="display: table-cell; {}">{}</p><p style="display: table-cell; {}">{}</p></div>'
)
"""A label and a field beside each other."""
REFUSED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "in flowing text": ("<p>Dear {patient}, welcome</p>", ALONE, ("patient",)),
    "behind a label": ("<p><b>Name</b> {patient}</p>", ALONE, ("patient",)),
    "beside a picture": (
        '<p><img src="icons/square.svg" alt="A square">{patient}</p>', ALONE, ("patient",)),
    "two on a line": ("<p>{patient} {note}</p>", ALONE, BOTH),
    "two side by side": ("<p>{patient}{note}</p>", ALONE, BOTH),
    "on one of two lines": ("<p>{patient}<br>{note}</p>", ALONE, BOTH),
    "on a line of its own in flowing text": (
        '<p style="width: 30mm">Words that fill it {patient}</p>', ALONE, ("patient",)),
    "twice in one text": ("<p>{patient}{patient}</p>", ALONE, ("patient",)),
    "in the words for a picture": (
        '<p><img src="icons/square.svg" alt="{patient}"></p>', ALONE, ("patient",)),
    "in a float": ('<p style="float: left">{patient}</p>', SHRINKS, ("patient",)),
    "in a placed box": ('<p style="position: absolute">{patient}</p>', SHRINKS, ("patient",)),
    "in a box on a line": (
        '<div><p style="display: inline-block">{patient}</p></div>', SHRINKS, ("patient",)),
    "in a flexible row": ('<div style="display: flex"><p>{patient}</p></div>', SHRINKS,
                          ("patient",)),
    "in a placed flexible row": (
        '<div style="display: flex; position: absolute; width: 50mm"><p>{patient}</p></div>',
        SHRINKS, ("patient",)),
    "in a grid": ('<div style="display: grid"><p>{patient}</p></div>', SHRINKS, ("patient",)),
    "in a table": ("<table><tr><td>{patient}</td><td>x</td></tr></table>", SHRINKS, ("patient",)),
    "in a table as wide as the page": (
        '<table style="width: 100%"><tr><td>{patient}</td><td>x</td></tr></table>', SHRINKS,
        ("patient",)),
    "in a cell that is as wide as its words": (
        _PAIR.format("width: 1%; white-space: nowrap", "{patient}", "width: 99%", "x"),
        "as wide as its own words", ("patient",)),
    "beside a label that may break": (
        _PAIR.format("width: 1%", "Your name", "width: 99%", "{patient}"), SHRINKS, ("patient",)),
    "beside a label that asks for much": (
        _PAIR.format("width: 50%; white-space: nowrap", "Name", "width: 50%", "{patient}"), SHRINKS,
        ("patient",)),
    "beside a label in a table without a width": (
        _PAIR.replace("width: 100%", "", 1).format(
            "width: 1%; white-space: nowrap", "Name", "width: 99%", "{patient}"), SHRINKS,
        ("patient",)),
    "beside labels that are below each other": (
        _PAIR.format("width: 1%; white-space: nowrap", "A", "width: 99%", "{patient}").replace(
            "</div>", '<div style="display: table-row"><p>Name</p></div></div>'), SHRINKS,
        ("patient",)),
    "in a fixed table without a width": (
        '<table style="table-layout: fixed"><tr><td>{patient}</td></tr></table>', SHRINKS,
        ("patient",)),
    "in a margin box without a width": (
        _IN_THE_MARGIN, SHRINKS,
        ("patient",)),
    "in a link": (
        '<a href="#x" style="text-decoration: none; display: block" id="x">{patient}</a>', SHRINKS,
        ("patient",)),
    "in a link on a line": (
        '<p id="x"><a href="#x" style="text-decoration: none">{patient}</a></p>', SHRINKS,
        ("patient",)),
    "on a ground of its own": (
        '<p><mark style="background: yellow">{patient}</mark></p>', SHRINKS, ("patient",)),
    "in a frame of its own": (
        '<p><b style="border-bottom: 1px solid">{patient}</b></p>', SHRINKS, ("patient",)),
    "within room of its own": (
        '<p class="middle"><b style="padding: 0 1mm">{patient}</b></p>', SHRINKS, ("patient",)),
    "in a place that is too narrow": (
        '<p style="width: 8mm; white-space: nowrap">{patient}</p>', "as wide as its own words",
        ("patient",)),
    "at no edge": ('<p style="text-indent: 5mm">{patient}</p>', "at no edge", ("patient",)),
    "hidden": ('<p style="visibility: hidden">{patient}</p>', "hidden", ("patient",)),
    "underlined": ("<p><u>{patient}</u></p>", "underlined", ("patient",)),
    "struck out": (
        '<p style="text-decoration: line-through">{patient}</p>', "underlined", ("patient",)),
    "in a group with an opacity": (
        '<p style="opacity: .5">{patient}</p>', "was not painted", ("patient",)),
    "not shown": ('<p>x</p><p style="display: none">{patient}</p>', UNSEEN, ("patient",)),
    "shown in one of two places": (
        '<p>{patient}</p><p style="display: none">{patient}</p>', UNSEEN, ("patient",)),
    "in capitals": (
        '<p style="text-transform: uppercase">{patient}</p>', UNSEEN, ("patient",)),
    "with a capital": (
        '<p style="text-transform: capitalize">{patient}</p>', UNSEEN, ("patient",)),
    "broken over two lines": (
        '<p style="width: 8mm; overflow-wrap: anywhere">{patient}</p>', UNSEEN, ("patient",)),
    "two in a heading": (
        "<h1><div>{patient}</div><div>{note}</div></h1>", "a mark is left", BOTH),
    "twice in a heading": (
        "<h1><div>{patient}</div><div>{patient}</div></h1>", "a mark is left", ("patient",)),
}  # fmt: skip


@pytest.mark.parametrize(("body", "why", "fields"), REFUSED.values(), ids=REFUSED)
def test_no_form_comes_of_a_field(body: str, why: str, fields: tuple[str, ...]) -> None:
    with pytest.raises(Unexpected, match=re.escape(why)):
        _form(body, fields)


def test_no_form_comes_of_a_field_in_the_document_s_title() -> None:
    with pytest.raises(Unexpected):
        LATN.lay_out(_sheet("<p>x</p><p>{patient}</p>", title="For {patient}"), WORDS)


@pytest.mark.parametrize("said", ["qwertyui", "QWERTYUI", "ünd qwertyui"])
def test_no_form_comes_of_words_in_the_file_s_metadata_alone(said: str) -> None:
    """What is not on a page is looked for in the bytes of each object."""
    drawn = {"patient": "qwertyui"}
    html = _sheet("<p>x</p>", fields=()).html({})
    html = html.replace("</title>", f'</title><meta name="author" content="For {said}">')
    with pytest.raises(Unexpected, match="left in the file"):
        LATN.engine.lay_out(html, drawn, {"patient": ("abc",)})


def test_no_form_comes_of_words_behind_an_element_that_is_not_shown() -> None:
    drawn = {"patient": "qwertyui"}
    html = _sheet('<p>x</p><p style="display: none"><b>Name</b> qwertyui</p>', fields=()).html({})
    with pytest.raises(Unexpected, match="on no page"):
        LATN.engine.lay_out(html, drawn, {"patient": ("abc",)})


def test_a_style_that_may_mean_something_else_tomorrow_is_no_manner() -> None:
    (spot,) = _spots(_form("<p>{patient}</p>"))
    plain = dict(spot.manner)
    style = plain | {name: Color(*plain[name]) for name in ("color", "text_decoration_color")}
    assert manner(style) == spot.manner
    assert manner(style | {"text_decoration_line": set()}) == spot.manner
    for name in ("font_size", "font_family"):
        for odd in (object(), {"a": 1}, (object(),)):
            with pytest.raises(Unexpected, match=f"the style {name} is"):
                manner(style | {name: odd})


def test_a_place_that_words_just_fill_has_no_edge() -> None:
    """They would stand at both, and a shrinking place looks like that."""
    for before, wide in ((0, 99.5), (0.25, 99.5), (0, 100)):
        with pytest.raises(Unexpected, match="as wide as its own words"):
            _edge("patient", SimpleNamespace(position_x=10 + before, width=wide), 10, 100)
    assert _edge("patient", SimpleNamespace(position_x=10, width=98), 10, 100) is Edge.LEFT


def test_an_engine_goes_on_after_a_refused_form() -> None:
    page = _sheet("<p>{patient}</p>").html(WORDS)
    before = LATN.engine.render(page)
    for body in ("<p>Dear {patient}</p>", '<p style="visibility: hidden">{patient}</p>'):
        with pytest.raises(Unexpected):
            _form(body)
    assert LATN.engine.render(page) == before


# Taken

TAKEN: dict[str, tuple[str, Edge]] = {
    "a paragraph": ("<p>{patient}</p>", Edge.LEFT),
    "an element in a paragraph": ("<p><b><i>{patient}</i></b></p>", Edge.LEFT),
    "the right edge": ('<p class="right">{patient}</p>', Edge.RIGHT),
    "the middle": ('<p class="middle">{patient}</p>', Edge.MIDDLE),
    "the end of a line from the right": ('<p dir="rtl">{patient}</p>', Edge.RIGHT),
    "words to both edges": ('<p style="text-align: justify">{patient}</p>', Edge.LEFT),
    "a placed box of some width": (
        '<p style="position: absolute; width: 50mm">{patient}</p>', Edge.LEFT),
    "a float of some width": ('<p style="float: right; width: 40mm">{patient}</p>', Edge.LEFT),
    "a fixed table": (
        '<div class="row"><p class="cell">x</p><p class="cell right">{patient}</p></div>',
        Edge.RIGHT),
    "what a label on one line leaves": (
        _PAIR.format("width: 1%; white-space: nowrap", "Your name", "width: 99%", "{patient}"),
        Edge.LEFT),
}  # fmt: skip


@pytest.mark.parametrize(("body", "edge"), TAKEN.values(), ids=TAKEN)
def test_a_place_of_some_width_is_taken(body: str, edge: Edge) -> None:
    form = _form(body)
    (spot,) = _spots(form)
    assert (spot.field, spot.edge) == ("patient", edge)
    for name in ("i", "Maria Example", "Maria de Example"):
        assert LATN.differs(_sheet(body), form, {"patient": name}) is None


def test_a_place_knows_its_room_and_what_it_is_to_a_reader() -> None:
    form = _form('<h1 style="width: 60mm">{patient}</h1>')
    (spot,) = _spots(form)
    assert spot.room == pytest.approx(60 / 25.4 * 96)
    assert spot.mark == 0
    assert spot.height == pytest.approx(1.257 * 2 * 16, abs=0.01)


def test_head_and_foot_are_decoration_and_pages_that_are_alike_share_them() -> None:
    sheet = Sheet("<p>{note}</p>" + '<p class="break">x</p>' * 4)
    form = LATN.lay_out(Sheet(sheet.body, fields=("patient", "note", "printed")), WORDS)
    head = [layer for layer in form.layers if {it.field for it in layer.spots} == {
        "patient", "printed"}]  # fmt: skip
    assert len(form.layers) == 3, "left and right pages, and the note on the first"
    assert len(head) == 2
    assert {spot.mark for layer in head for spot in layer.spots} == {None}
    assert [spot.mark for spot in _spots(form) if spot.field == "note"] == [0]


def test_a_field_may_be_on_a_page_more_than_once() -> None:
    body = '<p>{patient}</p><p class="right">{patient}</p>'
    form = _form(body)
    assert [spot.field for spot in _spots(form)] == ["patient", "patient"]
    assert LATN.differs(_sheet(body), form, {"patient": "Maria"}) is None


def test_a_field_that_a_page_does_not_print_has_no_place() -> None:
    words: Mapping[str, str] = {"patient": "qwertyui", "note": "asdfghjk"}
    html = _sheet("<p>{patient}</p>").html(words)
    form = LATN.engine.lay_out(html, words, dict.fromkeys(words, ("abc",)))
    assert form.fields == {"patient"}
    assert form.fill({"patient": "abc"}, LATN.shape)


def test_words_that_hold_no_mark_are_left_where_they_are() -> None:
    body = "<p>{patient}</p><p>Words of the content, <u>underlined</u> and all.</p>"
    assert LATN.differs(_sheet(body), _form(body), {"patient": "Maria"}) is None
