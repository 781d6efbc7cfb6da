"""Finished files in, whatever happened to them since they were made out: lost, changed, added.

A batch's folder is held against the hashes in its manifest, on any machine, and a kit of blanks
against its own. A file that neither knows is read: its pages must be of one handout.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.kit.own import LIST, RECORD, Own
from handouts.batch.manifest.account import Account
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import UNFINISHED
from handouts.batch.packet.files import BESIDE, proven_parts
from handouts.library.shelves import read_bytes, shown
from handouts.press.proof.identity import flaws
from handouts.problems import Place, Problem, Severity

_NEW_KIT = "Make the kit again with `handouts desk --kit`."


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it."""

    files: int
    """So many files were looked at."""
    against_manifest: bool
    """Whether a manifest said what they must be; else they were only read."""
    problems: tuple[Problem, ...]


def verify(path: Path) -> Verified:
    """A file, or all files of a folder. Raises HandoutsError when it cannot be read."""
    if path.is_dir():
        return _kit(path) if (path / RECORD).is_file() else _folder(path)
    return _file(path)


def _kit(folder: Path) -> Verified:
    """Blanks, against what their kit wrote down of them."""
    hashes = Own(folder).hashes()
    problems = [
        problem
        for name, sha256 in hashes.items()
        for problem in _against(folder / name, sha256, _NEW_KIT)
    ]
    if LIST not in hashes:
        said = "This kit is not finished: it has no list of what lies in it."
        problems.append(_problem(folder, "unfinished-kit", said, _NEW_KIT))
    for path in sorted(folder.rglob("*.pdf")):
        if path.relative_to(folder).as_posix() not in hashes:
            said = "The kit does not know this file."
            problems.append(
                _problem(path, "extra-file", said, "Take it away before somebody prints it.")
            )
    return Verified(len(hashes), True, tuple(problems))


def _file(path: Path) -> Verified:
    kit = next((each for each in path.parents if (each / RECORD).is_file()), None)
    if kit and (sha256 := Own(kit).hashes().get(path.relative_to(kit).as_posix())):
        return Verified(1, True, tuple(_against(path, sha256, _NEW_KIT)))
    folder = path.parent
    account = Manifest.read(folder) if (folder / Manifest.NAME).is_file() else None
    hashes = _hashes(folder, account) if account else {}
    if path.name in hashes:
        return Verified(1, True, tuple(_against(path, hashes[path.name])))
    return Verified(1, False, tuple(_read(path)))


def _folder(folder: Path) -> Verified:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    if files and not (folder / Manifest.NAME).is_file():
        problems = [problem for path in files for problem in _read(path)]
        return Verified(len(files), False, (_no_manifest(folder), *problems))
    account = Manifest.read(folder)
    hashes = _hashes(folder, account)
    problems = []
    if account.purged is not None:  # that its files are gone is right, whatever lies there now
        hashes, problems = {}, [_deleted(folder, account.purged)]
    problems += [
        problem for name in sorted(hashes) for problem in _against(folder / name, hashes[name])
    ]
    problems += [
        _added(path, known=path.name in account.files)
        for path in files
        if path.name not in hashes and not BESIDE.fullmatch(path.name)
    ]
    problems += map(_unfinished, sorted(folder.glob(f"{UNFINISHED}*")))
    return Verified(len(hashes), True, tuple(problems))


def _hashes(folder: Path, account: Account) -> dict[str, str]:
    """SHA-256 of each file that the day has at last, and of its stack where there is one."""
    return account.made | proven_parts(folder, account)


def _against(path: Path, sha256: str, hint: str = "") -> Iterator[Problem]:
    if not path.is_file():
        yield _problem(path, "missing-file", "This file was made, and is missing.", hint)
    elif hashlib.sha256(read_bytes(path)).hexdigest() != sha256:
        said = "This file was changed after it was made and proven. Do not print it."
        yield _problem(path, "altered-file", said, hint)


def _read(path: Path) -> Iterator[Problem]:
    """What can be told of a file by itself."""
    for flaw in flaws(read_bytes(path)):
        said = f"This file is not as it was made: {flaw}."
        yield _problem(path, "proof", said, "Do not print it. Make the handout again.")


def _problem(path: Path, rule: str, said: str, hint: str = "") -> Problem:
    hint = hint or "Make the day again in another folder with --out, or bring the file back."
    return Problem(Place(shown(path)), rule, said, hint)


def _added(path: Path, *, known: bool) -> Problem:
    if known:
        said = "This file is of an earlier run, and another one has taken its place."
        return _problem(path, "old-file", said, "Take it away before somebody prints it.")
    said = "The manifest does not know this file: it was not made by this batch."
    return _problem(path, "extra-file", said, "Take it away before somebody prints it.")


def _deleted(folder: Path, when: dt.datetime) -> Problem:
    said = f"The handouts of this batch were deleted on {when.astimezone().date()}."
    return Problem(Place(shown(folder)), "purged", said, severity=Severity.HINT)


def _unfinished(path: Path) -> Problem:
    said = "This was being written when the batch was ended by force. It is no handout."
    return _problem(
        path, "half-written", said, "handouts batch --resume finishes the day and clears it away."
    )


def _no_manifest(folder: Path) -> Problem:
    return Problem(
        Place(shown(folder)),
        "no-manifest",
        "There is no manifest here, so each file was only read: its pages belong together or not.",
        "Lost and added files cannot be told. Name the folder that `handouts batch` wrote.",
        Severity.WARNING,
    )
