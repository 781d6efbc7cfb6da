"""The tables of docs/speed.md: each measurement replaces its own block, and nothing else."""

from pathlib import Path

import pytest

from tests.benchmarks.press.run import PAGE, PARTS
from tests.benchmarks.press.table import markdown, replace

TEXT = "# Speed\n\n<!-- a -->\nold\n<!-- /a -->\n\nwords\n\n<!-- b -->\nkept\n<!-- /b -->\nend\n"


def test_a_block_is_replaced_and_all_else_stays(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(TEXT, encoding="utf-8")
    replace(page, "a", "new\nlines\n\n")
    assert page.read_text(encoding="utf-8") == TEXT.replace("old", "new\nlines")


def test_a_block_is_replaced_as_often_as_one_likes(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        replace(page, "b", "new")
    assert page.read_text(encoding="utf-8") == TEXT.replace("kept", "new")


@pytest.mark.parametrize(
    "text",
    ["no block", "<!-- a -->\n", "<!-- /a -->\n<!-- a -->\n", TEXT + TEXT, "<!-- a -->\n" + TEXT],
    ids=["none", "no end", "turned round", "two", "begun twice"],
)
def test_a_page_without_such_a_block_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    page = tmp_path / "speed.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="no block"):
        replace(page, "a", "new")
    assert page.read_text(encoding="utf-8") == text


def test_a_table_has_words_at_its_sides_and_numbers_between() -> None:
    assert markdown(("engine", "ms", "note"), [("ours", "3", "warm")]) == (
        "| engine | ms | note |\n| --- | ---: | --- |\n| ours | 3 | warm |"
    )


def test_the_page_has_a_block_for_each_part() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in PARTS:
        assert text.count(f"<!-- {name} -->\n") == text.count(f"<!-- /{name} -->") == 1
