"""Check: each rule finds its planted fault at the right line, and what ships has none."""

from pathlib import Path

import pytest

from handouts.check import check
from handouts.check.rules import seed001_founding_statements
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves, stock
from handouts.model.settings import Settings
from handouts.problems import Problem, Severity
from handouts.read.content import read_settings
from tests.shelf import CLINIC, changed, stock_words, words_of, words_with

KETAMINE = "ketamine-infusion"
HARD = (
    "Patients experiencing considerable gastrointestinal complications necessitating additional "
    "medical intervention immediately communicate appropriate information."
)
HARDISH = "Tell the nurse about any other problem that you noticed after your last visit with us."
"""17 words, 23 syllables, grade 7."""
WALKING = """\
name: Walking
title: Walking
kicker: For people with long-lasting pain
kind: general
most_important:
  text:
    - Walk a little.
  picture: walk
sections:
  - id: how
    heading: How to start
    blocks:
      - statement: tell-us-your-medicines
"""
WALKING_FILE = "content/en/treatments/walking.yaml"


def _pictures(shelves: Shelves) -> tuple[str, ...]:
    return tuple(shelves.folder("styles/icons", ".svg"))


def _check(folder: Path, files: dict[str, str], treatment: str = "walking") -> list[Problem]:
    """What the rules say, errors and warnings, of the stock content with these files in front."""
    everything = {WALKING_FILE: WALKING} | files if treatment == "walking" else files
    settings = Settings(timezone="America/New_York", offers=(treatment,))
    content = words_with(folder, everything)
    found = check(Subject.of(content, settings, _pictures(Shelves())))
    return [problem for problem in found if problem.severity is not Severity.HINT]


def _of_rule(problems: list[Problem], rule: str) -> list[Problem]:
    return [problem for problem in problems if problem.rule == rule]


def _place(problem: Problem) -> tuple[str, int]:
    return Path(problem.place.file).name, problem.place.line


@pytest.fixture(scope="module")
def stock_subject() -> Subject:
    shelves = Shelves()
    return Subject.of(stock_words(), read_settings(shelves), _pictures(shelves))


def test_what_ships_has_no_errors_and_no_warnings(stock_subject: Subject) -> None:
    loud = [str(each) for each in check(stock_subject) if each.severity is not Severity.HINT]
    assert loud == []


def test_every_handout_that_can_be_composed_is_looked_at(stock_subject: Subject) -> None:
    assert sum(len(composed.alike) for composed in stock_subject.composed) == 9 * 3 * 5 * 2
    assert all(composed.handout for composed in stock_subject.composed)


def test_stock_tells_in_hints_what_keeps_it_a_draft(stock_subject: Subject) -> None:
    examples = [problem for problem in check(stock_subject) if problem.rule == "CLINIC001"]
    assert [_place(problem) for problem in examples] == [
        ("clinic.yaml", 7),
        ("clinic.yaml", 8),
        ("clinic.yaml", 40),
        ("clinic.yaml", 41),
    ]
    assert {problem.severity for problem in examples} == {Severity.HINT}


def test_a_complete_clinic_is_told_nothing_about_examples() -> None:
    shelves = Shelves(CLINIC)
    settings = Settings(timezone="America/Chicago", offers=("sleep",))
    found = check(Subject.of(words_of(shelves), settings, _pictures(shelves)))
    assert [problem for problem in found if problem.rule == "CLINIC001"] == []


def test_a_clinic_that_offers_only_general_treatments_has_no_errors() -> None:
    settings = Settings(timezone="America/New_York", offers=("sleep", "exercise"))
    found = check(Subject.of(stock_words(), settings, _pictures(Shelves())))
    assert [str(each) for each in found if each.severity is not Severity.HINT] == []


# Mandatory


def test_a_lost_safety_block_is_told_once_for_all_visits(tmp_path: Path) -> None:
    lost = WALKING.replace("    blocks:\n      - statement: tell-us-your-medicines\n", "")
    lost += "    text:\n      - Walk.\n"
    (problem,) = _of_rule(_check(tmp_path, {WALKING_FILE: lost}), "SAFE001")
    assert _place(problem) == ("walking.yaml", 9)
    assert "statements/tell-us-your-medicines" in problem.message


def test_a_safety_block_that_only_some_visits_lose_is_found(tmp_path: Path) -> None:
    hidden = WALKING.replace("    blocks:", "    when:\n      visit_type: [first]\n    blocks:")
    (problem,) = _of_rule(_check(tmp_path, {WALKING_FILE: hidden}), "SAFE001")
    assert _place(problem) == ("walking.yaml", 9)


