"""Finished handouts in, their way to paper out: each step known, nothing printed twice unasked.

A click that prints names the files that the page shows. It is taken down before anything is sent,
so that a program that dies in between says afterwards that the paper may be there.
"""

import datetime as dt
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from handouts.batch.printing.cups import Cups, JobState, Unanswered
from handouts.batch.printing.document import in_memory
from handouts.batch.printing.printer import choose, send
from handouts.batch.printing.printing import PATIENCE, PAUSE, Ending, Look, Trouble, look_on
from handouts.batch.printing.ticket import Ticket
from handouts.model.settings import PrinterSettings
from handouts.model.visit import Visit
from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.web.desk.printing.asking import Question, Unsure, Wanted, questions_about
from handouts.web.desk.printing.journal import Journal
from handouts.web.desk.printing.prints import Print, Stage, What
from handouts.web.desk.printing.together import together

COPIES = range(1, 10)

LAST_LOOK = 5.0
"""Seconds that whoever ends the desk waits for those who are still looking at a printer."""

FILE = "handout.pdf"
"""What messages call a sheet: not by its patient."""

_STAGES = {JobState.PROCESSING: Stage.PRINTING}
_ENDINGS = {
    Ending.COMPLETED: Stage.PRINTED, Ending.CANCELED: Stage.CANCELED,
    Ending.ABORTED: Stage.GIVEN_UP, Ending.WAITING: Stage.UNKNOWN, Ending.UNTOLD: Stage.UNKNOWN,
}  # fmt: skip
_FAULT = "The program itself has a fault."
_ANOTHER_WAY = "Whoever looks after this computer can help. Meanwhile use the print dialog."


