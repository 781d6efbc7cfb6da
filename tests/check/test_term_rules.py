"""TERM: each rule finds its planted word at its line, and leaves its neighbours alone."""

from pathlib import Path

import pytest

from handouts.check.lexicon import MEDICAL, MEDICAL_PHRASES, REPLACE, REPLACE_SPANISH, SAME
from handouts.check.rules import (
    term001_medical_word,
    term002_error_prone,
    term003_acronym,
    term004_plain_word,
)
from handouts.problems import Problem, Severity
from tests.check.planted import LANGUAGES, found, in_files, line, severities

WALKING = """\
name: Walking
title: Walking
kicker: For you
kind: general
most_important:
  text:
    - Walk a little.
  picture: walk
sections:
  - id: how
    heading: How to start
    text:
      - {}
    blocks:
      - statement: tell-us-your-medicines
"""
WALKING_FILE = "content/en/treatments/walking.yaml"
MEDICINES_FILE = "content/en/statements/tell-us-your-medicines.yaml"


def _walking(tmp_path: Path, text: str, beside: str = "Tell us all you take.") -> list[Problem]:
    files = {
        WALKING_FILE: WALKING.format(text),
        MEDICINES_FILE: f"text:\n  - {beside}\nsources: [SEED]\n",
    }
    return in_files(term001_medical_word, tmp_path, files, offers=("walking",))


# TERM001: medical words


def test_a_medical_word_that_nothing_explains_is_told_at_its_line(tmp_path: Path) -> None:
    (problem,) = _walking(tmp_path, "Nausea can come. Nausea can go.")
    assert problem.place.file.endswith("walking.yaml")
    assert line(problem) == 13
    assert problem.severity is Severity.WARNING
    assert "'Nausea'" in problem.message
    assert "'feeling sick to your stomach'" in problem.hint
    assert "[[nausea|Nausea]]" in problem.hint


def test_a_medical_word_without_a_glossary_entry_gets_no_link(tmp_path: Path) -> None:
    (problem,) = _walking(tmp_path, "Are you hypoxic? You may have syncope.")
    assert "'syncope'" in problem.message
    assert "'fainting'" in problem.hint
    assert "[[" not in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        '"You may feel [[nausea|nausea]]."',
        '"You may feel [[nausea|sick to your stomach]]."',
        "Tell us about nausea (a sick stomach).",
        "Tell us about a sick stomach (nausea).",
        "You may feel sick. This is called nausea.",
        "Nausea is when you feel sick. With nausea, rest.",
        "Opioids are strong pain medicines.",
        "Sedation means being sleepy.",
        "Did anesthesia make you ill? It is medicine that makes you sleep.",
        "Do you have hepatitis, a scarred liver or other liver disease?",
        "The word for this is nausea.",
        "Take ketamine, oxycodone and an infusion.",
        "Ask about the pain-free days.",
        "Tell us about your bipolar disorder.",
        "The actress is renowned.",
    ],
)
def test_explained_words_and_everyday_words_are_left_alone(tmp_path: Path, text: str) -> None:
    assert _walking(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nausea, headache and sleep.",
        "Opioids are dangerous.",
        '"(Nausea) can come."',
        "Tell us about nausea. Rest (if you can).",
        "Do you have hepatitis, headaches or other questions?",
    ],
)
def test_words_near_by_that_explain_nothing_do_not_count(tmp_path: Path, text: str) -> None:
    assert len(_walking(tmp_path, text)) == 1


def test_an_explanation_anywhere_in_the_same_handout_counts(tmp_path: Path) -> None:
    assert _walking(tmp_path, "With nausea, rest.", beside="Nausea is when you feel sick.") == []


