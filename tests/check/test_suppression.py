"""Remarks: `# handouts: ignore RULE reason` silences that rule there, and nothing else."""

from pathlib import Path

import pytest

from handouts.check import check
from handouts.check.subject import Subject
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Problem, Severity
from tests.shelf import stock_file, words_with

FILE = "content/en/statements/keep-other-care.yaml"
HARD = (
    "Patients experiencing considerable gastrointestinal complications necessitating additional "
    "medical intervention immediately communicate appropriate information."
)
SETTINGS = Settings(timezone="America/New_York", offers=("sleep",))


def _check(folder: Path, words: str, name: str = FILE) -> list[Problem]:
    """What is told of one file."""
    content = words_with(folder, {name: words})
    found = check(Subject.of(content, SETTINGS, ()))
    return [each for each in found if each.place.file.endswith(name) and each.rule != "ID001"]


def _told(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(each.rule, each.place.line) for each in problems]


def _with(remark: str, before: str = "") -> str:
    """A file with one text that is too hard to read, and a remark."""
    return f"text:\n  - Call us.\n{before}  - {HARD}{remark}\nsources: [SEED]\n"


def test_without_a_remark_the_problem_is_told(tmp_path: Path) -> None:
    assert ("READ006", 3) in _told(_check(tmp_path, _with("")))


def test_a_remark_silences_the_rule_that_it_names_and_no_other(tmp_path: Path) -> None:
    words = _with(" # handouts: ignore READ006 the law says it so").replace("[SEED]", "[]")
    told = {rule for rule, _ in _told(_check(tmp_path, words))}
    assert "READ006" not in told
    assert "META003" in told
    assert "IGNORE001" not in told


def test_several_rules_are_silenced_at_once(tmp_path: Path) -> None:
    remark = "# handouts: ignore META003, READ006 words of the law\n"
    words = f"{remark}text: ['{HARD}']\n"
    told = {rule for rule, _ in _told(_check(tmp_path, words))}
    assert told.isdisjoint({"META003", "READ006", "IGNORE001"})


def test_a_text_of_several_lines_is_silenced_at_its_end_and_at_its_head(tmp_path: Path) -> None:
    long = HARD.replace(". ", ".\n    ").replace(" medical", "\n    medical")
    at_end = f"text:\n  - {long} # handouts: ignore READ006 words of the law\nsources: [SEED]\n"
    assert "READ006" not in dict(_told(_check(tmp_path, at_end)))
    folded = f"text:\n  - >- # handouts: ignore READ006 words of the law\n    {long}\n"
    assert "READ006" not in dict(_told(_check(tmp_path, folded)))


def test_a_remark_on_another_line_silences_nothing_and_is_told(tmp_path: Path) -> None:
    words = _with("").replace("Call us.", "Call us. # handouts: ignore READ006 the law")
    told = _told(_check(tmp_path, words))
    assert ("READ006", 3) in told
    assert ("IGNORE001", 2) in told


def test_a_hash_in_a_quoted_text_is_text(tmp_path: Path) -> None:
    quoted = f'text:\n  - "{HARD} # handouts: ignore READ006 the law"\nsources: [SEED]\n'
    told = dict(_told(_check(tmp_path, quoted)))
    assert "READ006" in told
    assert "IGNORE001" not in told


@pytest.mark.parametrize(
    ("remark", "message"),
    [
        ("ignore READ006", "This remark gives no reason, so it is not obeyed."),
        ("ignore READ006 -", "This remark gives no reason, so it is not obeyed."),
        ("ignore READ006, META003,", "This remark gives no reason, so it is not obeyed."),
        ("ignore READ060 the law", "There is no rule 'READ060'."),
        ("ignore", "This remark is not understood."),
        ("ignroe READ006 the law", "This remark is not understood."),
        ("", "This remark is not understood."),
        ("ignore SAFE001 we know", "SAFE001 cannot be ignored."),
        ("ignore MERGE001 we know", "MERGE001 cannot be ignored."),
        ("ignore ID001 we know", "ID001 cannot be ignored."),
        ("ignore schema we know", "schema cannot be ignored."),
        ("ignore yaml-tag we know", "yaml-tag cannot be ignored."),
        ("ignore IGNORE001 we know", "IGNORE001 cannot be ignored."),
    ],
)
def test_a_remark_that_cannot_be_obeyed_is_told_and_silences_nothing(
    tmp_path: Path, remark: str, message: str
) -> None:
    problems = _check(tmp_path, _with(f" # handouts: {remark}"))
    assert "READ006" in {each.rule for each in problems}
    (wrong,) = [each for each in problems if each.rule == "IGNORE001"]
    assert (wrong.message, wrong.place.line) == (message, 3)
    assert wrong.severity is Severity.WARNING
    assert wrong.hint


def test_one_unknown_rule_does_not_spoil_the_others(tmp_path: Path) -> None:
    problems = _check(tmp_path, _with(" # handouts: ignore READ6, read006 the law"))
    (wrong,) = [each for each in problems if each.rule == "IGNORE001"]
    assert wrong.hint == "Did you mean 'READ006'?"
    assert "READ006" not in {each.rule for each in problems}


def test_a_lost_safety_text_is_told_whatever_a_remark_says(tmp_path: Path) -> None:
    name = "content/en/treatments/sleep.yaml"
    text = stock_file(name)
    words = text.replace("      - statement: tell-us-your-medicines\n", "")
    assert words != text
    words = words.replace("sections:", "sections: # handouts: ignore SAFE001 we tell them")
    rules = [each.rule for each in _check(tmp_path, words, name)]
    assert "SAFE001" in rules
    assert "IGNORE001" in rules


def test_a_remark_changes_no_seal(tmp_path: Path) -> None:
    before = words_with(tmp_path / "a", {FILE: _with("")}).statements["keep-other-care"]
    after = words_with(
        tmp_path / "b", {FILE: _with(" # handouts: ignore READ006 the law")}
    ).statements["keep-other-care"]
    assert after.remarks
    assert after.seal == before.seal


def test_a_standard_text_that_stands_in_for_easy_read_is_judged_at_home(tmp_path: Path) -> None:
    """A remark that only the standard words need is not told to those who read the easy ones."""
    words = _with(" # handouts: ignore READ006 the law").replace(HARD, "Call.")
    content = words_with(tmp_path, {FILE: words})
    easy = words_with(tmp_path, {FILE: words}, edition=Edition.EASY_READ)
    of_both = check(Subject.of(content, SETTINGS, ()), Subject.of(easy, SETTINGS, ()))
    assert [each.place.line for each in of_both if each.rule == "IGNORE001"] == [3]
    of_easy = check(Subject.of(easy, SETTINGS, ()))
    assert [each for each in of_easy if each.rule == "IGNORE001"] == []
