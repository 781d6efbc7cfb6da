"""Finished bytes in, a whole file out or none: 0600, never half-written, never overwritten."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from handouts.batch.workers.stopping import surely
from handouts.library.whole import sync
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

PDF_BEGINS = b"%PDF-"
UNFINISHED = ".part-"
"""How names begin of what is being written; whoever ends by force leaves them behind."""

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700

MANIFEST = "manifest.jsonl"
"""What a folder has in which a batch accounts for every file."""

_NOT_YOURS = "Choose a folder that you may write to, or ask whoever looks after this computer."
_WAY_ON = {
    errno.ENOENT: "Make that folder first.",
    errno.EACCES: _NOT_YOURS, errno.EPERM: _NOT_YOURS, errno.EROFS: _NOT_YOURS,
}  # fmt: skip

_FEW, _AT_ONCE = 4, 8  # files on their way to the disk: a file system writes them down together


def open_folder(folder: Path) -> Path:
    """The folder, made when it is missing. Raises HandoutsError."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as wrong:
        raise unable(folder, wrong) from None
    return folder


def put(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file as a whole. An equal file counts as written; another one is only replaced when told.

    Raises HandoutsError: the disk is full, the folder may not be written, the name is taken.
    """  # noqa: E501  # one sentence
    part = _unnamed(path.parent)
    try:
        if replace and path.exists():
            _check_replaceable(path)
        _write(part, data)
    except OSError as wrong:
        raise unable(path.parent, wrong) from None
    try:
        try:
            _name(part, path, replace=replace)
        finally:
            part.unlink(missing_ok=True)
        sync(path.parent)
    except OSError as wrong:
        raise unable(path.parent, wrong) from None


@contextlib.contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A folder inside this one for files that wait for their names; in the end it is gone.

    Whatever is left in it goes with it, also what a process that was killed left half-written.
    Raises HandoutsError.
    """
    place = _unnamed(folder)
    try:
        try:
            place.mkdir(PRIVATE_FOLDER)
        except OSError as wrong:
            raise unable(folder, wrong) from None
        yield place
    finally:
        surely(lambda: shutil.rmtree(place, ignore_errors=True))


def stage(place: Path, data: bytes) -> Path:
    """Write a file as a whole; it waits in a staging folder for its name. Raises HandoutsError.

    It is safe from a power cut when `settle` is through with it.
    """
    part = _unnamed(place)
    try:
        _write(part, data, safe=False)
    except OSError as wrong:
        raise unable(place.parent, wrong) from None
    return part


def settle(folder: Path, parts: Sequence[tuple[Path, str]]) -> tuple[HandoutsError | None, ...]:
    """Give whole files their names, all at a time: afterwards files and names are on the disk.

    What is given back for each is the error when its name is taken by something else. Raises
    HandoutsError when the machine cannot go on.
    """
    try:
        _flush([part for part, _ in parts])
        ended = tuple(_settle(part, folder / name) for part, name in parts)
        if parts:
            sync(folder)
    except OSError as wrong:
        raise unable(folder, wrong) from None
    return ended


def _settle(part: Path, path: Path) -> HandoutsError | None:
    try:
        _name(part, path, replace=False)
    except HandoutsError as taken:
        return taken
    finally:
        with contextlib.suppress(OSError):  # its folder goes in the end, and takes it along
            part.unlink()
    return None


def _flush(parts: Sequence[Path]) -> None:
    """Wait until all of these are on the disk. Raises OSError."""
    if len(parts) < _FEW:
        for part in parts:
            _flush_one(part)
        return
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for _ in threads.map(_flush_some, (parts[first::_AT_ONCE] for first in range(_AT_ONCE))):
            pass


def _flush_some(parts: Sequence[Path]) -> None:
    for part in parts:
        _flush_one(part)


def _flush_one(part: Path) -> None:
    descriptor = os.open(part, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(folder: Path, names: Sequence[str]) -> None:
    """Take files away for good. Raises HandoutsError."""
    try:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        if names:
            sync(folder)
    except OSError as wrong:
        raise unable(folder, wrong) from None


def _unnamed(folder: Path) -> Path:
    return folder / f"{UNFINISHED}{secrets.token_hex(8)}"


def _check_replaceable(path: Path) -> None:
    """Only an earlier PDF may be written anew: never a visit, a setting, a folder or a device."""
    if not path.is_file():
        raise HandoutsError(
            Problem(
                Place(str(path)),
                "no-file",
                "This is a folder, or something else that is no file.",
                "Name a file such as handout.pdf, or write -o - for standard output.",
            ),
            code=ExitCode.MACHINE,
        )
    with path.open("rb") as file:
        begins = file.read(len(PDF_BEGINS))
    if begins and begins != PDF_BEGINS:
        raise HandoutsError(
            Problem(
                Place(str(path)),
                "name-taken",
                "A file of this name is there already, and it is no PDF.",
                "Choose another name.",
            )
        )
    if (path.parent / MANIFEST).exists():
        raise HandoutsError(
            Problem(
                Place(str(path)),
                "name-taken",
                "This file belongs to a day that a batch made; nothing takes its place.",
                "Choose another name, or another folder.",
            )
        )


def write_all(descriptor: int, data: bytes) -> None:
    """Write to the last byte; a system may take less at a time. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write(part: Path, data: bytes, *, safe: bool = True) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, PRIVATE_FILE)
    try:
        try:
            write_all(descriptor, data)
            if safe:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _name(part: Path, path: Path, *, replace: bool) -> None:
    """Give the finished file its name: a link never overwrites."""
    if replace:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except OSError:
        if not os.path.lexists(path):
            part.replace(path)  # a file system that knows no links
        elif not _same(part, path):
            raise HandoutsError(
                Problem(
                    Place(str(path)), "name-taken",
                    "A file of this name is there already, and says something else.",
                    "Move it away, or choose another folder with --out.",
                )
            ) from None  # fmt: skip


def _same(part: Path, path: Path) -> bool:
    """Whether a file says the same as one of ours."""
    try:
        return path.read_bytes() == part.read_bytes()
    except OSError:  # a folder, a link that leads nowhere
        return False


def unable(folder: Path, wrong: OSError) -> HandoutsError:
    """The error for a folder that cannot be written to."""
    return stop(
        f"Nothing can be written to {folder}: {wrong.strerror}.",
        _WAY_ON.get(wrong.errno or 0, "Free some space, or choose another folder."),
        code=ExitCode.MACHINE,
    )
