"""What was made of a day in, where each handout may lie in the stack and whose it is out."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.day import Day, Packet
from handouts.batch.manifest.account import Account, Entry, Outcome
from handouts.batch.packet.sheets import sheets_of


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a handout is, from the private list beside the PDFs."""

    name: str
    date: dt.date
    time: dt.time
    clinician: str | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Lying:
    """A handout that may lie in the stack."""

    entry: Entry
    """With the tokens of the run that was named, whichever run made it."""
    path: Path
    run: str
    """The code of the run that made it, as its sheets have it; empty when nobody knows."""
    packet: int | None = None
    first: int | None = None
    last: int | None = None
    """Its sheets in its packet."""
    whose: Whose | None = None

    @property
    def intact(self) -> bool:
        """Whether its file is as it was made."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest() == self.entry.sha256
        except OSError:
            return False


def once(lines: Iterable[Entry]) -> Iterable[Entry]:
    """Whatever was made, or left in an earlier stack, each file once.

    What was made anew in the same run counts, too: it may be on paper in both ways.
    """
    return {each.earlier or each.file: each for each in lines if each.earlier or each.file}.values()


def placed(entry: Entry, path: Path, account: Account | None, whose: Whose | None) -> Lying:
    """A handout at its place in the stack of the run that this account is of, if there is one."""
    if account is None:
        return Lying(entry, path, "", whose=whose)
    stacking, run = account.stacking, account.run.code
    packet = stacking.packet(path.name) if stacking else None
    if stacking is None or packet is None:
        return Lying(entry, path, run, whose=whose)
    pages = {each.file: each.pages or 0 for each in account.lines}
    first = 1
    for file in stacking.stack[packet - 1]:
        sheets = sheets_of(pages.get(file, 0), stacking.sides)
        if file == path.name:
            return Lying(entry, path, run, packet, first, first + sheets - 1, whose)
        first += sheets
    return Lying(entry, path, run, packet, whose=whose)


def whose_is(kept: Day | None, entry: Entry) -> Whose | None:
    """Whose the handout of an entry is; None when the day is not kept or does not tell."""
    if kept is None:
        return None
    named = [each for each in kept.packets if entry.file in {copy.file for copy in each.copies}]
    for each in (*named, *(each for each in kept.packets if entry.row in each.rows)):
        return _of_packet(each)
    for left in kept.left:
        same = (left.row, left.treatment) == (entry.row, entry.treatment)
        if same and left.name and left.date and left.time:
            return Whose(left.name, left.date, left.time)
    return None


def _of_packet(packet: Packet) -> Whose:
    return Whose(packet.name, packet.date, packet.time, packet.clinician, packet.room)


def unaccounted(name: str) -> Entry:
    """A file whose run was killed before it could account for it."""
    row, _, rest = name.removesuffix(".pdf").partition("-")
    treatment, _, code = rest.rpartition("-")
    return Entry(int(row), Outcome.MADE, treatment=treatment, file=name, check_code=code)
