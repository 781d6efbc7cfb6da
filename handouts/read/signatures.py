"""The clinic's `signed/` folder in, the signatures that count out, with the problems of others."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from handouts.library.shelves import Shelves, read_bytes, shown
from handouts.library.signatures import FILE, copy_of
from handouts.model.item import Item
from handouts.model.settings import DateOrder
from handouts.model.signature import LONGEST_YEARS, Signature, SignatureFile, Signatures
from handouts.model.visit import Edition
from handouts.problems import HandoutsError, Place, Problem, Severity, errors
from handouts.read.content import FOLDERS, LANGUAGE_FILES, SHARED_FILES, typed
from handouts.read.dates import FIRST_YEAR, LAST_YEAR, Unclear, read_date
from handouts.read.names import Refused, person, short_text
from handouts.read.schema import build
from handouts.read.yamlfile import Document, parse

LARGER = 20
"""This file grows with each signature and is never cut, so it may be larger than others."""

_AGAIN = "It does not count: sign the text again, or bring the copy back from a backup."
_OWN_WORDS = frozenset(str(each) for each in Edition if each.own_words)
_NOUNS = {**FOLDERS, **LANGUAGE_FILES, **SHARED_FILES}
_PART = re.compile(r"[^\s./\\:][^\s/\\:]*")
"""A part of a name; none leads out of the folder."""


def read_signatures(
    shelves: Shelves, only: Collection[str] | None = None
) -> tuple[Signatures, tuple[Problem, ...]]:
    """All signatures of the clinic's folder that hold; a broken one is told and does not count.

    `only` names the items that are asked for: others are left out, and the copy of words that are
    still in use is not read again.
    """
    if shelves.clinic is None or not (path := shelves.clinic / FILE).exists():
        return Signatures(), ()
    try:
        lines, problems = _lines(read_bytes(path), shown(path))
    except HandoutsError as unreadable:
        return Signatures(), unreadable.problems
    reader = _Reader(shelves, shelves.clinic, quick=only is not None)
    wrong = list(problems)
    by_item: dict[str, list[Signature]] = {}
    for line in lines:
        if only is None or line.item in only:
            if problem := reader.fault(line):
                wrong.append(problem)
            else:
                by_item.setdefault(line.item, []).append(line)
    found: list[Signature] = []
    for given in by_item.values():
        faults = tuple(reader.copy_faults(given))
        wrong += faults
        if not errors(faults):
            found += given
    return Signatures.all(found), tuple(wrong)


def read_copy(shelves: Shelves, item: str, seal: str) -> Item[Any] | None:
    """The words that were signed, from their copy; None when it is gone or cannot be read."""
    if shelves.clinic is None:
        return None
    path = copy_of(shelves.clinic, item, seal)
    try:
        found, _ = typed(read_bytes(path), named(item, path))
    except HandoutsError:
        return None
    return found if found is not None and found.seal == seal else None


def read_named(shelves: Shelves, item: str) -> tuple[Item[Any] | None, bytes, tuple[Problem, ...]]:
    """The item of that name as it is now, with the bytes of its file. Raises HandoutsError."""
    path = shelves.find(f"content/{item}.yaml")
    if path is None:
        missing = Problem(Place(f"content/{item}.yaml"), "missing-file", "This file is missing.")
        return None, b"", (missing,)
    data = read_bytes(path)
    found, problems = typed(data, named(item, path))
    return found, data, problems


def named(item: str, path: Path) -> Item[type[Any]]:
    """The item of that name before its file is read. Raises KeyError for no name of an item."""
    language, edition, kind, id_ = _parts(item)
    return Item(kind, id_, language, shown(path), _NOUNS[kind], {}, edition=edition)


def _parts(item: str) -> tuple[str, Edition, str, str]:
    """Language, edition, kind and id of a name. Raises KeyError for no name of an item."""
    *folders, id_ = item.split("/")
    language, *rest = folders or [""]
    edition = Edition.STANDARD
    if rest and rest[0] in _OWN_WORDS:
        edition, rest = Edition(rest[0]), rest[1:]
    kind = "/".join(rest) if rest else id_
    known = FOLDERS if rest else LANGUAGE_FILES if folders else SHARED_FILES
    if kind not in known or not all(_PART.fullmatch(part) for part in (*folders, id_)):
        raise KeyError(item)
    return language, edition, kind, id_


def signable(shelves: Shelves) -> tuple[str, ...]:
    """The names of all items that can be signed, in every language."""
    return tuple(name for name in shelves.names() if _is_named(name))


def _is_named(name: str) -> bool:
    try:
        _parts(name)
    except KeyError:  # a file that lies where no words are read from
        return False
    return True


def read_until(text: str, order: DateOrder | None, today: dt.date) -> dt.date:
    """The last day of a signature. Raises Unclear: it is past, or more than three years ahead."""
    until = read_date(text, order)
    if until < today:
        raise Unclear("is a day in the past", "Write the day until which the words hold.")
    if until > latest(today):
        raise Unclear(
            f"is more than {LONGEST_YEARS} years ahead",
            f"Words for patients are read again at least every {LONGEST_YEARS} years: "
            f"{latest(today).isoformat()} is the latest day.",
        )
    return until


def latest(today: dt.date) -> dt.date:
    """The last day that a signature of today may name."""
    try:
        return today.replace(year=today.year + LONGEST_YEARS)
    except ValueError:  # the 29th of February
        return today.replace(year=today.year + LONGEST_YEARS, day=28)


def read_signer(text: str) -> tuple[str, str]:
    """Name and role of `Ada Sample, MD`. Raises Refused."""
    name, _, role = text.partition(",")
    if not name.strip() or not role.strip():
        raise Refused("must be a name and a role with a comma between them")
    return person(name), short_text(role)


@lru_cache(maxsize=1)
def _lines(data: bytes, file: str) -> tuple[tuple[Signature, ...], tuple[Problem, ...]]:
    """Every signature of the file; each set of words asks for the same file again."""
    document, problems = parse(data, file, larger=LARGER)
    if document is None:
        return (), problems
    says, problems = build(SignatureFile, document, file)
    return (() if says is None else tuple(_flat(says, document, file))), problems


def _flat(says: SignatureFile, document: Document, file: str) -> Iterator[Signature]:
    for number, each in enumerate(says.signatures):
        for item, seal in each.items.items():
            place = document.places.get(("signatures", number, "items", item), Place(file))
            yield Signature(
                item, seal, each.by, each.role, each.on, each.until, each.sources.get(item), place
            )


class _Reader:
    """Looks at each signature and its copy."""

    def __init__(self, shelves: Shelves, clinic: Path, *, quick: bool) -> None:
        self._shelves = shelves
        self._quick = quick
        self._clinic = clinic

    def fault(self, line: Signature) -> Problem | None:
        """Why this signature does not count, whatever its copy says."""
        if not self._quick and self._gone(line.item):
            return _problem(
                line,
                f"There is no text {line.item!r}, or not any more.",
                "Nothing needs to be done when it was taken away on purpose.",
                Severity.WARNING,
            )
        if not FIRST_YEAR <= line.on.year <= LAST_YEAR or line.until > latest(line.on):
            return _problem(
                line,
                f"This signature is for more than {LONGEST_YEARS} years.",
                "It does not count: sign the text again.",
            )
        return None

    def copy_faults(self, given: list[Signature]) -> Iterator[Problem]:
        """What is wrong with the copies of one item; only the words that were signed last count."""
        last = given[-1].seal
        for seal, line in {line.seal: line for line in given}.items():
            if seal != last and self._quick:
                continue
            if message := self._copy_fault(line):
                yield (
                    _problem(line, message, _AGAIN)
                    if seal == last
                    else _problem(
                        line,
                        f"{message} These are older words.",
                        "Bring it back from a backup; no handout needs it.",
                        Severity.WARNING,
                    )
                )

    def _gone(self, item: str) -> bool:
        return not _is_named(item) or self._shelves.find(f"content/{item}.yaml") is None

    def _copy_fault(self, line: Signature) -> str | None:
        path = copy_of(self._clinic, line.item, line.seal)
        if not path.is_file():
            return f"The copy of the signed words is gone: {shown(path)}."
        if self._quick and self._in_use(line.item, path):
            return None
        if read_copy(self._shelves, line.item, line.seal) is None:
            return f"The copy of the signed words is not what was signed: {shown(path)}."
        return None

    def _in_use(self, item: str, copy: Path) -> bool:
        """Whether the copy is, letter for letter, what the shelf says now: it has that seal."""
        now = self._shelves.find(f"content/{item}.yaml")
        try:
            return now is not None and read_bytes(now) == read_bytes(copy)
        except HandoutsError:  # it is told where the copy itself is read
            return False


def _problem(
    line: Signature, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(line.place, "signatures", message, hint, severity)
