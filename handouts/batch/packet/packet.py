"""A finished day in, its stack of paper out: packets in order, sheets numbered, the list on top.

Who is in the stack comes from the day, what is in it from the manifest: a file that is not as the
manifest says stops the stack before anything is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.day import Day
from handouts.batch.manifest.account import Account
from handouts.batch.manifest.lines import Stacking
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.batch.outbox.streamed import streamed
from handouts.batch.packet.cover import Cover
from handouts.batch.packet.files import drop_stack
from handouts.batch.packet.finished import File, Finished, other_day
from handouts.batch.packet.listed import listed
from handouts.batch.packet.sheets import Counted
from handouts.batch.packet.sorting import Sorting, stacked
from handouts.batch.packet.stack import Stack
from handouts.library.shelves import shown
from handouts.make.maker import Maker
from handouts.model.settings import Sides
from handouts.problems import HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class Paper:
    """How a stack is to be."""

    sorting: Sorting = Sorting.SCHEDULE
    sides: Sides = Sides.LONG_EDGE
    turn_backs: bool = False
    """Backs are turned by 180 degrees: for a printer that turns paper over the other edge."""
    at_most: int | None = None
    """So many sheets may one file have; None makes one file."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """A stack that is written."""

    files: tuple[Path, ...]
    packets: int
    sheets: int
    """All of its sheets, those of the cover list among them."""


def stack(folder: Path, kept: Day, maker: Maker, paper: Paper) -> Stacked:
    """Write the packets of a day beside its handouts. Raises HandoutsError.

    The stack of an earlier time is replaced, so that no old part is printed by mistake.
    """
    with claimed(folder):
        account = Manifest.read(folder)
        made = Finished.of(folder, account)
        _check_complete(folder, kept, made.files)
        packets = stacked(kept.packets, paper.sorting)
        counted = tuple(
            Counted(
                number, packet, tuple(made.files[copy.file].pages for copy in packet.copies),
                paper.sides, of=len(packets),
            )
            for number, packet in enumerate(packets, start=1)
        )  # fmt: skip
        cover = Cover(kept, counted, maker, made.run)
        files, names, lists = listed(cover, counted, paper.at_most)
        sheets, written = 0, dict[str, str]()
        with streamed(folder) as writing:
            for number, (name, pieces) in enumerate(zip(names, files, strict=True), start=1):
                part = f" {number} of {len(names)}" if len(names) > 1 else ""
                title = f"Packets{part}, run {made.run}"
                with writing(name) as file:
                    pages = Stack(file, title, paper.sides, turn_backs=paper.turn_backs)
                    if number == 1:
                        for each in lists:
                            pages.add_alone(each)
                    for piece in pieces:
                        made.lay(piece, pages)
                    pages.close()
                sheets += pages.sheets
                written[name] = pages.sha256
            _note(folder, account, counted, paper, written)
            drop_stack(folder)  # at last, so that two stacks are never there at once
    return Stacked(tuple(folder / name for name in names), len(counted), sheets)


def _check_complete(folder: Path, kept: Day, made: Mapping[str, File]) -> None:
    """Nobody may be left out of the stack, or be in it without a proven file."""
    if not made:
        raise HandoutsError(
            Problem(Place(shown(folder)), "no-packet", "No handout was made: there is no packet.")
        )
    named = {copy.file for packet in kept.packets for copy in packet.copies}
    if named != set(made):
        raise other_day(folder)


def _note(
    folder: Path, account: Account, counted: Sequence[Counted], paper: Paper,
    written: Mapping[str, str],
) -> None:  # fmt: skip
    """Which packet each file is in, for whoever must find a sheet in the stack again."""
    files = tuple(tuple(copy.file for copy in each.packet.copies) for each in counted)
    stacking = Stacking(files, paper.sides, paper.turn_backs, written)
    if stacking != account.stacking:
        with Manifest(folder, account.size) as manifest:
            manifest.add([stacking])
