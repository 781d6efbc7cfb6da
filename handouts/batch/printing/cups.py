"""The print service of this machine asked: which printers there are, and how a job goes.

It is asked in its own protocol, where a job's state is a number. `lpstat` is for reading: what it
tells of a finished job is the same text as for one that is being broken off.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from handouts.batch.printing.ipp import Attributes, Operation, Server, Silent
from handouts.problems import ExitCode, HandoutsError, stop

LIMIT = 120
"""Seconds that a command of CUPS may take, also for a stack of many pages."""


class JobState(IntEnum):
    """How far a job is, in the numbers of RFC 8011, section 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def final(self) -> bool:
        """Nothing comes after it."""
        return self >= JobState.CANCELED


class Unanswered(HandoutsError):
    """The print service says nothing; what it was asked for it may do all the same."""


STOPPED = 5
"""The state of a printer that takes jobs and prints none: RFC 8011, section 5.4.11."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A queue of the print service, as it tells of it."""

    name: str
    stopped: bool = False
    """It prints nothing until somebody starts it again; jobs wait."""
    accepting: bool = True
    """It takes new jobs."""
    reasons: tuple[str, ...] = ()
    """What is wrong with it, in the keywords of RFC 8011."""
    sides: tuple[str, ...] = ()
    trays: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def told(self) -> str:
        """How it is, in a word or two."""
        if not self.accepting:
            return f"{self.name} takes no jobs"
        return f"{self.name} is stopped" if self.stopped else f"{self.name} is ready"


@dataclass(frozen=True, slots=True)
class Job:
    """How one job goes."""

    state: JobState
    reasons: tuple[str, ...] = ()
    sheets: int = 0
    """How many sides or sheets came out, where the printer tells."""


class Cups:
    """The print service that the commands of CUPS on this machine speak with."""

    def __init__(self) -> None:
        if not shutil.which("lp") or not shutil.which("lpstat"):
            raise _absent()

    @cached_property
    def _server(self) -> Server:
        return Server(self.told("lpstat", "-H").strip())

    def command(
        self, *words: str, stdin: int | bytes | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A command of CUPS at its end, in the words of no country. Raises HandoutsError.

        What it reads is an open file, or bytes that go to it through a pipe.
        """
        piped = stdin if isinstance(stdin, bytes) else None
        file = stdin if isinstance(stdin, int) else subprocess.DEVNULL
        try:
            ended = subprocess.run(  # noqa: S603  # a list of words; no shell reads them
                words, input=piped, stdin=file if piped is None else None, capture_output=True,
                timeout=LIMIT, check=False, env=os.environ | {"LC_ALL": "C"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise _silent() from None
        said = (it.decode("utf-8", "replace") for it in (ended.stdout, ended.stderr))
        return subprocess.CompletedProcess(words, ended.returncode, *said)

    def told(self, *words: str) -> str:
        """What a command of CUPS prints. Raises HandoutsError."""
        return self.command(*words).stdout

    def usual(self) -> str | None:
        """The name of this user's, else of this machine's usual printer. Raises HandoutsError."""
        found = re.search(r": (\S+)$", self.told("lpstat", "-d").strip())
        return found[1].partition("/")[0] if found else None

    def printers(self) -> tuple[Printer, ...]:
        """All printers that are set up here. Raises HandoutsError."""
        wanted = (
            "printer-name", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
            "sides-supported", "media-source-supported", "media-supported",
        )  # fmt: skip
        said = self._ask(Operation.PRINTERS, wanted)
        return tuple(_printer(each) for each in said if "printer-name" in each)

    def job(self, number: int) -> Job | None:
        """How a job goes; None when the service keeps no record of it. Raises HandoutsError."""
        wanted = ("job-state", "job-state-reasons", "job-impressions-completed")
        said = self._ask(Operation.JOB, wanted, job_uri=f"ipp://localhost/jobs/{number}")
        return next((_job(each) for each in said if "job-state" in each), None)

    def _ask(
        self, operation: Operation, wanted: Sequence[str], **about: str
    ) -> tuple[Attributes, ...]:
        try:
            return self._server.ask(operation, wanted, **about)
        except Silent:
            raise _silent() from None


def _printer(said: Attributes) -> Printer:
    return Printer(
        name=_words(said, "printer-name")[0],
        stopped=said.get("printer-state") == (STOPPED,),
        accepting=said.get("printer-is-accepting-jobs") != (False,),
        reasons=_words(said, "printer-state-reasons"),
        sides=_words(said, "sides-supported"),
        trays=_words(said, "media-source-supported"),
        papers=_words(said, "media-supported"),
    )


def _job(said: Attributes) -> Job:
    (state,) = said["job-state"]
    (sheets,) = said.get("job-impressions-completed", (0,))
    return Job(JobState(int(state)), _words(said, "job-state-reasons"), int(sheets))


def _words(said: Attributes, name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in said.get(name, ()) if word != "none")


def _absent() -> HandoutsError:
    windows = os.name == "nt"
    return stop(
        "This computer cannot print from here: it has no print service of the kind that is needed "
        "(CUPS).",
        "Open the PDF and print it from there."
        if windows
        else "Open the PDF and print it from there; or install it: apt install cups cups-client.",
        code=ExitCode.MACHINE,
        file="printer",
    )


def _silent() -> Unanswered:
    return Unanswered(
        *stop(
            "The print service of this computer (CUPS) does not answer.",
            "Start it, as an administrator: systemctl start cups. Then try again.",
            code=ExitCode.MACHINE,
            file="printer",
        ).problems,
        code=ExitCode.MACHINE,
    )
