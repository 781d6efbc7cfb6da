"""`handouts init` makes a clinic's folder, and never touches one that is there."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from handouts.library.shelves import stock
from tests.cli.terminal import files, here, run, write

MADE = ["content/clinic.yaml", "handouts.yaml", "schedule.csv", "visit.yaml"]
FILES = sorted([*MADE, "taken.yaml"])


def plain(folder: Path) -> list[str]:
    """The files that people see to; the schemas are for editors."""
    return sorted(name for name in files(folder) if not name.startswith("content/schema/"))


def test_init_makes_settings_clinic_and_samples(tmp_path: Path) -> None:
    ended = run("init", "clinic", cwd=tmp_path)
    assert ended.code == 0
    assert plain(tmp_path / "clinic") == FILES
    assert {f"clinic/{name}" for name in MADE} <= set(ended.out.split())
    assert "handouts check" in ended.err


def test_init_without_a_folder_works_in_this_one(tmp_path: Path) -> None:
    assert here("init", cwd=tmp_path).code == 0
    assert plain(tmp_path) == FILES


def test_quiet_init_gives_no_advice(tmp_path: Path) -> None:
    ended = here("init", "-q", "clinic", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")


def test_the_second_init_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    here("init", "clinic", cwd=tmp_path)
    write(tmp_path / "clinic", {"visit.yaml": "patient: Somebody Sample\n"})
    before = files(tmp_path)
    ended = here("init", "clinic", cwd=tmp_path)
    assert ended.code == 1
    assert files(tmp_path) == before
    assert "clinic/visit.yaml: This file is there already." in ended.err
    assert "Choose a new folder" in ended.err


def test_one_file_of_the_same_name_is_enough_to_refuse(tmp_path: Path) -> None:
    write(tmp_path, {"clinic/schedule.csv": "mine"})
    assert here("init", "clinic", cwd=tmp_path).code == 1
    assert files(tmp_path) == {"clinic/schedule.csv": b"mine"}


def test_an_init_that_cannot_finish_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"clinic/content": "a file where a folder must be"})
    ended = here("init", "clinic", cwd=tmp_path)
    assert ended.code == 3
    assert "clinic/content" in ended.err
    assert list(files(tmp_path)) == ["clinic/content"]


def test_the_sample_day_is_tomorrow(tmp_path: Path) -> None:
    days = [dt.datetime.now().astimezone().date()]
    here("init", "clinic", cwd=tmp_path)
    days.append(dt.datetime.now().astimezone().date())  # midnight may pass in between
    tomorrows = {(day + dt.timedelta(days=1)).isoformat() for day in days}
    visit = (tmp_path / "clinic/visit.yaml").read_text(encoding="utf-8")
    rows = (tmp_path / "clinic/schedule.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert any(f"date: {day}\n" in visit for day in tomorrows)
    assert rows
    assert all(any(f",{day}," in row for day in tomorrows) for row in rows)


def test_a_new_folder_has_no_errors(tmp_path: Path) -> None:
    here("init", "clinic", cwd=tmp_path)
    ended = here("check", "-q", cwd=tmp_path / "clinic")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_every_sample_row_is_only_kept_back_because_nobody_signed_the_words(tmp_path: Path) -> None:
    here("init", "clinic", cwd=tmp_path)
    rows = (tmp_path / "clinic/schedule.csv").read_text(encoding="utf-8").splitlines()[1:]
    ended = here("batch", "schedule.csv", "--dry-run", "--json", cwd=tmp_path / "clinic")
    found = json.loads(ended.out)["handouts"]
    assert {each["row"] for each in found} == set(range(2, len(rows) + 2))
    assert {problem["rule"] for each in found for problem in each["problems"]} == {"draft"}


def test_a_stock_file_is_taken_into_the_nearest_folder_upwards(tmp_path: Path) -> None:
    here("init", "clinic", cwd=tmp_path)
    ended = here("init", "--take", "statements/credit", cwd=tmp_path / "clinic/content")
    assert ended.code == 0
    assert (tmp_path / "clinic/content/en/statements/credit.yaml").is_file()
    assert ended.out.strip().endswith("en/statements/credit.yaml")
    assert "handouts preview" in ended.err
    assert "handouts check" in ended.err


def test_a_stock_file_is_taken_into_the_folder_that_is_named(tmp_path: Path) -> None:
    here("init", "one", cwd=tmp_path)
    here("init", "two", cwd=tmp_path)
    assert here("init", "one", "--take", "tokens", cwd=tmp_path).code == 0
    assert here("-C", "two", "init", "--take", "es/wording", "-q", cwd=tmp_path).err == ""
    assert (tmp_path / "one/styles/tokens.css").is_file()
    assert (tmp_path / "two/content/es/wording.yaml").is_file()


def test_without_a_clinic_s_folder_nothing_is_taken(tmp_path: Path) -> None:
    for args in (("--take", "tokens"), (".", "--take", "tokens")):
        ended = here("init", *args, cwd=tmp_path)
        assert ended.code == 2
        assert "handouts init" in ended.err
    assert files(tmp_path) == {}


def test_the_nearest_name_is_offered_for_a_misspelt_one(tmp_path: Path) -> None:
    here("init", cwd=tmp_path)
    before = files(tmp_path)
    ended = here("init", "--take", "statements/credits", cwd=tmp_path)
    assert ended.code == 2
    assert "Did you mean 'statements/credit'?" in ended.err
    assert files(tmp_path) == before


def test_a_taken_file_is_never_overwritten(tmp_path: Path) -> None:
    here("init", cwd=tmp_path)
    write(tmp_path, {"content/en/statements/credit.yaml": "text: [Ours.]\n"})
    before = files(tmp_path)
    ended = here("init", "--take", "statements/credit", cwd=tmp_path)
    assert ended.code == 1
    assert "content/en/statements/credit.yaml: This file is there already." in ended.err
    assert files(tmp_path) == before


# A translation is begun


def test_a_translation_begins_with_all_english_words_in_a_folder_of_its_own(tmp_path: Path) -> None:
    here("init", cwd=tmp_path)
    ended = here("init", "--language", "fr", cwd=tmp_path)
    assert ended.code == 0
    names = {path.relative_to(tmp_path / "content/fr") for path in tmp_path.glob("content/fr/**/*")}
    english = stock() / "content/en"
    assert names == {
        path.relative_to(english) for path in english.glob("**/*")
        if "easy-read" not in path.relative_to(english).parts
    }  # fmt: skip
    assert f"content/fr: {sum(name.suffix == '.yaml' for name in names)} files" in ended.out
    told = here("check", "--language", "fr", "-q", cwd=tmp_path)
    assert told.code == 1
    assert "content/fr/statements/credit.yaml:5:5: error LANG004: " in told.out
    assert set(re.findall("error ([A-Z0-9]+)", told.out)) == {"LANG004"}


def test_the_clinic_s_own_english_words_are_the_ones_to_translate(tmp_path: Path) -> None:
    here("init", cwd=tmp_path)
    write(tmp_path, {"content/en/statements/credit.yaml": "text: [Our own words.]\nsources: []\n"})
    here("init", "--language", "fr", cwd=tmp_path)
    copied = tmp_path / "content/fr/statements/credit.yaml"
    assert "Our own words." in copied.read_text(encoding="utf-8")


def test_what_is_translated_already_is_not_written_over(tmp_path: Path) -> None:
    here("init", cwd=tmp_path)
    write(tmp_path, {"content/fr/statements/credit.yaml": "text: [Nos mots.]\n"})
    before = files(tmp_path)
    ended = here("init", "--language", "fr", cwd=tmp_path)
    assert ended.code == 0
    assert before.items() <= files(tmp_path).items()
    again = here("init", "--language", "fr", cwd=tmp_path)
    assert again.out == "content/fr: every file is there already\n"


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "There are words in Spanish already."), ("klingon", "is no language of the Unicode")],
)
def test_a_language_that_ships_or_that_is_none_is_not_begun(
    tmp_path: Path, language: str, words: str
) -> None:
    here("init", cwd=tmp_path)
    before = files(tmp_path)
    ended = here("init", "--language", language, cwd=tmp_path)
    assert ended.code == 2
    assert words in ended.err
    assert files(tmp_path) == before
