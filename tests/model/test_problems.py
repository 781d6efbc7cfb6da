"""A problem says where, what and the way on, in the form that editors and people can read."""

import pytest

from handouts.model.visit import VisitType
from handouts.problems import (
    ExitCode,
    HandoutsError,
    Place,
    Problem,
    Severity,
    did_you_mean,
    errors,
    stop,
)


def test_a_place_is_written_as_editors_jump_to_it() -> None:
    assert str(Place("a.yaml", 3, 7)) == "a.yaml:3:7"
    assert str(Place("a.yaml")) == "a.yaml"


def test_places_sort_by_file_and_then_as_numbers() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 12), Place("a", 9, 2)]
    assert sorted(places) == [
        Place("a", 9, 2),
        Place("a", 9, 12),
        Place("a", 10, 1),
        Place("b", 1, 1),
    ]


def test_a_problem_is_one_line_and_its_hint_stands_below() -> None:
    problem = Problem(Place("a.yaml", 3, 7), "rule", "It is wrong.")
    assert str(problem) == "a.yaml:3:7: It is wrong."
    hinted = Problem(Place("a.yaml", 3, 7), "rule", "It is wrong.", "Mend it.")
    assert str(hinted) == "a.yaml:3:7: It is wrong.\n    Mend it."


def test_only_errors_stop_a_handout() -> None:
    made = [Problem(Place("a"), "r", "m", severity=severity) for severity in Severity]
    assert errors(made) == (made[0],)
    assert made[0].severity is Severity.ERROR


def test_a_stop_carries_all_problems_and_what_the_shell_is_told() -> None:
    first, second = Problem(Place("a", 1, 1), "r", "One."), Problem(Place("b"), "r", "Two.")
    error = HandoutsError(first, second)
    assert (error.problems, error.code) == ((first, second), ExitCode.PROBLEMS)
    assert str(error) == "a:1:1: One.\nb: Two."
    assert stop("No disk.", code=ExitCode.MACHINE).code == 3


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("pateint", ["patient", "born"], "Did you mean 'patient'?"),
        ("zzz", ["patient", "born"], ""),
        ("", ["patient"], ""),
        ("followup", list(VisitType), "Did you mean 'follow-up'?"),
    ],
)
def test_the_nearest_known_word_is_asked_for_as_people_write_it(
    word: str, known: list[str], said: str
) -> None:
    assert did_you_mean(word, known) == said
