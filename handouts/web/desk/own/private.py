"""Bytes in, a file that is this desk's alone out, whole or not there; and back, when it is ours.

What stands in these files is of patients, or tells of them: they are for their owner only, no part
of one is left under another name, and no link in the place of one leads anywhere.
"""

import contextlib
import os
import stat
from pathlib import Path

from handouts.batch.outbox.outbox import PRIVATE_FILE, write_all
from handouts.library.whole import sync

_OPEN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def put(path: Path, data: bytes) -> None:
    """Write the file as a whole, in the place of the one before. Raises OSError."""
    part = _part(path)
    part.unlink(missing_ok=True)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN, PRIVATE_FILE)
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync(path.parent)


def read(path: Path, most: int) -> bytes | None:
    """What the file says; None when it is not there, or is none that this desk wrote.

    No more than `most` bytes of it are read. Half of one that was being written when the program
    died is removed.
    """
    with contextlib.suppress(OSError):
        _part(path).unlink(missing_ok=True)
    try:
        if path.is_symlink():  # where opening could not refuse one
            return None
        # without O_NONBLOCK, a pipe in its place would be waited for
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _OPEN)
    except OSError:
        return None
    try:
        found, owner = os.fstat(descriptor), path.parent.stat().st_uid
        if not stat.S_ISREG(found.st_mode) or found.st_uid != owner:
            return None
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Take the file away for good, and half of it; a link, not what it leads to. Raises OSError."""
    gone = False
    for name in (path, _part(path)):
        try:
            name.unlink()
            gone = True
        except FileNotFoundError:
            continue
    if gone:
        sync(path.parent)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")
