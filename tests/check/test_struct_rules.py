"""Structure: how long lists, headings and cells are, and that no picture stands alone."""

from pathlib import Path

import pytest

from handouts.check.rules import (
    Rule,
    img001_pictures,
    struct001_list_length,
    struct002_headings,
    struct003_tables,
)
from handouts.library.shelves import stock
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.told import STOCK, line, stock_subject, told
from tests.cli.terminal import here, write
from tests.shelf import changed

NINE = "One two three four five six seven eight nine"
STATEMENT = "content/en/statements/keep-other-care.yaml"
EFFECT = "content/en/side-effects/nausea.yaml"
SLEEP = "content/en/treatments/sleep.yaml"


@pytest.mark.parametrize(
    "rule",
    [struct002_headings, struct003_tables, img001_pictures],
    ids=["STRUCT002", "STRUCT003", "IMG001"],
)
@pytest.mark.parametrize(("language", "edition"), STOCK)
def test_what_ships_is_well_built(rule: Rule, language: str, edition: Edition) -> None:
    assert [str(each) for each in rule.check(stock_subject(language, edition))] == []


@pytest.mark.parametrize(("language", "edition"), STOCK)
def test_each_long_list_that_ships_says_in_its_file_why(language: str, edition: Edition) -> None:
    for problem in struct001_list_length.check(stock_subject(language, edition)):
        lines = (stock() / problem.place.file).read_text(encoding="utf-8").splitlines()
        assert lines[problem.place.line - 2].startswith("# handouts: ignore STRUCT001 "), problem


# STRUCT001


def _points(many: int) -> dict[str, str]:
    return {STATEMENT: "text:\n  - We ask this.\npoints:\n" + "  - Rest.\n" * many}


def test_a_list_of_eight_is_told_with_its_length(tmp_path: Path) -> None:
    (problem,) = told(struct001_list_length, tmp_path, _points(8))
    assert line(problem) == "points:"
    assert "8 entries" in problem.message
    assert problem.severity is Severity.WARNING


def test_a_list_of_one_is_told(tmp_path: Path) -> None:
    (problem,) = told(struct001_list_length, tmp_path, _points(1))
    assert "one entry" in problem.message
    assert "`text`" in problem.hint


@pytest.mark.parametrize("many", [2, 7])
def test_two_to_seven_entries_are_a_list(tmp_path: Path, many: int) -> None:
    assert told(struct001_list_length, tmp_path, _points(many)) == []


def test_the_points_of_a_section_and_the_tasks_of_a_list_are_counted(tmp_path: Path) -> None:
    files = changed(
        SLEEP,
        "    points:\n      - Could",
        "    points:\n" + "      - Ask.\n" * 5 + "      - Could",
    )
    files |= {"content/en/checklists/bring.yaml": "tasks:\n" + "  - do: Bring it.\n" * 9}
    found = told(struct001_list_length, tmp_path, files)
    assert [problem.message.split()[3] for problem in found] == ["8", "9"]
    assert [line(problem) for problem in found] == ["points:", "tasks:"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "questions/heart",
            "title: Heart\norder: 1\nwhy: We ask.\nquestions:\n" + "  - ask: Sick?\n" * 9,
        ),
        ("statements/after-24-hours", "points:\n" + "  - Do not drive.\n" * 9),
    ],
)
def test_lists_that_safety_fixes_are_exempt(tmp_path: Path, name: str, words: str) -> None:
    assert told(struct001_list_length, tmp_path, {f"content/en/{name}.yaml": words}) == []


def test_a_translation_is_built_like_its_source_and_not_told_again(tmp_path: Path) -> None:
    files = {"content/es/statements/keep-other-care.yaml": _points(8)[STATEMENT]}
    assert told(struct001_list_length, tmp_path, files, "es") == []


# STRUCT002


@pytest.mark.parametrize(
    ("files", "where"),
    [
        (
            changed(SLEEP, "heading: How do I start?", f"heading: {NINE}"),
            "heading: One two",
        ),
        (
            {STATEMENT: f"heading: {NINE}\ntext: [Rest.]\n"},
            "heading: One two",
        ),
        (
            {"content/en/risks/stroke.yaml": f"label: {NINE}\nnote: [Rest.]\n"},
            "label: One two",
        ),
    ],
)  # fmt: skip
def test_a_heading_of_nine_words_is_told_and_quoted(
    tmp_path: Path, files: dict[str, str], where: str
) -> None:
    (problem,) = told(struct002_headings, tmp_path, files)
    assert line(problem).startswith(where)
    assert f"9 words: {NINE!r}" in problem.message


@pytest.mark.parametrize(
    "heading",
    [
        "One two three four five six seven eight",
        "One two three four five six seven eight (the medical word)",
        "One two three four five six seven {phone}",
    ],
)
def test_eight_words_are_a_heading(tmp_path: Path, heading: str) -> None:
    files = {STATEMENT: f'heading: "{heading}"\ntext: [Rest.]\n'}
    assert told(struct002_headings, tmp_path, files) == []


# STRUCT003


def test_a_cell_that_says_nothing_is_told(tmp_path: Path) -> None:
    files = changed(EFFECT, "We may slow the drip or give you medicine for it.", '"-"')
    (problem,) = told(struct003_tables, tmp_path, files)
    assert line(problem) == 'team_does: "-"'
    assert "'-'" in problem.message


