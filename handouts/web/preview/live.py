"""Saved files and chosen personas in, what the page shows out: always the newest, never half.

One thread lays pages out, one after the other, so an older page can never come after a newer one.
Another has the words checked meanwhile. Whatever goes wrong becomes a problem on the page, and the
last good pages stay.
"""

import dataclasses
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from handouts.library.shelves import Shelves, shown
from handouts.make.maker import Maker
from handouts.model.visit import Edition
from handouts.press.pictures import sizes
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.content import read_settings
from handouts.web.preview.sight import Pages, Sight, View

ASKED_FOR = 45.0
"""Seconds after which nobody looks at a page any more; a browser asks more often."""
KEPT_PAGES = 4
"""Pages of earlier saves that a browser may still be fetching."""
KEPT_VIEWS = 12

Check = Callable[[str, Edition], tuple[Problem, ...] | None]
"""Finds every problem of some words; None for words that cannot be read."""


class Live:
    """Keeps what every open page shows, and renews it when a file is saved."""

    def __init__(self, shelves: Shelves, today: Callable[[], dt.date], check: Check) -> None:
        self._shelves, self._today, self._check = shelves, today, check
        self._news = threading.Condition()
        self._saves = 0
        self._saved: tuple[str, ...] = ()
        self._design, self._design_of_maker = 0, -1
        """The save that last changed a template or a style, and the one that the maker knows."""
        self._sights: dict[View, Sight] = {}
        self._shows: dict[View, int] = {}
        """The save that each view shows."""
        self._asked: dict[View, float] = {}
        self._checked: dict[tuple[str, Edition], int] = {}
        """The save that some words were checked at."""
        self._finished: list[Pages] = []
        self._count = 0
        self._over = False
        self._maker: Maker | None = None
        self._threads = [
            threading.Thread(target=self._work, args=(step,), name=step.__name__, daemon=True)
            for step in (self._lay_out_next, self._check_next)
        ]

    @property
    def saves(self) -> int:
        """How often something was saved since the start."""
        return self._saves

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def let_go(self) -> None:
        """Answer everybody who waits for news, and begin nothing new."""
        with self._news:
            self._over = True
            self._news.notify_all()

    def close(self) -> None:
        """End; a page that is being laid out is let go of."""
        self.let_go()
        for thread in self._threads:
            thread.join(5)

    def saw(self, paths: Iterable[Path]) -> None:
        """Files were saved, or went: everything is made anew, for whoever looks at it."""
        names = sorted(paths)
        with self._news:
            self._saves += 1
            self._saved = tuple(shown(path) for path in names)
            if any(part in path.parts for path in names for part in ("styles", "templates")):
                self._design = self._saves
            for view, sight in self._sights.items():
                self._publish(
                    view,
                    doing=f"Laying out {view.title} again",
                    saved=self._saved,
                    checked=tuple(it for it in sight.checked if it.place.file not in self._saved),
                    checking=True,
                )

    def look(self, view: View) -> Sight:
        """What there is to see now; if that is old, work on it begins."""
        with self._news:
            self._ask(view)
            return self._sights[view]

    def wait(self, view: View, seen: int, patience: float) -> Sight:
        """What there is to see as soon as it is newer than number `seen`."""
        with self._news:
            self._ask(view)
            self._news.wait_for(
                lambda: self._over or self._sights[view].number != seen, timeout=patience
            )
            self._ask(view)
            return self._sights[view]

    def finished(self, number: int) -> Pages | None:
        """Pages that a browser was told of a moment ago."""
        with self._news:
            return next((pages for pages in self._finished if pages.number == number), None)

    def _ask(self, view: View) -> None:
        self._asked[view] = time.monotonic()
        if view not in self._sights:
            self._sights[view] = Sight(saved=self._saved)
            self._publish(view, doing=f"Laying out {view.title}", checking=True)
        for old in sorted(self._asked, key=self._asked.__getitem__)[:-KEPT_VIEWS]:
            for kept in (self._asked, self._sights, self._shows):
                kept.pop(old, None)
        self._news.notify_all()

    def _publish(self, view: View, **changes: object) -> None:
        """Change what a view shows; whoever waits for it hears of it."""
        if view in self._sights:
            self._count += 1
            sight = self._sights[view]
            self._sights[view] = dataclasses.replace(sight, number=self._count, **changes)  # type: ignore[arg-type]  # names of its fields
            self._news.notify_all()

    def _looked_at(self) -> list[View]:
        """The views that somebody looks at, the one that was asked for last first."""
        since = time.monotonic() - ASKED_FOR
        asked = [view for view, when in self._asked.items() if when > since]
        return sorted(asked, key=self._asked.__getitem__, reverse=True)

    def _work(self, step: Callable[[], Callable[[], None] | None]) -> None:
        """Do what a step finds to do, again and again, and wait when it finds nothing."""
        while True:
            with self._news:
                while (work := step()) is None and not self._over:
                    self._news.wait()
                if self._over:
                    return
            assert work is not None
            work()

    def _lay_out_next(self) -> Callable[[], None] | None:
        for view in self._looked_at():
            if self._shows.get(view) != self._saves:
                return partial(self._lay_out, view, self._saves)
        return None

    def _lay_out(self, view: View, save: int) -> None:
        try:
            changes = self._made(view)
        except HandoutsError as wrong:
            changes = {"stopped": wrong.problems}
        except Exception as wrong:  # a fault of ours must not end the preview
            changes = {"stopped": (_fault(wrong),)}
        with self._news:
            self._shows[view] = save
            if save == self._saves:
                changes |= {"doing": "", "checking": not self._is_checked(view)}
            self._publish(view, **changes)

    def _made(self, view: View) -> dict[str, object]:
        maker = self._renewed()
        content = maker.content(view.language, view.edition)
        made = maker.draft(view.appointment(content), printed=self._today())
        with self._news:
            self._count += 1
            pages = Pages(self._count, made.pdf, sizes(made.pdf), made.handout, content)
            self._finished = [*self._finished, pages][-KEPT_PAGES:]
        return {"pages": pages, "stopped": ()}

    def _renewed(self) -> Maker:
        """What makes pages, with the newest words; all that did not change is kept warm."""
        design, settings = self._design, read_settings(self._shelves)
        if self._maker is None or design != self._design_of_maker:
            self._maker, self._design_of_maker = Maker(self._shelves, settings), design
        else:
            self._maker.renew(settings)
        return self._maker

    def _is_checked(self, view: View) -> bool:
        return self._checked.get(view.words) == self._saves

    def _check_next(self) -> Callable[[], None] | None:
        """Check the words of a view whose pages are there: pages come first."""
        for view in self._looked_at():
            if self._shows.get(view) == self._saves and not self._is_checked(view):
                return partial(self._look_for_problems, view.words, self._saves)
        return None

    def _look_for_problems(self, words: tuple[str, Edition], save: int) -> None:
        try:
            found: tuple[Problem, ...] | None = self._check(*words)
        except Exception as wrong:  # a fault of ours must not end the preview
            found = (_fault(wrong),)
        with self._news:
            self._checked[words] = save
            told = {"checking": save != self._saves} | ({} if found is None else {"checked": found})
            for view in self._sights:
                if view.words == words:
                    self._publish(view, **told)


def _fault(wrong: Exception) -> Problem:
    return Problem(
        Place("handouts"),
        "fault",
        f"handouts itself has a fault ({type(wrong).__name__}). Your files are as you saved them.",
        "Take back the last change, save again, and please report what you changed.",
    )
