"""Prose: bold, explained words and the clinic's values; anything else is text or refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.make.words.prose import Unclear, Voice, clinic_values, plain_text
from handouts.model.blocks import Span
from handouts.model.clinic import Clinic, Policies, Site

VOICE = Voice({"phone": "312-867-5309", "clinic": "Hill Clinic", "rest_minutes": None},
              frozenset({"dose"}))  # fmt: skip


def test_plain_words_are_one_span() -> None:
    assert VOICE.phrase("Drink a little.") == (Span("Drink a little."),)


def test_bold_words_are_strong_and_their_neighbours_are_not() -> None:
    assert VOICE.phrase("Do **not** drive.") == (
        Span("Do "),
        Span("not", strong=True),
        Span(" drive."),
    )


def test_a_word_that_the_handout_explains_is_linked() -> None:
    assert VOICE.phrase("Your [[dose|doses]].") == (
        Span("Your "),
        Span("doses", term="dose"),
        Span("."),
    )


def test_a_word_that_the_handout_does_not_explain_prints_as_plain_words() -> None:
    assert VOICE.phrase("Your [[nausea|sick feeling]].")[1] == Span("sick feeling")


def test_a_value_stands_in_whole_so_that_it_never_breaks_over_a_line() -> None:
    assert VOICE.phrase("Call {phone}.")[1] == Span("312-867-5309", whole=True)


def test_the_clinic_name_may_break_over_a_line() -> None:
    assert VOICE.phrase("{clinic}") == (Span("Hill Clinic"),)


def test_a_value_that_the_clinic_left_blank_is_a_line_to_write_on() -> None:
    assert VOICE.phrase("Rest {rest_minutes} minutes.")[1] == Span("", blank=True)


def test_values_and_links_inside_bold_words_are_strong_too() -> None:
    assert VOICE.phrase("**Call {phone} on [[dose|doses]]**") == (
        Span("Call ", strong=True),
        Span("312-867-5309", strong=True, whole=True),
        Span(" on ", strong=True),
        Span("doses", strong=True, term="dose"),
    )


def test_a_value_is_never_read_as_markup() -> None:
    voice = Voice({"clinic": "The **{phone}** [[dose|x]]"}, frozenset({"dose"}))
    assert plain_text(voice.phrase("{clinic}")) == "The **{phone}** [[dose|x]]"


@pytest.mark.parametrize(
    "text",
    [
        "Do **not drive.",
        "Do not** drive.",
        "An empty **** bold.",
        "A [[dose]] without words.",
        "A [[dose|link without its end.",
        "A dose]] without its start.",
        "A [[Dose|link]] to an id with a capital.",
        "An empty {} value.",
        "A {phone without its end.",
        "A phone} without its start.",
        "A {{phone}} in two braces.",
        "A {Phone} with a capital.",
        "{{ 7 * 7 }}",
        "{% include 'x' %}",
        "[[dose|a **bold** link]]",
        "[[dose|call {phone}]]",
    ],
)
def test_markup_that_means_nothing_is_refused_and_never_printed(text: str) -> None:
    with pytest.raises(Unclear):
        VOICE.phrase(text)


def test_an_unknown_value_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(Unclear, match=r"\{fax\} is not a value .* \{phone\}, \{clinic\}"):
        VOICE.phrase("Send it to {fax}.")


@pytest.mark.parametrize("text", ["a < b & c > d", "<b>no tag</b>", "&amp;", "5 * 3", "[x](y)"])
def test_letters_that_are_no_markup_of_ours_stay_as_they_are(text: str) -> None:
    assert VOICE.phrase(text) == (Span(text),)


def test_a_site_with_phones_of_its_own_is_called_on_those() -> None:
    hill = Site("Hill", ("1 Road",), phone="312-867-5320", after_hours_phone="312-867-5321")
    clinic = Clinic(phone="312-867-5309", after_hours_phone="312-867-5310")
    here, there = clinic_values(clinic, None), clinic_values(clinic, hill)
    assert (here["phone"], here["after_hours_phone"]) == ("312-867-5309", "312-867-5310")
    assert (there["phone"], there["after_hours_phone"]) == ("312-867-5320", "312-867-5321")


def test_an_interpreter_is_called_on_the_clinic_phone_when_there_is_no_other() -> None:
    assert clinic_values(Clinic(phone="312-867-5309"), None)["interpreter_phone"] == "312-867-5309"


def test_what_the_clinic_left_blank_has_no_value() -> None:
    values = clinic_values(Clinic(policies=Policies()), None)
    assert [name for name, value in values.items() if value is None] == [
        "clinic",
        "phone",
        "after_hours_phone",
        "interpreter_phone",
        "rest_minutes",
    ]


# Numbers that keep their order and never break over a line

_PART = st.text("0123456789", min_size=1, max_size=5)
_PHONES = st.one_of(
    st.lists(_PART, min_size=2, max_size=4).map("-".join),
    st.builds("1-800-{}-{}".format, st.text("ABCDEFGH", min_size=2, max_size=4), _PART),
    st.builds("+{}-{}".format, _PART, _PART),
    st.builds("+{} ({}) {}-{}".format, _PART, _PART, _PART, _PART),
    st.sampled_from(["(212) 555-0100", "(212)555-0100", "1-(800)-555-0100", "+49 30 901820"]),
)
_WORDS = st.sampled_from(
    ["Call", "us", "at night.", "اتصل بالرقم", "请拨打", "Llame al", "(or", "home)", "8:30", "24"]
)


@given(before=st.lists(_WORDS), phone=_PHONES, after=st.lists(_WORDS), end=st.sampled_from(" .,;?"))
def test_a_number_with_hyphens_is_one_whole_span_in_any_text(
    before: list[str], phone: str, after: list[str], end: str
) -> None:
    text = f"{' '.join([*before, phone])}{end} {' '.join(after)}"
    spans = VOICE.phrase(text)
    assert plain_text(spans) == text
    assert [span.text for span in spans if span.whole] == [phone]


@given(st.text(st.characters(exclude_characters="*[]{}", codec="utf-8"), max_size=60))
def test_looking_for_numbers_changes_no_letter_of_a_text(text: str) -> None:
    spans = VOICE.phrase(text)
    assert plain_text(spans) == text
    assert all(span.text for span in spans)
    assert all(re.search(r"[0-9]", span.text) for span in spans if span.whole)


@pytest.mark.parametrize(
    "text",
    [
        "请拨打{}。",
        "(或 {})",
        "({})",
        "Call us ({}).",
        "اتصل بنا ({}).",
        "«{}»",
        "Llame al {}: si",
    ],
)
def test_a_bracket_or_sign_beside_a_number_is_no_part_of_it(text: str) -> None:
    spans = VOICE.phrase(text.format("555-0100"))
    assert [span.text for span in spans if span.whole] == ["555-0100"]


@pytest.mark.parametrize("text", ["two- or three-day", "a 24-hour day", "6-8 hours", "COVID-19"])
def test_words_with_hyphens_keep_all_their_letters(text: str) -> None:
    assert plain_text(VOICE.phrase(text)) == text


def test_a_number_inside_bold_words_is_whole_and_strong() -> None:
    assert VOICE.phrase("**Call 555-0100 now**") == (
        Span("Call ", strong=True),
        Span("555-0100", strong=True, whole=True),
        Span(" now", strong=True),
    )
