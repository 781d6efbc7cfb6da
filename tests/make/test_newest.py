"""Before each handout the shelves are looked at: nothing that was saved is missed."""

import os
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.make.newest import Newest
from handouts.make.words.prose import plain_text
from handouts.problems import HandoutsError
from tests.shelf import shelf, stock_file
from tests.visits import PRINTED, visit

SLEEP = "content/en/treatments/sleep.yaml"
TITLE = "Better sleep when you live with pain"


@pytest.fixture
def clinic(tmp_path: Path) -> Shelves:
    return shelf(
        tmp_path, {"handouts.yaml": "timezone: America/New_York\n", SLEEP: words("Better")}
    )


def words(first: str) -> str:
    return stock_file(SLEEP).replace(TITLE, TITLE.replace("Better", first))


def title(newest: Newest) -> str:
    return plain_text(newest.maker().compose(visit("sleep"), printed=PRINTED).form.title)


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def long_ago(*paths: Path) -> None:
    for path in paths:
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_words_that_were_saved_are_the_next_ones(clinic: Shelves, tmp_path: Path) -> None:
    newest = Newest(clinic)
    assert title(newest).startswith("Better sleep")
    save(tmp_path / SLEEP, words("Much better"))
    assert title(newest).startswith("Much better sleep")
    (tmp_path / SLEEP).unlink()
    assert title(newest).startswith("Better sleep")


def test_words_that_look_the_same_are_read_again_as_long_as_they_are_young(
    clinic: Shelves, tmp_path: Path
) -> None:
    newest, path = Newest(clinic), tmp_path / SLEEP
    assert title(newest).startswith("Better sleep")
    told = path.stat()
    save(path, words("Bitter"))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert title(newest).startswith("Bitter sleep")


def test_the_maker_stays_while_nothing_is_saved(clinic: Shelves, tmp_path: Path) -> None:
    long_ago(tmp_path / SLEEP, tmp_path / "handouts.yaml")
    newest = Newest(clinic)
    maker = newest.maker()
    content = maker.content("en")
    assert newest.maker() is maker
    assert maker.content("en") is content
    assert newest.changes == 1


def test_a_change_is_counted_once(clinic: Shelves, tmp_path: Path) -> None:
    newest = Newest(clinic)
    newest.maker()
    save(tmp_path / SLEEP, words("Much better"))
    newest.maker()
    newest.maker()
    assert newest.changes == 2


@pytest.mark.parametrize("name", ["templates/end.html", "styles/handout.css"])
def test_a_template_or_a_style_that_was_saved_makes_another_maker(
    clinic: Shelves, tmp_path: Path, name: str
) -> None:
    newest = Newest(clinic)
    maker = newest.maker()
    (tmp_path / name).parent.mkdir()
    save(tmp_path / name, "")
    assert newest.maker() is not maker


def test_settings_and_signatures_that_were_saved_count_from_now_on(
    clinic: Shelves, tmp_path: Path
) -> None:
    newest = Newest(clinic)
    assert newest.maker().settings.paper == "letter"
    save(tmp_path / "handouts.yaml", "timezone: America/New_York\npaper: a4\n")
    maker = newest.maker()
    assert maker.settings.paper == "a4"
    content = maker.content("en")
    standing = maker.standing(content, PRINTED)
    (tmp_path / "signed").mkdir()
    save(tmp_path / "signed/signatures.yaml", "")
    assert newest.maker().standing(newest.maker().content("en"), PRINTED) is not standing


def test_settings_that_cannot_be_read_are_told_until_they_are_mended(
    clinic: Shelves, tmp_path: Path
) -> None:
    newest = Newest(clinic)
    newest.maker()
    save(tmp_path / "handouts.yaml", "timezone: Nowhere/At all\n")
    for _ in range(2):
        with pytest.raises(HandoutsError, match="no such time zone"):
            newest.maker()
    save(tmp_path / "handouts.yaml", "timezone: America/New_York\npaper: a4\n")
    assert newest.maker().settings.paper == "a4"
