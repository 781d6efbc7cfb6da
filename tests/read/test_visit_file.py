"""One visit in a YAML or JSON file fills the same columns as a row of a schedule."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import COLUMNS, Cell
from handouts.read.letters import _MOJIBAKE
from handouts.read.row import read_row
from handouts.read.visit_file import read_visit_file
from tests.rows import GOOD, TODAY, clinic, one


def texts(data: str | bytes) -> dict[str, str]:
    found = read_visit_file(data if isinstance(data, bytes) else data.encode(), "visit.yaml")
    return {column: cell.text for column, cell in found.items()}


def stopped_by(data: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(HandoutsError) as stopped:
        texts(data)
    return stopped.value.problems


def test_a_yaml_file_gives_each_column_with_its_place() -> None:
    data = b"# one visit\npatient: Maria Example\nborn: 1958-03-04\ntime: 12:30\nrecord: 000101\n"
    assert read_visit_file(data, "v.yaml") == {
        "patient": Cell("Maria Example", Place("v.yaml", 2, 1)),
        "born": Cell("1958-03-04", Place("v.yaml", 3, 1)),
        "time": Cell("12:30", Place("v.yaml", 4, 1)),
        "record": Cell("000101", Place("v.yaml", 5, 1)),
    }


@pytest.mark.parametrize("indent", [None, 2])
def test_json_says_the_same_as_yaml(indent: int | None) -> None:
    visit = {**GOOD, "record": "000101", "risks": ["diabetes", "sleep-apnea"], "note": None}
    found = texts(json.dumps(visit, indent=indent))
    assert found == {**GOOD, "record": "000101", "risks": "diabetes; sleep-apnea", "note": ""}


def test_json_with_windows_line_ends_and_a_mark_is_read() -> None:
    data = json.dumps({**GOOD, "patient": "José Ejemplo"}, indent=2).replace("\n", "\r\n")
    assert texts(data.encode("utf-8-sig"))["patient"] == "José Ejemplo"


@pytest.mark.parametrize(
    "name", ["José Ejemplo", "Łukasz Przykładowy", "王小樣", 'O\'Neil "Mia" /']
)
def test_json_may_write_letters_as_escapes(name: str) -> None:
    assert texts(json.dumps({"patient": name}))["patient"] == name
    assert texts(json.dumps({"patient": name}, ensure_ascii=False))["patient"] == name


def test_json_may_write_a_rare_letter_as_two_escapes() -> None:
    assert texts(json.dumps({"patient": "𠮷田 例子"}))["patient"] == "𠮷田 例子"


def test_json_may_escape_its_slashes() -> None:
    assert texts('{"date": "12\\/31\\/2026"}') == {"date": "12/31/2026"}


def test_json_indented_with_tabs_is_read_or_refused_at_its_place() -> None:
    (problem,) = stopped_by(json.dumps(GOOD, indent="\t"))
    assert (problem.place.line, problem.place.column) == (2, 1)
    assert "tab" in problem.message


def test_lists_become_the_cells_of_a_schedule() -> None:
    data = "risks:\n  - hypertension\n  - sleep-apnea\ntreatment: [sleep, exercise]\nseries: []\n"
    assert texts(data) == {
        "risks": "hypertension; sleep-apnea",
        "treatment": "sleep; exercise",
        "series": "",
    }


def test_null_and_nothing_are_an_empty_cell() -> None:
    assert texts('{"note": null, "room": null}') == {"note": "", "room": ""}
    assert texts("note:\nroom: ''\n") == {"note": "", "room": ""}


def test_a_patient_called_null_keeps_the_name() -> None:
    assert texts("patient: Null\n") == {"patient": "Null"}


def test_a_patient_that_json_leaves_open_is_never_read_without_a_word() -> None:
    cells = read_visit_file(json.dumps({**GOOD, "patient": None}).encode(), "v.json")
    _, problems = read_row(cells, clinic(), today=TODAY, place=Place("v.json", 1, 1))
    assert [problem.place.line for problem in problems] == [1]


@pytest.mark.parametrize(
    "data", ["- Maria Example\n- 1958\n", "Maria Example\n", "[]", '"x"', "---\n"]
)
def test_what_holds_no_keys_is_no_visit(data: str) -> None:
    (problem,) = stopped_by(data)
    assert (problem.place.line, problem.place.column) == (1, 1)
    assert problem.message == "This is no visit."
    assert "patient:" in problem.hint


@pytest.mark.parametrize("data", ["", "# nothing\n", "\ufeff"])
def test_an_empty_file_is_told_as_empty(data: str) -> None:
    (problem,) = stopped_by(data)
    assert problem.rule == "yaml-empty"


def test_every_wrong_key_is_told_at_once_with_the_one_that_was_meant() -> None:
    problems = stopped_by("pateint: x\nborn: y\ndate_of_birth: z\nvisit-type: w\nnote:\n  a: b\n")
    told = [(p.place.line, p.place.column, p.message, p.hint) for p in problems]
    assert told[0] == (1, 1, "There is no 'pateint' in a visit.", "Did you mean 'patient'?")
    assert told[1][:3] == (3, 1, "There is no 'date_of_birth' in a visit.")
    assert told[2] == (4, 1, "There is no 'visit-type' in a visit.", "Did you mean 'visit_type'?")
    assert told[3][:3] == (5, 1, "'note' must be text or a list of texts.")
    assert len(told) == 4


@pytest.mark.parametrize("value", ["{a: b}", "[[a]]", "[a, {b: c}]", "[a, [b]]"])
def test_a_value_that_is_no_text_and_no_list_of_texts_is_refused(value: str) -> None:
    (problem,) = stopped_by(f"born: 1958-03-04\nrisks: {value}\n")
    assert (problem.place.line, problem.place.column) == (2, 1)
    assert "'risks'" in problem.message


@pytest.mark.parametrize("data", ['{"born": "x", "born": "y"}', "born: x\nborn: y\n"])
def test_a_key_that_stands_twice_is_refused(data: str) -> None:
    (problem,) = stopped_by(data)
    assert problem.rule == "yaml-double-key"


def test_a_visit_file_gives_the_same_visit_as_a_schedule_row() -> None:
    lines = [f"{column}: {text}" for column, text in GOOD.items()]
    cells = read_visit_file("\n".join(lines).encode(), "v.yaml")
    visits, problems = read_row(cells, clinic(), today=TODAY, place=Place("v.yaml", 1, 1))
    assert problems == ()
    assert visits == (one(),)


def test_a_problem_in_a_visit_file_points_at_its_line() -> None:
    data = "\n".join(f"{column}: {text}" for column, text in {**GOOD, "born": "03/04/58"}.items())
    cells = read_visit_file(data.encode(), "v.yaml")
    _, problems = read_row(cells, clinic(), today=TODAY, place=Place("v.yaml", 1, 1))
    assert [str(problem.place) for problem in problems] == ["v.yaml:2:1"]


def test_no_refusal_of_a_visit_file_repeats_what_stands_behind_a_key() -> None:
    data = (
        "patient:\n  Canary: Canary\nborn: [[Canary]]\nnote: {x: Canary}\nrecord: [{a: Canary}]\n"
    )
    for problem in stopped_by(data):
        assert "Canary" not in str(problem)


_TEXT = st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0xFFFF), max_size=15)
_VALUE = st.one_of(st.none(), _TEXT.filter(lambda text: not _MOJIBAKE.search(text)))
"""Any text, but for what looks as if it was saved with the wrong encoding: that is refused."""


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(list(COLUMNS)), _VALUE, min_size=1), st.booleans())
def test_any_json_object_of_texts_comes_back_column_by_column(
    visit: dict[str, str | None],
    escaped: bool,
) -> None:
    assume("patient" not in visit or visit["patient"] is not None)
    assert texts(json.dumps(visit, ensure_ascii=escaped)) == {
        key: "" if text is None else text for key, text in visit.items()
    }
