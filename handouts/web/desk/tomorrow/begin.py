"""A day as it is shown and a way to make it in, the batch that does so out, or why it may not."""

import datetime as dt
from pathlib import Path

from handouts.batch.batch import Batch
from handouts.batch.job import Order
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.problems import ExitCode, stop
from handouts.web.desk.tomorrow.days import Way, made_of, new_folder, taken_up
from handouts.web.desk.tomorrow.roster import Roster
from handouts.web.desk.tomorrow.sight import Sight


def begin(
    way: Way, sight: Sight, shelves: Shelves, folder: Path, *, printed: dt.date, draft: bool
) -> Batch:
    """The batch of the day that shows; its own folder is below this one. Raises HandoutsError.

    One that goes on is a stack of drafts or of signed words as it was begun.
    """
    roster, words = sight.roster, sight.words
    assert roster is not None  # whoever asks sees it
    assert words is not None
    last, changed = sight.made, None
    out = new_folder(folder, roster.day)
    if way is Way.RESUME and last is not None:
        out, draft = last.folder, last.account.run.draft
        changed = taken_up(last, made_of(folder, roster.day))
    elif way is Way.CHANGED and last is not None:
        changed = last.folder
    _check(sight, roster, draft=draft)
    order = Order(
        printed=printed, out=out, draft=draft, resume=way is Way.RESUME, day=roster.day,
        schedule=roster.told,
    )  # fmt: skip
    return Batch.opened(
        roster.rows, Maker(shelves, words.settings), roster.known, order,
        file=roster.dropped.name, changed=changed,
    )  # fmt: skip


def _check(sight: Sight, roster: Roster, *, draft: bool) -> None:
    """Where not one handout could be given out, nothing is tried. Raises HandoutsError."""
    if not roster.ready:
        raise stop("No row is ready.", "Mend the rows first.", code=ExitCode.USAGE)
    drafts = sum(each.handouts for each in sight.unsigned)
    if not draft and drafts >= len(roster.visits):
        raise stop(
            "Nobody has signed the words of these handouts yet, so none was made.",
            "Tick the box to print them with DRAFT on each page, or have them signed first.",
            code=ExitCode.USAGE,
        )
