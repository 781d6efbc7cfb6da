"""ID001 to ID004: names, texts, conditions and files that lead nowhere, each at its line."""

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from handouts.check.rules import id001_names, id002_unused, id003_conditions, id004_files
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Problem, Severity
from handouts.read.translation import source_of
from tests.shelf import changed, stock_file, stock_words, words_with

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
NEW = "content/en/statements/brand-new.yaml"
KETAMINE = "content/en/treatments/ketamine-infusion.yaml"
PICTURES = tuple(Shelves().folder("styles/icons", ".svg"))
STOCK = Shelves().stock_files()


def _found(
    rule: ModuleType,
    folder: Path,
    files: Mapping[str, str],
    offers: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
) -> list[Problem]:
    """What one rule says of a clinic with these files; `also` are files that are not read."""
    settings = Settings(timezone="America/New_York", offers=offers)
    content = words_with(folder, files)
    own = (*files, *also)
    subject = Subject(content, settings, (), PICTURES, files=own, stock=STOCK)
    return list(rule.check(subject))


def _said(folder: Path, problem: Problem) -> str:
    """The line that a problem points at."""
    file = folder / Path(problem.place.file).relative_to(folder)
    return file.read_text(encoding="utf-8").splitlines()[problem.place.line - 1].strip()


@pytest.mark.parametrize("rule", [id001_names, id002_unused, id003_conditions, id004_files])
@pytest.mark.parametrize(
    ("language", "edition"),
    [
        ("en", Edition.STANDARD), ("en", Edition.EASY_READ), ("es", Edition.STANDARD),
        ("ar", Edition.STANDARD), ("zh", Edition.STANDARD), ("vi", Edition.STANDARD),
    ],
)  # fmt: skip
def test_what_ships_is_told_nothing_but_hints(
    rule: ModuleType, language: str, edition: Edition
) -> None:
    content = stock_words(language, edition)
    made_from = source_of(content)
    source = stock_words(*made_from) if made_from else None
    settings = Settings(timezone="America/New_York")
    subject = Subject(content, settings, (), PICTURES, source, stock=STOCK)
    assert [str(it) for it in rule.check(subject) if it.severity is not Severity.HINT] == []


# ID001


