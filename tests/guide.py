"""Follows a guide in docs/: its files are written and its commands run, in order, as it says."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

DOCS = Path(__file__).parents[1] / "docs"

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"`([^`\s]+\.(?:yaml|csv))`")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of a guide, and the lines that it is said to print."""

    command: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A fenced block of a guide, with the sentence that leads to it."""

    section: str
    kind: str
    body: str
    lead: str
    file: str
    """The file that was named last."""

    def shown(self) -> Iterator[Shown]:
        """The commands of a block."""
        for part in re.split(r"^\$ ", self.body, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield Shown(command, tuple(lines))


class Ended(Protocol):
    """How a command ended."""

    @property
    def code(self) -> int: ...
    @property
    def out(self) -> str: ...
    @property
    def err(self) -> str: ...


def steps(guide: Path) -> Iterator[Step]:
    """Every fenced block of a guide, in order."""
    text = guide.read_text(encoding="utf-8")
    end, file, section = 0, "", ""
    for found in _FENCE.finditer(text):
        between = text[end : found.start()].strip()
        section = [section, *_HEADING.findall(between)][-1]
        lead = between.splitlines()[-1] if between else ""
        if named := _FILE.findall(lead):
            file = named[-1]
        yield Step(section, found["kind"], _body(found), lead, file)
        end = found.end()


def _body(found: re.Match[str]) -> str:
    indent = found["indent"]
    return "".join(line.removeprefix(indent) for line in found["body"].splitlines(keepends=True))


def follow(
    guide: Path,
    folder: Path,
    run: Callable[..., Ended],
    code: Callable[[Shown], int],
    *,
    leave_out: Callable[[Step], bool] = lambda _: False,
) -> list[str]:
    """Do in a folder what a guide says; gives back the commands that were run.

    `run` runs `handouts` with some words in a folder, `code` tells from a command and the lines
    below it how it must end.
    """
    old, ran = "", list[str]()
    for step in steps(guide):
        if leave_out(step):
            continue
        if step.kind == "console":
            for each in step.shown():
                _run(each, folder, run, code(each))
                ran.append(each.command)
            continue
        path = folder / step.file
        if "find th" in step.lead:
            old = step.body
        elif "in its place" in step.lead or "in their place" in step.lead:
            words = path.read_text(encoding="utf-8")
            assert words.count(old) == 1, f"{step.file} does not hold once: {old}"
            path.write_text(words.replace(old, step.body), encoding="utf-8")
        else:
            assert step.lead.endswith(f"Write `{step.file}`:")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.body, encoding="utf-8")
    return ran


def _run(each: Shown, folder: Path, run: Callable[..., Ended], code: int) -> None:
    """Run one command; what is shown below it is what it prints, in that order."""
    program, *words = shlex.split(each.command)
    if program == "rm":  # what staff do in a window of their own; no part of the program
        (folder / words[0]).unlink()
        return
    assert program == "handouts"
    ended = run(*words, cwd=folder)
    printed = ended.err + ended.out
    assert ended.code == code, f"{each.command} ended with {ended.code}:\n{printed}"
    assert each.lines or not printed, f"the guide shows nothing, but this is printed: {printed}"
    lacks = [_lacks(text, each.lines) for text in (printed, ended.out + ended.err)]
    assert None in lacks, f"{each.command} does not print {lacks[0]!r}:\n{printed}"


def _lacks(text: str, lines: Iterable[str]) -> str | None:
    """The first of these words that a text does not go on with; None when it has all in order."""
    at = 0
    for line in lines:
        for part in line.split("..."):
            found = text.find(part.strip(), at)
            if found < 0:
                return part
            at = found if line.strip() != "..." else at
    return None


def names_what_is_there(guide: Path) -> None:
    """Every page and every heading that a guide leads to is there."""
    text = guide.read_text(encoding="utf-8")
    for page, anchor in re.findall(r"\]\(([a-z0-9-]+\.md)?(#[^)]+)?\)", text):
        target = guide.parent / page if page else guide
        assert target.is_file(), f"{guide.name} names {page}, which is not there"
        if anchor:
            assert anchor in _anchors(target), f"{guide.name} names {page}{anchor}"


def _anchors(page: Path) -> set[str]:
    return {
        "#" + re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    }
