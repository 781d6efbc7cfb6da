"""What all commands share: help, version, suggestions, and the clinic's folder that they find."""

import json
import re
from pathlib import Path

import pytest

import handouts
from handouts.cli import COMMANDS
from tests.cli.terminal import here, run, write

MOON, MARS = "timezone: America/Denver\n", "timezone: America/Chicago\n"


def zone(*args: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """The time zone of the folder that a command works in."""
    found = json.loads(run(*args, "doctor", "--json", cwd=cwd, env=env).out)
    return next(str(each["says"]) for each in found if each["what"] == "settings")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, name: str) -> None:
    ended = here(name, "--help", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert re.search(rf"^\s*Example: handouts .*\b{name}\b", ended.out, re.MULTILINE)


def test_help_names_every_command_with_what_it_does(tmp_path: Path) -> None:
    for option in ("--help", "-h"):
        ended = here(option, cwd=tmp_path)
        assert ended.code == 0
        for name, does in COMMANDS.items():
            assert re.search(rf"^\s*{name}\s+{re.escape(does)}", ended.out, re.MULTILINE)


def test_help_is_there_whatever_command_was_loaded_before(tmp_path: Path) -> None:
    for name in COMMANDS:
        here(name, "--help", cwd=tmp_path)
    ended = here("--help", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")


def test_every_option_says_what_it_does(tmp_path: Path) -> None:
    for name in COMMANDS:
        lines = here(name, "--help", cwd=tmp_path).out.splitlines()
        for number, line in enumerate(lines):
            if re.match(r"\s+(-\w, )?--[a-z-]+", line):
                said = re.split(r"\s{2,}", line.strip())[1:] or lines[number + 1].split()
                assert said, f"{name}: {line.strip()}"


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    ended = run("--version", cwd=tmp_path)
    assert ended.code == 0
    assert handouts.__version__ in ended.out


@pytest.mark.parametrize(
    ("typed", "meant"), [("mkae", "make"), ("bacth", "batch"), ("doctr", "doctor")]
)
def test_an_unknown_command_is_answered_with_the_nearest(
    tmp_path: Path, typed: str, meant: str
) -> None:
    ended = here(typed, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert f"There is no command {typed!r}. Did you mean {meant!r}?" in ended.err


def test_a_command_unlike_any_other_is_answered_with_all(tmp_path: Path) -> None:
    ended = here("zzz", cwd=tmp_path)
    assert ended.code == 2
    assert ", ".join(COMMANDS) in ended.err


def test_an_unknown_option_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ended = here("make", "--patiant", "x", cwd=tmp_path)
    assert ended.code == 2
    assert "--patient" in ended.err


def test_the_nearest_folder_upwards_is_the_clinics(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": MOON, "a/handouts.yaml": MARS, "a/b/c/x": "", "d/x": ""})
    assert "America/Chicago" in zone(cwd=tmp_path / "a/b/c")
    assert "America/Denver" in zone(cwd=tmp_path / "d")


def test_a_variable_names_the_folder_and_an_option_wins_over_it(tmp_path: Path) -> None:
    write(tmp_path, {"moon/handouts.yaml": MOON, "mars/handouts.yaml": MARS})
    env = {"HANDOUTS_FOLDER": str(tmp_path / "moon")}
    assert "America/Denver" in zone(cwd=tmp_path / "mars", env=env)
    assert "America/Chicago" in zone("-C", "mars", cwd=tmp_path, env=env)


def test_files_on_the_command_line_are_named_from_where_one_stands(tmp_path: Path) -> None:
    row = "Maria Example,1958-03-04,sleep,2031-01-07,8:30"
    write(
        tmp_path,
        {"moon/handouts.yaml": MOON, "day.csv": f"patient,born,treatment,date,time\n{row}\n"},
    )
    ended = here("-C", "moon", "batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    assert ended.code == 0, ended.err


def test_without_any_folder_the_stock_words_serve(tmp_path: Path) -> None:
    assert here("list", cwd=tmp_path).code == 0
