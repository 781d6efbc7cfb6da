"""No test of the command line may find the clinic of whoever runs it."""

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_clinic_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget a HANDOUTS_FOLDER that is set on this machine."""
    monkeypatch.delenv("HANDOUTS_FOLDER", raising=False)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C reaches what is started here, also where the tests run in a shell's background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
