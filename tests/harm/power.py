"""A batch's file operations in, what a power cut after each of them leaves on the disk out.

Of what was not synced a disk may keep anything: nothing at all, names without what stands in their
files, a file's first half. A manifest's line may never be there without its whole file.
"""

import contextlib
import os
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any
from unittest.mock import patch

from handouts.batch.manifest.manifest import Manifest
from tests.harm.day import Day
from tests.harm.folder import files, unfinished, wrongs


class Kept(Enum):
    """What a disk keeps of that which was not synced."""

    NOTHING = "nothing"
    NAMES = "names, and no word of what stands in the files"
    LINES = "all of the manifest, and nothing else"
    LINES_AND_NAMES = "all of the manifest, and no word of other files"
    HALF = "names, and half of what was written last"


@dataclass(slots=True)
class Inode:
    """A file: what was written to it, and how much of that is on the disk."""

    said: bytes = b""
    safe: bytes = b""


@dataclass(slots=True)
class Disk:
    """One folder with its folders inside, as the system shows it and as the disk has it."""

    root: Path
    names: dict[str, Inode | None] = field(default_factory=dict)
    """By its path in the folder; None is a folder."""
    safe: dict[str, Inode | None] = field(default_factory=dict)
    opened: dict[int, str | Inode] = field(default_factory=dict)

    def name(self, path: Any) -> str | None:
        """How a path is called here, or None when it is elsewhere."""
        given = Path(os.fspath(path))
        return str(given.relative_to(self.root)) if given.is_relative_to(self.root) else None

    def sync(self, descriptor: int) -> None:
        """A file's words, or a folder's names, are on the disk now."""
        what = self.opened.get(descriptor)
        if isinstance(what, Inode):
            what.safe = what.said
        elif what is not None:
            inside = {name for name in {*self.names, *self.safe} if _parent(name) == what}
            for name in inside:
                if name in self.names:
                    self.safe[name] = self.names[name]
                else:
                    self.safe.pop(name, None)

    def after_a_cut(self, folder: Path, kept: Kept) -> None:
        """Write into a folder what is there when the power comes back."""
        names = self.names
        if kept in {Kept.NOTHING, Kept.LINES}:
            names = dict(self.safe)
        if kept is Kept.LINES and Manifest.NAME in self.names:
            names[Manifest.NAME] = self.names[Manifest.NAME]
        folder.mkdir(mode=0o700)
        for name, inode in sorted(names.items()):
            path = folder / name
            if inode is None:
                path.mkdir(mode=0o700, exist_ok=True)
            elif path.parent.is_dir():
                path.write_bytes(_words(inode, kept, name))
                path.chmod(0o600)


def _words(inode: Inode, kept: Kept, name: str) -> bytes:
    if kept in {Kept.LINES, Kept.LINES_AND_NAMES} and name == Manifest.NAME:
        return inode.said
    if kept is Kept.HALF:
        return inode.said[: (len(inode.safe) + len(inode.said)) // 2]
    return inode.safe


def _parent(name: str) -> str:
    return str(Path(name).parent)


Seen = Callable[[Disk], None]


@contextlib.contextmanager
def recorded(disk: Disk, seen: Seen) -> Iterator[None]:
    """Keep account of what is done to a folder; `seen` looks at it after each operation."""
    real = {kind: getattr(os, kind) for kind in _KINDS}

    def operation(kind: str) -> Callable[..., Any]:
        def done(*args: Any, **options: Any) -> Any:
            result = real[kind](*args, **options)
            if not options.get("dir_fd") and _KINDS[kind](disk, result, *args):
                seen(disk)
            return result

        return done

    with contextlib.ExitStack() as stack:
        for kind in _KINDS:
            stack.enter_context(patch.object(os, kind, operation(kind)))
        yield


def _open(disk: Disk, result: int, path: Any, flags: int, *_: Any) -> bool:
    name = disk.name(path)
    if name is None:
        return False
    if stat.S_ISDIR(os.fstat(result).st_mode):
        disk.opened[result] = name
        return False
    new = name not in disk.names
    inode = disk.names.setdefault(name, Inode())
    assert inode is not None  # it is no folder
    if flags & os.O_TRUNC:
        inode.said = b""
    disk.opened[result] = inode
    return new


def _write(disk: Disk, result: int, descriptor: int, said: bytes) -> bool:
    inode = disk.opened.get(descriptor)
    if isinstance(inode, Inode):
        inode.said += bytes(said)[:result]
    return isinstance(inode, Inode)


def _close(disk: Disk, _: None, descriptor: int) -> bool:
    disk.opened.pop(descriptor, None)
    return False


def _fsync(disk: Disk, _: None, descriptor: int) -> bool:
    disk.sync(descriptor)
    return descriptor in disk.opened


def _link(disk: Disk, _: None, old: Any, new: Any) -> bool:
    disk.names[disk.name(new) or ""] = disk.names[disk.name(old) or ""]
    return True


def _replace(disk: Disk, _: None, old: Any, new: Any) -> bool:
    disk.names[disk.name(new) or ""] = disk.names.pop(disk.name(old) or "")
    return True


def _remove(disk: Disk, _: None, path: Any) -> bool:
    name = disk.name(path)
    if name not in disk.names:
        return False
    del disk.names[name]
    return True


def _mkdir(disk: Disk, _: None, path: Any, *__: Any) -> bool:
    name = disk.name(path)
    if name is not None:
        disk.names[name] = None
    return name is not None


_KINDS: dict[str, Callable[..., bool]] = {
    "open": _open, "write": _write, "close": _close, "fsync": _fsync, "link": _link,
    "replace": _replace, "unlink": _remove, "mkdir": _mkdir,
}  # fmt: skip


@dataclass(slots=True)
class Cut:
    """What came of all those cuts."""

    moments: int = 0
    disks: int = 0
    finished: int = 0
    """So many of these folders were finished afterwards."""
    wrong: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.moments} moments, {self.disks} disks, {self.finished} of them finished, "
            f"{sum(self.wrong.values())} faults {dict(self.wrong) or ''}"
        )


def cut(day: Day, *, finish: int = 1) -> Cut:
    """The power fails after each operation of a day; each `finish`-th folder is finished, too."""
    seen = Cut()
    with tempfile.TemporaryDirectory(prefix="handouts-power-") as place:
        right, folder = Path(place) / "right", Path(place) / "day"
        for each in (right, folder):
            each.mkdir(mode=0o700)
        day.run(right)
        known = files(right)
        left: list[Path] = []

        def look(disk: Disk) -> None:
            seen.moments += 1
            for kept in Kept:
                seen.disks += 1
                left.append(Path(place) / f"cut-{seen.disks}")
                disk.after_a_cut(left[-1], kept)

        with recorded(Disk(folder), look):
            day.run(folder)
        for number, each in enumerate(left):
            seen.wrong.update(_kind(wrong) for wrong in wrongs(each, known))
            if number % finish == 0:
                seen.finished += 1
                day.run(each)
                seen.wrong.update(_kind(wrong) for wrong in unfinished(each, known))
    return seen


def _kind(wrong: str) -> str:
    return wrong.partition(":")[0]