def test_a_text_that_also_stands_where_nothing_explains_it_is_told(tmp_path: Path) -> None:
    """Walking explains the word; sleeping shows the same statement and does not."""
    files = {
        WALKING_FILE: WALKING.format("Nausea is when you feel sick."),
        MEDICINES_FILE: "text:\n  - Tell us about nausea.\nsources: [SEED]\n",
    }
    offers = ("walking", "sleep")
    (problem,) = in_files(term001_medical_word, tmp_path, files, offers=offers)
    assert problem.place.file.endswith("tell-us-your-medicines.yaml")


def test_one_form_of_a_word_explains_the_other(tmp_path: Path) -> None:
    text = "An anesthetic is a medicine that makes you sleep. Did anesthesia make you ill?"
    assert _walking(tmp_path, text) == []


def test_a_note_for_one_risk_may_use_the_name_of_the_illness(tmp_path: Path) -> None:
    files = {"content/en/risks/stroke.yaml": "label: Hypertension\nnote: [Tell us.]\n"}
    assert in_files(term001_medical_word, tmp_path, files, offers=("ketamine-infusion",)) == []


def test_a_text_that_no_handout_shows_is_asked_too(tmp_path: Path) -> None:
    (problem,) = found(term001_medical_word, tmp_path, ["Rest.", "Your hepatic tests."])
    assert line(problem) == 3
    assert "'of the liver'" in problem.hint


def test_medical_words_are_looked_for_in_english_only(tmp_path: Path) -> None:
    assert found(term001_medical_word, tmp_path, "Hepatic syncope.", "vi") == []


def test_no_explanation_needs_another_one() -> None:
    explained = MEDICAL | MEDICAL_PHRASES
    for word, meaning in explained.items():
        said = set(meaning.lower().split())
        assert said.isdisjoint(set(MEDICAL) - {word}), f"{word}: {meaning}"
    assert set(SAME) | set(SAME.values()) <= set(MEDICAL)


# TERM002: error-prone abbreviations


@pytest.mark.parametrize(
    ("text", "quoted", "hint"),
    [
        ("Take it q.d. at home.", "q.d.", "once a day"),
        ("Take it QOD.", "QOD", "every other day"),
        ("Take it BID or TID.", "BID", "two times a day"),
        ("Take it PRN.", "PRN", "when you need it"),
        ("You are NPO now.", "NPO", "nothing to eat or drink"),
        ("Take it PO.", "PO", "by mouth"),
        ("Take 10 U now.", "U", "units"),
        ("Take 10U now.", "U", "units"),
        ("Drink 30 cc of it.", "cc", "mL"),
        ("Take 5 µg.", "µg", "mcg"),
        ("Take 5 ug.", "ug", "mcg"),
        ("Use it q6h.", "q6h", "every"),
        ("Use it q4-6h.", "q4-6h", "every"),
        ("One drop OD.", "OD", "eye"),
        ("D/C the patch.", "D/C", "stop"),
        ("Take it HS.", "HS", "at bedtime"),
        ("It goes SubQ.", "SubQ", "under the skin"),
        ("An IN dose.", "IN", "into the nose"),
    ],
)
def test_an_error_prone_abbreviation_is_told(
    tmp_path: Path, text: str, quoted: str, hint: str
) -> None:
    problem = found(term002_error_prone, tmp_path, ["Rest.", text])[0]
    assert line(problem) == 3
    assert f"'{quoted}'" in problem.message
    assert hint in problem.hint
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-800-FDA-1088 or 555-0100.",
        "We put in an IV. The FDA and the US agree.",
        "Look at www.example.org/PRN now.",
        "U can rest, you and us.",
        "Write to PO Box 12.",
        "A big occasion. Uno, dos.",
        "Your sub quietly left. Bid us goodbye. Make a bid.",
        "Vitamin D, room 3U-9.",
        "Take the 8 am bus.",
    ],
)
def test_words_that_look_alike_are_no_abbreviations(tmp_path: Path, text: str) -> None:
    assert found(term002_error_prone, tmp_path, text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_prone_abbreviations_are_looked_for_in_every_language(
    tmp_path: Path, language: str
) -> None:
    (problem,) = found(term002_error_prone, tmp_path, "10 U, NPO.", language)[:1]
    assert "'U'" in problem.message


# TERM003: acronyms


def test_an_acronym_that_is_not_spelled_out_is_hinted_at_once(tmp_path: Path) -> None:
    problems = found(term003_acronym, tmp_path, ["Rest.", "Your ECG is here.", "Your ECG again."])
    assert [line(problem) for problem in problems] == [3]
    assert severities(problems) == [Severity.HINT]
    assert "'ECG'" in problems[0].message
    assert "(ECG)" in problems[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "An ECG (heart tracing) is next.",
        "A heart tracing (ECG) is next.",
        "The FDA is the US agency for this.",
        "CBT is short for a long name.",
        "The CDC, a US health agency, says so.",
        '[[iv|IV]] and [[crps|CRPS]] and "U.S."',
        "Ask Pavan Tankha, DO, on TV.",
        "Call 1-800-FDA-1088.",
        "Do it now. I am OK. Bring your ID.",
        "Take it PRN.",  # TERM002 tells
    ],
)
def test_acronyms_that_are_spelled_out_or_known_are_left_alone(tmp_path: Path, text: str) -> None:
    assert found(term003_acronym, tmp_path, text) == []


