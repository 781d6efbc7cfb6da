"""What editors know of a clinic's YAML: a JSON Schema for each kind of file, in its folder."""

from collections.abc import Mapping
from pathlib import Path

from handouts.library.shelves import read_bytes
from handouts.library.whole import put

SCHEMA = "content/schema"
"""The folder that the first line of each YAML file leads to."""


def schema_file(kind: str) -> str:
    """The path of a kind's schema in a clinic's folder."""
    return f"{SCHEMA}/{kind}.json"


def stale(folder: Path, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The schemas that are missing or say something else than `texts`, by kind."""
    return tuple(
        kind
        for kind, text in texts.items()
        if not (path := folder / schema_file(kind)).is_file() or read_bytes(path) != text.encode()
    )


def renew(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the schemas that are not as `texts` has them. Raises HandoutsError."""
    written = []
    for kind in stale(folder, texts):
        path = folder / schema_file(kind)
        put(path, texts[kind].encode())
        written.append(path)
    return tuple(written)
