"""Words that somebody signed in, a verbatim copy and a line in the clinic's `signed/` folder out.

Whole or unchanged: the copies are written first, then the file of signatures is written beside the
old one and takes its place. The file beside it also keeps a second signer waiting.
"""

import contextlib
import datetime as dt
import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from handouts.library.shelves import shown
from handouts.library.whole import put, sync, unwritable
from handouts.model.signature import Signature
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

SIGNED = "signed"
FILE = f"{SIGNED}/signatures.yaml"

PATIENCE = 10.0
"""Seconds that one signer waits for another."""

_HEAD = """\
# yaml-language-server: $schema=../content/schema/signatures.json
# Who signed which words. `handouts sign` writes this file: please do not change it by hand.
signatures:
"""
_OURS = re.compile(
    r"#.*|signatures:|  - by: .+|    (?:role|on|until): .+|    (?:items|sources):"
    r"|      [^\s:]+: [0-9a-f]{64}|"
)
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be signed: an item's name, its seal, and its file as it was read."""

    item: str
    seal: str
    words: bytes
    source: str | None = None
    """The seal of what it was made from, for a translation."""


def copy_of(folder: Path, item: str, seal: str) -> Path:
    """Where the verbatim copy of signed words lies: one for each seal, so history stays."""
    return folder / SIGNED / item / f"{seal[:_SHORT]}.yaml"


def sign(
    folder: Path, texts: Sequence[Text], *, by: str, role: str, on: dt.date, until: dt.date
) -> tuple[Signature, ...]:
    """Record one person's signature under these texts. Raises HandoutsError; then all is as it was.

    `folder` is the clinic's. Who, when and what were looked at before.
    """
    file, made = folder / FILE, list[Path]()
    try:
        file.parent.mkdir(exist_ok=True)
        with _taking_the_place_of(file, made) as new:
            before = file.read_text(encoding="utf-8") if file.exists() else _HEAD
            _check(before, file)
            for text in texts:
                _copy(copy_of(folder, text.item, text.seal), text.words, made)
            entry = _entry(texts, by, role, on, until)
            new.write(f"{before.rstrip()}\n{entry}".encode())
    except OSError as wrong:
        raise unwritable(file, wrong) from None
    return tuple(
        Signature(text.item, text.seal, by, role, on, until, text.source) for text in texts
    )


def _entry(texts: Sequence[Text], by: str, role: str, on: dt.date, until: dt.date) -> str:
    lines = [
        f"  - by: {json.dumps(by, ensure_ascii=False)}",
        f"    role: {json.dumps(role, ensure_ascii=False)}",
        f"    on: {on.isoformat()}",
        f"    until: {until.isoformat()}",
        "    items:",
        *(f"      {text.item}: {text.seal}" for text in texts),
    ]
    made_from = [f"      {text.item}: {text.source}" for text in texts if text.source]
    return "\n".join([*lines, *(["    sources:", *made_from] if made_from else []), ""])


def _check(before: str, file: Path) -> None:
    """Nothing is added below lines that another hand wrote: they could take it in."""
    for number, line in enumerate(before.splitlines(), 1):
        if not _OURS.fullmatch(line):
            raise HandoutsError(
                Problem(
                    Place(shown(file), number, 1),
                    "signatures",
                    "This line is not as `handouts sign` writes it; nothing was signed.",
                    "Take back the change that was made by hand, for example from a backup.",
                )
            )


@contextlib.contextmanager
def _taking_the_place_of(path: Path, made: list[Path]) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when it is full; one signer at a time has it.

    When it comes to nothing, the files in `made` go too, before the next signer's turn.
    """
    new = path.with_name(f"{path.name}.new")
    file = _only_one(new)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        for each in made:
            each.unlink(missing_ok=True)
        new.unlink(missing_ok=True)  # only here: once it has its name, the next `.new` is not ours
        raise
    with contextlib.suppress(OSError):  # it is written; not every disk can be asked for more
        sync(path.parent)


def _only_one(new: Path) -> BinaryIO:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return new.open("xb")
        except FileExistsError:
            if time.monotonic() > deadline:
                raise stop(
                    f"Somebody else is signing in this folder just now: {shown(new)} is there.",
                    "Try again in a minute. When nobody else is signing, delete that file.",
                    code=ExitCode.MACHINE,
                ) from None
            time.sleep(0.02)


def _copy(path: Path, words: bytes, made: list[Path]) -> None:
    """Lay down what was signed; the same words need it once."""
    if path.is_file() and path.read_bytes() == words:
        return
    if not path.exists():
        made.append(path)
    put(path, words)
