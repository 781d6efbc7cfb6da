"""Files in, what happens to them at the printer out, each until its end: nothing is lost of sight.

An end is the print service's own word: completed, canceled or aborted. It says completed once the
printer has all of the job; what a printer does afterwards, a print service cannot see.
"""

import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from handouts.batch.printing.cups import Cups, Job, JobState, Printer, Unanswered
from handouts.batch.printing.document import Document
from handouts.batch.printing.printer import Sent, send
from handouts.batch.printing.prints import Prints
from handouts.batch.printing.ticket import Ticket
from handouts.problems import HandoutsError

PAUSE = 1.0
"""Seconds between two looks at a job."""

PATIENCE = 15 * 60
"""Seconds without any news after which we stop looking on; the job stays where it is."""


class Ending(StrEnum):
    """How the way of a file to paper ended, as far as we saw."""

    COMPLETED = "completed"
    CANCELED = "canceled"
    ABORTED = "aborted"
    WAITING = "waiting"
    """We stopped looking on; it may still come out."""
    UNTOLD = "untold"
    """The print service keeps no record of jobs that ended."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a job waits, and what somebody at the printer can do."""

    message: str
    hint: str
    typed: bool = False
    """The hint is a command to type; somebody without a terminal needs another way."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a job is at one moment."""

    state: JobState
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of one job."""

    sent: Sent
    ending: Ending

    def told(self) -> Trouble | None:
        """What to do when not all of it came out."""
        if self.ending not in ENDINGS:
            return None
        names = {"file": self.sent.document.path.name, "job": self.sent.job}
        message, hint = (words.format(**names) for words in ENDINGS[self.ending])
        return Trouble(message, hint)


News = Sent | Trouble | Ended

ENDINGS = {
    Ending.CANCELED: (
        "NOT all printed, because somebody canceled it: {file}.",
        "Take away the pages that came out already, before you print it again.",
    ),
    Ending.ABORTED: (
        "NOT printed, because the printer gave up: {file}.",
        "Take away pages that came out already, look at the printer, then print it again.",
    ),
    Ending.WAITING: (
        "Not printed yet: {file}. It is in the queue as {job}, and may still come out.",
        "Look at the printer. To take it back: cancel {job}",
    ),
    Ending.UNTOLD: (
        "It is not known whether this was printed: {file}.",
        "This computer keeps no record of jobs that ended. Look at the printer.",
    ),
}
"""What somebody has to know and do after each end but the good one."""

TROUBLES = {
    "media-empty": ("is out of paper", "Put paper in. The job then goes on by itself."),
    "media-needed": ("waits for other paper", "Put in what its display asks for."),
    "media-jam": ("has a paper jam", "Take the jammed paper out. The job then goes on by itself."),
    "input-tray-missing": ("misses a tray", "Push the paper tray in."),
    "output-area-full": ("has no room for more paper", "Take away the paper that came out."),
    "output-tray-missing": ("misses the tray that paper comes out to", "Put it back."),
    "toner-empty": ("is out of toner", "Change the toner. The job then goes on by itself."),
    "marker-supply-empty": ("is out of ink or toner", "Change it. The job then goes on by itself."),
    "marker-waste-full": ("has a full waste box", "Change the box for waste toner or ink."),
    "door-open": ("is open", "Close it."),
    "cover-open": ("is open", "Close it."),
    "interlock-open": ("is open", "Close it."),
    "offline": ("is off, or cannot be reached", "Switch it on, and look at its cable."),
    "shutdown": ("is off, or cannot be reached", "Switch it on, and look at its cable."),
    "timed-out": ("does not answer", "Look whether it is on, and at its cable."),
    "spool-area-full": ("has no room for the job", "Wait until other jobs are through."),
}
"""What is wrong with a printer (RFC 8011, section 5.4.12), as somebody beside it would say it."""


def follow(
    cups: Cups, sent: Sent, *, patience: float = PATIENCE, pause: float = PAUSE
) -> Generator[Trouble, None, Ending]:
    """What a job meets on its way, each once; in the end how it ended. Raises HandoutsError."""
    told: set[Trouble] = set()
    for look in look_on(cups, sent.printer, sent.number, patience=patience, pause=pause):
        if isinstance(look, Ending):
            return look
        yield from (each for each in look.troubles if each not in told)
        told = set(look.troubles)
    raise AssertionError  # the last look is an end


def look_on(
    cups: Cups, queue: str, number: int, *, patience: float = PATIENCE, pause: float = PAUSE
) -> Iterator[Look | Ending]:
    """How a job is, look after look; last of all how it ended. Raises HandoutsError."""
    before: tuple[object, ...] = ()
    since = time.monotonic()
    while True:
        job = cups.job(number)
        if job is None or job.state.final:
            yield Ending(job.state.name.lower()) if job else Ending.UNTOLD
            return
        printer = next((each for each in cups.printers() if each.name == queue), None)
        yield Look(job.state, tuple(_troubles(job, f"{queue}-{number}", printer)))
        if (news := (job, printer)) != before:
            before, since = news, time.monotonic()
        elif time.monotonic() - since >= patience:
            yield Ending.WAITING
            return
        time.sleep(pause)


def _troubles(job: Job, name: str, printer: Printer | None) -> Iterator[Trouble]:
    if job.state is JobState.HELD:
        yield Trouble(
            f"The job {name} is held back in the queue.",
            f"Whoever may can let it go: lp -i {name} -H resume",
            typed=True,
        )
    if job.state is JobState.STOPPED:
        yield Trouble(
            f"The job {name} was stopped before it was through.",
            f"Take it back with: cancel {name}. Then print again.",
            typed=True,
        )
    if printer is None:
        return
    known = [TROUBLES[name] for name in _errors(printer.reasons) if name in TROUBLES]
    for what, hint in dict.fromkeys(known):
        yield Trouble(f"{printer.name} {what}.", hint)
    if printer.stopped:
        yield Trouble(
            f"{printer.name} is stopped; the job waits.",
            f"Look what is wrong with it, then start it again: cupsenable {printer.name}",
            typed=True,
        )


def _errors(reasons: Iterable[str]) -> Iterator[str]:
    """What keeps a printer from printing. RFC 8011: a reason that says no more is an error."""
    for reason in reasons:
        if not reason.endswith(("-report", "-warning")):
            yield reason.removesuffix("-error")


def print_out(
    cups: Cups,
    printer: Printer,
    documents: Iterable[Document],
    ticket: Ticket,
    prints: Prints | None = None,
    *,
    wait: bool = True,
) -> Iterator[News]:
    """Send each file in its order, then look on until each has ended.

    When the printer refuses one, those before it are still followed, those after it are not sent.
    Raises HandoutsError: the printer refuses a file, or the print service is gone.
    """

    def note(document: Document, state: str, number: int | None = None) -> None:
        if prints:
            prints.add(document, printer.name, ticket.copies, state, number)

    jobs: list[Sent] = []
    refused: HandoutsError | None = None
    for document in documents:
        note(document, "sending")
        try:
            sent = send(cups, printer, document, ticket)
        except HandoutsError as wrong:
            if not isinstance(wrong, Unanswered):  # it may have the job, and says no more
                note(document, "refused")
            refused = wrong
            break
        note(document, "sent", sent.number)
        jobs.append(sent)
        yield sent
    for sent in jobs if wait else ():
        ending = yield from follow(cups, sent)
        note(sent.document, ending, sent.number)
        yield Ended(sent, ending)
    if refused:
        raise refused
