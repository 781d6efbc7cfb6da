"""Words and the folders of batches in, every handout that carries these words out.

It is told from the manifests alone, so also when the handouts themselves were deleted long ago.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch.manifest.account import Account, Entry, Outcome
from handouts.batch.manifest.lines import SHORT
from handouts.batch.manifest.manifest import Manifest
from handouts.library.shelves import Shelves
from handouts.make.signing import chosen
from handouts.model.signature import Signatures
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

_SEAL = re.compile(r"[0-9a-f]{4,64}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Batch:
    """A folder whose manifest was read."""

    folder: Path
    account: Account


@dataclass(frozen=True, slots=True)
class Carrier:
    """A handout that carries the words."""

    folder: Path
    account: Account
    entry: Entry
    packet: int | None
    """The number of its packet in the stack; None when no stack was made."""
    words: tuple[tuple[str, str], ...]
    """The names of the items, each with the beginning of the seal of its words."""

    @property
    def seals(self) -> tuple[str, ...]:
        """Which words it carries."""
        return tuple(seal for _, seal in self.words)

    @property
    def there(self) -> bool:
        """Whether its file is still in the folder."""
        return self.entry.file is not None and (self.folder / self.entry.file).is_file()


@dataclass(frozen=True, slots=True)
class Recall:
    """All that the manifests know of some words."""

    carriers: tuple[Carrier, ...]
    seals: Mapping[str, int]
    """How many handouts carry which words of these items, by the beginning of the seal."""
    problems: tuple[Problem, ...]
    """What could not be looked at, so that nobody takes silence for an answer."""


def folders_in(place: Path) -> tuple[Path, ...]:
    """The folders of batches in a place, and the place itself when it is one."""
    found = (path for path in (place, *sorted(place.iterdir())) if path.is_dir())
    return tuple(path for path in found if (path / Manifest.NAME).is_file())


def read_batches(folders: Iterable[Path]) -> tuple[tuple[Batch, ...], tuple[Problem, ...]]:
    """The manifests of these folders, and why some cannot be read."""
    batches, problems = [], list[Problem]()
    for folder in dict.fromkeys(folders):
        try:
            batches.append(Batch(folder, Manifest.read(folder)))
        except HandoutsError as wrong:
            problems += wrong.problems
    return tuple(batches), tuple(problems)


def named(word: str, batches: Sequence[Batch], shelves: Shelves, language: str) -> tuple[str, ...]:
    """The items that a word means: those of the clinic, and those that only manifests remember.

    Raises HandoutsError when it means nothing, or more than one item.
    """
    remembered = {
        name for batch in batches for words in batch.account.words for name in words.words
    }
    for name in (word, f"{language}/{word}"):
        if name in remembered:
            return (name,)
    try:
        return chosen(shelves, (word,), language)
    except HandoutsError as wrong:
        alike = sorted(name for name in remembered if name.endswith(f"/{word}"))
        if len(alike) == 1:
            return tuple(alike)
        problems = (replace(each, place=Place("recall")) for each in wrong.problems)
        raise HandoutsError(*problems, code=wrong.code) from None


def recall(
    names: Sequence[str],
    version: str | None,
    batches: Sequence[Batch],
    given: Signatures,
    now: Mapping[str, str],
) -> Recall:
    """The handouts that carry any of these items, in these words; None: in whatever words.

    `now` has the seals of the items as they are today. Raises HandoutsError when there never were
    such words.
    """
    found = tuple(sorted(_carriers(names, batches), key=_order))
    seals: dict[str, int] = {}
    for carrier in found:
        for seal in carrier.seals:
            seals[seal] = seals.get(seal, 0) + 1
    if version is not None:
        known = {*seals, *(seal[:SHORT] for seal in now.values())}
        wanted = _wanted(names, version, known, given)
        found = tuple(each for each in found if wanted & {*each.seals})
    return Recall(found, seals, tuple(_unknown(batches)))


def _order(carrier: Carrier) -> tuple[dt.date, str, int, str]:
    run = carrier.account.run
    return run.last or run.printed, str(carrier.folder), carrier.entry.row, carrier.entry.file or ""


def _carriers(names: Sequence[str], batches: Sequence[Batch]) -> Iterator[Carrier]:
    for batch in batches:
        account = batch.account
        by_version: dict[str | None, dict[tuple[str, str], None]] = {}
        for each in account.words:
            words = {(name, each.words[name]): None for name in names if name in each.words}
            by_version.setdefault(each.version, {}).update(words)
        for entry in _made(account):
            if found := by_version.get(entry.version):
                packet = account.stacking.packet(entry.file or "") if account.stacking else None
                yield Carrier(batch.folder, account, entry, packet, tuple(found))


def _made(account: Account) -> Iterable[Entry]:
    """Whatever was made, also what was made anew later: it may have been handed out before."""
    made = (entry for entry in account.lines if entry.outcome is Outcome.MADE)
    return {entry.file: entry for entry in made}.values()


def _unknown(batches: Sequence[Batch]) -> Iterator[Problem]:
    for batch in batches:
        versions = {words.version for words in batch.account.words}
        lost = [each for each in _made(batch.account) if each.version not in versions]
        if lost:
            rows = ", ".join(str(row) for row in sorted({entry.row for entry in lost}))
            yield Problem(
                Place(str(batch.folder)),
                "words-unknown",
                f"The manifest does not say which words these rows carry: {rows}.",
                "Look at their handouts themselves.",
            )


def _wanted(
    names: Sequence[str], version: str, known: set[str], given: Signatures
) -> frozenset[str]:
    """The seals that a version means: the beginning of one, or the day when words were signed."""
    lines = [line for name in names for line in given.of(name)]
    if _DATE.fullmatch(version):
        found = {line.seal[:SHORT] for line in lines if str(line.on) == version}
        days = sorted({str(line.on) for line in lines})
        hint = f"They were signed on: {', '.join(days)}." if days else "They were never signed."
        message = f"These words were not signed on {version}."
    else:
        known = known | {line.seal[:SHORT] for line in lines}
        start = version.casefold()
        found = {seal for seal in known if seal.startswith(start[:SHORT])}
        hint = f"There is: {', '.join(sorted(known))}." if known else "Leave out the @."
        message = f"There never were such words: @{version}."
        if not _SEAL.fullmatch(start):
            message = f"@{version} is no version: it is the beginning of a seal, or a day."
    if not found:
        raise stop(message, hint, code=ExitCode.USAGE, file="recall")
    return frozenset(found)
