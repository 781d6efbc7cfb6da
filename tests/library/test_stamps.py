"""What was saved on a shelf is seen by its stamps, also behind a link; what editors hide is not."""

from pathlib import Path

import pytest

from handouts.library.stamps import stamps


def test_what_editors_and_batches_leave_does_not_count(tmp_path: Path) -> None:
    for name in ("content/.a.yaml.swp", "content/a.yaml~", "content/#a#", "content/.git/x.yaml",
                 "out/x.pdf", "schedule.csv", "content/x.tmp"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert stamps(tmp_path) == {}


def test_a_shelf_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert stamps(tmp_path / "gone") == {}


def test_a_saved_file_has_another_stamp_and_the_others_have_theirs(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "x.yaml").write_text("a: 1\n")
    before = stamps(tmp_path)
    (tmp_path / "content/a/x.yaml").write_text("a: 12\n")
    assert {path for path, _ in stamps(tmp_path).items() ^ before.items()} == {
        str(tmp_path / "content/a/x.yaml")
    }


def test_a_folder_that_is_a_link_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.yaml").write_text("a: 1\n")
    (tmp_path / "clinic/content").mkdir(parents=True)
    (tmp_path / "clinic/content/en").symlink_to(tmp_path / "elsewhere")
    assert [*stamps(tmp_path / "clinic")] == [str(tmp_path / "clinic/content/en/x.yaml")]


@pytest.mark.parametrize("above", ["content", ".", "content/en"])
def test_a_link_to_a_folder_above_is_no_circle(tmp_path: Path, above: str) -> None:
    (tmp_path / "content/en").mkdir(parents=True)
    (tmp_path / "content/en/x.yaml").write_text("a: 1\n")
    for name in ("one", "two", "three"):
        (tmp_path / "content/en" / name).symlink_to(tmp_path / above)
    assert 1 <= len(stamps(tmp_path)) < 10


def test_a_link_to_nowhere_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/en").symlink_to(tmp_path / "gone")
    assert stamps(tmp_path) == {}
