"""A folder in, which of its files a kit made itself out: only those are replaced or taken away."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

from handouts.batch.outbox.outbox import open_folder, put, remove
from handouts.library.whole import put as put_record
from handouts.problems import HandoutsError, Place, Problem

RECORD = ".kit.json"
"""What the kit knows of its files; no patient is in any of them."""

LIST = "contents.pdf"
"""What the list is called that lies on top; it is written last."""


@dataclass(frozen=True, slots=True)
class Known:
    """One file of a kit."""

    version: str
    made: str
    """The day, as 2026-11-30."""
    sha256: str
    before: str = ""
    """What it was until it was written anew: where that was cut off, it still is."""


class Own:
    """The files of one kit, by their names in its folder."""

    def __init__(self, folder: Path) -> None:
        """Raises HandoutsError when the folder's record cannot be read."""
        self.folder = folder
        self._files = dict(_read(folder / RECORD))

    def known(self, name: str) -> Known | None:
        """What is known of a file that is there as the kit wrote it.

        Of an older one, that was to be replaced when the kit was ended by force, no words are.
        """
        known = self._files.get(name)
        if known is None or not self._is_ours(name):
            return None
        return known if self._hash(name) == known.sha256 else replace(known, version="")

    def hashes(self) -> dict[str, str]:
        """SHA-256 that each file must have."""
        return {name: known.sha256 for name, known in self._files.items()}

    def names(self) -> tuple[str, ...]:
        """All files that the kit wrote and nobody took away since."""
        return tuple(name for name in self._files if (self.folder / name).exists())

    def check(self, name: str) -> None:
        """Raises HandoutsError when somebody else's file has this name."""
        if (self.folder / name).exists() and not self._is_ours(name):
            raise HandoutsError(
                Problem(
                    Place(name),
                    "name-taken",
                    "A file of this name is there, and the kit did not make it as it is now.",
                    "Move it away, or choose another folder with --kit.",
                )
            )

    def put(self, name: str, pdf: bytes, version: str, made: str) -> None:
        """Write a file in the place of an earlier one of the kit's. Raises HandoutsError."""
        self.check(name)
        path, before = self.folder / name, self._files.get(name)
        known = Known(version, made, _hash(pdf), before.sha256 if before else "")
        self._files[name] = known
        self._keep()  # first, so that nothing of the kit's is ever there that it does not know
        open_folder(path.parent)
        put(path, pdf, replace=True)

    def remove(self, name: str) -> bool:
        """Take a file away; False when somebody changed it, and it stays. Raises HandoutsError."""
        ours = self._is_ours(name)
        if ours:
            remove(self.folder / Path(name).parent, [Path(name).name])
        self._files.pop(name, None)
        self._keep()
        return ours

    def _is_ours(self, name: str) -> bool:
        known = self._files.get(name)
        return known is not None and self._hash(name) in {known.sha256, known.before}

    def _hash(self, name: str) -> str | None:
        try:
            return _hash((self.folder / name).read_bytes())
        except OSError:
            return None

    def _keep(self) -> None:
        told = {name: asdict(known) for name, known in sorted(self._files.items())}
        put_record(self.folder / RECORD, json.dumps({"files": told}, indent=1).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _inside(name: str) -> str:
    """Raises ValueError when a file's name leads out of the folder."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise ValueError
    return name


def _read(path: Path) -> Iterator[tuple[str, Known]]:
    try:
        files = json.loads(path.read_bytes())["files"]
        found = [(_inside(name), Known(**known)) for name, known in files.items()]
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise HandoutsError(
            Problem(
                Place(str(path)), "kit",
                "This is not what a kit writes of its files, so none of them can be replaced.",
                "Choose another folder with --kit.",
            )
        ) from None  # fmt: skip
    yield from found
