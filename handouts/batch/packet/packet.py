"""A finished day in, its stack of paper out: packets in order, sheets numbered, the list on top.

Who is in the stack comes from the day, what is in it from the manifest: a file that is not as the
manifest says stops the stack before anything is written.
"""

import hashlib
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.day import Day
from handouts.batch.manifest.account import Account, Outcome
from handouts.batch.manifest.lines import Stacking
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.batch.outbox.outbox import remove
from handouts.batch.outbox.streamed import streamed
from handouts.batch.packet.cover import Cover
from handouts.batch.packet.sheets import Counted, Piece, filed, pages_of
from handouts.batch.packet.sorting import Sorting, stacked
from handouts.batch.packet.stack import Source, Stack, opened, pages_in
from handouts.library.shelves import read_bytes, shown
from handouts.make.maker import Maker
from handouts.model.settings import Sides
from handouts.problems import HandoutsError, Place, Problem

NAMES = re.compile(r"packet(?:-\d+-of-\d+)?\.pdf")
"""What the files of a stack are called; nothing of a patient is in it."""

PULL_LIST = "pull-list.pdf"
"""What the list is called of sheets that go out of the stack."""

BESIDE = re.compile(rf"{NAMES.pattern}|packet-\d+\.pdf|{re.escape(PULL_LIST)}")
"""Every file that is made of finished handouts: no line of the manifest speaks of it."""


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
        made = _Made.of(folder, account)
        _check_complete(folder, kept, made.handouts)
        packets = stacked(kept.packets, paper.sorting)
        counted = tuple(
            Counted(
                number, packet, tuple(made.handouts[copy.file].pages for copy in packet.copies),
                paper.sides, of=len(packets),
            )
            for number, packet in enumerate(packets, start=1)
        )  # fmt: skip
        files, names, listed = _listed(Cover(kept, counted, maker, made.run), counted, paper)
        sheets, written = 0, dict[str, str]()
        with streamed(folder) as writing:
            for number, (name, pieces) in enumerate(zip(names, files, strict=True), start=1):
                part = f" {number} of {len(names)}" if len(names) > 1 else ""
                title = f"Packets{part}, run {made.run}"
                with writing(name) as file:
                    pages = Stack(file, title, paper.sides, turn_backs=paper.turn_backs)
                    if number == 1:
                        for part_of_list in listed:
                            _add_list(pages, part_of_list)
                    for piece in pieces:
                        _add(pages, piece, made)
                    pages.close()
                sheets += pages.sheets
                written[name] = pages.sha256
            _note(folder, account, counted, paper, written)
            drop_stack(folder)  # at last, so that two stacks are never there at once
    return Stacked(tuple(folder / name for name in names), len(counted), sheets)


@dataclass(frozen=True, slots=True)
class _Handout:
    """A finished file as the manifest has it."""

    sha256: str
    check_code: str
    pages: int


@dataclass(frozen=True, slots=True)
class _Made:
    """The handouts of a folder."""

    folder: Path
    run: str
    """What tells this run from others."""
    handouts: Mapping[str, _Handout]
    """By the names of their files."""

    @classmethod
    def of(cls, folder: Path, account: Account, only: Collection[str] | None = None) -> "_Made":
        """All that the manifest has, each as it was proven. Raises HandoutsError."""
        made: dict[str, _Handout] = {}
        for entry in account.entries:
            if only is not None and entry.file not in only:
                continue
            name, sha256, code = entry.file, entry.sha256, entry.check_code
            if entry.outcome is Outcome.MADE and name and sha256 and code:
                with opened(_checked(folder / name, sha256)) as source:
                    made[name] = _Handout(sha256, code, len(source))
        return cls(folder, account.run.code, made)


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


