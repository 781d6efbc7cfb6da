"""Bytes in, a whole file out or none: what an interruption leaves behind is the file before it."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from handouts.library.shelves import shown
from handouts.problems import ExitCode, HandoutsError, stop


def put_new(path: Path, data: bytes) -> bool:
    """Write a file that is not there yet; False when its name is taken. Raises HandoutsError."""
    with _finished(path, data) as part:
        try:
            os.link(part, path)
        except FileExistsError:
            return False
        except OSError:  # a file system that knows no links
            if os.path.lexists(path):
                return False
            part.replace(path)
    return True


def put(path: Path, data: bytes) -> None:
    """Write a file, in the place of the one that is there. Raises HandoutsError."""
    with _finished(path, data) as part:
        part.replace(path)


@contextlib.contextmanager
def _finished(path: Path, data: bytes) -> Iterator[Path]:
    """All of the file under another name beside it, safe on the disk; gone again afterwards."""
    part = path.parent / f".part-{secrets.token_hex(8)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            yield part
        finally:
            part.unlink(missing_ok=True)
    except OSError as wrong:
        raise unwritable(path, wrong) from None


def unwritable(path: Path, wrong: OSError) -> HandoutsError:
    """The message for a file that cannot be written."""
    return stop(
        f"{shown(path)} cannot be written: {wrong.strerror or 'the system says no more'}.",
        "Free some space, look whether you may write there, or choose another folder.",
        code=ExitCode.MACHINE,
    )


def sync(folder: Path) -> None:
    """Make a file's new name last through a power cut, where the system can. Raises OSError."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as wrong:
            if wrong.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network folders cannot
                raise
        finally:
            os.close(descriptor)
