"""A day's end in, what has to be done then out, also when the machine slept through midnight."""

import datetime as dt
import threading
from collections.abc import Callable

PAUSE = 20.0
"""Seconds between two looks at the calendar: a clock may be set, and a machine may sleep."""


class Midnight:
    """Calls what it is given whenever a new day has begun."""

    def __init__(
        self, today: Callable[[], dt.date], *then: Callable[[], None], pause: float = PAUSE
    ) -> None:
        self._today, self._then, self._pause = today, then, pause
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._wait, name="midnight", daemon=True)
        self._day = today()

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def _wait(self) -> None:
        while not self._stop.wait(self._pause):
            if (day := self._today()) != self._day:
                self._day = day
                for each in self._then:
                    each()

    def close(self) -> None:
        """Look no more; what is being done is done to its end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