@pytest.mark.parametrize(
    ("file", "words", "line", "hint"),
    [
        (NEW, "text: [Rest.]\npicture: wlak\n", "picture: wlak", "Did you mean 'walk'?"),
        (NEW, "text: [Rest.]\nsources:\n  - SEDE\n", "- SEDE", "Did you mean 'SEED'?"),
        (NEW, "text: [Rest.]\nseed:\n  - S-01\n  - S-99\n", "- S-99", "S-01 to S-61"),
        (
            NEW,
            "text: [Rest.]\nwhen:\n  risk:\n    - stroke\n    - diabetis\n",
            "- diabetis",
            "Did you mean 'diabetes'?",
        ),
        (
            WALKING_FILE,
            WALKING + "      - statement: of-label\n",
            "- statement: of-label",
            "Did you mean 'off-label'?",
        ),
        (
            WALKING_FILE,
            WALKING + "      - checklist: brings\n",
            "- checklist: brings",
            "Did you mean 'bring'?",
        ),
        (
            WALKING_FILE,
            WALKING + "      - question_sets:\n          - heart\n          - harte\n",
            "- harte",
            "Did you mean 'heart'?",
        ),
        (
            WALKING_FILE,
            WALKING + "      - glossary:\n          - dose\n          - infusoin\n",
            "- infusoin",
            "Did you mean 'infusion'?",
        ),
        (
            "content/en/checklists/bring.yaml",
            "tasks:\n  - do: Bring a coat.\n    when:\n      risk: [cold]\n",
            "risk: [cold]",
            "Add a file risks/cold.yaml, or mend the name.",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told_at_its_line(
    tmp_path: Path, file: str, words: str, line: str, hint: str
) -> None:
    (problem,) = _found(id001_names, tmp_path, {file: words})
    assert (problem.rule, problem.severity) == ("ID001", Severity.ERROR)
    assert _said(tmp_path, problem) == line
    assert hint in problem.hint


def test_a_name_in_a_treatment_that_is_not_offered_is_told(tmp_path: Path) -> None:
    files = {WALKING_FILE: WALKING + "      - checklist: brings\n"}
    (problem,) = _found(id001_names, tmp_path, files, offers=("sleep",))
    assert "'brings'" in problem.message


def test_an_offered_treatment_with_a_slip_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    (problem,) = _found(id001_names, tmp_path, {}, offers=("sleep", "exercize"))
    assert problem.hint == "Did you mean 'exercise'?"


def test_a_name_that_composing_misses_too_is_told_once(tmp_path: Path) -> None:
    words = WALKING + "      - question_sets:\n          - heart\n          - harte\n"
    settings = Settings(timezone="America/New_York", offers=("walking",))
    subject = Subject.of(words_with(tmp_path, {WALKING_FILE: words}), settings, PICTURES)
    assert len(set(id001_names.check(subject))) == 1


# ID002


def test_a_text_that_no_treatment_names_is_told(tmp_path: Path) -> None:
    (problem,) = _found(id002_unused, tmp_path, {NEW: "text: [Rest.]\n"})
    assert problem.place.file == str(tmp_path / NEW)
    assert problem.severity is Severity.WARNING
    assert "- statement: brand-new" in problem.hint


@pytest.mark.parametrize(
    ("folder", "words", "show"),
    [
        ("checklists", "tasks:\n  - do: Rest.\n", "      - checklist: new\n"),
        (
            "questions",
            "title: Ears\norder: 1\nwhy: We ask.\nquestions:\n  - ask: Do you hear well?\n",
            "      - question_sets: [new]\n",
        ),
    ],
)
def test_a_text_that_a_treatment_names_is_used(
    tmp_path: Path, folder: str, words: str, show: str
) -> None:
    files = {f"content/en/{folder}/new.yaml": words}
    assert [it.severity for it in _found(id002_unused, tmp_path, files)] == [Severity.WARNING]
    named = files | {WALKING_FILE: WALKING + show}
    assert _found(id002_unused, tmp_path, named) == []


def test_a_stock_text_that_a_clinic_does_not_show_is_not_its_fault(tmp_path: Path) -> None:
    line = "      - statement: how-common\n"
    files = changed(KETAMINE, line, "")
    assert _found(id002_unused, tmp_path, files) == []
    assert _found(id002_unused, tmp_path, {WALKING_FILE: WALKING}, offers=("walking",)) == []


def test_an_own_text_of_a_treatment_that_is_not_offered_is_a_hint(tmp_path: Path) -> None:
    file = "content/en/statements/how-common.yaml"
    (problem,) = _found(id002_unused, tmp_path, {file: "text: [Rest.]\n"}, offers=("sleep",))
    assert problem.severity is Severity.HINT
    assert _found(id002_unused, tmp_path, {file: "text: [Rest.]\n"}) == []


def test_an_own_treatment_that_is_not_offered_is_told(tmp_path: Path) -> None:
    (problem,) = _found(id002_unused, tmp_path, {WALKING_FILE: WALKING}, offers=("sleep",))
    assert (problem.place.line, problem.severity) == (1, Severity.WARNING)
    assert "- walking" in problem.hint


def test_a_word_that_no_text_uses_is_a_hint_at_its_line(tmp_path: Path) -> None:
    words = stock_file("content/en/glossary.yaml").rstrip()
    term = "\n  zebra:\n    term: Zebra\n    meaning: A horse with stripes.\n"
    sources = words[words.index("\nsources:") :] if "\nsources:" in words else ""
    words = words.removesuffix(sources) + term + sources + "\n"
    (problem,) = _found(id002_unused, tmp_path, {"content/en/glossary.yaml": words})
    assert _said(tmp_path, problem) == "zebra:"
    assert problem.severity is Severity.HINT
    linked = {NEW: "text: ['A [[zebra|zebra]].']\n", "content/en/glossary.yaml": words}
    assert not [it for it in _found(id002_unused, tmp_path, linked) if "zebra" in it.message]


def test_a_source_that_no_text_names_is_a_hint_at_its_line(tmp_path: Path) -> None:
    words = stock_file("content/sources.yaml").rstrip()
    words += "\n  MINE:\n    short: Mine\n    title: A book of mine.\n"
    found = _found(id002_unused, tmp_path, {"content/sources.yaml": words})
    (problem,) = [it for it in found if "'MINE'" in it.message]
    assert _said(tmp_path, problem) == "MINE:"
    assert problem.severity is Severity.HINT


def test_an_own_picture_that_no_text_names_is_a_hint(tmp_path: Path) -> None:
    also = ("styles/icons/zebra.svg", "styles/icons/walk.svg", "styles/icons/nocar.svg")
    (problem,) = _found(id002_unused, tmp_path, {}, also=also)
    assert (problem.place.file, problem.severity) == ("styles/icons/zebra.svg", Severity.HINT)


# ID003


SECTION = "    when:\n      visit_type: [first, consult]\n    blocks:"


def test_a_block_in_a_section_for_other_visits_is_told_at_its_line(tmp_path: Path) -> None:
    words = WALKING.replace("    blocks:", SECTION)
    words += "      - statement: no-dose\n        when:\n          visit_type: [last]\n"
    (problem,) = _found(id003_conditions, tmp_path, {WALKING_FILE: words})
    assert _said(tmp_path, problem) == "visit_type: [last]"
    assert problem.severity is Severity.ERROR
    assert "it is for last, its section is for first or consult" in problem.message


def test_a_text_for_other_visits_than_its_section_is_told_where_it_is_named(
    tmp_path: Path,
) -> None:
    words = WALKING.replace("    blocks:", SECTION) + "      - statement: brand-new\n"
    files = {WALKING_FILE: words, NEW: "text: [Rest.]\nwhen:\n  visit_type: [last]\n"}
    (problem,) = _found(id003_conditions, tmp_path, files)
    assert _said(tmp_path, problem) == "- statement: brand-new"
    assert problem.hint.endswith("brand-new.yaml.")


def test_a_text_for_other_doses_than_its_block_is_told(tmp_path: Path) -> None:
    shown = "      - checklist: bring\n        when:\n          dose_band: [lower]\n"
    words = WALKING.replace("kind: general", "kind: ketamine") + shown
    bring = "tasks:\n  - do: Rest.\nwhen:\n  dose_band: [higher]\n"
    files = {WALKING_FILE: words, "content/en/checklists/bring.yaml": bring}
    (problem,) = _found(id003_conditions, tmp_path, files)
    assert "dose band" in problem.message


def test_a_task_for_other_visits_than_its_list_is_told(tmp_path: Path) -> None:
    words = "when:\n  visit_type: [first]\ntasks:\n  - do: Rest.\n    when:\n"
    words += "      visit_type: [last]\n"
    (problem,) = _found(id003_conditions, tmp_path, {"content/en/checklists/bring.yaml": words})
    assert problem.place.line == 6


@pytest.mark.parametrize(
    "when", ["visit_type: [first]", "dose_band: [lower]\n          visit_type: [consult]",
             "risk: [stroke]"],
)  # fmt: skip
def test_conditions_that_can_meet_are_told_nothing(tmp_path: Path, when: str) -> None:
    words = WALKING.replace("    blocks:", SECTION).replace("general", "ketamine")
    words += f"      - statement: no-dose\n        when:\n          {when}\n"
    assert _found(id003_conditions, tmp_path, {WALKING_FILE: words}) == []


def test_two_risks_may_both_be_listed(tmp_path: Path) -> None:
    words = WALKING.replace("    blocks:", "    when:\n      risk: [stroke]\n    blocks:")
    words += "      - statement: no-dose\n        when:\n          risk: [diabetes]\n"
    assert _found(id003_conditions, tmp_path, {WALKING_FILE: words}) == []


@pytest.mark.parametrize(
    "line", ["visit_type: [consult, first, follow-up, last]", "dose_band: [higher, lower]"]
)
def test_a_list_of_every_value_is_a_hint(tmp_path: Path, line: str) -> None:
    (problem,) = _found(id003_conditions, tmp_path, {NEW: f"text: [Rest.]\nwhen:\n  {line}\n"})
    assert _said(tmp_path, problem) == line
    assert problem.severity is Severity.HINT


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("when: {}", "when: {}"),
        ("when:\n  risk: []", "risk: []"),
        ("when:\n  dose_band:", "dose_band:"),
        ("when:\n  risk: [stroke]\n  visit_type: []", "visit_type: []"),
    ],
)
def test_a_condition_that_says_nothing_is_a_warning(tmp_path: Path, when: str, line: str) -> None:
    (problem,) = _found(id003_conditions, tmp_path, {NEW: f"text: [Rest.]\n{when}\n"})
    assert _said(tmp_path, problem) == line
    assert problem.severity is Severity.WARNING
    assert "prints for everyone" in problem.message


def test_a_dose_band_in_a_treatment_without_doses_is_a_hint(tmp_path: Path) -> None:
    words = WALKING.replace("    blocks:", "    when:\n      dose_band: [lower]\n    blocks:")
    (problem,) = _found(id003_conditions, tmp_path, {WALKING_FILE: words})
    assert (_said(tmp_path, problem), problem.severity) == ("dose_band: [lower]", Severity.HINT)


# ID004


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("clinic.yaml", "Move it to content/clinic.yaml."),
        ("glossary.yaml", "such as content/en/glossary.yaml."),
        ("handouts.yml", "Name it handouts.yaml."),
        ("content/clinc.yaml", "Did you mean 'clinic.yaml'?"),
        ("content/clinic.yml", "Name it clinic.yaml."),
        ("content/en/wordings.yaml", "Did you mean 'wording.yaml'?"),
        ("content/en/no-dose.yaml", "others lie in a folder: treatments, statements"),
        ("content/en/statement/no-dose.yaml", "Did you mean 'statements'?"),
        ("content/en/leaflets/no-dose.yaml", "Move it to one of: treatments, statements"),
        ("content/en/statements/no-dose.yml", "Name it no-dose.yaml."),
        ("content/en/statements/no-dose.yaml.txt", "Name it no-dose.yaml."),
        ("content/en/statements/old/no-dose.yaml", "Move it into statements/ itself"),
        ("content/en/easy-read/statements/old/x.yaml", "Move it into statements/ itself"),
        ("content/en/statements/No-Dose.yaml", "Name it no-dose.yaml"),
        ("content/en/statements/no_dose.yaml", "Name it no-dose.yaml"),
        ("content/statements/no-dose.yaml", "content/en/statements/no-dose.yaml"),
        ("content/fr/statements/no-dose.yaml", "begins with content/fr/wording.yaml"),
        ("content/EN/statements/no-dose.yaml", "Name the folder as the language is"),
        ("content/en/easyread/statements/no-dose.yaml", "Move it to one of"),
    ],
)
def test_a_file_where_nobody_looks_is_an_error(tmp_path: Path, file: str, hint: str) -> None:
    (problem,) = _found(id004_files, tmp_path, {}, also=(file,))
    assert (problem.rule, problem.severity) == ("ID004", Severity.ERROR)
    assert problem.place.file == file
    assert hint in problem.hint


