"""A clinic's folder in, the icon that opens its desk out, and away again."""

import os
import sys
from pathlib import Path

from handouts.library.shelves import Shelves
from handouts.problems import ExitCode, stop
from handouts.web.desk.opening.shortcut import freedesktop, macos, windows
from handouts.web.desk.opening.shortcut.opening import Opening


def install_shortcut(shelves: Shelves) -> tuple[Path, ...]:
    """Put an icon on the desktop that opens this clinic's desk; gives the files that are it.

    An earlier icon of the same folder is written anew, and nothing else is touched. Raises
    HandoutsError.
    """
    opening = Opening.of(_clinic(shelves))
    if sys.platform == "win32":
        return windows.install(opening, os.environ)
    if sys.platform == "darwin":
        return macos.install(opening, Path.home())
    return freedesktop.install(opening, Path.home(), os.environ)


def remove_shortcut(shelves: Shelves) -> tuple[Path, ...]:
    """Take the icon of this clinic's desk away; gives what is gone. Raises HandoutsError."""
    opening = Opening.of(_clinic(shelves))
    if sys.platform == "win32":
        return windows.remove(opening)
    if sys.platform == "darwin":
        return macos.remove(opening, Path.home())
    return freedesktop.remove(opening, Path.home(), os.environ)


def _clinic(shelves: Shelves) -> Path:
    if shelves.clinic is None:
        raise stop(
            "There is no clinic's folder here, so there is nothing that an icon could open.",
            "Make one with `handouts init clinic`; then name it: handouts -C clinic desk ...",
            code=ExitCode.USAGE,
        )
    return shelves.clinic
