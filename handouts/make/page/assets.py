"""A name in, the bytes of a picture or a stylesheet out: the files that a page may use."""

import re
from pathlib import Path

from handouts.library.shelves import Shelves

_ASSET = re.compile(r"(?:icons/)?[a-z0-9-]+\.(?:svg|css)")


class Assets:
    """The files that a page may use: pictures and stylesheets of the shelves, by plain names."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._read: dict[str, bytes] = {}

    def __call__(self, name: str) -> bytes | None:
        """The file's bytes; None for what is not on the list or not there."""
        if name not in self._read:
            path = self._shelves.find(f"styles/{name}") if _ASSET.fullmatch(name) else None
            if path is None:
                return None
            self._read[name] = Path(path).read_bytes()
        return self._read[name]
