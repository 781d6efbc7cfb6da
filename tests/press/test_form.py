"""Filled forms: what a full layout would be, sound as files, and without a trace of anyone else."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from handouts.press.drawing import Unfit
from handouts.press.fonts import fonts
from handouts.press.form import Form
from handouts.press.manner import Manner
from handouts.press.marks import marks
from handouts.press.objects import ENTRY
from handouts.press.shaping import Shaped, Shaper
from handouts.press.stored import pack
from tests.pdf import read_back
from tests.press.forming import ARABIC, LATIN, WORDS, Filler, Sheet, plain_form
from tests.tags import tags_of

LATN = Filler()
ARAB = Filler("Arab")
PAPERS = {
    "letter": Sheet(style="@page {{ size: letter }}".format()),
    "a4": Sheet(style="@page {{ size: a4 }}".format()),
}


def _filled(**words: str) -> bytes:
    return LATN.fill(plain_form(), WORDS | words)


# As a full layout


@pytest.mark.parametrize(
    "name",
    [
        "Maria Example",
        "Zoë Beispiel",
        "Nguyễn Thị Mẫu",
        "Łukasz Przykład",
        "Şengül Örnek",
        "Olivia O'Neil",
        "Olivia O’Neil",
        "Ola Affleck-Taft",
        "AVATAR Wolf To",
        "Maria\u00a0Example",
        "X",
        "12345",
        "(Maria)",
        "a < b & c",
    ],
)
def test_a_filled_form_is_what_a_full_layout_is(name: str) -> None:
    assert LATN.differs(Sheet(), plain_form(), WORDS | {"patient": name}) is None


def test_words_stand_where_they_belong_on_every_page() -> None:
    pages = read_back(_filled(patient="Zoë Beispiel", printed="1/2/2027")).pages
    assert len(pages) == 4
    assert "Zoë Beispiel March 4, 1958 Bring your diary." in pages[0]
    for page in pages:
        assert page.count("Zoë Beispiel") >= 1
        assert page.count("1/2/2027") == 1


def test_a_place_of_each_edge_is_filled_from_there() -> None:
    body = (
        '<p>{patient}</p><p class="right">{born}</p><p class="middle">{note}</p>'
        '<div dir="rtl"><p>{printed}</p></div>'
    )
    sheet = Sheet(body, head="", foot="")
    form = LATN.lay_out(sheet, WORDS)
    for words in (WORDS, dict.fromkeys(WORDS, "i"), dict.fromkeys(WORDS, "Wide words, many")):
        assert LATN.differs(sheet, form, words) is None


@pytest.mark.parametrize(
    "style",
    [
        "font-weight: 700; color: #a00; font-size: 20pt",
        "font-style: italic; letter-spacing: 2px; word-spacing: 1mm",
        "font-variant-caps: small-caps; font-kerning: none",
        "transform: rotate(5deg); margin: 5mm; padding: 2mm; border: 1px solid",
        "position: absolute; left: 10mm; top: 20mm; width: 50mm",
        "position: relative; left: 3mm; line-height: 2",
        "color: hwb(194 0% 30%); text-indent: 0",
        "color: rgb(200 0 0 / .5)",
        "color: lab(50% 20 30)",
    ],
)
def test_words_take_the_style_of_their_place(style: str) -> None:
    sheet = Sheet(f'<p style="{style}">{{patient}}</p><p>Others</p>', head="", foot="",
                  fields=("patient",))  # fmt: skip
    form = LATN.lay_out(sheet, WORDS)
    assert LATN.differs(sheet, form, {"patient": "Zoë Beispiel"}) is None


@pytest.mark.parametrize("style", ["", "color: rgb(200 0 0 / .5)", "color: lab(50% 20 30)"])
def test_all_that_words_are_drawn_with_is_in_the_file(style: str) -> None:
    """Also where nothing else on the page is drawn with it."""
    sheet = Sheet(f'<p style="{style}">{{patient}}</p>', head="", foot="", fields=("patient",))
    with pikepdf.open(io.BytesIO(LATN.fill(LATN.lay_out(sheet, WORDS), WORDS))) as opened:
        (page,) = opened.pages
        kinds = {"gs": "/ExtGState", "cs": "/ColorSpace", "Tf": "/Font"}
        named = [
            (kinds[str(it.operator)], str(it.operands[0]))
            for it in pikepdf.parse_content_stream(page)
            if str(it.operator) in kinds
        ]
        assert {kind for kind, _ in named} >= {"/ExtGState", "/Font"}
        for kind, name in named:
            assert name in page.obj.Resources[kind]


def test_what_stands_around_a_place_keeps_its_own_colour_and_type() -> None:
    """The page's stream remembers both, and the mark between was painted into another one."""
    body = (
        '<p style="color: red">Before</p><p style="color: red; font-weight: 700">{patient}</p>'
        '<p style="color: red; font-weight: 700">After</p><p style="font-weight: 700">At last</p>'
    )
    sheet = Sheet(body, head="", foot="", fields=("patient",))
    assert LATN.differs(sheet, LATN.lay_out(sheet, WORDS), WORDS) is None


