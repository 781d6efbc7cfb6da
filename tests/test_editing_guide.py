"""The staff's guide is true: its files are written and its commands run, in order, as it says."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves, stock
from handouts.problems import errors
from handouts.read.content import read_content
from tests.cli.terminal import here
from tests.pdf import read_back

GUIDE = Path(__file__).parents[1] / "docs" / "editing.md"
_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
PDFS = ("pacing.pdf", "pacing-2.pdf")
_FILE = re.compile(r"`(content/[^`]+\.yaml)`")


@dataclass(frozen=True, slots=True)
class Step:
    """A fenced block of the guide, with the sentence that leads to it."""

    kind: str
    body: str
    lead: str
    file: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of the guide, and the lines that it is said to print."""

    command: str
    lines: tuple[str, ...]


def steps() -> Iterator[Step]:
    """Every fenced block of the guide, in order."""
    text = GUIDE.read_text(encoding="utf-8")
    end, file = 0, ""
    for found in _FENCE.finditer(text):
        between = text[end : found.start()].strip()
        lead = between.splitlines()[-1] if between else ""
        if named := _FILE.findall(lead):
            file = named[-1]
        yield Step(found["kind"], _body(found), lead, file)
        end = found.end()


def _body(found: re.Match[str]) -> str:
    indent = found["indent"]
    return "".join(line.removeprefix(indent) for line in found["body"].splitlines(keepends=True))


def shown(body: str) -> Iterator[Shown]:
    """The commands of one block."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield Shown(command, tuple(lines))


def test_each_step_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANDOUTS_FOLDER", raising=False)
    old, ran = "", list[str]()
    for step in steps():
        if step.kind == "console":
            for each in shown(step.body):
                run(each, tmp_path)
                ran.append(each.command)
            continue
        path = tmp_path / step.file
        if "find this line" in step.lead:
            old = step.body
        elif "in its place" in step.lead:
            words = path.read_text(encoding="utf-8")
            assert words.count(old) == 1, f"{step.file} does not hold once: {old}"
            path.write_text(words.replace(old, step.body), encoding="utf-8")
        else:
            assert step.lead.endswith(f"Write `{step.file}`:")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.body, encoding="utf-8")
    first, second = (read_back((tmp_path / name).read_bytes()).text for name in PDFS)
    assert "Rest before your pain peaks" in first
    assert "Rest before your pain gets strong" in second
    told = " ".join(ran)
    for command in ("init", "check", "diff", "make", "sign", "status"):
        assert f"handouts {command}" in told


def run(each: Shown, folder: Path) -> None:
    """Run one command; what is shown below it is what it prints, in that order."""
    program, *words = shlex.split(each.command)
    if program == "rm":  # what staff do in a window of their own; no part of the program
        (folder / words[0]).unlink()
        return
    assert program == "handouts"
    ended = here(*words, cwd=folder)
    printed = ended.out + ended.err
    wrong = any(": error " in line or "cannot be signed" in line for line in each.lines)
    assert ended.code == (1 if wrong else 0), printed
    assert wrong or ": error " not in printed
    assert each.lines or not printed, f"the guide shows nothing, but this is printed: {printed}"
    at = 0
    for line in each.lines:
        *parts, last = line.split("...")
        for part in (*parts, last):
            found = printed.find(part.strip(), at)
            assert found >= 0, f"{each.command} does not print {part!r}:\n{printed}"
            at = found if line.strip() != "..." else at


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
    text = GUIDE.read_text(encoding="utf-8")
    for page in re.findall(r"\]\(([a-z-]+\.md)\)", text):
        assert (GUIDE.parent / page).is_file()
    anchors = {
        "#" + re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("## ")
    }
    assert set(re.findall(r"\]\((#[^)]+)\)", text)) <= anchors
