"""A question in, its answer out: from a process of its own, which may hang, swell or die.

Work that uses much of the machine, or trusts in large libraries, stays out of the process that
serves the page. The worst that can happen is that one question has no answer.
"""

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from handouts.batch.workers.confined import FULL, confine
from handouts.batch.workers.workers import MEMORY, Lost
from handouts.problems import ExitCode, HandoutsError, Place, Problem

Answering = Callable[[Any], Any]

START = 60.0
"""Seconds until a new process has to be ready; a warm one takes a second."""

_GRACE = 2.0  # seconds that a process whose line broke has to tell how it ended
_LOOK = 1.0  # seconds; where the end of a process does not close its line, it is seen so soon


class Ended(Exception):
    """There is no answer; the next question starts another process."""

    def __init__(self, why: Lost) -> None:
        super().__init__(why)
        self.why = why


class Apart:
    """One process and its line. One thread asks; others may only `kill` it.

    That thread has to live as long as the process: Linux ends a process with the thread that
    started it.
    """

    def __init__(self, begin: Callable[..., Answering], *given: Any, nice: int = 0) -> None:
        """`begin`, a function of a module, makes in the process what answers its questions.

        `nice` is how far it steps back behind other work, up to 19.
        """
        self._begin, self._given, self._nice = begin, given, nice
        self._process: Any = None
        self._line: Connection[Any, Any] | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._ending = threading.Lock()
        self.asked = 0
        """How many questions this process was asked."""

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        with self._ending:
            return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Start it and wait until it is ready, unless it is. Raises Ended."""
        if self.running:
            return
        self.close()
        self.asked = 0
        context = multiprocessing.get_context("spawn")  # fork would copy threads in mid-step
        ours, theirs = context.Pipe()
        scratch = tempfile.TemporaryDirectory(prefix="handouts-apart-", ignore_cleanup_errors=True)
        bounds = _Bounds(os.getpid(), scratch.name, self._nice)
        told = theirs, bounds, self._begin, self._given
        process = context.Process(target=_answer, args=told, daemon=True)
        process.start()
        theirs.close()
        with self._ending:
            self._process, self._line, self._scratch = process, ours, scratch
        self._heard(START)

    def ask(self, question: Any, limit: float) -> Any:
        """Its answer within so many seconds. Raises Ended, and HandoutsError when it does."""
        self.start()
        assert self._line is not None
        self.asked += 1
        try:
            self._line.send(question)
        except OSError:
            raise self._died() from None
        answer = self._heard(limit)
        if isinstance(answer, _Wrong):
            raise HandoutsError(*answer.problems, code=answer.code)
        return answer

    def _heard(self, limit: float) -> Any:
        line, until = self._line, time.monotonic() + limit
        assert line is not None
        try:
            while not line.poll(max(0.0, min(_LOOK, until - time.monotonic()))):
                if time.monotonic() >= until:
                    self.close()
                    raise Ended(Lost.SLOW)
                if not self._process.is_alive() and not line.poll():
                    raise self._died()
            return line.recv()
        except (EOFError, OSError):
            raise self._died() from None

    def _died(self) -> Ended:
        return Ended(Lost.LARGE if self.close(_GRACE) == FULL else Lost.DIED)

    def kill(self) -> None:
        """End the process from another thread; whoever waits for its answer hears that it ended."""
        with self._ending:
            if self._process is not None:
                self._process.kill()

    def close(self, grace: float = 0) -> int | None:
        """End the process, and leave nothing of it behind. How it ended, if it was there."""
        with self._ending:
            process, line, scratch = self._process, self._line, self._scratch
            self._process = self._line = self._scratch = None
        if process is None or line is None or scratch is None:
            return None
        process.join(grace)
        process.kill()
        process.join()
        ended: int | None = process.exitcode
        process.close()
        line.close()
        scratch.cleanup()
        return ended


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What a HandoutsError says, on its way between two processes."""

    problems: tuple[Problem, ...]
    code: ExitCode


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the process may do."""

    parent: int
    scratch: str
    nice: int

    def set(self) -> None:
        """Bind this process to them."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
        _be_silent()
        confine(self.parent, MEMORY)
        tempfile.tempdir = self.scratch  # nothing is left of it when the process is killed
        if self.nice and hasattr(os, "nice"):
            os.nice(self.nice)


def _answer(
    line: Any, bounds: _Bounds, begin: Callable[..., Answering], given: tuple[Any, ...]
) -> None:
    """What the process does: answer questions until nobody asks any more."""
    bounds.set()
    try:
        answering = begin(*given)
        line.send(None)
        while True:
            line.send(_answered(answering, line.recv()))
    except (EOFError, OSError):  # nobody is there any more
        return
    except MemoryError:  # what holds the memory may hold it on
        os._exit(FULL)
    except BaseException:  # it would be told on a terminal, with a patient's words in it
        os._exit(1)


def _be_silent() -> None:
    """Libraries in C write what they please: here it goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _answered(answering: Answering, question: Any) -> Any:
    try:
        return answering(question)
    except HandoutsError as wrong:
        return _Wrong(wrong.problems, wrong.code)
    except MemoryError:
        raise
    except Exception as wrong:  # a fault of ours costs this answer and no other
        fault = Problem(
            Place("handouts"),
            "fault",
            f"handouts itself has a fault here ({type(wrong).__name__}).",
            "Please report what you did; leave out anything about patients.",
        )
        return _Wrong((fault,), ExitCode.PROBLEMS)
