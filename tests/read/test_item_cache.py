"""What was read is kept while its file says the same, and never longer."""

import os
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.model.visit import Edition
from handouts.read.content import ItemCache, read_content
from tests.shelf import changed, shelf

FILE = "content/en/statements/no-dose.yaml"


def test_words_are_the_same_with_a_cache_as_without() -> None:
    cache = ItemCache()
    for edition in Edition.with_words():
        for _ in range(2):
            assert read_content(Shelves(), "en", edition, cache) == read_content(
                Shelves(), "en", edition
            )


def test_a_file_that_did_not_change_is_not_built_anew(tmp_path: Path) -> None:
    shelves, cache = shelf(tmp_path, {FILE: "text: [One.]\n"}), ItemCache()
    first, _ = read_content(shelves, "en", cache=cache)
    second, _ = read_content(shelves, "en", cache=cache)
    assert first
    assert second
    assert first.statements["no-dose"] is second.statements["no-dose"]


def test_a_file_that_changed_is_read_anew_though_its_date_and_size_are_the_same(
    tmp_path: Path,
) -> None:
    shelves, cache = shelf(tmp_path, {FILE: "text: [One.]\n"}), ItemCache()
    read_content(shelves, "en", cache=cache)
    before = (tmp_path / FILE).stat()
    (tmp_path / FILE).write_text("text: [Two.]\n", encoding="utf-8")
    os.utime(tmp_path / FILE, ns=(before.st_atime_ns, before.st_mtime_ns))
    content, _ = read_content(shelves, "en", cache=cache)
    assert content
    assert content.statements["no-dose"].says.text == ("Two.",)


def test_a_fault_is_told_again_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    shelves, cache = shelf(tmp_path, {FILE: "txet: [One.]\n"}), ItemCache()
    for _ in range(2):
        content, problems = read_content(shelves, "en", cache=cache)
        assert content is None
        assert [problem.rule for problem in problems] == ["schema"]
    (tmp_path / FILE).write_text("text: [One.]\n", encoding="utf-8")
    assert read_content(shelves, "en", cache=cache)[1] == ()


def test_a_new_file_and_a_deleted_one_are_seen(tmp_path: Path) -> None:
    shelves, cache = shelf(tmp_path, changed(FILE, "text:", "# ours\ntext:")), ItemCache()
    content, _ = read_content(shelves, "en", cache=cache)
    assert content
    assert content.statements["no-dose"].file.startswith(str(tmp_path))
    (tmp_path / FILE).unlink()
    shelf(tmp_path, {"content/en/statements/new.yaml": "text: [One.]\n"})
    content, _ = read_content(shelves, "en", cache=cache)
    assert content
    assert not content.statements["no-dose"].file.startswith(str(tmp_path))
    assert content.statements["new"].says.text == ("One.",)


@pytest.mark.parametrize(("here", "file"), [(".", FILE), ("content/en/statements", "no-dose.yaml")])
def test_a_file_is_named_from_the_folder_where_one_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, file: str
) -> None:
    shelves, cache = shelf(tmp_path, {FILE: "text: [One.]\n"}), ItemCache()
    content, _ = read_content(shelves, "en", cache=cache)
    assert content
    assert content.statements["no-dose"].file == str(tmp_path / FILE)
    monkeypatch.chdir(tmp_path / here)
    content, _ = read_content(shelves, "en", cache=cache)
    assert content
    assert content.statements["no-dose"].file == file