def test_parted_partners_are_found(tmp_path: Path) -> None:
    files = {WALKING_FILE: WALKING + "      - statement: what-studies-show\n"}
    (problem,) = _of_rule(_check(tmp_path, files), "SAFE002")
    assert _place(problem) == ("walking.yaml", 14)


def test_a_condition_on_a_safety_text_itself_is_told_at_its_line(tmp_path: Path) -> None:
    name = "content/en/statements/general-facts.yaml"
    text = (stock() / name).read_text(encoding="utf-8")
    files = {name: text + "when:\n  visit_type: [first]\n"}
    (problem,) = _of_rule(_check(tmp_path, files), "SAFE001")
    line = (tmp_path / name).read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert (line, problem.hint) == ("when:", "Take `when` away; this text is for everyone.")


def test_a_treatment_that_is_offered_but_not_there_is_told(tmp_path: Path) -> None:
    problems = _of_rule(_check(tmp_path, {}, "hypnosis"), "ID001")
    assert [_place(problem) for problem in problems] == [("handouts.yaml", 0)]
    assert "'hypnosis'" in problems[0].message


# Names that lead nowhere


def test_an_unknown_file_is_told_at_its_line(tmp_path: Path) -> None:
    files = {WALKING_FILE: WALKING + "      - checklist: brings\n"}
    (problem,) = _of_rule(_check(tmp_path, files), "ID001")
    assert _place(problem) == ("walking.yaml", 14)


def test_an_unknown_source_is_told_at_its_line(tmp_path: Path) -> None:
    files = {"content/en/statements/no-dose.yaml": "text:\n  - Ask us.\nsources:\n  - SEDE\n"}
    (problem,) = _of_rule(_check(tmp_path, files), "ID001")
    assert _place(problem) == ("no-dose.yaml", 4)
    assert problem.hint == "Did you mean 'SEED'?"


def test_an_unknown_source_that_prints_is_told_once(tmp_path: Path) -> None:
    files = {WALKING_FILE: WALKING + "    sources:\n      - C999\n"}
    (problem,) = _of_rule(_check(tmp_path, files), "ID001")
    assert _place(problem) == ("walking.yaml", 15)


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({WALKING_FILE: WALKING.replace("picture: walk", "picture: wlak")}, ("walking.yaml", 8)),
        (
            {WALKING_FILE: WALKING.replace("    blocks:", "    picture: wlak\n    blocks:")},
            ("walking.yaml", 12),
        ),
        (
            {"content/en/statements/no-dose.yaml": "text: [Ask us.]\npicture: wlak\n"},
            ("no-dose.yaml", 2),
        ),
    ],
)
def test_an_unknown_picture_is_told_at_its_line(
    tmp_path: Path, files: dict[str, str], place: tuple[str, int]
) -> None:
    (problem,) = _of_rule(_check(tmp_path, files), "ID001")
    assert _place(problem) == place
    assert problem.hint == "Did you mean 'walk'?"


@pytest.mark.parametrize("words", ["Stop **now.", "Call {fax}."])
def test_markup_without_meaning_is_told_at_its_line(tmp_path: Path, words: str) -> None:
    bad = WALKING.replace(
        "    blocks:", f'    text:\n      - Walk.\n      - "{words}"\n    blocks:'
    )
    (problem,) = _of_rule(_check(tmp_path, {WALKING_FILE: bad}), "MARK001")
    assert _place(problem) == ("walking.yaml", 14)


def test_markup_without_meaning_is_told_in_a_file_that_no_handout_prints_yet(
    tmp_path: Path,
) -> None:
    """Staff check the file that they just wrote, before any treatment names it."""
    files = {"content/en/statements/brand-new.yaml": "text:\n  - Call {fax}.\n"}
    (problem,) = _of_rule(_check(tmp_path, files), "MARK001")
    assert _place(problem) == ("brand-new.yaml", 2)


# Reading


def test_a_file_above_grade_eight_is_an_error_at_its_hardest_text(tmp_path: Path) -> None:
    words = f"text:\n  - Call us.\n  - {HARD}\nsources: [SEED]\n"
    files = {"content/en/statements/keep-other-care.yaml": words}
    (problem,) = _of_rule(_check(tmp_path, files), "READ006")
    assert _place(problem) == ("keep-other-care.yaml", 3)
    assert problem.severity is Severity.ERROR
    assert HARD[:80] in problem.hint