@pytest.mark.parametrize(
    "file",
    [
        "handouts.yaml",
        "taken.yaml",
        "visit.yaml",
        "visit-tuesday.yaml",
        "content/clinic.yaml",
        "content/sources.yaml",
        "content/es/wording.yaml",
        "content/en/glossary.yaml",
        "content/en/statements/no-dose.yaml",
        "content/en/statements/brand-new.yaml",
        "content/en/side-effects/itch.yaml",
        "content/en/easy-read/glossary.yaml",
        "content/en/easy-read/red-flags/emergency.yaml",
        "content/en/statements/notes.docx",
        "styles/handout.css",
        "styles/icons/zebra.svg",
        "templates/end.html",
    ],
)
def test_a_file_where_it_is_looked_for_is_told_nothing(tmp_path: Path, file: str) -> None:
    assert _found(id004_files, tmp_path, {}, also=(file,)) == []


def test_a_new_language_with_its_wording_is_looked_at(tmp_path: Path) -> None:
    also = ("content/fr/wording.yaml", "content/fr/statements/no-dose.yaml")
    assert _found(id004_files, tmp_path, {}, also=also) == []


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("styles/handuot.css", "Did you mean 'styles/handout.css'?"),
        ("templates/blocks/passages.html", "Did you mean 'templates/blocks/passage.html'?"),
        ("templates/zebra.html", "where a file of your own names it"),
        ("words.yaml", "A visit's file may stay."),
    ],
)
def test_a_file_that_may_be_of_use_is_a_hint(tmp_path: Path, file: str, hint: str) -> None:
    (problem,) = _found(id004_files, tmp_path, {}, also=(file,))
    assert problem.severity is Severity.HINT
    assert hint in problem.hint
