"""Whatever ends with the day ends, however the day came to its end."""

import datetime as dt
import threading

from handouts.web.desk.own.midnight import Midnight
from tests.patience import PATIENCE
from tests.visits import PRINTED


def test_a_new_day_calls_each_once_and_the_same_day_nobody() -> None:
    days, called, came = [PRINTED], list[str](), threading.Event()
    looks = threading.Semaphore(0)

    def today() -> dt.date:
        looks.release()
        return days[-1]

    def journal() -> None:
        called.append("journal")
        came.set()

    midnight = Midnight(today, lambda: called.append("draft"), journal, pause=0.01)
    midnight.start()
    for _ in range(5):
        assert looks.acquire(timeout=PATIENCE)
    assert called == []
    days.append(PRINTED + dt.timedelta(days=3))  # the machine slept over a weekend
    assert came.wait(PATIENCE)
    for _ in range(5):
        assert looks.acquire(timeout=PATIENCE)
    midnight.close()
    assert called == ["draft", "journal"]


def test_one_that_was_never_started_can_be_closed() -> None:
    Midnight(lambda: PRINTED).close()
