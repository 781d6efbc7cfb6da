"""READ: each rule finds its planted fault at its line, quotes it, and leaves easy words alone."""

from pathlib import Path

import pytest

from handouts.check import szigriszt
from handouts.check.grade import count, total
from handouts.check.rules import (
    read001_grade_of_handout,
    read002_ease_of_handout,
    read003_sentence_length,
    read004_paragraph,
    read005_long_words,
)
from handouts.check.scores import blocks_shown
from handouts.check.subject import Subject
from handouts.check.texts import sentences
from handouts.make.words.prose import plain_text
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.planted import found, in_files, line, severities
from tests.shelf import stock_words

HARD = (
    "Patients experiencing considerable gastrointestinal complications necessitating additional "
    "medical intervention immediately communicate appropriate information."
)
HARD_SPANISH = (
    "Comuníquese inmediatamente con nuestras instalaciones si experimenta complicaciones "
    "gastrointestinales extraordinariamente considerables durante la administración."
)
WALKING_FILE = "content/{}/treatments/walking.yaml"
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
      - Walk a little each day.
{}    blocks:
      - statement: tell-us-your-medicines
"""


def _words(number: int) -> str:
    return " ".join(["Go", *["go"] * (number - 1)]) + "."


def _walking(*hard: str) -> str:
    return WALKING.format("".join(f"      - {text}\n" for text in hard))


# READ001, READ002: whole handouts


@pytest.mark.parametrize(("times", "severity"), [(8, Severity.ERROR), (3, Severity.WARNING)])
def test_a_hard_handout_is_told_at_its_hardest_line(
    tmp_path: Path, times: int, severity: Severity
) -> None:
    files = {WALKING_FILE.format("en"): _walking("You may rest.", *[HARD] * times)}
    (problem,) = in_files(read001_grade_of_handout, tmp_path, files, offers=("walking",))
    assert problem.severity is severity
    assert line(problem) == 15
    assert "walking" in problem.message
    assert "'Patients experiencing" in problem.hint
    assert f"walking.yaml:{line(problem)}:" in problem.hint


def test_the_hint_names_at_most_three_lines(tmp_path: Path) -> None:
    files = {WALKING_FILE.format("en"): _walking(*[f"{HARD} {rest}" for rest in "abcde"])}
    (problem,) = in_files(read001_grade_of_handout, tmp_path, files, offers=("walking",))
    assert problem.hint.count(".yaml:") == 3


def test_only_lines_that_make_the_handout_harder_are_named(tmp_path: Path) -> None:
    files = {WALKING_FILE.format("en"): _walking(*[HARD] * 7)}
    (problem,) = in_files(read001_grade_of_handout, tmp_path, files, offers=("walking",))
    assert problem.hint.count(".yaml:") == 1


def test_words_that_a_handout_says_often_pull_more_than_harder_ones_said_once(
    tmp_path: Path,
) -> None:
    harder = f"{HARD[:-1]}, {HARD[:-1].lower()}."
    files = {WALKING_FILE.format("en"): _walking(harder, *[HARD] * 6)}
    (problem,) = in_files(read001_grade_of_handout, tmp_path, files, offers=("walking",))
    assert line(problem) == 15


def test_a_hard_line_of_a_block_is_named_in_the_blocks_own_file(tmp_path: Path) -> None:
    name = "content/en/statements/tell-us-your-medicines.yaml"
    medicines = "text:\n" + f"  - {HARD}\n" * 7 + "sources: [SEED]\n"
    files = {WALKING_FILE.format("en"): _walking(), name: medicines}
    (problem,) = in_files(read001_grade_of_handout, tmp_path, files, offers=("walking",))
    assert problem.place.file.endswith("tell-us-your-medicines.yaml")


def test_an_easy_handout_is_not_told(tmp_path: Path) -> None:
    files = {WALKING_FILE.format("en"): _walking(HARD)}
    assert in_files(read001_grade_of_handout, tmp_path, files, offers=("walking",)) == []


def test_a_hard_handout_in_spanish_is_told_at_its_hardest_line(tmp_path: Path) -> None:
    files = {WALKING_FILE.format("es"): _walking("Descanse.", *[HARD_SPANISH] * 15)}
    (problem,) = in_files(
        read002_ease_of_handout, tmp_path, files, language="es", offers=("walking",)
    )
    assert problem.severity is Severity.ERROR
    assert line(problem) == 15
    assert "'Comuníquese inmediatamente" in problem.hint


def test_a_spanish_handout_that_is_a_little_hard_is_a_warning(tmp_path: Path) -> None:
    files = {WALKING_FILE.format("es"): _walking(*[HARD_SPANISH] * 3)}
    problems = in_files(
        read002_ease_of_handout, tmp_path, files, language="es", offers=("walking",)
    )
    assert severities(problems) == [Severity.WARNING]


def test_each_formula_is_asked_for_its_own_language_only(tmp_path: Path) -> None:
    files = {WALKING_FILE.format("es"): _walking(*[HARD_SPANISH] * 15)}
    assert (
        in_files(read001_grade_of_handout, tmp_path, files, language="es", offers=("walking",))
        == []
    )
    files = {WALKING_FILE.format("en"): _walking(*[HARD] * 15)}
    assert in_files(read002_ease_of_handout, tmp_path, files, offers=("walking",)) == []


def test_handouts_that_show_the_same_blocks_say_the_same() -> None:
    """So the rules may count one of them for all."""
    settings = Settings(timezone="America/New_York", offers=("ketamine-infusion", "sleep"))
    said: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for composed in Subject.of(stock_words(), settings, ()).composed:
        assert composed.handout is not None
        words = tuple(plain_text(phrase) for phrase in composed.handout.form.phrases())
        said.setdefault(blocks_shown(composed.handout), set()).add(words)
    assert len(said) > 5
    assert {len(each) for each in said.values()} == {1}


# Spanish syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("sol", 1), ("dolor", 2), ("días", 2), ("país", 2), ("agua", 2), ("guerra", 2),
        ("guía", 2), ("quién", 1), ("pingüino", 3), ("cuídese", 3), ("ketamina", 4), ("aún", 2),
        ("médico", 3), ("náuseas", 3), ("infusión", 3), ("leíais", 3), ("y", 1), ("ley", 1),
        ("ayude", 3), ("ahora", 3), ("oxígeno", 4), ("corta-uñas", 4), ("MRI", 1), ("FBS", 1),
    ],
)  # fmt: skip
def test_a_spanish_word_has_its_syllables(word: str, syllables: int) -> None:
    assert szigriszt.syllables(word) == syllables


def test_the_ease_is_that_of_the_formula() -> None:
    counted = szigriszt.count("La ketamina no ayuda a todos. Avísenos si duele.")
    assert (counted.words, counted.syllables, counted.sentences) == (9, 19, 2)
    assert szigriszt.ease(counted) == pytest.approx(206.835 - 62.3 * 19 / 9 - 9 / 2)


def test_nothing_to_read_is_easy() -> None:
    assert szigriszt.ease(szigriszt.count("")) == 100


# READ003: sentences


@pytest.mark.parametrize(
    ("words", "told"),
    [(15, []), (16, [Severity.WARNING]), (20, [Severity.WARNING]), (21, [Severity.ERROR])],
)
def test_a_long_sentence_is_told(tmp_path: Path, words: int, told: list[Severity]) -> None:
    problems = found(read003_sentence_length, tmp_path, ["Rest.", f"Rest. {_words(words)}"])
    assert severities(problems) == told
    assert [line(problem) for problem in problems] == [3] * len(told)
    assert all(f"{words} words" in problem.message for problem in problems)
    assert all("'Go go go" in problem.message for problem in problems)


@pytest.mark.parametrize("language", ["es", "ar"])
@pytest.mark.parametrize(
    ("words", "told"), [(20, []), (21, [Severity.WARNING]), (26, [Severity.ERROR])]
)
def test_other_languages_may_use_more_words(
    tmp_path: Path, language: str, words: int, told: list[Severity]
) -> None:
    problems = found(read003_sentence_length, tmp_path, _words(words), language)
    assert severities(problems) == told


@pytest.mark.parametrize("language", ["zh", "vi"])
def test_languages_whose_spaces_part_no_words_are_not_measured(
    tmp_path: Path, language: str
) -> None:
    assert found(read003_sentence_length, tmp_path, _words(40), language) == []


def test_easy_read_leaves_16_words_to_its_own_rule(tmp_path: Path) -> None:
    easy = Edition.EASY_READ
    assert found(read003_sentence_length, tmp_path, _words(16), "en", easy) == []
    problems = found(read003_sentence_length, tmp_path, _words(21), "en", easy)
    assert severities(problems) == [Severity.ERROR]


def test_short_sentences_do_not_add_up_to_a_long_one(tmp_path: Path) -> None:
    assert found(read003_sentence_length, tmp_path, " ".join([_words(12)] * 3)) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rest. Drink water!", ["Rest.", "Drink water!"]),
        ('He said "rest." Then he left.', ['He said "rest.', "Then he left."]),
        ("Dr. Lee is here. Ask.", ["Dr. Lee is here.", "Ask."]),
        ("It was in U.S. News. Ask.", ["It was in U.S. News.", "Ask."]),
        ("Bring these: pills, a list", ["Bring these:", "pills, a list"]),
        ("Take 0.5 of it", ["Take 0.5 of it"]),
        ("不要停药。告诉我们。", ["不要停药。", "告诉我们。"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


# READ004: paragraphs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" ".join([_words(13)] * 4), [Severity.WARNING]),  # 52 words
        (" ".join([_words(4)] * 6), [Severity.WARNING]),  # 6 sentences
        (" ".join([_words(11)] * 4), [Severity.HINT]),  # 44 words
        (" ".join([_words(10)] * 4), []),  # 40 words
        (" ".join([_words(16)] * 3), []),  # 48 words
        ("**Go.** " + " ".join([_words(4)] * 5), []),  # a bold start
        ("Go on with these: " + " ".join([_words(4)] * 5), []),  # a colon
    ],
)
def test_a_long_paragraph_is_told(tmp_path: Path, text: str, told: list[Severity]) -> None:
    problems = found(read004_paragraph, tmp_path, ["Rest.", text])
    assert severities(problems) == told
    assert [line(problem) for problem in problems] == [3] * len(told)
    assert all("'Go" in problem.message for problem in problems)


def test_a_paragraph_in_spanish_may_be_longer(tmp_path: Path) -> None:
    text = " ".join([_words(18)] * 3)
    assert found(read004_paragraph, tmp_path, text, "es") == []
    assert severities(found(read004_paragraph, tmp_path, text)) == [Severity.WARNING]
    assert found(read004_paragraph, tmp_path, text, "vi") == []


# READ005: long words


def test_too_many_long_words_are_told_at_the_text_that_has_most(tmp_path: Path) -> None:
    texts = ["Go and rest. " * 10, "Considerable complications require immediate intervention."]
    (problem,) = found(read005_long_words, tmp_path, texts)
    assert line(problem) == 3
    assert problem.severity is Severity.WARNING
    assert "4 of the 35 words" in problem.message
    assert "'Considerable', 'complications', 'immediate', 'intervention'" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Considerable complications.",  # too few words to say anything
        "Go and rest well. " * 8 + "Ketamine infusions and medicine for hallucinations.",
        "Go and rest well. " * 8 + "Oxycodone, marijuana, alcohol, tramadol.",  # names
        "Go and rest well. " * 8 + "FDA PTSD COPD ECG.",  # letters
        "Go and rest well. " * 8 + "A store-bought, long-lasting, well-known thing.",
        "Go and rest well. " * 8 + "A considerable complication.",  # 2 of 35
    ],
)
def test_few_or_needed_long_words_are_left_alone(tmp_path: Path, text: str) -> None:
    assert found(read005_long_words, tmp_path, text) == []


def test_long_words_are_counted_in_english_only(tmp_path: Path) -> None:
    assert found(read005_long_words, tmp_path, "Considerable complications. " * 20, "es") == []


# Counting


def test_what_was_counted_together_can_be_taken_apart() -> None:
    first, second = "Go and rest.", "Call us. Ask us about it."
    assert total([first, second]) - count(second) == count(first)
