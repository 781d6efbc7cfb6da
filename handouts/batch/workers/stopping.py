"""Ctrl-C and its kin in, one orderly end out: never in the middle of what must be whole."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # what a system lacks is left out
_STOPS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


class Cancel:
    """Another thread tells work to end, and the work hears it where it waits or looks.

    Only the first thread of a program hears signals; to the work itself this is the same as one.
    """

    def __init__(self) -> None:
        self.told: Future[None] = Future()
        """Is done once it was told: whoever waits for something may wait for this, too."""

    def tell(self) -> None:
        """End it. What is told twice is told once."""
        with contextlib.suppress(InvalidStateError):
            self.told.set_result(None)

    def check(self) -> None:
        """Raise KeyboardInterrupt once it was told."""
        if self.told.done():
            raise KeyboardInterrupt


@contextlib.contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """Whatever tells the program to end raises KeyboardInterrupt, once; then it is ending anyway.

    A library may swallow that: what is given raises it again, and is to be called between two
    handouts. What somebody chose not to hear (nohup) stays unheard.
    """
    told: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        told.append(number)
        if len(told) == 1:
            raise KeyboardInterrupt

    def check() -> None:
        if told:
            raise KeyboardInterrupt

    with _heard_by(stop):
        try:
            yield check
        except Exception:
            check()  # such as an import that was cut in two, and calls it another error
            raise


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """What comes meanwhile is heard at the end."""
    came: list[int] = []
    with _heard_by(lambda number, _: came.append(number)):
        yield
    for number in came[:1]:
        signal.raise_signal(number)


def surely(do: Callable[[], None]) -> None:
    """Do at the end what may be done twice, also when a stop comes just before nobody may disturb.

    There is only one: see `stoppable`.
    """
    try:
        with undisturbed():
            do()
    except KeyboardInterrupt:
        do()
        raise


@contextlib.contextmanager
def _heard_by(handler: "signal._HANDLER") -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the first thread hears signals
        return
    before: dict[int, signal._HANDLER] = {}
    try:
        for number in _STOPS:
            was = signal.getsignal(number)
            if was not in (None, signal.SIG_IGN):
                before[number] = was
                signal.signal(number, handler)
        yield
    finally:
        for number, was in before.items():
            signal.signal(number, was)
