"""A clinic's folder in, this desk's own place inside it out, for what outlives a restart.

Each person at each machine has a place of their own: a clinic's folder may lie on a network drive
that several desks share.
"""

import contextlib
import getpass
import os
import platform
import re
from pathlib import Path

from handouts.library.shelves import Shelves
from handouts.library.whole import put_new, unwritable

NAME = ".desk"
PRIVATE = 0o700


def desk_folder(shelves: Shelves) -> Path | None:
    """The folder, made when it is missing; None where there is only stock. Raises HandoutsError."""
    if shelves.clinic is None:
        return None
    folder = shelves.clinic / NAME / _whose()
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        folder.chmod(PRIVATE)
    except OSError as wrong:
        raise unwritable(folder, wrong) from None
    put_new(folder.parent / ".gitignore", b"*\n")
    return folder


def _whose() -> str:
    """Which machine and which person, in letters that every file system takes."""
    person = str(getattr(os, "getuid", int)())
    with contextlib.suppress(KeyError, OSError):  # an account without a name
        person = getpass.getuser()
    return re.sub(r"[^A-Za-z0-9.-]+", "_", f"{platform.node()}-{person}").lstrip(".") or "desk"
