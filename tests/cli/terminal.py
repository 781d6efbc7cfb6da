"""Runs `handouts` for the tests: as a process, or in this one where that says as much."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.cli import guarded, handouts

COMMAND = (sys.executable, "-m", "handouts")

SHEET = """\
patient: Maria Example
born: 1958-03-04
treatment: sleep
date: 2031-01-07
time: 8:30 am
"""
"""A visit whose handout is one sheet: quick to make."""

HEADER = "patient,born,treatment,date,time"
ROW = "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am"
"""A schedule's first line, and a row that can be made."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    stdout: bytes
    err: str

    @property
    def out(self) -> str:
        """What stood on stdout, as text."""
        return self.stdout.decode()


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without what points to a clinic."""
    kept = {key: word for key, word in os.environ.items() if not key.startswith("HANDOUTS_")}
    return kept | dict(more or {})


def run(
    *args: str | bytes,
    cwd: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> Ended:
    """Run it as a process; `before` is a command that starts it."""
    done = subprocess.run(
        [*before, *COMMAND, *args],
        cwd=cwd, input=stdin, env=environment(env), capture_output=True, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr.decode())


def here(*args: str, cwd: Path, stdin: bytes = b"") -> Ended:
    """Run it in this process, with the same last catch as the real one."""
    out, err, words = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3))
    words.buffer.write(stdin)
    words.seek(0)
    before, sys.stdin = sys.stdin, words
    try:
        with (
            contextlib.chdir(cwd),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = guarded(
                lambda: handouts.main(list(args), prog_name="handouts", standalone_mode=False)
            )
    finally:
        sys.stdin = before
    return Ended(code, _written(out), _written(err).decode())


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a folder, with the folders that they stand in."""
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words.encode() if isinstance(words, str) else words)


def schedule(*rows: str, header: str = HEADER) -> str:
    """A schedule file's text."""
    return "".join(f"{line}\n" for line in (header, *rows))


def broken(folder: Path) -> list[str]:
    """What a command must never leave behind: parts of files, and PDFs that are not whole."""
    parts = [str(path) for path in folder.rglob(".part-*")]
    pdfs = [path for path in folder.rglob("*.pdf") if path.is_file()]
    return parts + [str(path) for path in pdfs if not whole(path.read_bytes())]


def whole(pdf: bytes) -> bool:
    """True for a PDF that has its first and its last line."""
    return pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, to see that nothing changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
