"""A clinic's folder in, the command out that an icon runs, and the names that its file may have."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handouts.problems import ExitCode, stop

NAMES = ("Handouts", *(f"Handouts {number}" for number in range(2, 10)))
"""What stands below the icon; the later ones where another clinic's icon lies already."""
ABOUT = "The front desk's page: pick a patient, print the handout"

_KEPT = ("LD_LIBRARY_PATH", "FONTCONFIG_FILE", "PYTHONPATH")
"""What this program may need of its surroundings; a desktop has its own."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a double click on the icon does."""

    clinic: Path
    """The clinic's folder; an icon is ours when it is for this one."""
    program: Path
    """The Python of this very installation."""
    surroundings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, clinic: Path) -> "Opening":
        """As this program itself was started. Raises HandoutsError."""
        kept = tuple((name, os.environ[name]) for name in _KEPT if os.environ.get(name))
        found = cls(clinic.resolve(), Path(sys.executable), kept)
        if any(not letter.isprintable() for letter in "".join(found.command)):
            raise stop(
                "The clinic's folder or this program lies where the path has letters for no icon.",
                "Move it to a folder with a plain name.",
                code=ExitCode.MACHINE,
            )
        return found

    @property
    def words(self) -> tuple[str, ...]:
        """What stands behind the program."""
        return ("-m", "handouts", "desk", "--icon", str(self.clinic))

    @property
    def command(self) -> tuple[str, ...]:
        """Where a command can say what of its surroundings it needs."""
        plain = (str(self.program), *self.words)
        kept = tuple(f"{name}={said}" for name, said in self.surroundings)
        if not kept and "%" not in plain[0]:  # with one, GLib looks for a program of another name
            return plain
        # env takes each word with a = in it for a setting, also a path; so a shell stands between
        return (*(("env", *kept) if kept else ()), "sh", "-c", 'exec "$@"', "sh", *plain)


def place(folder: Path, suffix: str, ours: Callable[[Path], bool]) -> Path:
    """Where our icon lies in a folder, else the first name there that is free.

    Raises HandoutsError when others have all the names.
    """
    paths = [folder / f"{name}{suffix}" for name in NAMES]
    for path in paths:
        if ours(path):
            return path
    for path in paths:
        if not os.path.lexists(path):
            return path
    raise stop(
        f"There are {len(NAMES)} icons called Handouts in {folder}, for other clinics' folders.",
        "Take away those that nobody needs.",
        code=ExitCode.MACHINE,
    )


def own(folder: Path, suffix: str, ours: Callable[[Path], bool]) -> tuple[Path, ...]:
    """Our icons in a folder."""
    return tuple(path for name in NAMES if ours(path := folder / f"{name}{suffix}"))
