"""`handouts desk --kit DIR` fills a folder with blanks, and tells what became of each file."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import files, here, run, write
from tests.pdf import read_back
from tests.shelf import stock_file

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


HILL = "sites:\n  hill:\n    name: Hill Road\n    address: [7 Hill Road]\n    phone: 555-0177\n"


@pytest.fixture(scope="module")
def two_places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    clinic = stock_file("content/clinic.yaml").replace("sites:\n", HILL)
    write(folder, {"clinic/handouts.yaml": SETTINGS, "clinic/content/clinic.yaml": clinic})
    return folder


def test_a_clinic_with_several_places_makes_a_kit_for_one_of_them(two_places: Path) -> None:
    ended = here("-C", "clinic", "desk", "--kit", "down", "--draft", cwd=two_places)
    assert (ended.code, ended.out) == (2, "")
    assert "several places, and a kit is for one of them: hill, main." in ended.err
    assert not (two_places / "down").exists()


def test_each_blank_and_the_list_tell_the_place_that_was_named(two_places: Path) -> None:
    ended = run("-C", "clinic", "desk", "--kit", "k", "--draft", "--site", "main", cwd=two_places)
    assert ended.code == 0
    made = files(two_places / "k")
    blanks = [read_back(pdf).text for name, pdf in made.items() if name.endswith("sleep.pdf")]
    assert len(blanks) == 4
    assert all("200 Harbor Street" in text for text in blanks)
    assert not any("555-0177" in text or "7 Hill Road" in text for text in blanks)
    assert "Hill Road" not in read_back(made["contents.pdf"]).text
    ended = run("-C", "clinic", "desk", "--kit", "k", "--draft", "--site", "hill", cwd=two_places)
    assert ended.err.endswith("4 blank handouts: 4 changed.\n")
    listed = read_back((two_places / "k/contents.pdf").read_bytes()).text
    assert "Example Pain Clinic · Hill Road" in " ".join(listed.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kit", "down", "--site", "hil"), "--site 'hil' is no place of this clinic. Did you"),
        (("--no-browser", "--site", "hill"), "--site is for --kit DIR"),
    ],
)
def test_a_place_that_is_not_there_is_told(
    two_places: Path, words: tuple[str, ...], told: str
) -> None:
    ended = here("-C", "clinic", "desk", *words, cwd=two_places)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
