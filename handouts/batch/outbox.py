"""Finished bytes in, a whole file out or none: 0600, never half-written, never overwritten."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from handouts.library.whole import sync
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

PDF_BEGINS = b"%PDF-"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


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
    part = path.parent / f".part-{secrets.token_hex(8)}"
    try:
        if replace and path.exists():
            _check_replaceable(path)
        _write(part, data)
        try:
            _name(part, path, data, replace=replace)
        finally:
            part.unlink(missing_ok=True)
        sync(path.parent)
    except OSError as wrong:
        raise unable(path.parent, wrong) from None


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


def _write(part: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _name(part: Path, path: Path, data: bytes, *, replace: bool) -> None:
    """Give the finished file its name: a link never overwrites."""
    if replace:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        if path.read_bytes() != data:
            raise HandoutsError(
                Problem(
                    Place(str(path)), "name-taken",
                    "A file of this name is there already, and says something else.",
                    "Choose another folder with --out.",
                )
            ) from None  # fmt: skip


def unable(folder: Path, wrong: OSError) -> HandoutsError:
    """The error for a folder that cannot be written to."""
    missing = wrong.errno == errno.ENOENT
    return stop(
        f"Nothing can be written to {folder}: {wrong.strerror}.",
        "Make that folder first." if missing else "Free some space, or choose another folder.",
        code=ExitCode.MACHINE,
    )
