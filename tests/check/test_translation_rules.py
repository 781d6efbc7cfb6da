"""Check of translations, letters and easy-read words: each planted fault at its line and column."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.check.rules import (
    easy001_short_sentences,
    lang002_letters,
    lang003_translation,
    lang004_untranslated,
)
from handouts.check.subject import Subject
from handouts.model.content import Content
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.press import fonts as press_fonts
from handouts.press.fonts import fonts
from handouts.problems import Problem, Severity
from tests.cli.terminal import here, write
from tests.shelf import changed, stock_words, words_with

SETTINGS = Settings(timezone="America/New_York")
EASY = Edition.EASY_READ
LANGUAGES = ("ar", "es", "vi", "zh")
SIXTEEN = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"


def _subject(content: Content, source: Content | None) -> Subject:
    """What a rule looks at; these rules compose nothing."""
    return Subject(content, SETTINGS, (), (), source)


def _translated(folder: Path, files: dict[str, str], language: str = "es") -> list[Problem]:
    content = words_with(folder, files, language)
    return list(lang003_translation.check(_subject(content, stock_words())))


def _easy(folder: Path, files: dict[str, str]) -> Subject:
    return _subject(words_with(folder, files, "en", EASY), stock_words())


def _told(problem: Problem, folder: Path, name: str) -> tuple[int, int]:
    """The line and the column, in the file that the test changed."""
    assert problem.place.file == str(folder / name)
    return problem.place.line, problem.place.column


# Silent on what ships


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translations_that_ship_have_no_problem(language: str) -> None:
    subject = _subject(stock_words(language), stock_words())
    assert [str(problem) for problem in lang003_translation.check(subject)] == []
    assert list(easy001_short_sentences.check(subject)) == []


def test_the_easy_read_words_that_ship_have_no_problem() -> None:
    subject = _subject(stock_words("en", EASY), stock_words())
    for rule in (lang003_translation.check, easy001_short_sentences.check, lang002_letters.check):
        assert [str(problem) for problem in rule(subject)] == []


@pytest.mark.noto
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_letter_that_ships_has_a_font(language: str) -> None:
    subject = _subject(stock_words(language), None)
    assert [str(problem) for problem in lang002_letters.check(subject)] == []


def test_the_first_words_are_compared_with_nothing() -> None:
    assert list(lang003_translation.check(_subject(stock_words(), None))) == []


# Translation


LOST = [
    (
        "statements/report-side-effects", ("1-800-FDA-1088", "1-800-FDA-1080"), (7, 5),
        "The number 1088 of ",
    ),
    (
        "red-flags/emergency",
        ("Llame al {emergency_number} ahora mismo si", "Pida ayuda ahora mismo si"), (8, 1),
        "The value {emergency_number} of ",
    ),
    (
        "statements/effects-lower-dose", ("[[nausea|náuseas]]", "náuseas"), (8, 5),
        "The word of the glossary nausea of ",
    ),
    (
        "red-flags/emergency", ("  - Usted no debe manejar.\n", ""), (19, 1),
        "'after' has 2 where 3 stand there",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words", "place", "message"), LOST)
def test_what_a_translation_lost_is_told_at_its_place(
    tmp_path: Path, name: str, words: tuple[str, str], place: tuple[int, int], message: str
) -> None:
    file = f"content/es/{name}.yaml"
    problem, *others = _translated(tmp_path, changed(file, *words))
    assert _told(problem, tmp_path, file) == place
    assert message in problem.message
    assert problem.severity is Severity.ERROR
    assert all(each.place.file == problem.place.file for each in others)


def test_each_number_counts_as_often_as_it_stands_there(tmp_path: Path) -> None:
    english = words_with(
        tmp_path / "en", {"content/en/statements/no-dose.yaml": "text: [Take 5 then 5.]\n"}
    )
    once = words_with(
        tmp_path / "es", {"content/es/statements/no-dose.yaml": "text: [Tome 5.]\n"}, "es"
    )
    (problem,) = lang003_translation.check(_subject(once, english))
    assert problem.message.startswith("The number 5 of ")
    assert "Take 5 then 5." in problem.hint


def test_an_easy_read_file_that_names_no_phone_any_more_is_told(tmp_path: Path) -> None:
    name = "content/en/easy-read/red-flags/emergency.yaml"
    files = changed(name, "Call {emergency_number} now if you", "Call now if you")
    (problem,) = lang003_translation.check(_easy(tmp_path, files))
    assert problem.place.file == str(tmp_path / name)
    assert "{emergency_number}" in problem.message


def test_an_easy_read_file_may_say_a_number_in_another_way(tmp_path: Path) -> None:
    name = "content/en/easy-read/statements/effects-lower-dose.yaml"
    files = changed(name, "  - You may also feel sleepy or dizzy.\n", "  - You may feel sleepy.\n")
    assert list(lang003_translation.check(_easy(tmp_path, files))) == []


# Letters


def test_a_letter_without_a_font_is_told_at_its_text(tmp_path: Path) -> None:
    name = "content/en/statements/no-dose.yaml"
    content = words_with(tmp_path, {name: "text:\n  - Ask us.\n  - Or ask 山田.\n"})
    found = list(lang002_letters.check(_subject(content, None)))
    assert [_told(problem, tmp_path, name) for problem in found] == [(3, 5), (3, 5)]
    assert [problem.message.split(" is ")[0] for problem in found] == [
        "The letter 山 (U+5C71)", "The letter 田 (U+7530)",
    ]  # fmt: skip


@pytest.mark.noto
def test_a_letter_is_asked_for_in_the_fonts_of_its_language(tmp_path: Path) -> None:
    words = "text:\n  - محمد 山田\n"
    for language, missing in (("ar", "山田"), ("zh", "محد")):
        name = f"content/{language}/statements/no-dose.yaml"
        content = words_with(tmp_path, {name: words}, language)
        told = [
            problem.message.split()[2] for problem in lang002_letters.check(_subject(content, None))
        ]
        assert "".join(told) == missing


def test_where_the_font_itself_is_missing_the_rule_only_hints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_fonts, "_places", lambda: iter([tmp_path]))
    fonts.cache_clear()
    try:
        (problem,) = lang002_letters.check(_subject(stock_words("ar"), None))
    finally:
        fonts.cache_clear()
    assert problem.severity is Severity.HINT
    assert problem.place.file == "content/ar"
    assert "apt install fonts-noto-core" in problem.hint


# Easy read


def _sentence(folder: Path, text: str) -> list[Problem]:
    words = f"text:\n  - Ask us.\n  - {text}\n"
    subject = _easy(folder, {"content/en/easy-read/statements/no-dose.yaml": words})
    return list(easy001_short_sentences.check(subject))


def test_a_sentence_of_sixteen_words_is_told_at_its_text(tmp_path: Path) -> None:
    assert _sentence(tmp_path, f"{SIXTEEN}.") == []
    (problem,) = _sentence(tmp_path, f"{SIXTEEN} more.")
    assert _told(problem, tmp_path, "content/en/easy-read/statements/no-dose.yaml") == (3, 5)
    assert problem.severity is Severity.WARNING
    assert "more than 15 words" in problem.message


def test_each_sentence_of_a_text_counts_by_itself(tmp_path: Path) -> None:
    assert _sentence(tmp_path, f"{SIXTEEN}. {SIXTEEN}.") == []
    (problem,) = _sentence(tmp_path, f"Ask us. {SIXTEEN} more.")
    assert problem.message.count("One two three") == 1


def test_a_sign_completes_a_sentence_and_may_be_longer(tmp_path: Path) -> None:
    name = "content/en/easy-read/red-flags/emergency.yaml"
    files = changed(name, "  - have a sudden, very bad headache\n", f"  - {SIXTEEN} more\n")
    assert list(easy001_short_sentences.check(_easy(tmp_path, files))) == []


def test_standard_words_may_have_long_sentences(tmp_path: Path) -> None:
    name = "content/en/statements/no-dose.yaml"
    content = words_with(tmp_path, {name: f"text:\n  - {SIXTEEN} more.\n"})
    assert list(easy001_short_sentences.check(_subject(content, None))) == []
    easy = stock_words("en", EASY)
    stands_in = replace(easy, statements={**easy.statements, "no-dose":
                                          content.statements["no-dose"]})  # fmt: skip
    assert list(easy001_short_sentences.check(_subject(stands_in, stock_words()))) == []


def test_a_clinic_whose_folder_is_called_easy_read_has_no_other_rule_for_its_standard_words(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "easy-read"
    name = "content/en/statements/no-dose.yaml"
    content = words_with(folder, {name: f"text:\n  - {SIXTEEN} more.\n"}, "en", EASY)
    assert list(easy001_short_sentences.check(_subject(content, stock_words()))) == []


# Not translated at all


NO_DOSE = "content/es/statements/no-dose.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_that_ships_was_left_in_english(language: str) -> None:
    subject = _subject(stock_words(language), stock_words())
    assert [str(problem) for problem in lang004_untranslated.check(subject)] == []


def test_a_text_that_was_copied_and_not_translated_is_told_at_its_line(tmp_path: Path) -> None:
    (english,) = stock_words().statements["no-dose"].says.text
    file = {NO_DOSE: f"# A copy.\ntext:\n  - {json.dumps(english)}\nsources: [SEED]\n"}
    subject = _subject(words_with(tmp_path, file, "es"), stock_words())
    (problem,) = lang004_untranslated.check(subject)
    assert _told(problem, tmp_path, NO_DOSE) == (3, 5)
    assert repr(english[:60]) in problem.message
    assert (problem.rule, problem.severity) == ("LANG004", Severity.ERROR)


@pytest.mark.parametrize("text", ["Ketamine", "{phone}", "[[iv|IV]]", "**911** {clinic}", "50"])
def test_a_name_a_number_or_a_value_may_be_the_same_in_both_languages(
    tmp_path: Path, text: str
) -> None:
    words = f"text: [{json.dumps(text)}]\n"
    english = words_with(tmp_path / "en", {"content/en/statements/no-dose.yaml": words})
    spanish = words_with(tmp_path / "es", {NO_DOSE: words}, "es")
    assert list(lang004_untranslated.check(_subject(spanish, english))) == []


def test_easy_read_words_may_be_those_of_the_standard_edition(tmp_path: Path) -> None:
    (english,) = stock_words().statements["no-dose"].says.text
    name = "content/en/easy-read/statements/no-dose.yaml"
    subject = _easy(tmp_path, {name: f"text: [{json.dumps(english)}]\nsources: [SEED]\n"})
    assert list(lang004_untranslated.check(subject)) == []


# `handouts check` of a whole folder


def test_check_tells_which_translations_an_edit_of_the_english_words_left_behind(
    tmp_path: Path,
) -> None:
    name = "content/en/statements/off-label.yaml"
    files = changed(name, "sources:\n", "points: [Ask us how it works.]\nsources:\n")
    write(tmp_path, {"handouts.yaml": "timezone: America/New_York\n"} | files)
    ended = here("check", "-q", cwd=tmp_path)
    assert ended.code == 1
    for language in LANGUAGES:
        assert f"content/{language}/statements/off-label.yaml:" in ended.out
    assert ended.out.count("This file is not built like content/en/statements/off-label.yaml") == 4
