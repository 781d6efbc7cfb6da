"""The page: golden HTML as text, typed letters as typed, personal words in their own place only."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest

from handouts.make.page.page import Pages
from handouts.model.visit import DoseBand, Patient, SeriesDate, Visit, VisitType
from handouts.problems import HandoutsError
from tests.making import Making
from tests.shelf import shelf
from tests.tracked import ROOT
from tests.visits import full_visit, visit

GOLDEN = ROOT / "tests/golden"
VISITS = {
    "ketamine-first": full_visit("ketamine-infusion"),
    "ketamine-follow-up": full_visit(
        "ketamine-infusion",
        visit_type=VisitType.FOLLOW_UP,
        dose_band=DoseBand.HIGHER,
        ends=None,
        risks=("glaucoma-or-eye-pressure",),
        series=(),
        note=None,
    ),
    "ketamine-consult": visit("ketamine-infusion", visit_type=VisitType.CONSULT),
    "sleep": visit("sleep", patient=Patient("Nguyễn Thị Mẫu", dt.date(1983, 8, 17))),
}


@pytest.mark.parametrize("name", VISITS)
@pytest.mark.parametrize("shelves", ["stock", "clinic"])
def test_a_page_is_the_golden_one_letter_by_letter(
    request: pytest.FixtureRequest, shelves: str, name: str
) -> None:
    making: Making = request.getfixturevalue(shelves)
    someone = VISITS[name] if shelves == "stock" else replace(VISITS[name], site="hill")
    page = making.html(someone) + "\n"
    golden = GOLDEN / f"{name}-{shelves}.html"
    if request.config.getoption("--update-golden"):
        golden.write_text(page, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    if page != expected:
        lines = unified_diff(
            expected.splitlines(), page.splitlines(), str(golden), "now", lineterm="", n=1
        )
        told = "\n".join(islice(lines, 60))
        pytest.fail(f"{told}\nIf this is what you meant: pytest tests/make --update-golden")


# Personal words stand in their fields and nowhere else


@dataclass
class _Reader(HTMLParser):
    """Sorts a page's text into what stands in a field and what does not."""

    inside: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    in_field: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not self.in_field, f"a {tag} element inside a field"
        self.tags.append(tag)
        self.attributes += [f"{name}={value}" for name, value in attrs]
        self.in_field = tag == "bdi" and ("class", "field") in attrs

    def handle_endtag(self, tag: str) -> None:
        if tag == "bdi":
            self.in_field = False

    def handle_data(self, data: str) -> None:
        (self.inside if self.in_field else self.outside).append(data)

    def handle_comment(self, data: str) -> None:
        self.outside.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


CANARIES = full_visit(
    "ketamine-infusion",
    patient=Patient("Canary Alpha", dt.date(1951, 7, 19), "Canary-Record-77"),
    date=dt.date(2031, 5, 13),
    time=dt.time(6, 47),
    ends=dt.datetime(2031, 5, 13, 17, 53),
    clinician="Dr. Canary Beta",
    room="Canary Room",
    note="Canary note, just for you.",
    series=(SeriesDate(dt.date(2031, 6, 21), dt.time(7, 41)), SeriesDate(dt.date(2031, 9, 22))),
)
PERSONAL = (
    "Canary", "July 19, 1951", "1951", "2031", "May 13", "6:47", "5:53", "June 21", "7:41",
    "September 22",
)  # fmt: skip


@pytest.mark.parametrize("treatment", ["ketamine-infusion", "sleep"])
@pytest.mark.parametrize("visit_type", [None, *VisitType])
def test_personal_words_stand_inside_fields_and_nowhere_else(
    clinic: Making, treatment: str, visit_type: VisitType | None
) -> None:
    someone = replace(CANARIES, treatment=treatment, visit_type=visit_type)
    handout = clinic.handout(someone)
    reader = _read(clinic.pages.html(handout))
    assert set(reader.inside) <= set(handout.fields.values())
    for secret in (*PERSONAL, handout.check_code):
        assert not [text for text in reader.outside if secret in text.replace("\u00a0", " ")]
        assert not [text for text in reader.attributes if secret in text.replace("\u00a0", " ")]


