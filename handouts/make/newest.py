"""The shelves in, a maker out that knows what lies on them now; what did not change is kept.

A look costs a few milliseconds, so there is one before each handout: somebody may save words, sign
them or change a template while a program runs all day.
"""

import os
import time

from handouts.library.shelves import Shelves
from handouts.library.stamps import Stamp, stamps
from handouts.make.maker import Maker
from handouts.read.content import read_settings

SETTLED_NS = 2_000_000_000
"""A file may be saved twice in one tick of a file system's clock, and look the same afterwards. No
such tick takes longer."""

_DESIGN = tuple(f"{os.sep}{folder}{os.sep}" for folder in ("styles", "templates"))


class Newest:
    """The maker of one clinic's shelves; not for several threads at once."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._maker: Maker | None = None
        self._known: dict[str, Stamp] = {}
        self._young: frozenset[str] = frozenset()
        """Files that were so young at the last look that they may be other ones by now."""
        self.changes = 0
        """How many looks found something other than the look before."""

    def maker(self) -> Maker:
        """The maker, until the next call. Raises HandoutsError for settings that cannot be read."""
        settled = time.time_ns() - SETTLED_NS
        found: dict[str, Stamp] = {}
        for root in self._shelves.roots:
            found |= stamps(root)
        changed = {path for path, _ in found.items() ^ self._known.items()}
        touched = changed | self._young
        if self._maker is None or any(map(_is_design, touched)):
            self._maker = Maker(self._shelves, read_settings(self._shelves))
        elif touched:
            self._maker.renew(read_settings(self._shelves))
        self._known = found
        self._young = frozenset(path for path, stamp in found.items() if stamp[0] > settled)
        self.changes += bool(changed)
        return self._maker


def _is_design(path: str) -> bool:
    """Whether a maker keeps this file for good: then there must be another maker."""
    return any(folder in path for folder in _DESIGN)
