"""About the words: titles and names, how old their sources are, what is unfinished or too long."""

from pathlib import Path

import pytest

from handouts.check.rules import (
    Rule,
    merge001_placeholders,
    merge002_room,
    meta001_title_and_name,
    meta002_age_of_sources,
    meta003_sources,
)
from handouts.model.settings import Paper
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.told import STOCK, line, stock_subject, told
from tests.shelf import changed, stock_file

SLEEP = "content/en/treatments/sleep.yaml"
STATEMENT = "content/en/statements/keep-other-care.yaml"
CLINIC = "content/clinic.yaml"
WORDING = "content/en/wording.yaml"


@pytest.mark.parametrize(
    "rule",
    [meta001_title_and_name, merge001_placeholders, merge002_room],
    ids=["META001", "MERGE001", "MERGE002"],
)
@pytest.mark.parametrize(("language", "edition"), STOCK)
def test_what_ships_is_finished_and_fits(rule: Rule, language: str, edition: Edition) -> None:
    assert [str(each) for each in rule.check(stock_subject(language, edition))] == []


# META001


def test_a_title_of_71_letters_is_told(tmp_path: Path) -> None:
    old = "title: Better sleep when you live with pain"
    (problem,) = told(meta001_title_and_name, tmp_path, changed(SLEEP, old, "title: " + "a" * 71))
    assert line(problem).startswith("title: aaa")
    assert "71 letters" in problem.message
    files = changed(SLEEP, old, "title: " + "a" * 70)
    assert told(meta001_title_and_name, tmp_path, files) == []


def test_a_files_name_with_a_space_or_a_capital_is_an_error(tmp_path: Path) -> None:
    files = {"content/en/statements/My Words.yaml": "text: [Rest.]\n"}
    (problem,) = told(meta001_title_and_name, tmp_path, files)
    assert "'My Words'" in problem.message
    assert "'my-words'" in problem.hint
    assert problem.severity is Severity.ERROR


def test_the_id_of_a_section_is_a_plain_name_too(tmp_path: Path) -> None:
    files = changed(SLEEP, "id: how-to-start", "id: how_to_start")
    (problem,) = told(meta001_title_and_name, tmp_path, files)
    assert line(problem) == "- id: how_to_start"
    assert "'how-to-start'" in problem.hint


def test_digits_and_hyphens_are_plain(tmp_path: Path) -> None:
    files = {"content/en/statements/after-24-hours.yaml": "text: [Rest.]\n"}
    assert told(meta001_title_and_name, tmp_path, files) == []


# META002


def _cites(*sources: str) -> dict[str, str]:
    return {STATEMENT: f"text: [Rest.]\nsources: [{', '.join(sources)}]\n"}


def test_a_text_that_leans_on_old_sources_alone_is_hinted_at(tmp_path: Path) -> None:
    (problem,) = told(meta002_age_of_sources, tmp_path, _cites("C09", "C07"))
    assert line(problem) == "sources: [C09, C07]"
    assert "C09 (2011)" in problem.message
    assert problem.severity is Severity.HINT


@pytest.mark.parametrize("sources", [("C09", "C08"), ("C07",), ("C47",)])
def test_one_newer_source_or_none_with_a_year_is_told_nothing(
    tmp_path: Path, sources: tuple[str, ...]
) -> None:
    assert told(meta002_age_of_sources, tmp_path, _cites(*sources)) == []


def test_the_sources_of_a_section_count(tmp_path: Path) -> None:
    (problem,) = told(
        meta002_age_of_sources, tmp_path, changed(SLEEP, "sources: [C34, C36]", "sources: [C09]")
    )
    assert line(problem) == "sources: [C09]"


def test_the_facts_of_a_translation_are_its_sources(tmp_path: Path) -> None:
    files = {"content/es/statements/keep-other-care.yaml": _cites("C09")[STATEMENT]}
    assert told(meta002_age_of_sources, tmp_path, files, "es") == []


# META003


def test_a_printed_source_without_a_year_is_hinted_at(tmp_path: Path) -> None:
    name = "content/sources.yaml"
    files = {name: "sources:\n  A:\n    short: A book\n    title: A book\n    main: yes\n"}
    found = [each for each in told(meta003_sources, tmp_path, files) if each.rule == "META003"]
    (problem,) = [each for each in found if "year" in each.message]
    assert line(problem) == "A:"
    assert "'A book'" in problem.message
    assert problem.severity is Severity.HINT


@pytest.mark.parametrize("more", ["    main: yes\n    year: 2024\n", ""])
def test_a_source_with_a_year_or_one_that_does_not_print_is_told_nothing(
    tmp_path: Path, more: str
) -> None:
    files = {"content/sources.yaml": f"sources:\n  A:\n    short: A\n    title: A\n{more}"}
    found = told(meta003_sources, tmp_path, files)
    assert [each for each in found if "year" in each.message] == []


