"""What tells a program to end is heard once, and never in the middle of what must be whole."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from handouts.batch.workers import stopping
from handouts.batch.workers.stopping import stoppable, undisturbed

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    after = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        signal.signal(number, handler)
    assert after == before | {signal.SIGINT: signal.default_int_handler}


@pytest.mark.parametrize("told", SIGNALS)
def test_whatever_tells_it_to_end_is_like_ctrl_c(told: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), stoppable():
        os.kill(os.getpid(), told)


def test_who_tells_it_twice_does_not_disturb_how_it_ends() -> None:
    ended = []

    def work() -> None:
        with stoppable():
            try:
                os.kill(os.getpid(), signal.SIGINT)
            finally:
                os.kill(os.getpid(), signal.SIGINT)
                os.kill(os.getpid(), signal.SIGTERM)
                ended.append("well")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert ended == ["well"]


def test_what_a_library_swallowed_is_heard_between_two_handouts() -> None:
    done = []

    def work() -> None:
        with stoppable() as check:
            for number in range(3):
                check()
                with contextlib.suppress(BaseException):  # as one of WeasyPrint's own does
                    os.kill(os.getpid(), signal.SIGINT)
                done.append(number)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == [0]


@pytest.mark.parametrize("told", SIGNALS)
def test_what_must_be_whole_is_finished_first(told: signal.Signals) -> None:
    done = []

    def work() -> None:
        with stoppable():
            with undisturbed():
                os.kill(os.getpid(), told)
                os.kill(os.getpid(), told)
                done.append("whole")
            done.append("more")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["whole"]


def test_an_error_in_what_must_be_whole_is_told_and_ends_it_anyway() -> None:
    def work() -> None:
        with stoppable(), undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        work()


def test_what_somebody_chose_not_to_hear_stays_unheard() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable(), undisturbed():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_hears_nothing_and_is_not_stopped() -> None:
    done = []

    def work() -> None:
        with stoppable(), undisturbed():
            done.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["work"]


def test_what_is_done_surely_is_done_also_when_a_stop_comes_just_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told_at_the_door() -> contextlib.AbstractContextManager[None]:
        raise KeyboardInterrupt

    done: list[str] = []
    monkeypatch.setattr(stopping, "undisturbed", told_at_the_door)
    with pytest.raises(KeyboardInterrupt):
        stopping.surely(lambda: done.append("let go"))
    assert done == ["let go"]


def _cut_in_two() -> None:
    """As an import does that a stop cuts in two."""
    try:
        signal.raise_signal(signal.SIGTERM)
    except KeyboardInterrupt:
        raise RuntimeError from None


def _broken() -> None:
    raise RuntimeError


@pytest.mark.parametrize(
    ("work", "error"), [(_cut_in_two, KeyboardInterrupt), (_broken, RuntimeError)]
)
def test_a_stop_that_came_out_as_another_error_is_a_stop_and_any_other_error_is_not(
    work: Callable[[], None], error: type[BaseException]
) -> None:
    with pytest.raises(error), stoppable():
        work()
