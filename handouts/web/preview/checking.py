"""A language and an edition in, every problem of its words out; a process of its own looks.

Checking takes longer than one page and would slow the pages down; in a process it takes the other
half of the machine.
"""

from handouts import check
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves
from handouts.model.visit import Edition
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.content import ItemCache, read_content, read_settings
from handouts.read.translation import source_of
from handouts.web.apart import Answering, Apart, Ended

LIMIT = 120.0
"""Seconds for the problems of one language; they take about one."""


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
        self._apart = Apart(_begin, shelves)

    def __call__(self, language: str, edition: Edition) -> tuple[Problem, ...] | None:
        """Every problem of these words, None if they cannot be read; that it ended is one, too."""
        try:
            found: tuple[Problem, ...] | None = self._apart.ask((language, edition), LIMIT)
        except Ended:
            return (_ended(language),)
        except HandoutsError as wrong:
            return wrong.problems
        return found

    def kill(self) -> None:
        """End the process from another thread; whoever waits for its answer hears that it ended."""
        self._apart.kill()

    def close(self) -> None:
        """End the process."""
        self._apart.close()


def _begin(shelves: Shelves) -> Answering:
    cache = ItemCache()

    def answer(words: tuple[str, Edition]) -> tuple[Problem, ...] | None:
        language, edition = words
        return problems_of(shelves, language, edition, cache)

    return answer


def _ended(language: str) -> Problem:
    return Problem(
        Place(f"content/{language}"),
        "check",
        "The check of these words came to no end.",
        "Save the file again. `handouts check` in a terminal tells more.",
    )
