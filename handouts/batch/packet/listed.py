"""Packets and their cover in, the stack's files and the list of them out: each needs the other."""

from collections.abc import Sequence

from handouts.batch.packet.cover import Cover
from handouts.batch.packet.sheets import Counted, Piece, filed
from handouts.batch.packet.stack import pages_in


def listed(
    cover: Cover, counted: Sequence[Counted], at_most: int | None
) -> tuple[tuple[tuple[Piece, ...], ...], tuple[str, ...], tuple[bytes, ...]]:
    """The pieces of each file, the files' names, and the list, whose length they depend on."""
    room = 0
    while True:
        files = filed(counted, room, at_most)
        names = tuple(_name(number, len(files)) for number in range(1, len(files) + 1))
        pdfs = cover.pdfs(files, names)
        if at_most is None:
            return files, names, pdfs
        needed = sum(map(pages_in, pdfs))  # each page has a sheet of its own
        if needed <= room:
            return files, names, pdfs
        room = needed


def _name(number: int, of: int) -> str:
    return "packet.pdf" if of == 1 else f"packet-{number}-of-{of}.pdf"
