"""A batch at work: how far it is, and how it goes on when it was stopped."""

import contextlib
import sys
from pathlib import Path
from typing import Any

import click

from handouts.batch.batch import Batch
from handouts.batch.job import Done
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.run.forms import Seen
from handouts.batch.workers.stopping import stoppable
from handouts.cli.folder import tell
from handouts.cli.heard import Listener, heard_or_not
from handouts.problems import ExitCode, HandoutsError, Place, Problem


def followed(batch: Batch, way_on: str, *, hidden: bool) -> list[Done]:
    """All that becomes of the rows. Who stops it, or what does, is told how to go on.

    The bar goes on with each handout that is on the disk, also before its turn.
    """
    done: list[Done] = []
    folder, rows = batch.order.out, len(batch.rows)
    try:
        with (
            stoppable() as check,
            bar("Making handouts", len(batch.planned), hidden=hidden) as shown,
        ):

            def heard(more: int) -> None:
                shown.update(more)
                check()

            running = batch.run(laying_out(hidden=hidden), heard=heard)
            with contextlib.closing(running):
                for each in running:
                    done.append(each)
                    check()
    except KeyboardInterrupt:
        with heard_or_not():
            tell(_unfinished(folder, rows, way_on))
        raise
    except HandoutsError as wrong:
        stopped = wrong.code is ExitCode.MACHINE and wrong.problems[0].rule != "busy"
        more = _unfinished(folder, rows, way_on) if stopped else ()
        raise HandoutsError(*wrong.problems, *more, code=wrong.code) from None
    return done


def laying_out(*, hidden: bool) -> Seen:
    """A bar for what comes before the first handout and may take minutes."""
    bars: list[Any] = []

    def seen(done: int, of: int) -> None:
        if not bars:
            bars.append(bar("Laying out new forms", of, hidden=hidden))
            bars[0].__enter__()
        bars[0].update(1)
        if done == of:
            bars[0].__exit__(None, None, None)

    return seen


def _unfinished(folder: Path | None, rows: int, way_on: str) -> tuple[Problem, ...]:
    """How far a batch came that was stopped, and how it goes on; nothing if it never began."""
    if folder is None:
        return ()
    try:
        account = Manifest.read(folder)
    except HandoutsError:
        return ()
    finished = len({entry.row for entry in account.entries})
    message = f"{finished} of {rows} rows are finished."
    return (Problem(Place(str(folder)), "unfinished", message, f"To go on: {way_on}"),)


def bar(label: str, length: int, *, hidden: bool) -> Any:
    """A bar on stderr, that goes on when nobody looks at it any more."""
    stream: Any = Listener(sys.stderr) if sys.stderr is not None else None
    return click.progressbar(length=length, label=label, file=stream, hidden=hidden)
