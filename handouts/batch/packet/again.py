"""A day whose stack was made in, one of its packets or its list out, as they lie there."""

import io
from pathlib import Path

from handouts.batch.day import Day
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.packet.cover import Cover
from handouts.batch.packet.finished import Finished, other_day
from handouts.batch.packet.listed import listed
from handouts.batch.packet.sheets import Counted, Piece
from handouts.batch.packet.stack import Stack
from handouts.library.shelves import shown
from handouts.make.maker import Maker
from handouts.model.settings import Sides
from handouts.problems import HandoutsError, Place, Problem


def single(folder: Path, number: int) -> bytes:
    """One packet of the stack as it was made, with its marks and without the list.

    Raises HandoutsError: no stack was made, it has no such packet, or a file is not as it was.
    """
    account, kept = Manifest.read(folder), Day.kept(folder)
    stacking = account.stacking
    of = len(stacking.stack) if stacking else 0
    packets = {tuple(copy.file for copy in each.copies): each for each in kept.packets}
    packet = packets.get(stacking.stack[number - 1]) if stacking and 0 < number <= of else None
    if stacking is None or packet is None:
        has = f"There is no packet {number}: the stack that was made last has {of}."
        has = has if of else "No stack was made of this day, so it has no packets."
        hint = "`handouts packet` makes one of the day as it is now."
        raise HandoutsError(Problem(Place(shown(folder)), "no-such-packet", has, hint))
    made = Finished.of(folder, account, only=stacking.stack[number - 1])
    if {copy.file for copy in packet.copies} != set(made.files):
        raise other_day(folder)
    pages = tuple(made.files[copy.file].pages for copy in packet.copies)
    counted = Counted(number, packet, pages, stacking.sides, of)
    file = io.BytesIO()
    title = f"Packet {number} of {of}, run {made.run}"
    stacked = Stack(file, title, stacking.sides, turn_backs=stacking.turn_backs)
    made.lay(Piece(counted, 1, counted.sheets), stacked)
    stacked.close()
    return file.getvalue()


def cover_list(folder: Path, maker: Maker) -> bytes:
    """The list that lies on the stack as it was made last, by itself. Raises HandoutsError."""
    account, kept = Manifest.read(folder), Day.kept(folder)
    stacking = account.stacking
    pages = {each.file: each.pages or 0 for each in account.entries if each.file}
    packets = {tuple(copy.file for copy in each.copies): each for each in kept.packets}
    if stacking is None or not all(files in packets for files in stacking.stack):
        said = "No stack was made of this day as it is now, so it has no list."
        hint = "`handouts packet` makes one of the day as it is now."
        raise HandoutsError(Problem(Place(shown(folder)), "no-stack", said, hint))
    if not pages.keys() >= {file for files in stacking.stack for file in files}:
        raise other_day(folder)
    counted = tuple(
        Counted(
            number, packets[files], tuple(pages[file] for file in files), stacking.sides,
            of=len(stacking.stack),
        )
        for number, files in enumerate(stacking.stack, start=1)
    )  # fmt: skip
    _, _, lists = listed(Cover(kept, counted, maker, account.run.code), counted, at_most=None)
    file = io.BytesIO()
    sheets = Stack(file, f"Cover list, run {account.run.code}", Sides.ONE, turn_backs=False)
    for each in lists:
        sheets.add_alone(each)
    sheets.close()
    return file.getvalue()
