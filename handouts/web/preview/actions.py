"""A button of the page in, what it did out, in words: take a file, open it, sign texts."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.library.shelves import Shelves
from handouts.library.signatures import Text, sign
from handouts.library.take import take
from handouts.make.signing import clinic_of, ready
from handouts.model.item import Item
from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.read.changes import Change, changes
from handouts.read.dates import Unclear
from handouts.read.names import Refused
from handouts.read.signatures import read_copy, read_named, read_signatures, read_signer, read_until
from handouts.web.preview.folder import Files


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a button, for the top of the page."""

    said: str
    hint: str = ""
    kind: str = "done"
    """done or error."""

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "Notice":
        """Why a button did nothing."""
        said, hints = zip(*((problem.message, problem.hint) for problem in problems), strict=True)
        return cls(" ".join(dict.fromkeys(said)), " ".join(dict.fromkeys(hints)), "error")


def take_file(shelves: Shelves, name: str) -> Notice:
    """Copy a stock file into the clinic's folder. Raises HandoutsError."""
    if shelves.clinic is None or name not in Files.of(shelves).stock:
        raise _not_there(name)
    take(shelves.clinic, name)
    return Notice(f"{name} is in your clinic's folder now.", "Press Open to change it.")


def open_file(shelves: Shelves, name: str, launch: Callable[[Path], int]) -> Notice:
    """Open a file of the clinic's folder in the editor that this machine has for it."""
    path = Files.of(shelves).own.get(name)
    if path is None:
        raise _not_there(name)
    if launch(path):
        return Notice(
            "This machine has no editor set for such files.", f"The file is {path}.", "error"
        )
    return Notice(f"{name} opens in your editor.", "Save it there, and the pages follow.")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and until when, as it was typed."""

    by: str = ""
    role: str = ""
    until: str = ""


def sign_texts(
    shelves: Shelves, read: Iterable[str], signer: Signer, today: dt.date, waits: int
) -> Notice:
    """Sign the texts that were read, each written as its name and seal. Raises HandoutsError.

    A text that says something else by now is not signed: nobody has read it.
    """
    seals = dict(word.split(" ", 1) for word in read if " " in word)
    if not seals:
        raise _usage("Nothing was ticked.", "Tick each text that you have read.")
    folder = clinic_of(shelves)
    by, role, until = _understood(signer, today)
    try:
        found, problems = ready(shelves, seals)
    except KeyError:
        raise _usage("That is no text that can be signed.", "Reload the page.") from None
    changed = [item.name for item, text in found if text.seal != seals[item.name]]
    if changed:
        raise _usage(
            f"Changed while you read, so nothing was signed: {', '.join(changed)}.",
            "Read the new words, then sign again.",
        )
    if problems:
        raise HandoutsError(*problems)
    texts: list[Text] = [text for _, text in found]
    sign(folder, texts, by=by, role=role, on=today, until=until)
    number = f"{len(texts)} texts are" if len(texts) > 1 else f"{texts[0].item} is"
    hint = "Another person has to sign too." if waits > 1 else ""
    return Notice(f"{number} signed by {by}, {role}.", hint)


def _understood(signer: Signer, today: dt.date) -> tuple[str, str, dt.date]:
    try:
        by, role = read_signer(f"{signer.by.replace(',', ' ')}, {signer.role}")
    except Refused as wrong:
        raise _usage(
            f"Name and role: {wrong}.", "Write your name, and a role such as MD."
        ) from None
    try:
        return by, role, read_until(signer.until, None, today)
    except Unclear as wrong:
        raise _usage(f"The day {wrong}.", wrong.hint) from None


def changed_since(shelves: Shelves, name: str) -> tuple[Item[Any], tuple[Change, ...]]:
    """A text as it is now, and what is not as it was signed last. Raises HandoutsError."""
    try:
        now, _, problems = read_named(shelves, name)
    except KeyError:
        raise _not_there(name) from None
    if now is None:
        raise HandoutsError(*problems)
    given = read_signatures(shelves)[0].of(name)
    signed = read_copy(shelves, name, given[-1].seal) if given else None
    if signed is None:
        raise _usage(f"{name} was never signed, or the signed copy is gone.", "")
    return now, changes(signed, now)


def _not_there(name: str) -> HandoutsError:
    del name  # what a browser sends is not repeated
    return _usage("There is no such file here any more.", "Reload the page.")


def _usage(message: str, hint: str) -> HandoutsError:
    return stop(message, hint, code=ExitCode.USAGE)