# MERGE001


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call us. TODO: when?", "TODO"),
        ("Call {{phone}}.", "{{phone}}"),
        ("Rest for {% if x %} a day.", "{% if x %}"),
        ("Rest for XXX hours.", "XXX"),
        ("Lorem ipsum dolor.", "Lorem ipsum"),
        ("Rest for ??? hours.", "???"),
        ("Dear [name], rest.", "[name]"),
        ("Dear <name>, rest.", "<name>"),
        ("The time is tbd.", "tbd"),
        ("FIXME rest.", "FIXME"),
    ],
)
def test_a_placeholder_is_an_error_and_quoted(tmp_path: Path, text: str, words: str) -> None:
    files = {STATEMENT: f'text:\n  - Rest.\n  - "{text}"\n'}
    (problem,) = told(merge001_placeholders, tmp_path, files)
    assert line(problem) == f'- "{text}"'
    assert repr(words) in problem.message
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "Is it so? Yes. What to do today?",
        "The [[iv|IV]] is a thin tube.",
        "Call {phone}.",
        "Markup without meaning is told by another rule: [[iv]].",
        "Do you use a CPAP? Todos descansan. El método es bueno.",
    ],
)
def test_words_that_only_look_like_a_placeholder_are_right(tmp_path: Path, text: str) -> None:
    assert told(merge001_placeholders, tmp_path, {STATEMENT: f'text:\n  - "{text}"\n'}) == []


def test_a_placeholder_in_the_clinics_address_is_told(tmp_path: Path) -> None:
    files = changed(CLINIC, "- Exampletown", '- "[town]"')
    (problem,) = told(merge001_placeholders, tmp_path, files)
    assert line(problem) == '- "[town]"'


# MERGE002


@pytest.mark.parametrize("paper", Paper)
def test_a_phone_with_words_beside_it_is_too_long_and_the_limit_is_told(
    tmp_path: Path, paper: Paper
) -> None:
    files = changed(CLINIC, "555-0199", "312-867-5310, then press 2")
    (problem,) = told(merge002_room, tmp_path, files, paper=paper)
    assert line(problem) == "after_hours_phone: 312-867-5310, then press 2"
    assert "'312-867-5310, then press 2'" in problem.message
    assert problem.severity is Severity.ERROR
    most = int(problem.hint.split()[3])
    assert told(merge002_room, tmp_path / "b", changed(CLINIC, "555-0199", "0" * (most - 4))) == []


@pytest.mark.parametrize("phone", ["1-800-867-5309", "+44 20 7946 0958", "(312) 867-5309 x4"])
def test_a_phone_as_it_is_usually_written_fits(tmp_path: Path, phone: str) -> None:
    assert told(merge002_room, tmp_path, changed(CLINIC, "555-0199", phone)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("born: Born", "born: Date on which this person was born"),
        ('draft: "DRAFT:', 'draft: "DRAFT' + " and do not hand it out at all" * 4 + ":"),
        ("not_sure: Not sure", "not_sure: I do not know this or am not sure of it"),
        ("not_reviewed: Not yet", "not_reviewed: " + "Not yet " * 20),
        ("effects_name: Side effect", "effects_name: Uncharacteristically"),
        ("diary_morning: Morning", "diary_morning: Beforenoonishly"),
    ],
)  # fmt: skip
def test_a_label_that_is_too_long_for_its_place_is_an_error_at_its_line(
    tmp_path: Path, old: str, new: str
) -> None:
    found = told(merge002_room, tmp_path, changed(WORDING, old, new))
    assert {line(problem)[:20] for problem in found} == {new[:20]}
    assert {problem.severity for problem in found} == {Severity.ERROR}
    assert all("letters" in problem.hint for problem in found)


def test_a_treatments_name_that_fills_the_foot_of_a_page_is_told(tmp_path: Path) -> None:
    files = changed(SLEEP, "name: Sleep", "name: " + "Sleeping well " * 8)
    found = told(merge002_room, tmp_path, files)
    assert found
    assert {line(problem)[:19] for problem in found} == {"name: Sleeping well"}
    most = min(int(problem.hint.split()[3]) for problem in found)
    shorter = changed(SLEEP, "name: Sleep", "name: " + ("Sleeping well " * 8)[:most])
    assert told(merge002_room, tmp_path / "b", shorter) == []
    longer = changed(SLEEP, "name: Sleep", "name: " + ("Sleeping well " * 8)[: most + 2])
    assert told(merge002_room, tmp_path / "c", longer) != []


def test_a_word_that_is_wider_than_its_column_is_quoted(tmp_path: Path) -> None:
    name = "content/en/side-effects/nausea.yaml"
    files = changed(name, "(nausea)", "(gastroenterologically)")
    (problem,) = told(merge002_room, tmp_path, files)
    assert "'(gastroenterologically)'" in problem.message
    files = changed(name, "(nausea)", "(gastro-enterologically)")
    assert told(merge002_room, tmp_path / "b", files) == []


def test_a_very_long_name_of_a_clinic_is_a_warning(tmp_path: Path) -> None:
    files = {CLINIC: stock_file(CLINIC).replace("Example Pain Clinic", "Clinic " * 12)}
    found = told(merge002_room, tmp_path, files)
    assert [line(problem)[:12] for problem in found] == ["name: Clinic"] * 2
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert "room for 80" in found[0].message


def test_a_name_that_pages_are_tested_with_fits(tmp_path: Path) -> None:
    name = "Lakeside and Hill Country Center for Long-Lasting Pain, Main Building"
    files = {CLINIC: stock_file(CLINIC).replace("Example Pain Clinic", name)}
    assert told(merge002_room, tmp_path, files) == []
