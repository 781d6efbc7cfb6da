"""The folder of an earlier run of the day in, all that may lie in the stack after it out.

What may be on paper counts, not only what is valid at last: a handout that was made twice, and a
file whose run was killed before it could account for it.
"""

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handouts.batch.changed.lying import Lying, once, placed, unaccounted, whose_is
from handouts.batch.day import Day
from handouts.batch.manifest.account import FILE, Account
from handouts.batch.manifest.lines import Followed
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.problems import ExitCode, HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run of the same day, with all that may lie in the stack after it."""

    folder: Path
    account: Account
    lying: tuple[Lying, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Which words the versions carry that lie there: beginnings of seals by item."""

    @classmethod
    def read(cls, folder: Path, out: Path | None) -> "Earlier":
        """The run in a folder, to be taken up by another one. Raises HandoutsError.

        What it left as it was in an even earlier stack lies there, too.
        """
        account = Manifest.read(folder)
        _check_usable(folder, account, out)
        kept = Day.found(folder)
        stacks: dict[Path, Account | None] = {folder: account}
        found = list[Lying]()
        for entry in once(account.lines):
            path = Path(os.path.normpath(folder / (entry.earlier or entry.file or "")))
            if path.parent not in stacks:
                stacks[path.parent] = _read(path.parent)
            found.append(placed(entry, path, stacks[path.parent], whose_is(kept, entry)))
        known = {each.path.name for each in found}
        found += (
            Lying(unaccounted(path.name), path, account.run.code)
            for path in sorted(folder.iterdir())
            if FILE.fullmatch(path.name) and path.name not in known
        )
        words = {
            each.version: each.words
            for made in stacks.values()
            for each in (made.words if made else ())
        }
        return cls(folder, account, tuple(found), words)

    def check(
        self, only: dt.date | None, days: Iterable[dt.date], schedule: str, *, draft: bool
    ) -> None:
        """Whether a schedule of these days, or of the only one that is wanted, is of this day.

        Raises HandoutsError.
        """
        self._check_day({only} if only else {*days}, schedule)
        self._check_drafts(draft=draft)

    def _check_day(self, days: set[dt.date], schedule: str) -> None:
        """With the schedule of another day, all of the stack would seem to be gone."""
        run, found = self.account.run, sorted(days)
        if run.first is None or run.last is None or not found:
            return
        if not any(run.first <= day <= run.last for day in found):
            raise HandoutsError(
                Problem(
                    Place(schedule),
                    "other-day",
                    f"This schedule is of {_span(found[0], found[-1])}, and {self.folder} is of "
                    f"{_span(run.first, run.last)}.",
                    "Name the schedule of that day, or make this day without --changed.",
                )
            )

    def _check_drafts(self, *, draft: bool) -> None:
        """A stack of signed words stays one; of drafts, none would be made, and all taken out."""
        was = self.account.run.draft
        if draft == was:
            return
        raise HandoutsError(
            Problem(
                Place(str(self.folder)),
                "draft-changed",
                f"That batch was made {'with' if was else 'without'} --draft; a day is not mixed.",
                f"{'Add' if was else 'Leave away'} --draft, or make it anew, without --changed.",
            )
        )

    def follow(self, out: Path) -> None:
        """Write down who takes it up, so that nobody takes it up twice. Raises HandoutsError."""
        way = way_to(out, self.folder)
        with claimed(self.folder):
            account = Manifest.read(self.folder)
            _check_usable(self.folder, account, out)
            if account.lines != self.account.lines or account.stacking != self.account.stacking:
                raise _meanwhile(self.folder)
            if way not in account.followed:
                with Manifest(self.folder, account.size) as manifest:
                    manifest.add([Followed(way)])


def _check_usable(folder: Path, account: Account, out: Path | None) -> None:
    """Whether a run may be taken up. Raises HandoutsError."""
    place = Place(str(folder))
    if account.purged is not None:
        message = (
            f"The handouts of this batch were deleted on {account.purged.astimezone().date()}."
        )
        raise HandoutsError(
            Problem(place, "purged", message, "Make the day anew, without --changed.")
        )
    if later := later_run(folder, account, but=out):
        raise HandoutsError(
            Problem(
                place,
                "changed-before",
                f"The changes of this day were taken up before, in {later}.",
                f"Name that folder: --changed {later}. If none of its sheets was printed, "
                "you may delete it instead.",
            )
        )


def later_run(folder: Path, account: Account, but: Path | None = None) -> Path | None:
    """The folder of a run that took this one up, where it is still there."""
    for way in account.followed:
        later = Path(os.path.normpath(folder / way))
        if but is not None and later.absolute() == Path(os.path.normpath(but.absolute())):
            continue
        if (later / Manifest.NAME).is_file():
            return later
    return None


def _meanwhile(folder: Path) -> HandoutsError:
    return HandoutsError(
        Problem(
            Place(str(folder)),
            "changed-meanwhile",
            "Something was made in this folder just now, so the list of sheets would not be whole.",
            "Run the same command again.",
        ),
        code=ExitCode.MACHINE,
    )


def _read(folder: Path) -> Account | None:
    try:
        return Manifest.read(folder)
    except HandoutsError:
        return None


def way_to(path: Path, folder: Path) -> str:
    """How to get from a folder to a path: it holds when both are moved together."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # Windows: on another drive
        return path.absolute().as_posix()


def _span(first: dt.date, last: dt.date) -> str:
    return str(first) if first == last else f"{first} to {last}"


def next_folder(earlier: Path) -> Path:
    """A new folder beside that of the earlier run: tomorrow-2, tomorrow-3."""
    if earlier.name in {"", ".."}:
        earlier = earlier.resolve()
    base, number = earlier.name, 2
    if (found := re.fullmatch(r"(.+)-(\d{1,3})", base)) and earlier.with_name(found[1]).is_dir():
        base, number = found[1], int(found[2]) + 1
    while earlier.with_name(f"{base}-{number}").exists():
        number += 1
    return earlier.with_name(f"{base}-{number}")