class Printing:
    """All that is on its way from one desk to paper."""

    def __init__(
        self,
        settings: Callable[[], PrinterSettings],
        folder: Path | None,
        now: Callable[[], dt.datetime],
        *,
        tell: Callable[[], None] = lambda: None,
        pause: float = PAUSE,
    ) -> None:
        """`now` is the clinic's time, with its zone. `settings` may raise HandoutsError.

        `tell` is called whenever there is news of some print.
        """
        self._settings, self._now, self._tell, self._pause = settings, now, tell, pause
        self._journal = Journal(folder, now())
        self._of_sheet: dict[str, str] = {}
        self._lock = threading.RLock()
        self._closed = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._take_up()

    def printer(self) -> str | None:
        """The clinic's printer, to which one click goes; None: only the print dialog is there."""
        try:
            name = self._settings().name
        except HandoutsError:
            return None
        return name if name and shutil.which("lp") else None

    def before(self, visits: Iterable[Visit]) -> Print | None:
        """The last print of a patient's same handouts, or of one of them, that may be on paper."""
        with self._lock:
            tokens = {self._journal.visit(visit) for visit in visits}
            found = None
            for each in self._tries():
                if not each.stage.nothing and tokens & {it.visit for it in each.handouts}:
                    found = each
            return found

    def questions(self, wanted: Wanted) -> tuple[Question, ...]:
        """What is still to be answered before this is printed."""
        tokens = [self._journal.visit(visit) for visit in wanted.visits]
        return questions_about(wanted, self.before(wanted.visits), tokens, self._now().date())

    def to_dialog(self, wanted: Wanted) -> Print:
        """The browser's print dialog opens for this now. Raises Unsure."""
        return self._begin(wanted, Stage.DIALOG)

    def to_printer(self, wanted: Wanted, copies: int = 1) -> Print:
        """Send this to the clinic's printer, and look on. Raises Unsure, ValueError."""
        if copies not in COPIES:
            raise ValueError(copies)
        pdf = together([sheet.pdf for sheet in wanted.sheets])
        began = self._begin(wanted, Stage.SENDING, copies=copies, printer=self.printer())
        self._start(began.id, partial(self._send, began.id, pdf, copies))
        return began

    def take_back(self, tried: str) -> None:
        """Take a print out of the printer's queue; the end of it tells how far it had come.

        Raises HandoutsError: the print service does not let it go.
        """
        with self._lock:
            found = self._journal.prints.get(tried)
        if found and found.stage.running and found.job is not None:
            ended = Cups().command("cancel", f"{found.printer}-{found.job}")
            if ended.returncode:
                raise _not_taken_back()

    def state(self, token: str, visits: Iterable[Visit] = ()) -> Print | None:
        """The last print of these files, else of these visits' handouts; None: there was none."""
        with self._lock:
            own = self._journal.prints.get(self._of_sheet.get(token, ""))
            return own or self.before(visits)

    def of_rows(self, rows: Mapping[int, Mapping[str, str]]) -> Mapping[int, Print]:
        """The last print of each row of a list that had one, rather one that is on paper.

        `rows` holds what the rows say, by their numbers: each takes a moment, so ask for no more
        than show.
        """
        with self._lock:
            of_row: dict[str | None, Print] = {}
            for each in self._tries():
                if not each.stage.nothing or of_row.get(each.row, each).stage.nothing:
                    of_row[each.row] = each
            if not of_row:
                return {}
            tokens = {number: self._journal.row(cells) for number, cells in rows.items()}
            return {number: of_row[it] for number, it in tokens.items() if it in of_row}

    @property
    def running(self) -> bool:
        """There will be news of some print."""
        with self._lock:
            return any(each.stage.running for each in self._tries())

    def trouble(self) -> Problem | None:
        """Why a restart would not know of all this; told once, each time that this begins."""
        with self._lock:
            return self._journal.trouble()

    def new_day(self) -> None:
        """Forget what is older than a day."""
        with self._lock:
            self._journal.drop_old(self._now())
            known = self._journal.prints
            self._of_sheet = {it: tried for it, tried in self._of_sheet.items() if tried in known}

    def close(self) -> None:
        """Look on no more; jobs go on, and the next start takes up what it finds of them."""
        self._closed.set()
        until = time.monotonic() + LAST_LOOK
        for thread in tuple(self._threads):
            thread.join(max(0, until - time.monotonic()))

    def _tries(self) -> Iterable[Print]:
        return self._journal.prints.values()

    def _begin(self, wanted: Wanted, stage: Stage, **more: Any) -> Print:
        with self._lock:  # of two clicks at once the second one is asked
            if questions := self.questions(wanted):
                raise Unsure(*questions)
            now, row = self._now(), wanted.row
            began = Print(
                secrets.token_hex(8), tuple(self._whats(wanted)), stage, now, now,
                row=self._journal.row(row) if row is not None else None, **more,
            )  # fmt: skip
            self._journal.add(began)
            self._of_sheet[wanted.token] = began.id
            return began

    def _whats(self, wanted: Wanted) -> Iterator[What]:
        visits = wanted.visits or (None,) * len(wanted.sheets)
        for sheet, visit in zip(wanted.sheets, visits, strict=True):
            token = self._journal.visit(visit) if visit else None
            yield What(sheet.treatment, sheet.language, sheet.edition, sheet.check_code, token)

    # In threads of their own

    def _start(self, tried: str, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except HandoutsError as wrong:
                self._set(tried, stage=Stage.UNKNOWN, trouble=wrong.problems[0].message)
            except Exception:  # whatever it is, nobody may wait for it for ever
                self._set(tried, stage=Stage.UNKNOWN, trouble=_FAULT)
            finally:
                self._threads.discard(threading.current_thread())

        thread = threading.Thread(target=run, name="print", daemon=True)
        self._threads.add(thread)
        thread.start()

    def _take_up(self) -> None:
        """What the desk before this one was doing when it ended."""
        for each in [it for it in self._tries() if it.stage.running]:
            if each.job is None or each.printer is None:
                self._set(each.id, stage=Stage.UNKNOWN)
            else:
                self._start(each.id, partial(self._look_on, each.id, each.printer, each.job))

    def _send(self, tried: str, pdf: bytes, copies: int) -> None:
        try:
            settings = self._settings()
            if not settings.name:
                raise _no_printer()
            ticket = Ticket(copies=copies).after(settings)
            cups = Cups()
            printer, document = choose(cups, ticket), in_memory(pdf, FILE)
        except HandoutsError as wrong:
            self._set(tried, stage=Stage.REFUSED, trouble=wrong.problems[0].message)
            return
        try:
            sent = send(cups, printer, document, ticket)
        except HandoutsError as wrong:
            stage = Stage.UNKNOWN if isinstance(wrong, Unanswered) else Stage.REFUSED
            self._set(tried, stage=stage, trouble=wrong.problems[0].message)
            return
        self._set(tried, stage=Stage.WAITING, job=sent.number, printer=sent.printer)
        self._look_on(tried, sent.printer, sent.number)

    def _look_on(self, tried: str, printer: str, job: int) -> None:
        """Until its end; a print service that is away for a while is waited for."""
        until = time.monotonic() + PATIENCE
        while not self._closed.is_set():
            try:
                for look in look_on(Cups(), printer, job, pause=self._pause):
                    if self._closed.is_set():
                        return
                    if isinstance(look, Ending):
                        self._set(tried, stage=_ENDINGS[look])
                        return
                    self._see(tried, look)
            except Unanswered as wrong:
                silent = wrong.problems[0].message
                if time.monotonic() > until:
                    self._set(tried, stage=Stage.UNKNOWN, trouble=silent)
                    return
                self._see(tried, Look(JobState.PENDING, (Trouble(silent, "", typed=True),)))
                self._closed.wait(self._pause)

    def _see(self, tried: str, look: Look) -> None:
        first = look.troubles[0] if look.troubles else Trouble("", "")
        way_on = _ANOTHER_WAY if first.typed else first.hint
        stage = _STAGES.get(look.state, Stage.WAITING)
        with self._lock:
            now = self._journal.prints.get(tried)
            if now is None or (now.stage, now.trouble) == (stage, first.message):
                return
            seen = replace(now, stage=stage, trouble=first.message, way_on=way_on)
            self._journal.prints[tried] = seen  # its job is known: no need to write it down
        self._tell()

    def _set(self, tried: str, **now: Any) -> None:
        with self._lock:
            if old := self._journal.prints.get(tried):
                plain: dict[str, Any] = {"trouble": "", "way_on": "", "changed": self._now()}
                self._journal.add(replace(old, **(plain | now)))
        self._tell()


def _not_taken_back() -> HandoutsError:
    return stop(
        "The print could not be taken back: it may be through already.",
        "Look at the printer, and cancel it there.",
        code=ExitCode.MACHINE,
        file="printer",
    )


def _no_printer() -> HandoutsError:
    return stop(
        "No printer is set for this page.",
        "Whoever looks after the clinic's folder can set one: `printer` in handouts.yaml.",
        code=ExitCode.MACHINE,
        file="printer",
    )