def test_a_file_a_little_above_grade_six_is_a_warning(tmp_path: Path) -> None:
    words = f"text:\n  - {HARDISH}\nsources: [SEED]\n"
    files = {"content/en/statements/keep-other-care.yaml": words}
    (problem,) = _of_rule(_check(tmp_path, files), "READ006")
    assert problem.severity is Severity.WARNING
    assert _place(problem) == ("keep-other-care.yaml", 2)


def test_a_few_words_are_too_short_to_grade(tmp_path: Path) -> None:
    words = "text:\n  - Gastrointestinal complications necessitate intervention.\nsources: [SEED]\n"
    files = {"content/en/statements/keep-other-care.yaml": words}
    assert _of_rule(_check(tmp_path, files), "READ006") == []


def test_a_handout_above_grade_six_is_an_error(tmp_path: Path) -> None:
    hard = WALKING.replace("    blocks:", "    text:\n" + f"      - {HARD}\n" * 9 + "    blocks:")
    (problem,) = _of_rule(_check(tmp_path, {WALKING_FILE: hard}), "READ001")
    assert problem.place.file.endswith("walking.yaml")
    assert problem.severity is Severity.ERROR


def test_a_handout_that_is_hard_for_some_visits_only_is_found(tmp_path: Path) -> None:
    hard = WALKING + "  - id: hard\n    heading: Hard\n    when:\n      visit_type: [last]\n"
    hard += "    text:\n" + f"      - {HARD}\n" * 9
    (problem,) = _of_rule(_check(tmp_path, {WALKING_FILE: hard}), "READ001")
    assert problem.place.file.endswith("walking.yaml")


# Founding statements


def _seed(folder: Path, files: dict[str, str]) -> list[Problem]:
    settings = Settings(timezone="America/New_York", offers=(KETAMINE,))
    return list(
        seed001_founding_statements.check(Subject.of(words_with(folder, files), settings, ()))
    )


def test_a_founding_statement_that_nobody_carries_is_told(tmp_path: Path) -> None:
    files = changed("content/en/statements/chronic-pain.yaml", "  - S-04\n", "")
    (problem,) = _seed(tmp_path, files)
    assert "S-04" in problem.message
    assert problem.severity is Severity.ERROR


def test_a_founding_statement_under_a_condition_counts_as_lost(tmp_path: Path) -> None:
    name = "content/en/statements/chronic-pain.yaml"
    files = changed(name, "seed:\n", "when:\n  visit_type: [first]\nseed:\n")
    assert [problem.message.split()[3] for problem in _seed(tmp_path, files)] == ["S-03", "S-04"]


def test_a_founding_statement_that_no_handout_shows_counts_as_lost(tmp_path: Path) -> None:
    line = "      - statement: how-common\n"
    files = changed("content/en/treatments/ketamine-infusion.yaml", line, "")
    lost = [problem.message.split()[3] for problem in _seed(tmp_path, files)]
    assert lost == ["S-05", "S-06", "S-07"]


def test_a_founding_statement_in_a_section_with_a_condition_counts_as_lost(
    tmp_path: Path,
) -> None:
    old = "    heading: About long-lasting pain\n"
    new = f"{old}    when:\n      visit_type: [first, consult]\n"
    files = changed("content/en/treatments/ketamine-infusion.yaml", old, new)
    lost = [problem.message.split()[3] for problem in _seed(tmp_path, files)]
    assert "S-05" in lost
    assert "S-22" not in lost


# Sources


def test_a_fact_without_a_source_is_hinted_at(tmp_path: Path) -> None:
    files = {"content/en/statements/keep-other-care.yaml": "text:\n  - Keep seeing us.\n"}
    settings = Settings(timezone="America/New_York", offers=("sleep",))
    found = check(Subject.of(words_with(tmp_path, files), settings, _pictures(Shelves())))
    hinted = [each for each in found if each.rule == "META003"]
    (problem,) = [each for each in hinted if each.place.file.startswith(str(tmp_path))]
    assert problem.place.file.endswith("keep-other-care.yaml")
    assert problem.severity is Severity.HINT


# Order


def test_problems_come_sorted_by_file_and_line(tmp_path: Path) -> None:
    bad = WALKING.replace("picture: walk", "picture: wlak") + "      - checklist: brings\n"
    files = {
        WALKING_FILE: bad,
        "content/en/statements/no-dose.yaml": "text: [Ask us.]\npicture: wlak\n",
    }
    places = [problem.place for problem in _of_rule(_check(tmp_path, files), "ID001")]
    assert places == sorted(places)
    assert [place.line for place in places] == [2, 8, 14]