def _check_complete(folder: Path, kept: Day, made: Mapping[str, _Handout]) -> None:
    """Nobody may be left out of the stack, or be in it without a proven file."""
    if not made:
        raise HandoutsError(
            Problem(Place(shown(folder)), "no-packet", "No handout was made: there is no packet.")
        )
    listed = {copy.file for packet in kept.packets for copy in packet.copies}
    if listed != set(made):
        raise HandoutsError(
            Problem(
                Place(shown(folder)),
                "other-day",
                "The manifest and the list of who comes when do not speak of the same handouts.",
                "Finish the batch first, or run it again into another folder.",
            )
        )


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
    made = _Made.of(folder, account, only=stacking.stack[number - 1])
    pages = tuple(made.handouts[copy.file].pages for copy in packet.copies)
    counted = Counted(number, packet, pages, stacking.sides, of)
    file = io.BytesIO()
    title = f"Packet {number} of {of}, run {made.run}"
    stacked = Stack(file, title, stacking.sides, turn_backs=stacking.turn_backs)
    _add(stacked, Piece(counted, 1, counted.sheets), made)
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
    counted = tuple(
        Counted(
            number, packets[files], tuple(pages[file] for file in files), stacking.sides,
            of=len(stacking.stack),
        )
        for number, files in enumerate(stacking.stack, start=1)
    )  # fmt: skip
    _, _, listed = _listed(Cover(kept, counted, maker, account.run.code), counted, Paper())
    file = io.BytesIO()
    sheets = Stack(file, f"Cover list, run {account.run.code}", Sides.ONE, turn_backs=False)
    for part in listed:
        _add_list(sheets, part)
    sheets.close()
    return file.getvalue()


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


def _listed(
    cover: Cover, counted: Sequence[Counted], paper: Paper
) -> tuple[tuple[tuple[Piece, ...], ...], tuple[str, ...], tuple[bytes, ...]]:
    """The pieces of each file, the files' names, and the list, whose length they depend on."""
    room = 0
    while True:
        files = filed(counted, room, paper.at_most)
        names = tuple(_name(number, len(files)) for number in range(1, len(files) + 1))
        listed = cover.pdfs(files, names)
        if paper.at_most is None:
            return files, names, listed
        needed = sum(map(pages_in, listed))  # each page has a sheet of its own
        if needed <= room:
            return files, names, listed
        room = needed


def _name(number: int, of: int) -> str:
    return "packet.pdf" if of == 1 else f"packet-{number}-of-{of}.pdf"


def _add_list(pages: Stack, listed: bytes) -> None:
    """Each page of the list has a sheet of its own, to lie on a clipboard."""
    with opened(listed) as source:
        for number in range(len(source)):
            pages.add(source, number)
            pages.fill_sheet()


def _add(pages: Stack, piece: Piece, made: _Made) -> None:
    """The sheets of a piece, each with its number; whatever is left of a sheet stays white."""
    each = piece.counted
    for copy, first, count in each.copies():
        wanted = range(max(first, piece.first), min(first + count - 1, piece.last) + 1)
        if not wanted:
            continue
        handout = made.handouts[copy.file]
        with opened(_checked(made.folder / copy.file, handout.sha256)) as source:
            for sheet in wanted:
                line = f"Packet {each.number} of {each.of} · sheet {sheet} of {each.sheets}"
                code = f"HO/{made.run}/{each.number}/{sheet}/{handout.check_code}"
                _add_sheet(pages, source, (sheet - first) * pages_of(each.sides), (line, code))


def _add_sheet(pages: Stack, source: Source, first: int, stamp: tuple[str, str]) -> None:
    pages.add(source, first, stamp)
    if pages.side_left and first + 1 < len(source):
        pages.add(source, first + 1)
    pages.fill_sheet()


def parts(folder: Path) -> tuple[Path, ...]:
    """The files of a folder's stack, in no order; none when it has no stack."""
    return tuple(path for path in folder.iterdir() if NAMES.fullmatch(path.name))


def proven_parts(folder: Path, account: Account) -> dict[str, str]:
    """The SHA-256 that each file of a folder's stack must have, by its name.

    It is empty for a file that the manifest does not know. Without a stack there are none.
    """
    there = {path.name: "" for path in parts(folder)}
    written = account.stacking.written if account.stacking else {}
    return {**there, **written} if there else {}


def drop_stack(folder: Path) -> None:
    """Take a folder's stack away, for it is no longer all of its handouts. Raises HandoutsError."""
    remove(folder, [path.name for path in parts(folder)])
