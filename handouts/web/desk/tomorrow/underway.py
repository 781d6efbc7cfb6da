"""A batch in, how far it is out, while a thread of its own makes it and may be told to stop."""

import contextlib
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handouts.batch.batch import Batch
from handouts.batch.day import Day
from handouts.batch.job import Done, Job
from handouts.batch.workers.stopping import Cancel
from handouts.model.settings import Sides
from handouts.problems import HandoutsError, Place, Problem


class Phase(StrEnum):
    """What is being done, or how it ended."""

    ROWS = "rows"
    """Rows become visits."""
    FORMS = "forms"
    """What several handouts share is laid out."""
    HANDOUTS = "handouts"
    STACK = "stack"
    """All is made; packets, cover list and pull list come of it. That is not stopped any more."""
    MADE = "made"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    """The machine could not go on."""


_ENDS = (Phase.MADE, Phase.CANCELLED, Phase.STOPPED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    phase: Phase
    rows: int
    """So many rows there are."""
    done: int = 0
    """Of so many handouts it is known what became of them."""
    of: int = 0
    """So many handouts there are, and rows that come to none."""
    forms: int = 0
    of_forms: int = 0
    cancelling: bool = False
    """Somebody said so; it ends within a moment."""
    problems: tuple[Problem, ...] = ()
    """Why it stopped."""

    @property
    def ended(self) -> bool:
        """Nothing happens any more."""
        return self.phase in _ENDS

    @property
    def said(self) -> str:
        """The same in words."""
        if self.cancelling:
            return "Stopping. What is finished stays."
        if self.phase is Phase.ROWS:
            return "Reading the rows."
        if self.phase is Phase.FORMS:
            part = f"{self.forms} of {self.of_forms}"
            return f"Laying out the pages that several patients share: {part}."
        if self.phase is Phase.STACK:
            return "All handouts are done. Underway: the packet and the cover list."
        return f"{self.done:,} of {self.of:,} handouts are done."

    @property
    def parts(self) -> tuple[int, int]:
        """How much of the whole is done: forms are the first tenth of it, where there are any."""
        done, of = self.done, self.of or 1
        if not self.of_forms:
            return done, of
        tenth = of / 9
        return round(done + tenth * self.forms / self.of_forms), round(of + tenth)


class Underway:
    """One batch at work."""

    def __init__(self, batch: Batch, sides: Sides, numbers: Collection[int]) -> None:
        """`numbers` are those of the day's rows; those of other days are no work."""
        self._batch, self._sides, self._numbers = batch, sides, frozenset(numbers)
        self._lock = threading.Lock()
        self._cancel = Cancel()
        self._progress = Progress(Phase.ROWS, len(self._numbers))
        self._day: Day | None = None
        self._thread = threading.Thread(target=self._work, name="batch", daemon=True)

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        with self._lock:
            return self._progress

    @property
    def day(self) -> Day | None:
        """Who was given what, once it came to its end; also where nothing at all was made."""
        with self._lock:
            return self._day

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """End it; what is finished stays."""
        with self._lock:
            if self._progress.ended or self._progress.phase is Phase.STACK:
                return
            self._progress = replace(self._progress, cancelling=True)
            self._cancel.tell()  # here, or it could come after the work has looked at last

    def close(self) -> None:
        """End it, and wait until nothing is written any more."""
        self.cancel()
        if self._thread.ident is not None:
            self._thread.join()

    def wait(self, patience: float | None = None) -> None:
        """Wait for its end."""
        self._thread.join(patience)

    def _work(self) -> None:
        try:
            done = self._made()
            day = self._stacked(done)
        except KeyboardInterrupt:
            self._tell(phase=Phase.CANCELLED, cancelling=False)
        except HandoutsError as wrong:
            self._tell(phase=Phase.STOPPED, problems=wrong.problems, cancelling=False)
        except Exception as wrong:  # a fault of ours must not end the desk
            self._tell(phase=Phase.STOPPED, problems=(_fault(wrong),), cancelling=False)
        else:
            with self._lock:
                self._day = day
            self._tell(phase=Phase.MADE)

    def _made(self) -> list[Done]:
        done: list[Done] = []
        running = self._batch.run(self._laid_out, self._cancel, self._heard())
        with contextlib.closing(running):
            for each in running:
                done.append(each)
                self._cancel.check()
        with self._lock:  # from here on nobody cancels; who did a moment ago is heard
            self._cancel.check()
            self._progress = replace(self._progress, phase=Phase.STACK)
        return done

    def _stacked(self, done: Sequence[Done]) -> Day:
        self._batch.pull(done)
        day = self._batch.keep(done)
        if self._batch.count(done).handouts:
            self._batch.stack(day, self._sides)
        return day

    def _heard(self) -> Callable[[int], None]:
        """What tells how many handouts came to an end; rows of other days do so first of all."""
        numbers = [
            each.row if isinstance(each, Job) else each.entry.row for each in self._batch.planned
        ]
        of = sum(number in self._numbers for number in numbers)
        ended = of - len(numbers)

        def heard(more: int) -> None:
            nonlocal ended
            ended += more
            self._tell(phase=Phase.HANDOUTS, done=max(0, ended))

        self._tell(of=of)
        return heard

    def _laid_out(self, done: int, of: int) -> None:
        phase = Phase.FORMS if done < of else Phase.HANDOUTS
        self._tell(phase=phase, forms=done, of_forms=of)

    def _tell(self, **changes: object) -> None:
        with self._lock:
            self._progress = replace(self._progress, **changes)  # type: ignore[arg-type]  # names of its fields


def _fault(wrong: Exception) -> Problem:
    return Problem(
        Place("handouts"),
        "fault",
        f"handouts itself has a fault here ({type(wrong).__name__}).",
        "What is finished is kept. Try it once more, and report what you did; leave out anything "
        "about patients.",
    )
