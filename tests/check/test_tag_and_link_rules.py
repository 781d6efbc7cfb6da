"""Language: its code, numbers where words run from right to left, links and addresses."""

from pathlib import Path

import pytest

from handouts.check.rules import (
    Rule,
    lang001_language_tags,
    link001_links,
    rtl001_turned_numbers,
)
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.told import STOCK, line, stock_subject, told
from tests.shelf import changed

CLINIC = "content/clinic.yaml"
ARABIC = "content/ar/statements/keep-other-care.yaml"
ENGLISH = "content/en/statements/keep-other-care.yaml"
HOURS_ES = "  es: De lunes a viernes, de 8 de la mañana a 5 de la tarde\n"


@pytest.mark.parametrize(
    "rule",
    [lang001_language_tags, rtl001_turned_numbers, link001_links],
    ids=["LANG001", "RTL001", "LINK001"],
)
@pytest.mark.parametrize(("language", "edition"), STOCK)
def test_what_ships_has_no_problem_with_languages(
    rule: Rule, language: str, edition: Edition
) -> None:
    assert [str(each) for each in rule.check(stock_subject(language, edition))] == []


# LANG001


@pytest.mark.parametrize(
    ("key", "hint"), [("spanish", "'es'"), ("xx", "es"), ("ES", "'es'"), ("pt-br", "'pt-BR'")]
)
def test_a_key_that_is_no_language_is_an_error_at_its_line(
    tmp_path: Path, key: str, hint: str
) -> None:
    new = HOURS_ES + f"  {key}: Weekdays\n"
    (problem,) = told(lang001_language_tags, tmp_path, changed(CLINIC, HOURS_ES, new))
    assert line(problem) == f"{key}: Weekdays"
    assert repr(key) in problem.message
    assert hint in problem.hint
    assert problem.severity is Severity.ERROR


def test_hours_that_are_not_said_in_this_language_are_hinted_at(tmp_path: Path) -> None:
    (problem,) = told(lang001_language_tags, tmp_path, changed(CLINIC, HOURS_ES, ""), "es")
    assert line(problem) == "hours:"
    assert "not said in Spanish: `hours`." in problem.message
    assert "es: ..." in problem.hint
    assert problem.severity is Severity.HINT


def test_the_way_to_a_place_is_asked_for_too(tmp_path: Path) -> None:
    files = changed(CLINIC, "      es: Estacione detrás del edificio.\n", "")
    (problem,) = told(lang001_language_tags, tmp_path, files, "es")
    assert line(problem) == "map:"
    assert "`map` of main" in problem.message


def test_all_that_a_language_lacks_is_told_at_once(tmp_path: Path) -> None:
    files = changed(CLINIC, HOURS_ES, "")
    files[CLINIC] = files[CLINIC].replace("      es: Estacione detrás del edificio.\n", "")
    (problem,) = told(lang001_language_tags, tmp_path, files, "es")
    assert "`hours`, `map` of main" in problem.message


def test_a_clinic_that_says_no_hours_in_any_language_is_asked_nothing(tmp_path: Path) -> None:
    files = {CLINIC: "name: A\nphone: 312-867-5309\n"}
    assert told(lang001_language_tags, tmp_path, files, "es") == []


# RTL001


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("اتصل 555 0100 الآن", "555 0100"),
        ("اتصل 1 800 555 0100 الآن", "1 800 555 0100"),
        ("خذ 5 mg اليوم", "5 mg"),
        ("الساعة 8 am غدا", "8 am"),
        ("الحرارة 37 °C اليوم", "37 °C"),
        ("من 3–5 أيام", "3–5"),
        ("من 3 - 5 أيام", "3 - 5"),
        ("الدرجة +5 الآن", "+5"),
        ("العمر 65+ الآن", "5+"),
        ("الفئة A+ الآن", "A+"),
    ],
)
def test_a_number_that_would_turn_round_is_told_and_quoted(
    tmp_path: Path, said: str, words: str
) -> None:
    (problem,) = told(rtl001_turned_numbers, tmp_path, {ARABIC: f'text:\n  - "{said}"\n'}, "ar")
    assert line(problem) == f'- "{said}"'
    assert repr(words) in problem.message
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "said",
    [
        "اتصل {phone} الآن",
        "اتصل 1-800-FDA-1088 الآن",
        "اتصل +1 (212) 555-0100 الآن",
        "الساعة 10:30 غدا",
        "نحو 1,000 شخص من 67",
        "فيتامين B12 اليوم",
        "في عام 2025. ثم 67 دراسة",
        "من 3 إلى 5 أيام",
        "{clinic} 5",
    ],
)
def test_a_number_that_keeps_its_order_is_right(tmp_path: Path, said: str) -> None:
    assert told(rtl001_turned_numbers, tmp_path, {ARABIC: f'text:\n  - "{said}"\n'}, "ar") == []


def test_labels_and_hours_are_printed_as_they_are_so_hyphens_turn_round_there(
    tmp_path: Path,
) -> None:
    files = changed(CLINIC, "  ar: من الاثنين إلى الجمعة، من 8 صباحا إلى 5 مساء", '  ar: "من 8-5"')
    (problem,) = told(rtl001_turned_numbers, tmp_path, files, "ar")
    assert line(problem) == 'ar: "من 8-5"'
    assert "'8-5'" in problem.message


def test_words_that_run_from_left_to_right_are_not_asked(tmp_path: Path) -> None:
    files = {ENGLISH: "text:\n  - Take 5 mg at 8 am.\n"}
    assert told(rtl001_turned_numbers, tmp_path, files) == []


# LINK001


@pytest.mark.parametrize("words", ["here", "click here", "Read more"])
def test_a_link_that_says_nothing_is_told(tmp_path: Path, words: str) -> None:
    text = f'text:\n  - "More about the IV is [[iv|{words}]]."\n'
    (problem,) = told(link001_links, tmp_path, {ENGLISH: text})
    assert line(problem).startswith('- "More about')
    assert repr(words) in problem.message
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://medlineplus.gov", "Write 'medlineplus.gov'."),
        ("medlineplus.gov/druginfo/meds/a626003-ketamine.html", "shorter page"),
    ],
)
def test_an_address_that_nobody_types_is_told(tmp_path: Path, address: str, said: str) -> None:
    (problem,) = told(link001_links, tmp_path, {ENGLISH: f'text:\n  - "Read {address}."\n'})
    assert repr(address) in problem.message
    assert said in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "Read medlineplus.gov.",
        "Come here. Ask for the [[iv|IV here]].",
        "Ask the org. It is no.thing.",
    ],
)
def test_a_short_address_and_a_link_with_its_word_are_right(tmp_path: Path, text: str) -> None:
    assert told(link001_links, tmp_path, {ENGLISH: f'text:\n  - "{text}"\n'}) == []


def test_a_clinics_own_page_that_is_long_is_hinted_at(tmp_path: Path) -> None:
    page = "https://www.example.org/pain-center/how-to-find-us/by-car"
    files = changed(CLINIC, "web_page:\n", f"web_page: {page}\n")
    (problem,) = told(link001_links, tmp_path, files)
    assert line(problem) == f"web_page: {page}"
    assert problem.severity is Severity.HINT
