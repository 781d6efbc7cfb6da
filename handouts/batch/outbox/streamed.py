"""Bytes as they come in, whole files out or none: 0600, in place of earlier ones of their names.

What is made of the finished handouts of a folder can be made again, so unlike them it is replaced.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from handouts.batch.outbox.outbox import PRIVATE_FILE, staging, unable
from handouts.library.whole import sync


@contextlib.contextmanager
def streamed(folder: Path) -> Iterator[Callable[[str], AbstractContextManager[BinaryIO]]]:
    """Opens files of this folder by their names, which they have once the block is left.

    When it is left by an error all are gone, and what was there before is still there. Raises
    HandoutsError: the disk is full, the folder may not be written.
    """
    names: list[str] = []
    with staging(folder) as place:

        @contextlib.contextmanager
        def file(name: str) -> Iterator[BinaryIO]:
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(place / name, flags, PRIVATE_FILE), "w+b") as open_file:
                yield open_file
                open_file.flush()
                os.fsync(open_file.fileno())
            names.append(name)

        try:
            yield file
            for name in names:
                (place / name).replace(folder / name)
            sync(folder)
        except OSError as wrong:
            raise unable(folder, wrong) from None
