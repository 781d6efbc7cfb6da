"""Packets in, numbered sheets out, and which file each of them stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.batch.day import Copy, Packet
from handouts.model.settings import Sides


def pages_of(sides: Sides) -> int:
    """How many pages a sheet has."""
    return 1 if sides is Sides.ONE else 2


def sheets_of(pages: int, sides: Sides) -> int:
    """How many sheets so many pages need, begun on a fresh one."""
    return -(-pages // pages_of(sides))


@dataclass(frozen=True, slots=True)
class Counted:
    """A packet with its number in the stack, and how many pages each of its handouts has."""

    number: int
    packet: Packet
    pages: tuple[int, ...]
    sides: Sides
    of: int
    """How many packets the stack has."""

    @property
    def sheets(self) -> int:
        """How many sheets it has: each handout begins on a fresh one."""
        return sum(sheets_of(pages, self.sides) for pages in self.pages)

    def copies(self) -> Iterator[tuple[Copy, int, int]]:
        """Each handout, the number of its first sheet, and how many it has."""
        first = 1
        for copy, pages in zip(self.packet.copies, self.pages, strict=True):
            yield copy, first, sheets_of(pages, self.sides)
            first += sheets_of(pages, self.sides)


@dataclass(frozen=True, slots=True)
class Piece:
    """Sheets of a packet that stand in one file: nearly always all of them."""

    counted: Counted
    first: int
    last: int

    @property
    def sheets(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


def filed(
    packets: Sequence[Counted], list_sheets: int, most: int | None
) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each file, of so many sheets at most; the first one has the cover list, too.

    A packet is only divided when it alone has more sheets than a file may have.
    """
    if most is None:
        return (tuple(Piece(each, 1, each.sheets) for each in packets),)
    files: list[list[Piece]] = [[]]
    room = most - list_sheets
    for each in packets:
        first = 1
        if each.sheets > room and (files[-1] or list_sheets):
            files.append([])
            room = most
        while first <= each.sheets:
            if room <= 0:
                files.append([])
                room = most
            last = min(each.sheets, first + room - 1)
            files[-1].append(Piece(each, first, last))
            room -= last - first + 1
            first = last + 1
    return tuple(map(tuple, files))
