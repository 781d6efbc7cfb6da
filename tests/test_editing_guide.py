"""The staff's guide is true: its files are written and its commands run, in order, as it says."""

import re
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves, stock
from handouts.problems import errors
from handouts.read.content import read_content
from tests.cli.terminal import here
from tests.guide import DOCS, Shown, follow, names_what_is_there
from tests.pdf import read_back

GUIDE = DOCS / "editing.md"
PDFS = ("pacing.pdf", "pacing-2.pdf")


def code(each: Shown) -> int:
    """A command whose lines show an error ends with 1."""
    return int(any(": error " in line or "cannot be signed" in line for line in each.lines))


def test_each_step_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANDOUTS_FOLDER", raising=False)
    ran = follow(GUIDE, tmp_path, here, code)
    first, second = (read_back((tmp_path / name).read_bytes()).text for name in PDFS)
    assert "Rest before your pain peaks" in first
    assert "Rest before your pain gets strong" in second
    told = " ".join(ran)
    for command in ("init", "check", "diff", "make", "sign", "status"):
        assert f"handouts {command}" in told


def test_the_guide_tells_how_large_a_language_is() -> None:
    content, problems = read_content(Shelves(), "en")
    assert not errors(problems)
    assert content is not None
    words = sum(len(text.split()) for item in content.items() for _, text in item.prose())
    files = len(
        [path for path in (stock() / "content/en").rglob("*.yaml") if "easy-read" not in path.parts]
    )
    text = GUIDE.read_text(encoding="utf-8")
    said = re.search(r"are (\d+) files with about ([\d,]+) words", text)
    assert said is not None
    assert int(said[1]) == files
    assert abs(int(said[2].replace(",", "")) - words) < words / 10


def test_every_page_that_the_guide_names_is_there() -> None:
    names_what_is_there(GUIDE)
