"""The server ends cleanly, also when a worker wakes its loop in the very moment of ending."""

import threading
from typing import Any

import pytest
from waitress.trigger import trigger

from handouts.web.app import private_app
from handouts.web.serve import serving


def test_its_loop_is_woken_before_it_closes_what_wakes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pull, closed = trigger._physical_pull, threading.Event()
    close = trigger.close

    def closing(self: Any) -> None:
        close(self)
        closed.set()

    def pulled_twice(self: Any) -> None:
        pull(self)  # as by a worker that has just answered
        closed.wait(0.5)  # time enough for the loop, if nothing holds it back
        pull(self)

    monkeypatch.setattr(trigger, "close", closing)
    monkeypatch.setattr(trigger, "_physical_pull", pulled_twice)
    with serving(lambda door: private_app(door, "preview", {})):
        pass
    assert closed.is_set()
