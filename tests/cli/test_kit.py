"""`handouts desk --kit DIR` fills a folder with blanks, and tells what became of each file."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import files, here, run, write

SETTINGS = "timezone: America/New_York\nlanguages: [en, ar]\noffers: [sleep]\n"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("kit")
    write(folder, {"clinic/handouts.yaml": SETTINGS})
    return folder, run("-C", "clinic", "desk", "--kit", "down", "--draft", cwd=folder)


def test_the_list_goes_to_stdout_and_the_account_to_stderr(kit: tuple[Path, Any]) -> None:
    folder, ended = kit
    assert (ended.code, ended.out) == (0, "down/contents.pdf\n")
    assert "\nNo words in Arabic (standard, large-print, high-contrast): sleep.\n" in ended.err
    assert ended.err.endswith("\n4 blank handouts: 4 new.\n")
    assert len([name for name in files(folder / "down") if name.endswith("sleep.pdf")]) == 4


def test_once_more_it_says_what_changed(kit: tuple[Path, Any]) -> None:
    folder, _ = kit
    write(folder, {"clinic/handouts.yaml": SETTINGS.replace("sleep", "exercise")})
    ended = here("-C", "clinic", "desk", "--kit", "down", "--draft", cwd=folder)
    assert ended.code == 0
    assert "English/large-print/sleep.pdf: taken away.\n" in ended.err
    assert ended.err.endswith("4 blank handouts: 4 new, 4 taken away.\n")


def test_unsigned_words_are_told_once_and_end_with_one(tmp_path: Path) -> None:
    write(tmp_path, {"clinic/handouts.yaml": SETTINGS})
    ended = here("-C", "clinic", "desk", "--kit", "down", cwd=tmp_path)
    assert ended.code == 1
    assert ended.err.count("This handout is a draft, and a draft is not for patients.") == 1
    assert "The same in: en/large-print/sleep, en/easy-read/sleep, en/high-contrast/sl" in ended.err
    assert ended.err.endswith("0 blank handouts: 4 not made.\n")


def test_a_folder_that_cannot_be_written_is_the_machine_s(tmp_path: Path) -> None:
    write(tmp_path, {"clinic/handouts.yaml": SETTINGS, "file": "no folder"})
    ended = here("-C", "clinic", "desk", "--kit", "file/down", "--draft", cwd=tmp_path)
    assert ended.code == 3
    assert "Nothing can be written to file/down" in ended.err


def test_a_draft_is_for_a_kit_alone(tmp_path: Path) -> None:
    ended = here("desk", "--draft", "--no-browser", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "--draft is for --kit DIR" in ended.err
