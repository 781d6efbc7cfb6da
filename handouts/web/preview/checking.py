"""A language and an edition in, every problem of its words out; a process of its own looks.

Checking takes longer than one page and would slow the pages down; in a process it takes the other
half of the machine.
"""

import multiprocessing
import signal
import threading
from multiprocessing.connection import Connection
from typing import Any

from handouts import check
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves
from handouts.model.visit import Edition
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.content import ItemCache, read_content, read_settings
from handouts.read.translation import source_of


def problems_of(
    shelves: Shelves, language: str, edition: Edition, cache: ItemCache
) -> tuple[Problem, ...] | None:
    """Every problem of these words, also those that stop no handout; None if they cannot be read.

    Then making a page says so, and says it sooner.
    """
    try:
        settings = read_settings(shelves)
        content, found = read_content(shelves, language, edition, cache)
        if content is None:
            return None
        made_from = source_of(content)
        source = read_content(shelves, *made_from, cache)[0] if made_from else None
        pictures = tuple(shelves.folder("styles/icons", ".svg"))
        files, shipped = shelves.own_files(), shelves.stock_files()
        subject = Subject.of(content, settings, pictures, source, files=files, stock=shipped)
        return (*found, *check.check(subject))
    except HandoutsError:
        return None


class Checker:
    """Asks the other process, one question at a time; starts it when it is first needed."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._process: Any = None
        self._line: Connection[Any, Any] | None = None
        self._ending = threading.Lock()

    def __call__(self, language: str, edition: Edition) -> tuple[Problem, ...] | None:
        """Every problem of these words, None if they cannot be read; that it ended is one, too."""
        try:
            line = self._line or self._start()
            line.send((language, edition))
            answer: tuple[Problem, ...] | None = line.recv()
        except (EOFError, OSError):
            self.close()
            return (_ended(language),)
        return answer

    def _start(self) -> "Connection[Any, Any]":
        context = multiprocessing.get_context("spawn")  # fork would copy threads in mid-step
        ours, theirs = context.Pipe()
        process = context.Process(target=_answer, args=(theirs, self._shelves), daemon=True)
        process.start()
        theirs.close()
        self._process, self._line = process, ours
        return ours

    def close(self) -> None:
        """End the process; whoever waits for its answer hears that it ended."""
        with self._ending:
            process, line = self._process, self._line
            self._process = self._line = None
        if process is not None and line is not None:
            process.kill()
            process.join()
            process.close()
            line.close()


def _ended(language: str) -> Problem:
    return Problem(
        Place(f"content/{language}"),
        "check",
        "The check of these words came to no end.",
        "Save the file again. `handouts check` in a terminal tells more.",
    )


def _answer(line: Any, shelves: Shelves) -> None:
    """What the other process does: answer questions until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    cache = ItemCache()
    while True:
        try:
            language, edition = line.recv()
            line.send(problems_of(shelves, language, edition, cache))
        except (EOFError, OSError):
            return
