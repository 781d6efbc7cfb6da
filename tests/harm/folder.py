"""A folder that was harmed in, what is wrong with it out: nothing, if the promises hold."""

import hashlib
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import NAME as LOCK
from handouts.problems import HandoutsError
from tests.cli.terminal import whole

Files = Mapping[str, bytes]


def files(folder: Path) -> dict[str, bytes]:
    """What a user sees in it, and the manifest."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def wrongs(folder: Path, right: Files) -> list[str]:
    """What is untrue in the folder of a batch that was stopped; `right` is that of a good day."""
    return [*_files(folder, right), *_lines(folder)]


def unfinished(folder: Path, right: Files) -> list[str]:
    """What differs from a day that nobody disturbed: a row lost, doubled, or anything left over."""
    there = files(folder)
    found = [f"left over: {name}" for name in there.keys() - right.keys()]
    found += [f"lost: {name}" for name in right.keys() - there.keys()]
    found += [f"left over: {path.name}" for path in folder.iterdir() if path.is_dir()]
    if not found:
        entries = _entries(there[Manifest.NAME]), _entries(right[Manifest.NAME])
        found = [f"another account: {line!r}" for line in (entries[0] - entries[1]).elements()]
        found += [f"no account: {line!r}" for line in (entries[1] - entries[0]).elements()]
    return found + wrongs(folder, right)


def _files(folder: Path, right: Files) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name == LOCK or path.name.startswith(".part-"):
            continue
        if stat.S_IMODE(path.stat().st_mode) != 0o600:
            yield f"not for its owner alone: {path.name}"
        if path.suffix == ".pdf":
            said = path.read_bytes()
            if not whole(said):
                yield f"half-written: {path.name}"
            elif said != right.get(path.name, said):
                yield f"says something else: {path.name}"


def _lines(folder: Path) -> Iterator[str]:
    if not (folder / Manifest.NAME).exists():
        return
    try:
        account = Manifest.read(folder)
    except HandoutsError as wrong:
        yield f"a manifest that cannot be read: {wrong}"
        return
    made = Counter((entry.row, entry.visit) for entry in account.lines if entry.file)
    yield from (f"made twice: row {row}" for (row, _), times in made.items() if times > 1)
    for entry in account.lines:
        path = folder / str(entry.file)
        if entry.file and not path.exists():
            yield f"a line without its file: {entry.file}"
        elif entry.file and hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            yield f"a line that is untrue: {entry.file}"


def _entries(manifest: bytes) -> Counter[bytes]:
    return Counter(manifest.splitlines()[1:])
