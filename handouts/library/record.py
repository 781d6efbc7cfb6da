"""Which stock files a clinic took to change, and how each was then: `taken.yaml`, a line for each.

A line names the file, our version, and the SHA-256 of the stock file at that time, so that after
an upgrade `handouts diff` can tell which stock files have changed under the clinic's own ones.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import handouts
from handouts.library.schemas import schema_file
from handouts.library.shelves import read_bytes, shown
from handouts.library.whole import put
from handouts.problems import Place, Problem

RECORD = "taken.yaml"

_HEAD = f"""\
# yaml-language-server: $schema={schema_file("taken")}
# Stock files that you took to change, and how each one was then. `handouts diff` tells by this
# what an upgrade changed under them. The program writes this file; you need not change it.

"""
_LINE = re.compile(r"(?P<path>[^\s:#]+): (?P<version>\S+) sha256:(?P<seal>[0-9a-f]{64})\s*")


@dataclass(frozen=True, slots=True)
class Taken:
    """How a stock file was when the clinic took it, or last looked at it."""

    version: str
    """The version of handouts whose stock this was."""
    seal: str
    """SHA-256 of the stock file."""


def seal(data: bytes) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def read_record(folder: Path) -> tuple[dict[str, Taken], tuple[Problem, ...]]:
    """What was taken, by its path in the folder; lines that nobody can read are problems."""
    path = folder / RECORD
    if not path.exists():
        return {}, ()
    taken: dict[str, Taken] = {}
    problems = []
    for number, line in enumerate(_lines(path), 1):
        if found := _LINE.fullmatch(line):
            taken[found["path"]] = Taken(found["version"], found["seal"])
        elif line.strip() and not line.startswith("#"):
            problems.append(
                Problem(
                    Place(shown(path), number, 1),
                    "taken",
                    "This line cannot be understood.",
                    "Delete it; `handouts diff` then tells which file has no record.",
                )
            )
    return taken, tuple(problems)


def remember(folder: Path, files: Mapping[str, bytes]) -> None:
    """Record how stock files are now, by their path in the clinic's folder. Raises HandoutsError.

    Lines about other files stay as they are.
    """
    path = folder / RECORD
    lines = _lines(path) if path.exists() else _HEAD.splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in files]
    kept += [f"{name}: {handouts.__version__} sha256:{seal(data)}" for name, data in files.items()]
    put(path, "".join(f"{line}\n" for line in kept).encode())


def _lines(path: Path) -> list[str]:
    return read_bytes(path).decode("utf-8-sig", "replace").splitlines()
