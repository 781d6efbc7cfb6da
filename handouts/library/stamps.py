"""A shelf in, a stamp of every file on it out: whoever keeps them sees later what was saved since.

This is done before each handout of a long day, so it keeps to plain texts for paths: with Path it
would take twice as long.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from handouts.library.shelves import SETTINGS, STOCK_FOLDERS

FOLDERS = (*STOCK_FOLDERS, "signed")
"""What counts in a shelf, beside handouts.yaml."""

Stamp = tuple[int, int, int]
"""When a file was changed, how large it is, and which one it is."""


def stamps(root: Path) -> dict[str, Stamp]:
    """Of every file that counts in a shelf, by its path; none when the shelf is gone."""
    found = {}
    settings = os.path.join(root, SETTINGS)  # noqa: PTH118  # see above
    with contextlib.suppress(OSError):
        found[settings] = _stamp(os.stat(settings))  # noqa: PTH116  # same
    for name in FOLDERS:
        for entry in _below(os.path.join(root, name), set()):  # noqa: PTH118  # same
            with contextlib.suppress(OSError):  # it went away meanwhile
                found[entry.path] = _stamp(entry.stat())
    return found


def _stamp(told: os.stat_result) -> Stamp:
    return told.st_mtime_ns, told.st_size, told.st_ino


def _below(folder: str, been: set[str]) -> Iterator[os.DirEntry[str]]:
    """The files in a folder and its folders; what editors hide beside them does not count.

    A folder may be a link to elsewhere; `been` are those, so that a link to above is no circle.
    """
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not _hidden(entry.name)]
    except OSError:
        return
    for entry in entries:
        if not _is_folder(entry):
            yield entry
        elif not entry.is_symlink():
            yield from _below(entry.path, been)
        elif (real := os.path.realpath(entry.path)) not in been:
            been.add(real)
            yield from _below(entry.path, been)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _hidden(name: str) -> bool:
    return name.startswith((".", "~", "#")) or name.endswith(("~", ".swp", ".tmp", ".new", ".part"))