def test_a_bookmark_says_the_words_of_its_heading() -> None:
    form = LATN.lay_out(TELLING, WORDS)
    words = WORDS | {"patient": "Zoë (Beispiel", "note": "Bring \\ it"}
    assert LATN.differs(TELLING, form, words) is None
    filled, full = LATN.fill(form, words), LATN.engine.render(TELLING.html(words))
    assert _bookmarks(filled) == _bookmarks(full) == ["Zoë (Beispiel", "Bring \\ it"]


def test_a_link_around_a_paragraph_says_its_words() -> None:
    body = '<p id="end">x</p><a href="#end" style="text-decoration: none"><p>{patient}</p></a>'
    sheet = Sheet(body, head="", foot="", fields=("patient",))
    form = LATN.lay_out(sheet, WORDS)
    for name in ("Zoë (Beispiel", "Bring \\ it"):
        words = {"patient": name}
        assert LATN.differs(sheet, form, words) is None
        links = [each for pdf in (LATN.fill(form, words), LATN.engine.render(sheet.html(words)))
                 for each in tags_of(pdf).document.one("Link").links]  # fmt: skip
        assert {each["Contents"] for each in links} == {name}
        assert len(links) % 2 == 0


def _bookmarks(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return list(_titles(outline.root))


def _titles(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def test_a_page_without_places_is_a_form_as_well() -> None:
    sheet = Sheet("<p>For all</p>", head="", foot="", fields=())
    form = LATN.lay_out(sheet, {})
    assert form.fields == frozenset()
    assert LATN.differs(sheet, form, {}) is None


ARABIC_SHEET = Sheet(
    '<h1>زيارة</h1><p>{patient}</p><div class="row"><p class="cell">{born}</p>'
    '<p class="cell">{note}</p></div>',
    language="ar",
    way="rtl",
)


@pytest.mark.noto
@pytest.mark.parametrize(
    "words",
    [
        {"patient": "مريم مثال", "born": "4 مارس 1958", "note": "د. مثال", "printed": "بلا لا"},
        {"patient": "Maria Example", "born": "000-101", "note": "مثال", "printed": "9:05"},
        {"patient": "Zoë", "born": "4 مارس 1958", "note": "Room 4", "printed": "30 نوفمبر"},
    ],
)
def test_an_arabic_form_is_what_a_full_layout_is(words: dict[str, str]) -> None:
    form = ARAB.lay_out(ARABIC_SHEET, words, (LATIN, *ARABIC))
    assert ARAB.differs(ARABIC_SHEET, form, words) is None
    tagged = tags_of(ARAB.fill(form, words)).document
    said = {element.entries["ActualText"].strip() for element in tagged.all("Span")
            if "ActualText" in element.entries}  # fmt: skip
    assert said >= {words["patient"], words["born"], words["note"]}


@pytest.mark.noto
def test_lines_of_arabic_around_a_place_are_the_same_though_they_are_painted_before_it() -> None:
    """PDFium gives their letters in another order then, with other spaces between."""
    body = (
        '<div class="row"><div class="cell"><p>الاسم</p><p>{patient}</p></div>'
        '<div class="cell"><p>تاريخ الميلاد</p><p>{born}</p></div></div>'
        '<div class="row"><div class="cell"><p>التاريخ</p><p>{note}</p></div>'
        '<div class="cell"><p>الوقت</p><p>{printed}</p></div></div>'
        "<p>مرور 24 ساعة على خروجك، أو أكثر</p>"
    )
    words = {
        "patient": "مريم مثال", "born": "7 يونيو 1949", "note": "4 يوليو 2026", "printed": "9:05 ص"
    }  # fmt: skip
    sheet = Sheet(body, language="ar", way="rtl")
    form = ARAB.lay_out(sheet, words, (LATIN, *ARABIC))
    assert ARAB.differs(sheet, form, words) is None


# What does not fit

ODD = {
    "nothing": "",
    "a space": " ",
    "a space that does not break": "\u00a0",
    "a double space": "Maria  Example",
    "a space before": " Maria",
    "a space behind": "Maria ",
    "a tab": "Maria\tExample",
    "a line break": "Maria\nExample",
    "another line break": "Maria\rExample",
    "a line separator": "Maria\u2028Example",
    "a paragraph separator": "Maria\u2029Example",
    "a page break": "Maria\fExample",
    "a next line": "Maria\u0085Example",
    "a zero": "Maria\0Example",
    "a soft hyphen": "Ma\u00adria",
    "a zero-width space": "Ma\u200bria",
    "a joiner": "Ma\u200dria",
    "a word joiner": "Ma\u2060ria",
    "a mark of direction": "Maria\u200e",
    "a turn of direction": "\u202eMaria",
    "half of a letter": "Maria\ud800",
    "letters that are never one": "x\u0301",
    "a letter without a font": "山",
    "a mark without a font": "Ma\u0351ria",
    "a picture": "Maria \U0001f600",
    "a letter that the form does not have": "Мария",
    "words that run the other way": "مريم",
    "words of both ways": "Maria مريم",
    "too many words": "Maria Example " * 6 + "Maria",
    "too long a word": "M" * 30,
}


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_words_that_a_layout_would_treat_otherwise_do_not_fit(name: str) -> None:
    with pytest.raises(Unfit, match=r"^patient ") as unfit:
        _filled(patient=name)
    said = str(unfit.value)
    assert not name.strip() or name not in said
    assert not {word for word in re.split(r"\s", name) if len(word) > 4 and word in said}
    assert not [letter for letter in name if ord(letter) > 127 and letter in said]
    assert unfit.value.__cause__ is None
    assert unfit.value.__context__ is None or unfit.value.__suppress_context__


def test_words_fit_up_to_the_width_of_their_place_and_no_further() -> None:
    sheet = Sheet('<p style="width: 30mm">{patient}</p><p>x</p>', "", "", fields=("patient",))
    form = LATN.lay_out(sheet, WORDS)
    fits = []
    for long in range(1, 40):
        try:
            LATN.fill(form, {"patient": "n" * long})
        except Unfit:
            break
        fits.append(long)
    (narrow,) = {spot.manner for layer in form.layers for spot in layer.spots}
    widths = [LATN.shape(narrow, "n" * long).line.width for long in (fits[-1], fits[-1] + 1)]
    assert widths[0] <= 30 / 25.4 * 96 < widths[1]
    assert LATN.differs(sheet, form, {"patient": "n" * fits[-1]}) is None


@pytest.mark.noto
def test_words_of_a_font_with_higher_lines_do_not_fit() -> None:
    sheet = Sheet("<p>{patient}</p>", "", "", style="html {{ line-height: normal }}".format(),
                  fields=("patient",))  # fmt: skip
    form = ARAB.lay_out(sheet, WORDS, (LATIN, *ARABIC, "Maria مثال"))
    assert ARAB.fill(form, {"patient": "Zoë"})
    taller = replace(form, from_right=frozenset({"patient"}))
    with pytest.raises(Unfit, match="another height"):
        ARAB.fill(taller, {"patient": "مثال"})


@pytest.mark.parametrize("measure", ["height", "baseline"])
def test_a_line_that_would_move_its_neighbours_does_not_fit(measure: str) -> None:
    def shape(manner: Manner, text: str) -> Shaped:
        shaped = LATN.shape(manner, text)
        other = {measure: getattr(shaped.line, measure) + 0.01}
        return replace(shaped, line=replace(shaped.line, **other))

    with pytest.raises(Unfit, match="another height"):
        plain_form().fill(WORDS, shape)


@pytest.mark.noto
def test_words_that_run_another_way_than_a_field_was_laid_out_for_do_not_fit() -> None:
    """Though the form has all their letters: they would be tagged in another way."""
    sheet = Sheet("<p>{patient}</p>", "", "", language="ar", way="rtl", fields=("patient",))
    latin, arabic = {"patient": "Maria"}, {"patient": "مريم مثال"}
    for laid_out_for, other in ((latin, arabic), (arabic, latin)):
        form = ARAB.lay_out(sheet, laid_out_for, (LATIN, *ARABIC))
        assert ARAB.fill(form, laid_out_for)
        with pytest.raises(Unfit, match="patient runs another way"):
            ARAB.fill(form, other)


def test_a_field_without_words_is_a_fault_of_ours_not_of_the_words() -> None:
    with pytest.raises(KeyError):
        LATN.fill(plain_form(), {"patient": "Maria Example"})


# No trace


def _everything(pdf: bytes) -> Iterator[bytes]:
    """The file itself and each of its objects, with all streams unpacked."""
    yield pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number in range(1, len(opened.objects) + 1):
            found = opened.get_object(number, 0)
            yield found.unparse(resolved=True)
            yield from _strings(found)
            if isinstance(found, pikepdf.Stream):
                yield found.read_bytes()


def _strings(found: Any) -> Iterator[bytes]:
    if isinstance(found, pikepdf.String):
        yield bytes(found)
        yield str(found).encode()
    elif isinstance(found, pikepdf.Array):
        for each in found:
            if not getattr(each, "is_indirect", False):
                yield from _strings(each)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for key in found.keys():  # noqa: SIM118  # pikepdf's own
            if not getattr(found.get(key), "is_indirect", False):
                yield from _strings(found.get(key))


def _holds(pdf: bytes, text: str) -> bool:
    written = {
        text.encode(), text.encode("utf-16-be"), text.encode().hex().encode(),
        text.encode("utf-16-be").hex().encode(),
    }  # fmt: skip
    return any(form.lower() in part.lower() for part in _everything(pdf) for form in written)


TELLING = Sheet("<h1>{patient}</h1><p>{born}</p><h2>{note}</h2>")
"""Words that are told to a screen reader as well."""


def test_the_search_for_a_trace_finds_words_where_they_are() -> None:
    pdf = LATN.fill(LATN.lay_out(TELLING, WORDS), WORDS)
    assert _holds(pdf, "Maria Example"), "in a bookmark"
    assert _holds(pdf, "bring your diary"), "in whatever case"
    assert not _holds(pdf, "qwertyui")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.Root.Hidden = pikepdf.Stream(opened, b"(qwertyui) Tj")
        opened.Root.Apart = pikepdf.String("mnbvcxzü")
        opened.save(into := io.BytesIO(), compress_streams=True,
                    object_stream_mode=pikepdf.ObjectStreamMode.generate)  # fmt: skip
    assert _holds(into.getvalue(), "qwertyui")
    assert _holds(into.getvalue(), "mnbvcxzü")


def test_a_form_is_the_same_whatever_its_marks_were() -> None:
    one, other = (LATN.lay_out(TELLING, WORDS) for _ in range(2))
    assert pack(one, "key") == pack(other, "key")


@pytest.mark.noto
def test_an_arabic_form_is_the_same_whatever_its_marks_were() -> None:
    words = {"patient": "مريم مثال", "born": "4 مارس", "note": "Room 4", "printed": "9:05"}
    one, other = (ARAB.lay_out(ARABIC_SHEET, words, (LATIN, *ARABIC)) for _ in range(2))
    assert pack(one, "key") == pack(other, "key")


def test_no_mark_is_left_in_a_filled_file_or_in_a_form_that_is_kept() -> None:
    drawn = marks(dict.fromkeys(WORDS, "ltr"))
    form = LATN.lay_out(TELLING, WORDS, drawn=drawn)
    pdf, kept = LATN.fill(form, WORDS), pack(form, "key")
    for mark in drawn.values():
        assert not _holds(pdf, mark)
        assert mark.encode() not in kept.lower()
        assert mark.encode("utf-16-be") not in kept
        assert mark.encode("utf-16-be").hex().encode() not in kept.lower()


def test_no_word_of_another_patient_is_in_a_file() -> None:
    form = LATN.lay_out(TELLING, WORDS)
    others = [f"Qx{chr(97 + n // 26)}{chr(97 + n % 26)} Other" for n in range(50)]
    before = LATN.fill(form, WORDS)
    for name in others:
        pdf = LATN.fill(form, WORDS | {"patient": name, "note": f"For {name}"})
        assert name in read_back(pdf).text
    after = LATN.fill(form, WORDS)
    assert after == before
    assert not _holds(after, "Other")
    assert "Other" not in read_back(after).text


def test_a_file_depends_on_its_words_alone() -> None:
    """Neither on the order of filling, nor on words that did not fit, nor on what is remembered."""
    names = ["Maria Example", "Zoë Beispiel", "Nguyễn Thị Mẫu", "AVATAR"]

    def fill(order: list[str]) -> dict[str, bytes]:
        shape = Shaper.of(fonts("Latn")).shape
        done = {}
        for name in order:
            for odd in ("Zoë 山", "ЖЯ", "Мария", "W" * 60):
                with pytest.raises(Unfit):
                    plain_form().fill(WORDS | {"patient": odd}, shape)
            done[name] = plain_form().fill(WORDS | {"patient": name}, shape)
        return done

    assert fill(names) == fill(names[::-1])
    assert len(set(fill(names).values())) == len(names)


def test_a_form_is_not_changed_by_filling_it() -> None:
    before = pack(plain_form(), "key")
    _filled(patient="Zoë Beispiel")
    assert pack(plain_form(), "key") == before


# Sound files


@pytest.fixture(scope="module", params=PAPERS)
def paper(request: pytest.FixtureRequest) -> tuple[Form, bytes]:
    form = LATN.lay_out(PAPERS[request.param], WORDS)
    return form, LATN.fill(form, WORDS | {"patient": "Zoë Beispiel"})


def test_a_reader_finds_nothing_wrong_in_a_filled_file(paper: tuple[Form, bytes]) -> None:
    with pikepdf.open(io.BytesIO(paper[1])) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == 4


def test_each_number_of_a_page_is_there_once_and_has_its_element(
    paper: tuple[Form, bytes],
) -> None:
    with pikepdf.open(io.BytesIO(paper[1])) as opened:
        parents = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
        for page in opened.pages:
            numbers = [
                int(each.operands[1].MCID)
                for each in pikepdf.parse_content_stream(page)
                if str(each.operator) == "BDC"
            ]
            elements = list(parents[int(page.obj.StructParents)])
            assert sorted(numbers) == list(range(len(elements)))
            assert all(element.Type == "/StructElem" for element in elements)


def test_every_object_is_where_the_file_says(paper: tuple[Form, bytes]) -> None:
    _, pdf = paper
    start = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", pdf)[0])
    head, _, rest = pdf[start:].partition(b">>\nstream\n")
    assert b"/W [1 4 2]" in head
    number, size, long = (
        int(re.findall(pattern, head)[0])
        for pattern in (rb"^(\d+) 0 obj", rb"/Size (\d+)", rb"/Length (\d+)")
    )
    table = zlib.decompress(rest[:long])
    assert len(table) == size * ENTRY
    entries = [table[at : at + ENTRY] for at in range(0, len(table), ENTRY)]
    assert number == size - 1
    kinds = {entry[0] for entry in entries[1:]}
    assert kinds == {1, 2}
    for each, entry in enumerate(entries[1:], start=1):
        place, index = int.from_bytes(entry[1:5], "big"), int.from_bytes(entry[5:], "big")
        if entry[0] == 1:
            assert pdf[place:].startswith(b"%d 0 obj\n" % each)
        else:
            assert _packed(pdf, entries[place])[index] == each


def _packed(pdf: bytes, entry: bytes) -> list[int]:
    """The numbers of the objects in a stream of objects."""
    holder = pdf[int.from_bytes(entry[1:5], "big") :]
    first, long = (int(re.findall(it, holder)[0]) for it in (rb"/First (\d+)", rb"/Length (\d+)"))
    unpacked = zlib.decompress(holder[holder.index(b"stream\n") + 7 :][:long])
    numbers = [int(each) for each in unpacked[:first].split()]
    places = numbers[1::2]
    assert places[0] == 0
    for here, after in pairwise(places):
        assert unpacked[first + after - 1 :][:1] == b"\n"
        assert here < after
    return numbers[::2]


def test_a_file_has_a_name_of_its_own_that_its_words_make() -> None:
    def name(words: Mapping[str, str]) -> bytes:
        with pikepdf.open(io.BytesIO(_filled(**words))) as opened:
            first, second = opened.trailer.ID
            assert first == second
            return bytes(first)

    assert name({}) == name({})
    assert name({}) != name({"patient": "Zoë Beispiel"})


# Compared


def test_a_form_that_was_not_compared_is_never_certain() -> None:
    assert not plain_form().holds(LATN.shape)


def test_a_sealed_form_is_certain_as_long_as_it_draws_the_same() -> None:
    sealed = plain_form().sealed(WORDS | {"other": "words"}, LATN.shape)
    assert sealed.holds(LATN.shape)
    assert sealed.trial == WORDS, "words of fields that it prints, and no others"
    other = sealed.sealed(WORDS | {"patient": "Zoë"}, LATN.shape)
    assert other.seal != sealed.seal
    assert not replace(sealed, head=sealed.head + b"\n").holds(LATN.shape)
