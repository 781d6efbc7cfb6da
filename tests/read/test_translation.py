"""Translations: each text, sign and condition that a language lost on the way is found."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handouts.model.content import Content
from handouts.model.visit import Edition
from handouts.problems import Problem
from handouts.read.translation import lost_in, source_of
from tests.shelf import changed, stock_words, words_with

LANGUAGES = ("ar", "es", "vi", "zh")
EMERGENCY = "content/es/red-flags/emergency.yaml"
KETAMINE = "content/es/treatments/ketamine-infusion.yaml"
EASY = Edition.EASY_READ

SAFETY = """
  - id: for-you
    heading: Por su estado de salud
    picture: heart
    blocks:
      - risk_notes: yes
"""
SEVERAL = """        when:
          visit_type:
            - first
            - follow-up
            - last
      - checklist: get-ready
"""

PARAGRAPH = """\
  - También puede sentir sueño o mareo. O puede sentir que flota, lejos de su cuerpo. No tenemos
    buenos datos de qué tan a menudo pasa esto.
"""
TERM = """\
  infusion:
    term: Infusión
    meaning: Medicina que entra despacio en una vena por un tubo fino.
"""

LOST: dict[str, tuple[str, str, str, str, str]] = {
    "a sign of a red-flag list": (
        EMERGENCY, "  - le duele el pecho, tiene latidos irregulares o se desmaya\n", "",
        "'signs' has 8 where 9 stand there", "signs:",
    ),
    "a sentence below the signs": (
        EMERGENCY, "  - Usted no debe manejar.\n", "",
        "'after' has 2 where 3 stand there", "after:",
    ),
    "a paragraph": (
        "content/es/statements/effects-lower-dose.yaml",
        PARAGRAPH, "",
        "'text' has 1 where 2 stand there", "text:",
    ),
    "a heading": (
        "content/es/statements/effects-lower-dose.yaml", "heading: Con una dosis más baja\n", "",
        "'heading' is empty here and filled there", "",
    ),
    "a condition of a side effect": (
        "content/es/side-effects/hallucinations.yaml", "when:\n  dose_band: [higher]\n", "",
        "'when' is empty here and filled there", "",
    ),
    "a risk of a condition": (
        "content/es/checklists/bring.yaml", "[hypertension, heart-disease, stroke, aneurysm]",
        "[hypertension, heart-disease, stroke]",
        "'risk' has 3 where 4 stand there", "risk: [hypertension",
    ),
    "a condition of a block": (
        KETAMINE, f"      - fasting_times: yes\n{SEVERAL}",
        "      - fasting_times: yes\n      - checklist: get-ready\n",
        "'when' is empty here and filled there", "- fasting_times",
    ),
    "a condition that is narrower": (
        KETAMINE, SEVERAL, SEVERAL.replace("            - last\n", ""),
        "'visit_type' has 2 where 3 stand there", "visit_type:",
    ),
    "a section": (
        KETAMINE, SAFETY, "", "'sections' has ", "sections:",
    ),
    "a question": (
        "content/es/questions/heart.yaml", "  - ask: ¿Tiene latidos irregulares o un marcapasos?\n",
        "", "'questions' has 4 where 5 stand there", "questions:",
    ),
    "the mark that says to call before the visit": (
        "content/es/questions/heart.yaml",
        "  - ask: ¿Tiene un bulto en un vaso sanguíneo (aneurisma)?\n    call_first: true\n",
        "  - ask: ¿Tiene un bulto en un vaso sanguíneo (aneurisma)?\n",
        "'call_first' is False here and True there", "- ask: ¿Tiene un bulto",
    ),
    "the reason of a task": (
        "content/es/checklists/bring.yaml", "    why: Pueden ayudarle a estar en calma.\n", "",
        "'why' is empty here and filled there", "- do: Audífonos",
    ),
    "the urgency": (
        EMERGENCY, "urgency: emergency", "urgency: same-day",
        "'urgency' is 'same-day' here and 'emergency' there", "urgency:",
    ),
    "a word of the glossary": (
        "content/es/glossary.yaml",
        TERM, "",
        "'infusion' is missing", "terms:",
    ),
    "a text that stands only here": (
        EMERGENCY, "  - Usted no debe manejar.\n",
        "  - Usted no debe manejar.\n  - Nadie debe manejar.\n",
        "'after' has 4 where 3 stand there", "after:",
    ),
}  # fmt: skip
"""By what is lost: the file, the words that go, those that come, the message, the line of it."""


def _lost(folder: Path, files: dict[str, str], language: str = "es") -> list[Problem]:
    return list(lost_in(words_with(folder, files, language), stock_words()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_that_ships_is_whole(language: str) -> None:
    content = stock_words(language)
    assert source_of(content) == ("en", Edition.STANDARD)
    assert [str(problem) for problem in lost_in(content, stock_words())] == []


def test_the_easy_read_words_that_ship_are_whole() -> None:
    content = stock_words("en", EASY)
    assert source_of(content) == ("en", Edition.STANDARD)
    assert [str(problem) for problem in lost_in(content, stock_words())] == []


def test_the_first_words_have_no_source() -> None:
    assert source_of(stock_words()) is None


@pytest.mark.parametrize("what", LOST)
def test_what_a_translation_lost_is_told_at_its_line(tmp_path: Path, what: str) -> None:
    name, old, new, message, line = LOST[what]
    files = changed(name, old, new)
    (problem,) = _lost(tmp_path, files)
    assert message in problem.message
    assert name.replace("content/es", "content/en") in problem.message
    assert problem.rule == "LANG003"
    assert "--take" not in problem.hint, "it is the clinic's own file"
    assert problem.place.file == str(tmp_path / name)
    lines = files[name].splitlines()
    told = lines[problem.place.line - 1] if line else lines[0]
    assert line in told


def test_other_words_in_the_same_places_are_no_loss(tmp_path: Path) -> None:
    files = changed(EMERGENCY, "  - le cuesta respirar\n", "  - no puede respirar bien\n")
    assert _lost(tmp_path, files) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sources: [C07, C18, C24, C48]\n", ""),
        ("sources: [C07, C18, C24, C48]", "sources: [C07, C18, C24]"),
    ],
)
def test_sources_are_the_affair_of_the_clinician_who_checks(
    tmp_path: Path, old: str, new: str
) -> None:
    assert _lost(tmp_path, changed(EMERGENCY, old, new)) == []


@pytest.mark.parametrize(
    ("kind", "folder", "id_"),
    [
        ("statements", "statements", "off-label"),
        ("red_flags", "red-flags", "emergency"),
        ("side_effects", "side-effects", "nausea"),
        ("question_sets", "questions", "heart"),
        ("checklists", "checklists", "home-do"),
        ("risks", "risks", "stroke"),
        ("expectations", "expectations", "going-home"),
    ],
)
def test_a_file_that_is_gone_is_told_by_its_name(kind: str, folder: str, id_: str) -> None:
    spanish = stock_words("es")
    kept = {name: item for name, item in getattr(spanish, kind).items() if name != id_}
    behind: dict[str, Any] = {kind: kept}
    (problem,) = lost_in(replace(spanish, **behind), stock_words())
    assert problem.place.file == f"content/es/{folder}/{id_}.yaml"
    assert "'es'" in problem.message
    assert problem.hint.startswith(f"Copy content/en/{folder}/{id_}.yaml")


def test_a_treatment_that_nobody_translated_costs_the_others_nothing() -> None:
    spanish = stock_words("es")
    kept = {name: item for name, item in spanish.treatments.items() if name != "sleep"}
    assert list(lost_in(replace(spanish, treatments=kept), stock_words())) == []


def test_a_new_paragraph_of_the_source_tells_which_translations_are_behind(tmp_path: Path) -> None:
    name = "content/en/statements/off-label.yaml"
    text = changed(name, "sources:\n", "points: [Ask us how it works.]\nsources:\n")
    english = words_with(tmp_path, text)
    behind: dict[str, list[str]] = {
        language: [problem.place.file for problem in lost_in(stock_words(language), english)]
        for language in LANGUAGES
    }
    assert behind == {
        language: [f"content/{language}/statements/off-label.yaml"] for language in LANGUAGES
    }
    (problem,) = lost_in(stock_words("es"), english)
    take = "handouts init --take content/es/statements/off-label.yaml"
    assert problem.hint.endswith(take), "nobody changes the program's own folder"


# Easy read


def _easy(folder: Path, files: dict[str, str]) -> Content:
    return words_with(folder, files, "en", EASY)


def test_an_easy_read_text_may_have_more_sentences(tmp_path: Path) -> None:
    name = "content/en/easy-read/statements/effects-lower-dose.yaml"
    old = "  - You may also feel sleepy or dizzy.\n"
    files = changed(name, old, "  - You may feel sleepy.\n  - You may feel dizzy.\n")
    assert list(lost_in(_easy(tmp_path, files), stock_words())) == []


@pytest.mark.parametrize(
    ("name", "old", "message"),
    [
        (
            "red-flags/emergency", "  - have a sudden, very bad headache\n",
            "'signs' has 8 where 9 stand there",
        ),
        (
            "side-effects/hallucinations", "when:\n  dose_band: [higher]\n",
            "'when' is empty here and filled there",
        ),
        (
            "treatments/ketamine-infusion", "      - statement: off-label\n",
            "'blocks' has ",
        ),
    ],
)  # fmt: skip
def test_an_easy_read_text_may_lose_no_sign_no_condition_and_no_block(
    tmp_path: Path, name: str, old: str, message: str
) -> None:
    files = changed(f"content/en/easy-read/{name}.yaml", old, "")
    (problem,) = lost_in(_easy(tmp_path, files), stock_words())
    assert message in problem.message
    assert f"content/en/{name}.yaml" in problem.message


def test_standard_words_that_stand_in_for_easy_ones_are_no_loss(tmp_path: Path) -> None:
    easy = _easy(tmp_path, {})
    plain = stock_words().statements["off-label"]
    assert list(lost_in(replace(easy, statements={**easy.statements, "off-label": plain}),
                        stock_words())) == []  # fmt: skip
