"""The operator's guide is true: a day is made, mended, stacked and printed as it says."""

import datetime as dt
import importlib
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.cli.terminal import Ended, here
from tests.guide import DOCS, Shown, follow, names_what_is_there
from tests.pdf import read_back
from tests.printing import missing, service

GUIDE = DOCS / "batch.md"
SOURCE = DOCS.parent / "handouts"
STOPS = (
    "The column '", "holds an earlier batch", "another schedule", "sent to Lobby on",
)  # fmt: skip


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Whether there is a print service; where there is one, it is the tests' own."""
    there = not missing()
    with service() if there else nullcontext() as running:
        monkeypatch.setenv("CUPS_SERVER", running.socket if running else "/nowhere/cups.sock")
        yield there


def code(each: Shown) -> int:
    """Rows without a handout end a batch with 4, what stops it ends it with 1."""
    said = "\n".join(each.lines)
    if any(words in said for words in STOPS):
        return 1
    return 4 if re.search(r"[1-9]\d* failed\.", said) else 0


def in_the_clinic(*words: str, cwd: Path) -> Ended:
    """Where the guide has its commands typed; what `doctor` finds depends on the machine."""
    ended = here(*words, cwd=cwd if words[0] == "init" else cwd / "clinic")
    return Ended(0, ended.stdout, ended.err) if words[0] == "doctor" else ended


def test_each_step_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printer: bool
) -> None:
    monkeypatch.delenv("HANDOUTS_FOLDER", raising=False)
    for name in ("init", "batch", "purge"):
        module = importlib.import_module(f"handouts.cli.{name}")
        monkeypatch.setattr(module, "today", lambda: dt.date(2026, 11, 30))
    ran = follow(
        GUIDE, tmp_path, in_the_clinic, code,
        leave_out=lambda step: step.body.startswith("$ handouts print") and not printer,
    )  # fmt: skip
    first, second = (
        read_back((tmp_path / "clinic" / folder / "packet.pdf").read_bytes()).text
        for folder in ("dec-1", "dec-1-b")
    )
    assert _named(first) == {"Example, Maria", "Sample, Ada", "Beispiel, Jo"}
    assert _named(second) == {"Sample, Ada", "Specimen, Anne"}
    told = " ".join(ran)
    for command in ("init", "doctor", "batch", "packet", "reprint", "verify", "recall", "purge"):
        assert f"handouts {command}" in told


def _named(stack: str) -> set[str]:
    """Whose handouts a stack holds."""
    who = ("Example, Maria", "Sample, Ada", "Muster, Zoë", "Specimen, Anne", "Beispiel, Jo",
           "Modelo, José")  # fmt: skip
    return {name for name in who if name in stack}


def test_every_message_that_the_guide_explains_is_one_that_the_program_tells() -> None:
    text = GUIDE.read_text(encoding="utf-8").partition("## Something went wrong")[2]
    quoted = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    said = " ".join(
        path.read_text(encoding="utf-8").replace('"\n', "").replace('f"', '"')
        for path in sorted(SOURCE.rglob("*.py"))
    )
    by_the_system = {"No space left on device"}
    told = [words for words in quoted if not words.endswith((".pdf", ".json", ".jsonl"))]
    assert len(told) > 5
    assert [words for words in told if words not in said and words not in by_the_system] == []


def test_every_page_that_the_guide_names_is_there() -> None:
    names_what_is_there(GUIDE)


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_every_page_that_a_page_names_is_there(page: str) -> None:
    names_what_is_there(DOCS / page)


def test_the_readme_leads_to_every_page_on_which_somebody_begins() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\(docs/([a-z0-9-]+\.md)(?:#[^)]+)?\)", readme))
    assert [page for page in named if not (DOCS / page).is_file()] == []
    assert {path.name for path in DOCS.glob("*.md")} - named == set()
