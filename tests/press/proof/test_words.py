"""Handouts that say something else than they must, or something besides: the proof finds each."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from handouts.model.handout import Handout, SectionOut
from handouts.model.settings import Paper
from handouts.model.visit import Edition
from handouts.press.proof.whole import prove
from tests.matrix import Cell
from tests.press.proving import (
    BESIDES,
    BORN,
    CODE,
    LOST,
    NAME,
    NUMBER,
    RECORD,
    VERSION,
    Spoiled,
    check,
)
from tests.spoiled import ARABIC, OTHER, SLEEP, edited, good, recomposed, repainted, styled

COPY = Cell("sleep", "es", Edition.STANDARD, Paper.LETTER, "patient-copy")
Sections = tuple[SectionOut, ...]
POINT = "<li>Should I be checked for sleep apnea?</li>"
LAST = "<li>Who can help me if I still sleep badly?</li>"
IN_HEAD = '<p class="name"><bdi class="field" data-field="patient">'
IN_HEAD_FROM_LEFT = IN_HEAD.replace('"patient"', '"patient" dir="ltr"')
IN_BOX = '<p class="value"><bdi class="field" data-field="patient">'
PHONE = 'Questions? Call <b><bdi class="whole" dir="ltr">555-010'


def _fields(**words: str) -> bytes:
    return recomposed(lambda handout: replace(handout, fields={**handout.fields, **words}))


def _sections(change: Callable[[Sections], Sections]) -> bytes:

    def changed(handout: Handout) -> Handout:
        return replace(handout, form=replace(handout.form, sections=change(handout.form.sections)))

    return recomposed(changed)


SPOILED = (
    Spoiled("a section is dropped",
            lambda: _sections(lambda found: found[:1] + found[2:]), (LOST, VERSION)),
    Spoiled("two sections change places",
            lambda: _sections(lambda found: (found[1], found[0], *found[2:])), (LOST, VERSION)),
    Spoiled("a point is dropped", lambda: edited((POINT, "")), (LOST,)),
    Spoiled("two points change places",
            lambda: edited((POINT, ""), (LAST, LAST + POINT)), (LOST,)),
    Spoiled("a point stands twice", lambda: edited((POINT, POINT * 2)), (BESIDES,)),
    Spoiled("a not is dropped", lambda: edited(("Do not overdo", "Do overdo")), (LOST,)),
    Spoiled("a not is added", lambda: edited(("Keep notes", "Do not keep notes")), (LOST,)),
    Spoiled("the number of the crisis line is another one",
            lambda: edited(("988", "989")), (LOST,)),
    Spoiled("two digits of a phone change places",
            lambda: edited(("1-800-FDA-1088", "1-800-FDA-0188")), (LOST,)),
    Spoiled("half a sentence is lost",
            lambda: edited((" or if your breath stops at night (sleep apnea)", "")), (LOST,)),
    Spoiled("a letter is another one", lambda: edited(("overdo good", "overdo food")), (LOST,)),
    Spoiled("a label is lost", lambda: edited((">Please arrive at<", "><")), (LOST,)),
    Spoiled("two labels change places",
            lambda: edited((">Please arrive at<", ">-<"), (">Done by about<", ">Please arrive at<"),
                           (">-<", ">Done by about<")),
            ("does not show the time to arrive",)),
    Spoiled("it is another patient's", lambda: good(SLEEP, OTHER).pdf,
            (NAME, BORN, RECORD, CODE, "does not show the name in the box of the visit")),
    Spoiled("a letter of the name is another one", lambda: _fields(patient="Marla Example"),
            (NAME, "does not show the name in the box")),
    Spoiled("two digits of the birth date change places", lambda: _fields(born="March 4, 1985"),
            (BORN, "does not show the date of birth in the box")),
    Spoiled("two digits of the record number change places", lambda: _fields(record="000110"),
            (RECORD, "does not show the record number in the box")),
    Spoiled("the time is another one", lambda: _fields(time="9:30 am"),
            ("does not show the time to arrive",)),
    Spoiled("the day is another one", lambda: _fields(date="Wednesday, December 2, 2026"),
            ("does not show the day of the visit",)),
    Spoiled("the note is another one", lambda: _fields(note="Please bring nothing."),
            ("does not show the care team's note",)),
    Spoiled("the head names another patient",
            lambda: edited((f"{IN_HEAD}Maria Example", f"{IN_HEAD}Rose May")), (NAME,)),
    Spoiled("the box of the visit names another patient",
            lambda: edited((f"{IN_BOX}Maria Example", f"{IN_BOX}Rose May")),
            ("does not show the name in the box",)),
    Spoiled("another patient stands beside this one",
            lambda: edited(("<h1>", "<p>Rose May, March 4, 1985</p><h1>")), (BESIDES,)),
    Spoiled("another patient stands in the head, too",
            lambda: edited((f"{IN_HEAD}Maria Example", f"{IN_HEAD}Maria Example Rose May")),
            (BESIDES,)),
    Spoiled("the band of a draft is missing",
            lambda: edited((f'<p class="draft">{good().handout.form.wording.draft}</p>', "")),
            ("does not show that it is a draft",)),
    Spoiled("the record number is not in the head",
            lambda: styled(".page-head .cell:nth-child(5) { visibility: hidden }"), (RECORD,)),
    Spoiled("the birth date is not in the head",
            lambda: styled(".page-head .cell:nth-child(3) { visibility: hidden }"), (BORN,)),
    Spoiled("the head is on the first page only",
            lambda: styled("@page :left { @top-left { content: none } }"),
            (NAME, BORN, RECORD, NUMBER, "does not show that it is a draft",
             "does not show the label of")),
    Spoiled("pages have no number", lambda: styled(".page-number { visibility: hidden }"),
            (NUMBER,)),
    Spoiled("each page is page 1",
            lambda: edited(('<span class="page"></span>', "1")), (NUMBER,)),
    Spoiled("the number of pages is another one",
            lambda: edited(('<span class="pages"></span>', "3")), (NUMBER,)),
    Spoiled("the check code is another one",
            lambda: edited((good().handout.check_code, "AAAAAA")), (CODE,)),
    Spoiled("the version is another one",
            lambda: edited((good().handout.form.version, "00000000")), (VERSION,)),
    Spoiled("the words at the foot were not reviewed, and it says that they were",
            lambda: edited(("Not yet reviewed by a clinician", "Reviewed by a clinician")),
            (VERSION,)),
    Spoiled("the phone at the foot is another one",
            lambda: edited((f"{PHONE}0", f"{PHONE}1")), ("does not show whom to call",)),
    Spoiled("a section is not displayed",
            lambda: styled("#part-know-before { display: none }"), (LOST,)),
    Spoiled("a section is hidden",
            lambda: styled("#part-know-before { visibility: hidden }"), (LOST,)),
    Spoiled("the numbers of texts on a copy for two languages begin too late",
            lambda: styled(".numbered main { counter-reset: place 3 }", COPY),
            ("does not number its texts one after the other",), COPY),
    Spoiled("a page of other words comes last",
            lambda: edited(("</main>", '<p style="break-before: page">More</p></main>')),
            (BESIDES,)),
)  # fmt: skip

FROM_RIGHT = (
    Spoiled("a number is another one", lambda: edited(("988", "989"), cell=ARABIC), (LOST,),
            ARABIC),
    Spoiled("the birth date is another one",
            lambda: edited(("4 مارس 1958", "4 مارس 1985"), cell=ARABIC),
            (BORN, "does not show the date of birth in the box"), ARABIC),
    Spoiled("a word is lost", lambda: edited(("أحضر معك شخصا بالغا", "أحضر معك شخصا"), cell=ARABIC),
            (LOST,), ARABIC),
    Spoiled("another patient stands in the head, too",
            lambda: edited((f"{IN_HEAD_FROM_LEFT}Maria Example",
                            f"{IN_HEAD_FROM_LEFT}Maria Example Rose May"), cell=ARABIC),
            (BESIDES,), ARABIC),
    Spoiled("two digits on paper are not those that are read aloud",
            lambda: repainted(_two_digits_changed, pdf=good(ARABIC).pdf),
            ("shows other words than it says to a screen reader",), ARABIC),
)  # fmt: skip


def _two_digits_changed(painted: bytes) -> bytes:
    return re.sub(rb"(<044\w>)(\d*)(<043f>)", rb"\3\2\1", painted, count=1)


@pytest.mark.parametrize("spoiled", SPOILED, ids=lambda each: each.how)
def test_what_a_handout_says_wrongly_is_found(spoiled: Spoiled) -> None:
    check(spoiled)


@pytest.mark.noto
@pytest.mark.parametrize("spoiled", FROM_RIGHT, ids=lambda each: each.how)
def test_so_it_is_where_words_run_from_right_to_left(spoiled: Spoiled) -> None:
    check(spoiled)


@pytest.mark.parametrize(
    "words",
    ["{{ clinician }}", "{% if x %}", "O&#39;Brien", "Rose &amp; May", "None", "nan", "<b>Rose</b>",
     "jinja2.Undefined", "Zo\ufffd"],
)  # fmt: skip
def test_remains_of_a_template_in_personal_words_are_found_though_they_print_well(
    words: str,
) -> None:
    handout = good().handout
    left = replace(handout, fields={**handout.fields, "clinician": words})
    flaws = prove(good().pdf, replace(good().expected, fields=left.fields))
    assert [flaw.what for flaw in flaws] == [
        "has remains of a template in the place of words (clinician)"
    ]


@pytest.mark.parametrize("name", ["May None", "Nan Rose", "Will True", "A < B & C", "O'Brien"])
def test_names_that_only_look_like_such_remains_are_names(name: str) -> None:
    fields = {**good().handout.fields, "patient": name}
    flaws = prove(good().pdf, replace(good().expected, fields=fields))
    assert flaws == ()


def test_the_band_of_a_draft_on_a_signed_handout_is_found() -> None:
    band = good().handout.form.wording.draft
    others = tuple(each for each in good().expected.everywhere if each.text != band)
    flaws = prove(good().pdf, replace(good().expected, everywhere=others))
    assert {flaw.what for flaw in flaws} == {BESIDES}


def test_a_good_handout_has_no_flaw() -> None:
    assert prove(good().pdf, good().expected) == ()


def test_what_is_found_never_names_the_patient() -> None:
    pdf = good(SLEEP, OTHER).pdf
    said = " ".join(map(str, prove(pdf, good().expected)))
    words = (*good().handout.fields.values(), *good(SLEEP, OTHER).handout.fields.values())
    assert [word for word in words if word in said] == []


def test_a_flaw_tells_its_page() -> None:
    flaws = prove(edited(("Do not overdo", "Do overdo")), good().expected)
    assert str(flaws[0]).startswith("page 2 does not show “Pace your day. Rest before your …”")
