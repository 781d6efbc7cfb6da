"""Rows or packets of a finished batch in, the very files that were made of them out.

Nothing is laid out anew: what comes out of the printer is what was proven, page by page. What the
day's changes have taken out of the stack is not given again.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.day import Day
from handouts.batch.manifest.account import Account, Entry, Outcome
from handouts.batch.manifest.lines import Stacking
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.streamed import streamed
from handouts.batch.packet.again import single
from handouts.problems import HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class Again:
    """A file that is given again."""

    path: Path
    rows: tuple[int, ...]
    packet: int | None
    """The number of its packet in the stack; None when no stack was made."""
    treatments: tuple[str, ...]
    codes: tuple[str, ...]
    """The check codes at the foot of its pages."""
    time: dt.time | None
    name: str | None
    """Whose it is; for the eyes of who asks for it."""


def rows_again(folder: Path, rows: Iterable[int]) -> tuple[tuple[Again, ...], tuple[Problem, ...]]:
    """The handouts of these rows, as they were made, and why others are not given again.

    Raises HandoutsError when the folder holds no batch.
    """
    account = Manifest.read(folder)
    kept = Day.found(folder)
    found, wrong = [], list[Problem]()
    for row in dict.fromkeys(rows):
        entries = [entry for entry in account.entries if entry.row == row]
        made = [entry for entry in entries if entry.outcome is Outcome.MADE]
        if not made:
            wrong.append(_nothing(folder, row, entries))
        for entry in made:
            why_not = tuple(_problems(folder, account, entry))
            wrong += why_not
            if not why_not:
                found.append(_again(folder, entry, account, kept))
    return tuple(found), tuple(wrong)


def packets_again(folder: Path, numbers: Iterable[int]) -> tuple[Again, ...]:
    """Packets as they lie in the stack, each in a file of its own. Raises HandoutsError."""
    account, kept = Manifest.read(folder), Day.kept(folder)
    made = {entry.file: entry for entry in account.entries if entry.file}
    found = []
    for number in dict.fromkeys(numbers):
        pdf = single(folder, number)
        files = _files(account.stacking, number)
        entries = [made[file] for file in files]
        if wrong := [each for entry in entries for each in _problems(folder, account, entry)]:
            raise HandoutsError(*wrong)
        name = f"packet-{number}.pdf"
        with streamed(folder) as writing, writing(name) as file:
            file.write(pdf)
        packet = next(each for each in kept.packets if each.copies[0].file == files[0])
        found.append(
            Again(
                folder / name, packet.rows, number, tuple(copy.treatment for copy in packet.copies),
                tuple(entry.check_code or "" for entry in entries), packet.time, packet.name,
            )
        )  # fmt: skip
    return tuple(found)


def gone_since(folder: Path, account: Account, entry: Entry) -> Path | None:
    """The folder of the later run of the day that took this handout out; None when none did."""
    for way in account.followed:
        later = Path(os.path.normpath(folder / way))
        try:
            there = Manifest.read(later)
        except HandoutsError:  # its folder was thrown away, and so were its sheets
            continue
        kept = [each for each in there.entries if each.earlier and each.sha256 == entry.sha256]
        if not kept:
            return later
        if found := gone_since(later, there, entry):
            return found
    return None


def _files(stacking: Stacking | None, number: int) -> tuple[str, ...]:
    assert stacking is not None  # there is such a packet
    return stacking.stack[number - 1]


def _again(folder: Path, entry: Entry, account: Account, kept: Day | None) -> Again:
    packets = kept.packets if kept else ()
    own = next((each for each in packets if entry.file in {it.file for it in each.copies}), None)
    return Again(
        path=folder / (entry.file or ""),
        rows=(entry.row,),
        packet=account.stacking.packet(entry.file or "") if account.stacking else None,
        treatments=(entry.treatment or "",),
        codes=(entry.check_code or "",),
        time=own.time if own else None,
        name=own.name if own else None,
    )


def _problems(folder: Path, account: Account, entry: Entry) -> Iterator[Problem]:
    """Why a handout is not given again."""
    path = folder / (entry.file or "")
    place = Place(str(path))
    if later := gone_since(folder, account, entry):
        yield Problem(
            place,
            "taken-out",
            f"This handout of row {entry.row} is not valid any more: the visit changed.",
            f"Look for the visit in {later}, which took up the changes of that day.",
        )
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        yield Problem(
            place,
            "file-gone",
            f"The file of row {entry.row} is not there any more, or cannot be read.",
            f"The handouts were deleted on {account.purged.astimezone().date()}."
            if account.purged
            else "Run the batch again with --resume: it makes what is missing.",
        )
        return
    if found != entry.sha256:
        yield Problem(
            place,
            "file-altered",
            f"The file of row {entry.row} is not what was made: somebody changed it.",
            "Do not hand it out. Move it away, then run the batch again with --resume.",
        )


def _nothing(folder: Path, row: int, entries: list[Entry]) -> Problem:
    """Why a row has nothing to give."""
    place = Place(str(folder))
    if not entries:
        return Problem(
            place, "no-such-row", f"The manifest knows no row {row}.",
            "Rows are counted as in the schedule file, where the first line names the columns.",
        )  # fmt: skip
    rules = ", ".join(dict.fromkeys(rule for entry in entries for rule in entry.rules))
    earlier = [entry.earlier for entry in entries if entry.earlier]
    if earlier:
        return Problem(
            place, "unchanged", f"Row {row} did not change, so its handout is that of before.",
            f"It is: {', '.join(os.path.normpath(folder / file) for file in earlier)}.",
        )  # fmt: skip
    return Problem(
        place, "nothing-made", f"No handout was made of row {row} ({rules}).",
        "Mend the row in the schedule, then make it.",
    )  # fmt: skip
