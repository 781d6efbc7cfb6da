"""The manifest of a finished day in, its handouts out, each as it was proven, sheet by sheet."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.manifest.account import Account, Outcome
from handouts.batch.packet.sheets import Piece, pages_of
from handouts.batch.packet.stack import Source, Stack, opened
from handouts.library.shelves import read_bytes, shown
from handouts.problems import HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class File:
    """A handout as the manifest has it."""

    sha256: str
    check_code: str
    pages: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The handouts of a folder, whose files are those that were proven."""

    folder: Path
    run: str
    """What tells this run from others."""
    files: Mapping[str, File]
    """By the names of their files."""

    @classmethod
    def of(cls, folder: Path, account: Account, only: Collection[str] | None = None) -> "Finished":
        """All that the manifest has, each as it was proven. Raises HandoutsError."""
        made: dict[str, File] = {}
        for entry in account.entries:
            if only is not None and entry.file not in only:
                continue
            name, sha256, code = entry.file, entry.sha256, entry.check_code
            if entry.outcome is Outcome.MADE and name and sha256 and code:
                with opened(_checked(folder / name, sha256)) as source:
                    made[name] = File(sha256, code, len(source))
        return cls(folder, account.run.code, made)

    def lay(self, piece: Piece, pages: Stack) -> None:
        """Put the sheets of a piece on a stack, each with its number; what is left stays white.

        Raises HandoutsError.
        """
        each = piece.counted
        for copy, first, count in each.copies():
            wanted = range(max(first, piece.first), min(first + count - 1, piece.last) + 1)
            if not wanted:
                continue
            handout = self.files[copy.file]
            with opened(_checked(self.folder / copy.file, handout.sha256)) as source:
                for sheet in wanted:
                    line = f"Packet {each.number} of {each.of} · sheet {sheet} of {each.sheets}"
                    code = f"HO/{self.run}/{each.number}/{sheet}/{handout.check_code}"
                    _add_sheet(pages, source, (sheet - first) * pages_of(each.sides), (line, code))


def _checked(path: Path, sha256: str) -> bytes:
    """The file's bytes, which are those that were proven. Raises HandoutsError."""
    if not path.is_file():
        said = "This handout is in the manifest, but its file is missing."
    else:
        data = read_bytes(path)
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        said = "This file was changed after it was made, so it goes into no packet."
    hint = "Run the batch again into another folder, or bring the file back as it was."
    raise HandoutsError(Problem(Place(shown(path)), "altered-file", said, hint))


def _add_sheet(pages: Stack, source: Source, first: int, stamp: tuple[str, str]) -> None:
    pages.add(source, first, stamp)
    if pages.side_left and first + 1 < len(source):
        pages.add(source, first + 1)
    pages.fill_sheet()


def other_day(folder: Path) -> HandoutsError:
    """What is said where a batch wrote its manifest and was stopped before it wrote its day."""
    return HandoutsError(
        Problem(
            Place(shown(folder)),
            "other-day",
            "The manifest and the list of who comes when do not speak of the same handouts.",
            "Finish the batch first, or run it again into another folder.",
        )
    )