def test_an_acronym_that_is_spelled_out_later_in_the_file_is_left_alone(tmp_path: Path) -> None:
    texts = ["One kind is called CBT.", "CBT is short for a long name."]
    assert found(term003_acronym, tmp_path, texts) == []


def test_acronyms_are_looked_for_in_spanish_too(tmp_path: Path) -> None:
    assert len(found(term003_acronym, tmp_path, "Llame a la FDA.", "es")) == 1
    assert found(term003_acronym, tmp_path, "La FDA es la agencia.", "es") == []
    assert found(term003_acronym, tmp_path, "FDA", "zh") == []


# TERM004: plain words


@pytest.mark.parametrize(
    ("text", "quoted", "hint"),
    [
        ("Utilize a cane.", "Utilize", "'use'"),
        ("We are utilizing a cane.", "utilizing", "'using'"),
        ("Ask your physician.", "physician", "'doctor'"),
        ("A nurse administers it.", "administers", "'give', in the form that fits"),
        ("Call prior to your visit.", "prior to", "'before'"),
        ("Call in the event that it hurts.", "in the event that", "'if'"),
        ("Bring a list and/or pills.", "and/or", "'or'"),
        ("Take it w/o food.", "w/o", "'without'"),
    ],
)
def test_a_long_way_to_say_it_is_told(tmp_path: Path, text: str, quoted: str, hint: str) -> None:
    (problem,) = found(term004_plain_word, tmp_path, ["Rest.", text])
    assert line(problem) == 3
    assert f"'{quoted}'" in problem.message
    assert hint in problem.hint
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    ["Use a cane.", "In the events room.", "Priority seats.", "Avoid it.", "An informal talk.",
     "A self-administered test."],
)  # fmt: skip
def test_other_words_with_the_same_letters_are_left_alone(tmp_path: Path, text: str) -> None:
    assert found(term004_plain_word, tmp_path, text) == []


def test_long_ways_to_say_it_in_spanish_are_told(tmp_path: Path) -> None:
    (problem,) = found(term004_plain_word, tmp_path, "Hay que utilizar un bastón.", "es")
    assert "'utilizar'" in problem.message
    assert "'usar'" in problem.hint
    assert found(term004_plain_word, tmp_path, "Use un bastón.", "es") == []
    assert found(term004_plain_word, tmp_path, "utilizar", "vi") == []


def test_no_suggestion_is_itself_a_long_way_to_say_it() -> None:
    for replace in (REPLACE, REPLACE_SPANISH):
        assert {short for short in replace.values() if short in replace} == set()
    assert len(REPLACE) >= 60
