"""What came of jobs in, files with names and lines on the disk out: a group of them at a time."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from handouts.batch.job import Done
from handouts.batch.manifest.account import Account, Entry
from handouts.batch.manifest.lines import Note, Words
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import settle
from handouts.batch.run.making import Made, told
from handouts.batch.workers.stopping import undisturbed
from handouts.batch.workers.turns import Turns
from handouts.problems import Place

MOST = 64
"""So many handouts wait at most; a disk takes them together nearly as fast as one."""

SECONDS = 0.5
"""So long they wait about; whoever pulls the plug loses no more than this."""


class Commits:
    """Keeps what was made until its turn comes: files first, then names, then their lines.

    Each of the three is on the disk before the next begins, so that no line ever speaks of a file
    that is not there. Leaving the block commits what still waits, however it is left.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, account: Account | None = None,
        heard: Callable[[int], object] = bool,
    ) -> None:  # fmt: skip
        """`account` is what the manifest says already; nothing of it is written again.

        `heard` is told how many more are on the disk, whether it is their turn or not.
        """
        self._folder, self._manifest = folder, manifest
        already: tuple[Entry | Note, ...] = (*account.entries, *account.words) if account else ()
        self._already = frozenset(each.line() for each in already)
        self._carried: dict[str, list[Mapping[str, str]]] = {}
        self._waiting: list[tuple[int, Made, Place]] = []
        self._turns: Turns[Done] = Turns()
        self._since = time.monotonic()
        self._broken = False
        self._heard = heard

    def add(self, turn: int, made: Made, place: Place) -> None:
        """One more, and when to tell of it. Raises HandoutsError: the machine cannot go on."""
        self._waiting.append((turn, made, place))
        if len(self._waiting) >= MOST or time.monotonic() - self._since >= SECONDS:
            self.commit()

    def commit(self) -> None:
        """All that waits is on the disk afterwards. Raises HandoutsError."""
        with undisturbed():
            try:
                for (turn, *_), done in zip(self._waiting, self._committed(), strict=True):
                    self._turns.add(turn, done)
            except BaseException:
                self._broken = True
                raise
            more = len(self._waiting)
            self._waiting.clear()
            self._since = time.monotonic()
        self._heard(more)

    def _committed(self) -> list[Done]:
        parts = [
            (made.part, made.done.entry.file)
            for _, made, _ in self._waiting
            if made.part is not None and made.done.entry.file is not None
        ]
        taken = iter(settle(self._folder, parts))
        all_done = []
        for _, made, place in self._waiting:
            wrong = next(taken) if made.part is not None else None
            done = made.done
            if wrong is not None:
                done = done.refused(tuple(told(wrong.problems, place)))
            all_done.append(done)
        waiting = (made for _, made, _ in self._waiting)
        lines = self._lines(zip(waiting, all_done, strict=True))
        self._manifest.add(each for each in lines if each.line() not in self._already)
        return all_done

    def _lines(self, ended: Iterable[tuple[Made, Done]]) -> Iterator[Entry | Note]:
        """An entry for each, and before it the words of its version where they are new."""
        for made, done in ended:
            version = done.entry.version
            if version is not None and made.seals is not None:
                carried = self._carried.setdefault(version, [])
                if made.seals not in carried:
                    carried.append(made.seals)
                    yield Words.of(version, made.seals)
            yield done.entry

    def ready(self) -> Iterator[Done]:
        """What is on the disk and was not told before, in its turn."""
        return self._turns.ready()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._broken:
            self.commit()
