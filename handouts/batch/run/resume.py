"""An earlier account and a plan in, what is still to be made out, with a word on what is not."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from handouts.batch.changed.earlier import later_run
from handouts.batch.job import Done, Job, Order, failed
from handouts.batch.manifest.account import FILE, Account, Entry, Outcome
from handouts.make.maker import Maker
from handouts.problems import HandoutsError, Place, Problem, Severity


def check(account: Account, order: Order, folder: Path, changes: str | None = None) -> None:
    """A run is finished only with what it was begun with. Raises HandoutsError.

    `changes` is the code of the run that it takes up, where it is not the first of its day.
    """
    place, earlier = Place(str(folder)), account.run
    if account.purged is not None:
        raise HandoutsError(
            Problem(
                place,
                "purged",
                f"The handouts of this batch were deleted on {account.purged.astimezone().date()}.",
                "Make the day anew in another folder with --out.",
            )
        )
    if later := later_run(folder, account):
        raise HandoutsError(
            Problem(
                place,
                "changed-before",
                f"The changes of this day were taken up in {later}: what is made here now would be "
                "on no list of sheets.",
                f"Make what is missing there, with --changed {later} and a new folder.",
            )
        )
    if earlier.schedule != order.schedule:
        raise HandoutsError(
            Problem(
                place,
                "schedule-changed",
                "This folder holds a batch of another schedule, or the schedule was changed since.",
                "Use --changed to make what is new or changed, or another folder with --out.",
            )
        )
    if earlier.changes != changes:
        hint = "Say --changed with the folder of then" if earlier.changes else "Leave it away"
        raise HandoutsError(
            Problem(
                place,
                "changes-other",
                f"This batch was begun {'with' if earlier.changes else 'without'} --changed, or "
                "with another folder behind it.",
                f"{hint}, or make the changes into another folder with --out.",
            )
        )
    if earlier.draft != order.draft:
        hint = "Add --draft" if earlier.draft else "Leave --draft away"
        with_or_not = "with" if earlier.draft else "without"
        raise HandoutsError(
            Problem(
                place,
                "draft-changed",
                f"This batch was begun {with_or_not} --draft; a day is not mixed.",
                f"{hint}, or make the day anew in another folder with --out.",
            )
        )


def unclaimed(folder: Path, account: Account) -> tuple[str, ...]:
    """Files of ours that no line of the manifest speaks of.

    Their run was killed after it gave them their names and before it could account for them.
    """
    names = (path.name for path in folder.iterdir() if FILE.fullmatch(path.name))
    return tuple(sorted({*names} - account.files))


def rest(
    planned: Iterable[Done | Job], account: Account, maker: Maker, order: Order
) -> Iterator[Done | Job]:
    """The plan, with what was made before in the place of the jobs that made it."""
    made = _made(account, order)
    for row, group in groupby(planned, _row):
        these = tuple(group)
        earlier = made.get(row, {})
        visits = {each.tokens(order.salt)["visit"] for each in these if isinstance(each, Job)}
        if any(_there(entry, order) for visit, entry in earlier.items() if visit not in visits):
            yield _read_otherwise(row, these)
            continue
        for each in these:
            entry = earlier.get(each.tokens(order.salt)["visit"]) if isinstance(each, Job) else None
            if isinstance(each, Done) or entry is None:
                yield each
            else:
                yield _again(each, entry, maker, order)


def _made(account: Account, order: Order) -> dict[int, dict[str | None, Entry]]:
    """What counts as made, and what did and is still there, by row and visit."""
    last = frozenset(account.entries)
    made: dict[int, dict[str | None, Entry]] = {}
    for entry in account.lines:
        if entry.outcome is Outcome.MADE and (entry in last or _there(entry, order)):
            made.setdefault(entry.row, {})[entry.visit] = entry
    return made


def _there(entry: Entry, order: Order) -> bool:
    assert order.out is not None  # there is an account
    assert entry.file is not None  # it was made
    return os.path.lexists(order.out / entry.file)


def _row(each: Done | Job) -> int:
    return each.row if isinstance(each, Job) else each.entry.row


def _again(job: Job, entry: Entry, maker: Maker, order: Order) -> Done | Job:
    """A handout that was made before: kept, made again when it is gone, or a case for a human."""
    assert order.out is not None  # there is an account
    assert entry.file is not None  # it was made
    try:
        found = hashlib.sha256((order.out / entry.file).read_bytes()).hexdigest()
    except FileNotFoundError:
        gone = _warning(job.place, "file-gone", f"{entry.file} is gone; it is made again.")
        return replace(job, warnings=(*job.warnings, gone))
    except OSError:
        found = ""
    if found != entry.sha256:
        return job.failed((_altered(job.place, entry.file),), order.salt)
    read_otherwise = entry.said != job.tokens(order.salt)["said"]
    try:
        handout = maker.compose(job.visit, printed=order.printed)
    except HandoutsError:  # the words of today are broken; those that it was made from were not
        if read_otherwise:
            return _read_otherwise(job.row, (job,))
        return Done(entry, (*job.warnings, _other_words(job.place)))
    if handout.check_code == entry.check_code:
        return Done(entry, job.warnings)
    if read_otherwise or handout.form.version == entry.version:
        return _read_otherwise(job.row, (job,))
    return Done(entry, (*job.warnings, _other_words(job.place)))


def _altered(place: Place, name: str) -> Problem:
    return Problem(
        place,
        "file-altered",
        f"{name} is not what was made of this row: somebody changed it.",
        "Do not hand it out. Move it away, and run this again with --resume.",
    )


def _other_words(place: Place) -> Problem:
    return _warning(
        place,
        "other-words",
        "This handout was made earlier, and the words were changed since: it has those of then.",
        "When all patients are to get the same, make the day anew in another folder with --out.",
    )


def _read_otherwise(row: int, these: tuple[Done | Job, ...]) -> Done:
    """The same row of the same file says something else: columns or settings were changed."""
    (place, told), *_ = (
        (each.place, each.warnings) if isinstance(each, Job) else (_place(each), each.problems)
        for each in these
    )
    wrong = Problem(
        place,
        "read-otherwise",
        "This row is read in another way than when its handout was made.",
        "Do not hand that out. Move its file away, and run this again with --resume.",
    )
    return failed(row, (*told, wrong))


def _place(done: Done) -> Place:
    return done.problems[0].place if done.problems else Place("schedule", done.entry.row, 1)


def _warning(place: Place, rule: str, message: str, hint: str = "") -> Problem:
    return Problem(place, rule, message, hint, Severity.WARNING)