def test_a_cell_of_26_words_is_told_and_one_of_25_is_not(tmp_path: Path) -> None:
    old = "You feel sick, or you throw up."
    (problem,) = told(struct003_tables, tmp_path / "a", changed(EFFECT, old, "sick " * 26))
    assert "26 words: 'sick sick" in problem.message
    assert told(struct003_tables, tmp_path / "b", changed(EFFECT, old, "sick " * 25)) == []


def test_a_name_above_60_letters_is_told(tmp_path: Path) -> None:
    files = changed(EFFECT, "Sick to your stomach (nausea)", "Sick " * 13)
    (problem,) = told(struct003_tables, tmp_path, files)
    assert line(problem).startswith("name: Sick Sick")


def test_a_long_head_of_a_column_is_told(tmp_path: Path) -> None:
    old, new = (
        "effects_team_does: What we do",
        "effects_team_does: What we do for you and when we do it",
    )
    (problem,) = told(struct003_tables, tmp_path, changed("content/en/wording.yaml", old, new))
    assert line(problem) == new
    assert "36 letters" in problem.message


# IMG001


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sit as shown.", "as shown"),
        ("See the picture for how to sit.", "See the picture"),
        ("The drawing on the left tells how.", "drawing on the left"),
    ],
)
def test_words_that_lean_on_a_picture_are_told(tmp_path: Path, text: str, words: str) -> None:
    (problem,) = told(img001_pictures, tmp_path, {STATEMENT: f"text:\n  - Rest.\n  - {text}\n"})
    assert line(problem) == f"- {text}"
    assert repr(words) in problem.message
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "A heart tracing is a picture of your heartbeat.",
        "Upsetting pictures in your mind may come.",
    ],
)
def test_a_picture_that_is_no_decoration_of_ours_may_be_told_of(tmp_path: Path, text: str) -> None:
    assert told(img001_pictures, tmp_path, {STATEMENT: f"text:\n  - {text}\n"}) == []


@pytest.mark.parametrize(
    ("name", "words", "where"),
    [
        (STATEMENT, 'text: ["→"]\npicture: car\n', "picture: car"),
        (
            "content/en/checklists/bring.yaml",
            'tasks:\n  - do: Bring it.\n    picture: bag\n  - do: "…"\n    picture: car\n',
            "picture: car",
        ),
    ],
)
def test_a_picture_without_words_is_told(tmp_path: Path, name: str, words: str, where: str) -> None:
    (problem,) = told(img001_pictures, tmp_path, {name: words})
    assert line(problem) == where
    assert "alone" in problem.message


PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1h9"/></svg>'


@pytest.mark.parametrize(
    ("drawn", "words", "line_"),
    [
        (PLAIN.replace("<path", "\n<text>Stop</text><path"), "<text>", 2),
        (PLAIN.replace("<path", "\n\n<script>x</script><path"), "<script>", 3),
        (PLAIN.replace("<path", "<path onclick='x()'"), "onclick", 1),
        (PLAIN.replace("<path", '\n<image href="https://a.org/a.png"/><path'), "a.org", 2),
        (PLAIN.replace("<path", "<style>@import 'a.css';</style><path"), "@import", 1),
        (PLAIN.replace("<path", '<path fill="url(https://example.org/a)"'), "example.org", 1),
        (PLAIN.replace(' viewBox="0 0 24 24"', ""), "viewBox", 1),
        ("<html/>", "<html>", 1),
        ("<svg", "no SVG", 1),
        ("", "no SVG", 1),
        ("<!DOCTYPE svg>" + PLAIN, "DOCTYPE", 1),
    ],
)  # fmt: skip
def test_a_drawing_that_is_more_than_lines_is_told_at_its_line(
    drawn: str, words: str, line_: int
) -> None:
    (problem,) = img001_pictures.drawing("styles/icons/ours.svg", drawn.encode())
    assert words in problem.message
    assert (problem.place.file, problem.place.line) == ("styles/icons/ours.svg", line_)
    assert "plain SVG" in problem.hint


@pytest.mark.parametrize(
    "drawn",
    [
        PLAIN,
        PLAIN.replace("<path", '<defs><g id="a"/></defs><use href="#a"/><path'),
        PLAIN.replace("<path", '<path fill="url(#a)"'),
    ],
)
def test_a_plain_drawing_is_right(drawn: str) -> None:
    assert list(img001_pictures.drawing("styles/icons/ours.svg", drawn.encode())) == []


def test_every_picture_that_ships_is_a_plain_drawing() -> None:
    found = [
        problem
        for path in sorted((stock() / "styles/icons").glob("*.svg"))
        for problem in img001_pictures.drawing(path.name, path.read_bytes())
    ]
    assert found == []


def test_check_looks_at_the_drawings_of_a_clinics_own_folder(tmp_path: Path) -> None:
    files = {
        "handouts.yaml": "timezone: America/New_York\n",
        "styles/icons/ours.svg": PLAIN.replace("<path", "\n<text>Stop</text><path"),
        "styles/icons/car.svg": PLAIN,
    }
    write(tmp_path, files)
    ended = here("check", "--language", "en", "styles", cwd=tmp_path)
    assert ended.code == 1
    told_lines = [each for each in ended.out.splitlines() if "IMG001: " in each]
    assert len(told_lines) == 1
    assert told_lines[0].startswith("styles/icons/ours.svg:2:1: error IMG001: ")
