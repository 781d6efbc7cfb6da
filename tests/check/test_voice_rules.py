"""Voice: who acts, whom the words speak to, and whether a thing to do begins with a verb."""

from pathlib import Path

import pytest

from handouts.check.english import passive, tells_to_act
from handouts.check.rules import voice001_passive, voice002_you, voice003_verb_first
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.told import line, stock_subject, told

STATEMENT = "content/en/statements/keep-other-care.yaml"
CHECKLIST = "content/en/checklists/get-ready.yaml"


def _says(*texts: str) -> dict[str, str]:
    return {STATEMENT: "text:\n" + "".join(f'  - "{text}"\n' for text in texts)}


# VOICE001


def test_a_sentence_that_hides_who_acts_is_hinted_at_with_its_words(tmp_path: Path) -> None:
    files = _says("Keep warm.", "We talk first. Your blood pressure is often checked.")
    (problem,) = told(voice001_passive, tmp_path, files)
    assert line(problem).startswith('- "We talk first.')
    assert "'is often checked'" in problem.message
    assert "Your blood pressure is often checked." in problem.message
    assert problem.severity is Severity.HINT


@pytest.mark.parametrize(
    "sentence",
    [
        "You are tired.",
        "This is called sedation.",
        "A nurse checks your blood pressure.",
        "Are you worried?",
        "Your bed is red.",
    ],
)
def test_who_is_tired_or_named_is_not_acted_upon(sentence: str) -> None:
    assert passive(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The drip is slowly stopped.", "is slowly stopped"),
        ("You will be given medicine.", "be given"),
        ("The tube was put in.", "was put"),
        ("It isn't known, and it has not been tested.", "been tested"),
    ],
)
def test_a_passive_is_known_by_its_verb(sentence: str, words: str) -> None:
    assert passive(sentence) == words


def test_passives_are_looked_for_in_english_only(tmp_path: Path) -> None:
    files = {"content/es/statements/keep-other-care.yaml": "text:\n  - It is checked.\n"}
    assert told(voice001_passive, tmp_path, files, "es") == []


@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.EASY_READ])
def test_what_ships_gives_few_hints_of_the_passive(edition: Edition) -> None:
    assert len(list(voice001_passive.check(stock_subject("en", edition)))) <= 15


# VOICE002


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Patients should rest at home.", "Patients should"),
        ("Ask the patient to rest.", "the patient"),
        ("This is each client's choice.", "each client's"),
        ("One should rest.", "One should"),
    ],
)
def test_words_about_patients_are_told_and_quoted(tmp_path: Path, text: str, words: str) -> None:
    (problem,) = told(voice002_you, tmp_path, _says("Rest.", text))
    assert line(problem) == f'- "{text}"'
    assert repr(words) in problem.message or f'"{words}"' in problem.message
    assert "you" in problem.hint
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "Be patient with yourself.",
        "You should rest.",
        "We are patient. Take your time.",
        "Some people rest.",
        "Each one of us should rest.",
        "The patient person waits.",
    ],
)
def test_being_patient_is_not_being_a_patient(tmp_path: Path, text: str) -> None:
    assert told(voice002_you, tmp_path, _says(text)) == []


@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.EASY_READ])
def test_what_ships_speaks_to_the_reader(edition: Edition) -> None:
    assert [str(each) for each in voice002_you.check(stock_subject("en", edition))] == []


# VOICE003


def _list(*tasks: str, above: str = "", mark: str = "box") -> dict[str, str]:
    rows = "".join(f'  - do: "{task}"\n' for task in tasks)
    return {CHECKLIST: f"mark: {mark}\n{above}tasks:\n{rows}"}


def test_a_task_without_a_verb_among_others_with_one_is_hinted_at(tmp_path: Path) -> None:
    files = _list("**Bring** your list.", "An adult to take you home.", "If you are ill, call us.")
    (problem,) = told(voice003_verb_first, tmp_path, files)
    assert line(problem) == '- do: "An adult to take you home."'
    assert "'An adult to take you home.'" in problem.message
    assert problem.severity is Severity.HINT


def test_a_list_of_things_without_any_verb_is_told_once(tmp_path: Path) -> None:
    files = _list("Your list of medicines", "Loose clothes", above="heading: Your bag\n")
    (problem,) = told(voice003_verb_first, tmp_path, files)
    assert line(problem) == '- do: "Your list of medicines"'


def test_a_heading_with_a_verb_makes_a_list_of_things_right(tmp_path: Path) -> None:
    files = _list("Your list of medicines", "Loose clothes", above="heading: What to bring\n")
    assert told(voice003_verb_first, tmp_path, files) == []


def test_a_list_of_signs_need_not_begin_with_verbs(tmp_path: Path) -> None:
    assert told(voice003_verb_first, tmp_path, _list("you feel ill", mark="dot")) == []


@pytest.mark.parametrize(
    "text",
    ["Please call us.", "Do not drive.", "When you leave, take this page.", "**Write** it down."],
)
def test_a_verb_is_found_behind_a_clause_or_a_please(text: str) -> None:
    assert tells_to_act(text)


@pytest.mark.parametrize("text", ["Your list.", "Headphones", "In the morning, breakfast", ""])
def test_a_thing_is_no_verb(text: str) -> None:
    assert not tells_to_act(text)


@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.EASY_READ])
def test_the_tasks_that_ship_begin_with_verbs(edition: Edition) -> None:
    assert [str(each) for each in voice003_verb_first.check(stock_subject("en", edition))] == []
