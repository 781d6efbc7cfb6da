"""The files that break YAML readers: each is read as it stands, or refused in its line."""

import re
from pathlib import Path

import pytest

from handouts.model.kinds import Statement
from handouts.problems import Problem
from handouts.read.content import read_item
from handouts.read.yamlfile import parse
from tests.cli.terminal import here, write
from tests.read.torture import LARGE, SMALL, Refused, Says

JARGON = re.compile(
    r"token|scalar|mapping|sequence|flow|alias|anchor|document start|exception|traceback|None|0x",
    re.IGNORECASE,
)


def sound(problem: Problem) -> None:
    """A problem that somebody can mend: a file, a line where there is one, and the way on."""
    assert problem.place.file == "f.yaml"
    assert problem.place.line or problem.rule == "yaml-size"
    assert problem.message.endswith((".", "?", "!"))
    assert problem.hint
    assert not JARGON.search(f"{problem.message} {problem.hint}")
    assert len(f"{problem.message} {problem.hint}") < 300


@pytest.mark.parametrize("name", SMALL)
def test_a_small_trap_is_read_as_it_stands_or_refused_in_its_line(name: str) -> None:
    data, end = SMALL[name]
    document, problems = parse(data, "f.yaml")
    if isinstance(end, Says):
        assert problems == ()
        assert document is not None
        assert document.value == end.value
    else:
        assert document is None
        (problem,) = problems
        sound(problem)
        assert Refused(problem.rule, problem.place.line) == end


@pytest.mark.parametrize("name", LARGE)
def test_a_large_trap_ends_in_a_message_or_is_read(name: str) -> None:
    make, rules = LARGE[name]
    document, problems = parse(make(), "f.yaml")
    assert (document is None) == bool(rules)
    assert {problem.rule for problem in problems} <= rules
    for problem in problems:
        sound(problem)


def test_of_a_file_without_end_only_as_much_is_read_as_shows_its_size() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("there is no file without end on this machine")
    item, problems = read_item(endless, "statements", Statement, "en")
    assert item is None
    assert [problem.rule for problem in problems] == ["yaml-size"]


TRAPS = ["empty", "two documents", "tab before a key", "cp1252", "mojibake", "NUL", "UTF-16",
         "a key twice", "Word or Excel", "an anchor that holds itself"]  # fmt: skip


def test_a_folder_with_broken_files_has_each_told_at_its_place_and_the_others_checked(
    tmp_path: Path,
) -> None:
    folder = "content/en/statements"
    broken = {f"{folder}/t{number}.yaml": SMALL[name][0] for number, name in enumerate(TRAPS)}
    large = {f"{folder}/bomb.yaml": LARGE["a billion laughs"][0](),
             f"{folder}/brackets.yaml": LARGE["100,000 brackets"][0]()}  # fmt: skip
    slip = {f"{folder}/zz-misspelt.yaml": b"txet: [x]\n", "handouts.yaml": b"timezone: UTC\n"}
    write(tmp_path, broken | large | slip)
    ended = here("check", "-q", cwd=tmp_path)
    assert ended.code == 1
    for number, name in enumerate(TRAPS):
        end = SMALL[name][1]
        assert isinstance(end, Refused)
        assert re.search(rf"^{folder}/t{number}.yaml:{end.line}:", ended.out, re.MULTILINE), name
    for path in [*large, f"{folder}/zz-misspelt.yaml"]:
        assert re.search(rf"^{path}:1:", ended.out, re.MULTILINE)
    assert "Traceback" not in ended.out + ended.err