def test_every_personal_word_of_a_full_visit_is_on_the_page(clinic: Making) -> None:
    handout = clinic.handout(CANARIES)
    reader = _read(clinic.pages.html(handout))
    assert set(reader.inside) == set(handout.fields.values())


HOSTILE = (
    "<b>&{{7*7}}\"'",
    "</title><script>alert(1)</script>",
    "{% include 'handout.html' %}{# gone #}",
    "&lt;i&gt; &amp;amp; &#65;",
    "]]><!-- --><img src=file:///etc/passwd>",
    "url(file:///etc/passwd) }} @import 'x'",
    "**bold** [[dose|dose]] {phone}",
    "../../etc/passwd",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_letters_stay_the_letters_that_were_typed(stock: Making, typed: str) -> None:
    tame = "".join(letter if letter.isalpha() else "n" for letter in typed)
    hostile, harmless = (
        _read(
            stock.html(
                full_visit(
                    "sleep",
                    patient=Patient(words, dt.date(1960, 1, 2), words),
                    clinician=words,
                    room=words,
                    note=words,
                )
            )
        )
        for words in (typed, tame)
    )
    # the head of each page, then the panel (name, record, clinician, room) and the note
    assert hostile.inside.count(typed) == 7
    assert hostile.tags == harmless.tags
    assert hostile.outside == harmless.outside
    assert hostile.attributes == harmless.attributes


def test_letters_of_content_are_no_markup_either(tmp_path: Path) -> None:
    words = 'text:\n  - "a <b>bold</b> & {phone} <script src=x>"\n'
    making = Making(shelf(tmp_path, {"content/en/statements/general-facts.yaml": words}))
    html = making.html(visit("sleep"))
    assert "a &lt;b&gt;bold&lt;/b&gt; &amp; " in html
    assert "<script" not in html


# Templates that a clinic changed


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ form.titel }}", "titel"),
        ("{{ fields['stop_food'] }}", "stop_food"),
        ("{% if %}", "template does not work"),
        ("{% include 'nothing.html' %}", "nothing.html"),
        ("{{ form.sections[0].picture }}", "no text"),
        ("{{ form.draft }}", "no text"),
        ("{{ form.panel }}", "no text"),
        ("{{ fields.items }}", "no text"),
    ],
)
def test_a_template_that_cannot_print_words_is_refused(
    tmp_path: Path, stock: Making, template: str, told: str
) -> None:
    pages = Pages(shelf(tmp_path, {"templates/handout.html": template}))
    with pytest.raises(HandoutsError, match=told):
        pages.html(stock.handout(visit("sleep")))


def test_a_template_may_use_nothing_of_python(tmp_path: Path, stock: Making) -> None:
    """`fields.__class__` and its like are no words, so nothing of them can reach a page."""
    attack = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    pages = Pages(shelf(tmp_path, {"templates/handout.html": attack}))
    with pytest.raises(HandoutsError):
        pages.html(stock.handout(visit("sleep")))


# What the page says of itself


def _said(someone: Visit, making: Making) -> Iterator[str]:
    yield from (" ".join(text.split()) for text in _read(making.html(someone)).outside)


def test_the_page_names_its_language_and_its_title(stock: Making) -> None:
    html = stock.html(visit("sleep"))
    draft = stock.content.wording.says.draft
    assert '<html lang="en"' in html
    assert f"<title>{draft} Better sleep when you live with pain</title>" in html


def test_a_draft_says_so_and_a_signed_page_does_not(clinic: Making) -> None:
    someone = visit("sleep")
    band = clinic.content.wording.says.draft
    assert band in set(_said(someone, clinic))
    assert band not in clinic.pages.html(clinic.handout(someone, signed=clinic.seals))


def test_a_line_to_write_on_stands_for_a_phone_that_the_clinic_left_out(tmp_path: Path) -> None:
    clinic_yaml = "name: Test Clinic\nsites:\n  a:\n    name: A\n    address: [1 Road]\n"
    html = Making(shelf(tmp_path, {"content/clinic.yaml": clinic_yaml})).html(visit("sleep"))
    assert "None" not in html
    assert html.count('<span class="blank"></span>') >= 3
