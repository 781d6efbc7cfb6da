"""`handouts verify`, as a person at a terminal and a program meet it."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import SHEET, here


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    (tmp_path / "visit.yaml").write_text(SHEET, encoding="utf-8")
    assert here("make", "-q", "visit.yaml", "-o", "handout.pdf", cwd=tmp_path).code == 0
    return tmp_path / "handout.pdf"


def test_a_good_file_ends_with_0_and_a_word(handout: Path) -> None:
    ended = here("verify", "handout.pdf", cwd=handout.parent)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "1 file: all pages of each belong together. No manifest says more.\n"


def test_quiet_says_nothing_of_a_good_file(handout: Path) -> None:
    ended = here("verify", "-q", "handout.pdf", cwd=handout.parent)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_file_that_lost_its_end_ends_with_1_and_says_so_in_words(handout: Path) -> None:
    handout.write_bytes(handout.read_bytes()[:-10])
    ended = here("verify", "handout.pdf", cwd=handout.parent)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "handout.pdf: This file is not as it was made: the file is not whole.\n"
        "    Do not print it. Make the handout again.\n"
    )


def test_a_program_gets_json(handout: Path) -> None:
    handout.write_bytes(b"%PDF-")
    ended = here("verify", "--json", "handout.pdf", cwd=handout.parent)
    said = json.loads(ended.out)
    assert (ended.code, said["files"], said["against_manifest"]) == (1, 1, False)
    assert [problem["rule"] for problem in said["problems"]] == ["proof"]


def test_a_name_that_is_not_there_is_a_slip_of_the_command_line(tmp_path: Path) -> None:
    assert here("verify", "nothing.pdf", cwd=tmp_path).code == 2
