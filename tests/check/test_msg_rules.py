"""The message: the most important thing, something to do, where to get help, something to use."""

from pathlib import Path

import pytest

from handouts.check.rules import (
    Rule,
    msg001_most_important,
    msg002_action,
    msg003_where_to_get_help,
    msg004_tool,
)
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.told import STOCK, line, stock_subject, told
from tests.shelf import changed

KETAMINE = "ketamine-infusion"
WALKING = "content/en/treatments/walking.yaml"
HEAD = """\
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
"""
MUST = "    blocks:\n      - statement: tell-us-your-medicines\n"


def _walking(section: str = "", important: str = "Walk a little.") -> dict[str, str]:
    return {WALKING: HEAD.replace("Walk a little.", important) + section + MUST}


RULES = (msg001_most_important, msg002_action, msg003_where_to_get_help, msg004_tool)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__[-20:])
@pytest.mark.parametrize(("language", "edition"), STOCK)
def test_what_ships_says_what_matters(rule: Rule, language: str, edition: Edition) -> None:
    assert [str(each) for each in rule.check(stock_subject(language, edition))] == []


# MSG001


def test_a_most_important_thing_of_four_sentences_is_told(tmp_path: Path) -> None:
    files = _walking(important="Walk. Rest. Eat. Sleep.")
    (problem,) = told(msg001_most_important, tmp_path, files)
    assert line(problem) == "text:"
    assert "4 sentences" in problem.message
    assert "'Walk. Rest. Eat. Sleep.'" in problem.message
    assert problem.severity is Severity.WARNING


def test_a_most_important_thing_of_36_words_is_told(tmp_path: Path) -> None:
    files = _walking(important=" ".join(["walk"] * 36) + ".")
    (problem,) = told(msg001_most_important, tmp_path, files)
    assert "36 words" in problem.message


@pytest.mark.parametrize("text", [" ".join(["walk"] * 35) + ".", "Walk 1.5 hours. Rest. Eat."])
def test_three_sentences_and_35_words_are_enough(tmp_path: Path, text: str) -> None:
    assert told(msg001_most_important, tmp_path, _walking(important=text)) == []


def test_the_sentences_of_a_translation_are_counted_in_its_own_signs(tmp_path: Path) -> None:
    words = HEAD.replace("Walk a little.", "走。停。吃。睡。") + MUST
    files = {"content/zh/treatments/walking.yaml": words}
    (problem,) = told(msg001_most_important, tmp_path, files, "zh")
    assert "4 sentences" in problem.message


def test_the_words_of_a_translation_are_not_counted(tmp_path: Path) -> None:
    words = HEAD.replace("Walk a little.", " ".join(["caminar"] * 36) + ".") + MUST
    files = {"content/es/treatments/walking.yaml": words}
    assert told(msg001_most_important, tmp_path, files, "es") == []


# MSG002


def test_a_list_of_signs_is_nothing_to_do_and_nothing_to_tick(tmp_path: Path) -> None:
    files = {WALKING: HEAD + MUST + "      - checklist: tell-us-before-you-come\n"}
    for rule in (msg002_action, msg004_tool):
        assert len(told(rule, tmp_path, files, offers=("walking",))) == 1


def test_a_handout_that_tells_nothing_to_do_is_told(tmp_path: Path) -> None:
    files = _walking("    points:\n      - Walking is good.\n      - Legs are strong.\n")
    (problem,) = told(msg002_action, tmp_path, files, offers=("walking",))
    assert line(problem) == "sections:"
    assert "'Walking'" in problem.message
    assert problem.severity is Severity.WARNING


def test_one_point_that_begins_with_a_verb_is_something_to_do(tmp_path: Path) -> None:
    files = _walking('    points:\n      - "**Walk** to the door."\n      - Legs are strong.\n')
    assert told(msg002_action, tmp_path, files, offers=("walking",)) == []


def test_something_to_do_for_some_visits_only_is_not_enough(tmp_path: Path) -> None:
    list_ = MUST + "      - checklist: get-ready\n        when:\n          visit_type: [first]\n"
    files = {WALKING: HEAD + list_}
    assert len(told(msg002_action, tmp_path, files, offers=("walking",))) == 1


# MSG003


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("statements/emergency-short", "{emergency_number}"),
        ("statements/other-formats", "{phone}"),
    ],
)
def test_a_text_about_help_without_its_number_is_an_error(
    tmp_path: Path, name: str, value: str
) -> None:
    files = {f"content/en/{name}.yaml": "heading: Help\ntext:\n  - Call 311 for help.\n"}
    (problem,) = told(msg003_where_to_get_help, tmp_path, files, offers=("sleep",))
    assert line(problem) == "text:"
    assert value in problem.message
    assert "'Call 311 for help.'" in problem.message or "'Help'" in problem.message
    assert problem.severity is Severity.ERROR


def test_the_head_of_a_list_of_signs_must_say_whom_to_call(tmp_path: Path) -> None:
    name = "content/en/red-flags/same-day.yaml"
    files = changed(name, "at {phone} if you", "if you")
    (problem,) = told(msg003_where_to_get_help, tmp_path, files, offers=(KETAMINE,))
    assert line(problem) == "heading: Call us the same day if you"
    assert "{phone}" in problem.message


def test_a_number_below_the_signs_is_good_too(tmp_path: Path) -> None:
    name = "content/en/red-flags/same-day.yaml"
    files = changed(name, "at {phone} if you", "if you")
    files[name] = files[name].replace("after:\n", "after:\n  - Call {phone}.\n")
    assert told(msg003_where_to_get_help, tmp_path, files, offers=(KETAMINE,)) == []


def test_a_number_in_one_of_the_signs_does_not_say_whom_to_call(tmp_path: Path) -> None:
    name = "content/en/red-flags/same-day.yaml"
    files = changed(name, "at {phone} if you", "if you")
    files[name] = files[name].replace("  - feel very strong fear", "  - cannot reach {phone}")
    assert len(told(msg003_where_to_get_help, tmp_path, files, offers=(KETAMINE,))) == 1


def test_signs_that_no_handout_of_this_clinic_shows_are_not_asked(tmp_path: Path) -> None:
    files = changed("content/en/red-flags/same-day.yaml", "at {phone} if you", "if you")
    assert told(msg003_where_to_get_help, tmp_path, files, offers=("sleep",)) == []


def test_a_clinic_without_an_emergency_number_is_told(tmp_path: Path) -> None:
    files = changed("content/clinic.yaml", '"911"', "ask")
    (problem,) = told(msg003_where_to_get_help, tmp_path, files, offers=("sleep",))
    assert line(problem) == "emergency_number: ask"


# MSG004


def test_a_handout_without_anything_to_write_on_is_told(tmp_path: Path) -> None:
    (problem,) = told(msg004_tool, tmp_path, _walking(), offers=("walking",))
    assert line(problem) == "sections:"
    assert "'Walking'" in problem.message
    assert "write_in" in problem.hint


@pytest.mark.parametrize(
    "block",
    [
        "pain_diary: 7",
        "checklist: get-ready",
        "write_in:\n          label: My questions",
        "question_sets: [heart]",
    ],
)
def test_any_tool_is_enough(tmp_path: Path, block: str) -> None:
    files = {WALKING: HEAD + MUST + f"      - {block}\n"}
    found = told(msg004_tool, tmp_path, files, offers=("walking",))
    assert len(found) == (1 if block.startswith("question") else 0)
