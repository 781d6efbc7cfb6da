"""What is typed at the desk in, `draft.json` out, so that a restart loses nothing; gone in the end.

It is the one file in which the page keeps patients' words: for its owner only, written whole a
moment after each change, and removed with the handout's print, with the patient who is left, and
with the day.
"""

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from handouts.problems import Place, Problem, Severity
from handouts.web.desk.own.private import put, read, remove

NAME = "draft.json"
FORMAT = 1

PAUSE = 0.5
"""Seconds between two writings, however fast somebody types."""

MOST = 16 * 2**20
"""Bytes that are read: tomorrow's schedule is in it, of up to 4 MiB."""


class Draft:
    """The draft of one desk, in parts that come and go by themselves.

    A part is what one of the desk's pages needs to go on, as JSON can say it. Without a folder
    nothing is kept.
    """

    def __init__(
        self, folder: Path | None, today: Callable[[], dt.date], *, pause: float = PAUSE
    ) -> None:
        self._file = folder / NAME if folder else None
        self._today, self._pause = today, pause
        self._parts: dict[str, str] = {}
        self._day = today()
        self._changed = self._closed = False
        self._gone = False
        """The file tells of somebody who is gone: better none than this one."""
        self._news = threading.Condition()
        """Guards all of the above; nobody holds it while the disk is at work."""
        self._disk = threading.Lock()
        self._writer: threading.Thread | None = None
        self._stop = threading.Event()
        self._failing = False
        self._untold: Problem | None = None

    def load(self) -> dict[str, Any]:
        """The parts that were kept today, by name; a file that says anything else is removed.

        To be called once, before anything is kept.
        """
        if self._file is None:
            return {}
        parts = _parts(read(self._file, MOST), self._today())
        if not parts:
            self._remove()
        with self._news:
            self._parts = {name: json.dumps(data) for name, data in parts.items()}
        return parts

    def keep(self, part: str, data: Mapping[str, Any]) -> None:
        """Have a part written within a moment; nothing in it drops it."""
        if not data:
            self.drop(part)
            return
        said = json.dumps(data)
        with self._news:
            self._turn()
            if self._parts.get(part) == said or self._closed or self._file is None:
                return
            self._parts[part] = said
            self._changed = True
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, name="draft", daemon=True)
                self._writer.start()
            self._news.notify_all()

    def drop(self, part: str | None = None) -> None:
        """Take a part away, or all of them; it is off the disk when this returns."""
        with self._news:
            self._forget((part,) if part else tuple(self._parts))
        self._flush()

    def new_day(self) -> None:
        """What was typed yesterday is nobody's any more."""
        with self._news:
            self._turn()
        self._flush()

    def close(self) -> None:
        """Write what was not written yet, and write no more."""
        with self._news:
            self._closed = True
            self._stop.set()
            self._news.notify_all()
        if self._writer is not None:
            self._writer.join()
        self._flush()

    def trouble(self) -> Problem | None:
        """Why what is typed would not outlive a restart, each time that this begins: told once."""
        with self._news:
            told, self._untold = self._untold, None
            return told

    def _turn(self) -> None:
        if (today := self._today()) != self._day:
            self._day = today
            self._forget(tuple(self._parts))

    def _forget(self, parts: Iterable[str]) -> None:
        for part in parts:
            if self._parts.pop(part, None):
                self._changed = self._gone = True

    def _write(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._changed or self._closed)
                if self._closed:
                    return
            self._flush()
            self._stop.wait(self._pause)

    def _flush(self) -> None:
        """Bring the file to what is kept now; whoever comes second finds it done."""
        if self._file is None:
            return
        with self._disk:
            with self._news:
                if not self._changed:
                    return
                gone, self._changed, self._gone = self._gone, False, False
                parts = ", ".join(
                    f"{json.dumps(name)}: {said}" for name, said in self._parts.items()
                )
                head = json.dumps({"format": FORMAT, "day": self._day.isoformat()})
            if not parts:
                self._remove()
                return
            try:
                put(self._file, f'{head[:-1]}, "parts": {{{parts}}}}}\n'.encode())
            except OSError as wrong:
                self._failed("would be lost if this program ended", wrong)
                if gone:
                    self._remove()
            else:
                self._failing = False

    def _remove(self) -> None:
        assert self._file is not None
        try:
            remove(self._file)
        except OSError as wrong:
            self._failed("is still on this computer's disk", wrong)
            with self._news:
                self._changed = True  # to be tried again

    def _failed(self, what: str, wrong: OSError) -> None:
        reason = wrong.strerror or "the system says no more"
        told = Problem(
            Place(NAME),
            "draft",
            f"What was typed here {what}: {reason}.",
            "Go on working, and tell whoever looks after this computer.",
            Severity.WARNING,
        )
        with self._news:
            if not self._failing:
                self._untold = told
            self._failing = True


def _parts(said: bytes | None, today: dt.date) -> dict[str, Any]:
    """The parts of a file that today's desk wrote; of any other none."""
    try:
        kept = json.loads(said or b"{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    parts = kept.get("parts")
    ours = (kept.get("format"), kept.get("day")) == (FORMAT, today.isoformat())
    if not ours or not isinstance(parts, dict):
        return {}
    return parts if all(isinstance(part, dict) for part in parts.values()) else {}
