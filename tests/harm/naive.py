"""Writers as they are written in haste; the loops must catch what they do wrong."""

import hashlib
from pathlib import Path

from handouts.batch.manifest.account import Entry, Outcome, Run
from handouts.batch.manifest.manifest import Manifest
from tests.harm.day import TODAY
from tests.onepage import one_page

PDFS = 30
STEP = 1000  # bytes that are written at a time


def in_place(folder: Path) -> None:
    """Writes each file under its own name from the first byte on."""
    _write(folder, line_first=False)


def line_first(folder: Path) -> None:
    """Says that a file is there, and writes it then."""
    _write(folder, line_first=True)


def _write(folder: Path, *, line_first: bool) -> None:
    manifest = folder / Manifest.NAME
    if not manifest.exists():
        manifest.touch(mode=0o600)
    done = manifest.read_text(encoding="ascii").count("\n")
    with manifest.open("a", encoding="ascii") as lines:
        if not done:
            run = Run("0", TODAY, "", PDFS, "salt", draft=True)
            lines.write(run.line() + "\n")
            lines.flush()
        for row in range(max(1, done), PDFS):
            name = f"{row:04d}-sleep-ABCDEF.pdf"
            said = one_page(f"{row} {'x' * 40_000}")
            digest = hashlib.sha256(said).hexdigest()
            entry = Entry(row, Outcome.MADE, file=name, sha256=digest, visit=f"{row}")
            for step in (True, False):
                if step is line_first:
                    lines.write(entry.line() + "\n")
                    lines.flush()
                else:
                    _pdf(folder / name, said)


def _pdf(path: Path, said: bytes) -> None:
    path.touch(mode=0o600)
    with path.open("wb", buffering=0) as file:
        for at in range(0, len(said), STEP):
            file.write(said[at : at + STEP])
