"""The clinic's shelf comes first and the stock shelf last; a whole file hides a whole file."""

from pathlib import Path

import pytest

from handouts.library.shelves import (
    STOCK_FOLDERS,
    Shelves,
    clinic_folder,
    read_bytes,
    shown,
    stock,
)
from handouts.problems import ExitCode, HandoutsError

WORDING = "content/en/wording.yaml"
RISKS = "content/en/risks"


def put(folder: Path, relative: str, text: str = "x: y\n") -> Path:
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_stock_holds_its_three_folders_and_its_settings() -> None:
    for folder in STOCK_FOLDERS:
        assert (stock() / folder).is_dir()
    for relative in ("templates/folder/handouts.yaml", "content/clinic.yaml", WORDING):
        assert Shelves().find(relative) == stock() / relative


def test_a_clinic_s_file_is_found_before_the_stock_one_of_the_same_path(tmp_path: Path) -> None:
    ours = put(tmp_path, WORDING)
    assert Shelves(tmp_path).find(WORDING) == ours
    assert (
        Shelves(tmp_path).find("content/en/glossary.yaml") == stock() / "content/en/glossary.yaml"
    )


def test_a_clinic_s_file_of_another_path_hides_nothing(tmp_path: Path) -> None:
    put(tmp_path, "content/wording.yaml")
    put(tmp_path, "en/wording.yaml")
    assert Shelves(tmp_path).find(WORDING) == stock() / WORDING


def test_a_file_that_no_shelf_has_is_not_found(tmp_path: Path) -> None:
    assert Shelves(tmp_path).find("content/en/nothing.yaml") is None
    assert Shelves().find("content/en") is None


def test_a_folder_of_a_file_s_name_hides_no_file(tmp_path: Path) -> None:
    (tmp_path / WORDING).mkdir(parents=True)
    assert Shelves(tmp_path).find(WORDING) == stock() / WORDING


def test_a_folder_shows_the_files_of_both_shelves_the_clinic_s_own_first(tmp_path: Path) -> None:
    hidden = put(tmp_path, f"{RISKS}/diabetes.yaml")
    new = put(tmp_path, f"{RISKS}/zz-our-own.yaml")
    theirs = Shelves().folder(RISKS, ".yaml")
    ours = Shelves(tmp_path).folder(RISKS, ".yaml")
    assert ours == {**theirs, "diabetes": hidden, "zz-our-own": new}
    assert theirs["diabetes"] == stock() / RISKS / "diabetes.yaml"
    assert list(ours) == sorted(ours)


def test_a_folder_that_only_the_clinic_has_is_read(tmp_path: Path) -> None:
    own = put(tmp_path, "content/fr/risks/stroke.yaml")
    assert Shelves(tmp_path).folder("content/fr/risks", ".yaml") == {"stroke": own}


@pytest.mark.parametrize(
    "name",
    [
        "diabetes.yaml~", ".diabetes.yaml.swp", ".#diabetes.yaml", "#diabetes.yaml#",
        "~$diabetes.yaml",
        "._diabetes.yaml", ".diabetes.yaml", "diabetes.yaml.bak", "diabetes.yaml.orig",
        "diabetes.yaml.rej",
        "diabetes.txt", "diabetes", "README.md", "~diabetes.yaml", ".~lock.diabetes.yaml#",
    ],
)  # fmt: skip
def test_what_an_editor_leaves_behind_is_no_content(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"{RISKS}/{name}", "not: [yaml")
    assert Shelves(tmp_path).folder(RISKS, ".yaml") == Shelves().folder(RISKS, ".yaml")


def test_a_language_is_a_folder_with_its_words(tmp_path: Path) -> None:
    put(tmp_path, "content/fr/wording.yaml")
    put(tmp_path, "content/de/glossary.yaml")
    put(tmp_path, "content/notes/readme.txt")
    assert set(Shelves(tmp_path).languages()) == {*Shelves().languages(), "fr"}
    assert "en" in Shelves().languages()


def test_the_nearest_folder_upwards_is_the_clinic_s(tmp_path: Path) -> None:
    put(tmp_path, "handouts.yaml")
    put(tmp_path, "north/handouts.yaml")
    deep = tmp_path / "north" / "tuesday" / "morning"
    deep.mkdir(parents=True)
    other = tmp_path / "south"
    other.mkdir()
    assert clinic_folder(deep) == tmp_path / "north"
    assert clinic_folder(tmp_path / "north") == tmp_path / "north"
    assert clinic_folder(other) == tmp_path
    assert clinic_folder(tmp_path) == tmp_path


def test_a_folder_named_like_the_settings_is_not_the_clinic_s(tmp_path: Path) -> None:
    put(tmp_path, "handouts.yaml")
    inner = tmp_path / "inner"
    (inner / "handouts.yaml").mkdir(parents=True)
    assert clinic_folder(inner) == tmp_path


def test_without_settings_upwards_there_is_no_clinic_s_folder(tmp_path: Path) -> None:
    assert clinic_folder(tmp_path) is None


def test_a_path_is_shown_as_a_person_here_would_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "clinic/content/clinic.yaml")
    monkeypatch.chdir(tmp_path / "clinic")
    assert shown(path) == "content/clinic.yaml"
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert shown(path) == str(path)


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: x\r\n\xff")
    assert read_bytes(path) == b"\xef\xbb\xbfa: x\r\n\xff"


def test_a_file_that_is_not_there_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(HandoutsError) as stopped:
        read_bytes(tmp_path / "visit.yaml")
    assert stopped.value.code is ExitCode.PROBLEMS
    (problem,) = stopped.value.problems
    assert problem.message == f"There is no visit.yaml in {tmp_path}."
    assert problem.hint == "Check the name, and in which folder it is."
    (tmp_path / "visits.yaml").touch()
    with pytest.raises(HandoutsError, match="There is no") as stopped:
        read_bytes(tmp_path / "visit.yaml")
    assert stopped.value.problems[0].hint == "Did you mean 'visits.yaml'?"


def test_the_clinic_s_own_files_are_told_by_their_relative_paths(tmp_path: Path) -> None:
    names = ("content/Credit.yaml", "content/en/statement/x.yml", "extra.yaml", "styles/a.css")
    for name in (*names, "schedule.csv", "out/x.yaml", "content/.git/x", "content/~$x.yaml"):
        put(tmp_path, name)
    assert Shelves(tmp_path).own_files() == names


def test_stock_alone_has_no_files_of_a_clinic() -> None:
    assert Shelves().own_files() == ()


def test_the_files_that_ship_are_told_by_their_relative_paths(tmp_path: Path) -> None:
    put(tmp_path, "content/own.yaml")
    shipped = Shelves(tmp_path).stock_files()
    assert WORDING in shipped
    assert "templates/handout.html" in shipped
    assert "content/own.yaml" not in shipped
