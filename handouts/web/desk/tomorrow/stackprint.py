"""A day's stack in, what happens to it at the clinic's printer out, in words, from a thread."""

import contextlib
import shutil
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch.printing.cups import Cups, Printer
from handouts.batch.printing.document import Document, read
from handouts.batch.printing.printer import Sent, choose
from handouts.batch.printing.printing import Ended, Ending, Trouble, print_out
from handouts.batch.printing.prints import (
    Printed,
    Prints,
    changed_since,
    check_finished,
    check_unchanged,
    files,
    parted,
)
from handouts.batch.printing.ticket import Ticket
from handouts.model.settings import Settings, Sides
from handouts.problems import ExitCode, HandoutsError, Problem, stop

_OTHERS = "Whoever looks after this computer can help."


@dataclass(frozen=True, slots=True)
class Printing:
    """How far it is on its way to paper."""

    folder: Path
    printer: str
    files: int
    sent: int = 0
    printed: int = 0
    troubles: tuple[str, ...] = ()
    """What somebody at the printer has to know, the newest last."""
    running: bool = True

    @property
    def said(self) -> str:
        """In a few words."""
        if self.printed == self.files:
            return f"Printed on {self.printer}."
        if self.running and self.sent < self.files:
            return f"Sending to {self.printer}: file {self.sent + 1} of {self.files}."
        if self.running:
            return f"{self.printer} has it, and prints."
        return f"Not all of it came out of {self.printer}."


class StackPrint:
    """Prints one stack at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Printing | None = None

    @staticmethod
    def printer(settings: Settings) -> str | None:
        """The clinic's own printer; without one the browser's dialog is the way."""
        name = settings.printer.name
        return name if name and shutil.which("lp") else None

    def sides(self, settings: Settings) -> Sides:
        """Which sides a stack is made for, so that the clinic's printer can print it."""
        ticket = Ticket().after(settings.printer)
        if self.printer(settings) is not None:
            with contextlib.suppress(HandoutsError):  # told when it is to print
                return ticket.sides_for(choose(Cups(), ticket))
        return ticket.usual_sides or Sides.LONG_EDGE

    @property
    def now(self) -> Printing | None:
        """The stack that was sent last."""
        with self._lock:
            return self._now

    def state(self, folder: Path) -> Printing | None:
        """How it goes with this folder's stack, where it was begun since the start."""
        with self._lock:
            return self._now if self._now and self._now.folder == folder else None

    def before(self, folder: Path) -> Printed | None:
        """When this very stack went to a printer, as far as that may have come out."""
        try:
            _, old = parted(Prints(folder), tuple(read(path) for path in files(folder)))
        except HandoutsError:
            return None
        return old[-1] if old else None

    def start(self, folder: Path, settings: Settings, *, again: bool) -> None:
        """Send it; what went out before only when that is wanted `again`. Raises HandoutsError."""
        check_finished(folder)
        if changed_since(folder):
            message = "This day was made again since, so this stack is not printed any more."
            raise stop(message, "Look at the page again.", code=ExitCode.USAGE)
        documents = tuple(read(path) for path in files(folder))
        check_unchanged(folder, documents)
        prints, ticket = Prints(folder), Ticket().after(settings.printer)
        fresh, old = parted(prints, documents)
        if not again and not fresh:
            at = old[-1].at.astimezone()
            message = f"This was sent to {old[-1].printer} at {at:%H:%M} on {at:%B} {at.day}."
            raise stop(message, "Look for that paper first.", code=ExitCode.USAGE)
        if not again:
            documents = fresh
        cups = Cups()
        printer = choose(cups, ticket)
        with self._lock:
            if self._now is not None and self._now.running:
                message = "Another stack is on its way to the printer."
                raise stop(message, "Wait until it is out.", code=ExitCode.USAGE)
            self._now = Printing(folder, printer.name, len(documents))
        work = threading.Thread(
            target=self._work, args=(cups, printer, documents, ticket, prints), name="stack",
            daemon=True,
        )  # fmt: skip
        work.start()

    def close(self) -> None:
        """Nobody looks on any more; what was sent is the print service's own."""

    def _work(
        self, cups: Cups, printer: Printer, documents: tuple[Document, ...], ticket: Ticket,
        prints: Prints,
    ) -> None:  # fmt: skip
        try:
            for news in print_out(cups, printer, documents, ticket, prints):
                self._hear(news)
        except HandoutsError as wrong:
            self._say(*map(_said, wrong.problems))
        except Exception as wrong:  # a fault of ours must not end the desk
            self._say(f"handouts itself has a fault here ({type(wrong).__name__}).")
        with self._lock:
            assert self._now is not None  # it was begun
            self._now = replace(self._now, running=False)

    def _hear(self, news: Sent | Trouble | Ended) -> None:
        with self._lock:
            now = self._now
            assert now is not None  # it was begun
            if isinstance(news, Sent):
                self._now = replace(now, sent=now.sent + 1)
            elif isinstance(news, Ended) and news.ending is Ending.COMPLETED:
                self._now = replace(now, printed=now.printed + 1)
        told = news.told() if isinstance(news, Ended) else news
        if isinstance(told, Trouble):
            self._say(f"{told.message} {_OTHERS if told.typed else told.hint}")

    def _say(self, *words: str) -> None:
        with self._lock:
            assert self._now is not None  # it was begun
            self._now = replace(self._now, troubles=(*self._now.troubles, *words)[-5:])


def _said(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()
