"""The shelves in, the files that a button may open or take out, each under a fixed name."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts.library.shelves import SETTINGS, Shelves, stock


@dataclass(frozen=True, slots=True)
class Files:
    """What lies on the shelves just now, by relative path; nothing else can be asked for."""

    own: dict[str, Path]
    """Files of the clinic's folder, that may be opened."""
    stock: dict[str, Path]
    """Stock files that the clinic may take; none without a clinic's folder."""
    roots: tuple[Path, ...]

    @classmethod
    def of(cls, shelves: Shelves) -> "Files":
        """Look at the shelves."""
        if shelves.clinic is None:
            return cls({}, {}, shelves.roots)
        own = _words(shelves.clinic)
        others = {name: path for name, path in _shipped(stock()).items() if name not in own}
        return cls(own, others, shelves.roots)

    def called(self, place: str) -> str:
        """A file as a problem names it, said as short as its shelf allows."""
        path = Path.cwd() / place
        for root in self.roots:
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return place.removeprefix("stock/")  # as an installed program calls its own files


@cache
def _shipped(root: Path) -> dict[str, Path]:
    """What ships does not change while the program runs."""
    return _words(root)


def _words(root: Path) -> dict[str, Path]:
    """Settings and content of a shelf; a walk takes a tenth of the time of a pattern."""
    found = [root / SETTINGS] if (root / SETTINGS).is_file() else []
    for here, folders, names in os.walk(root / "content"):
        folders.sort()
        found += [Path(here, name) for name in sorted(names) if name.endswith(".yaml")]
    return {path.relative_to(root).as_posix(): path for path in found}
