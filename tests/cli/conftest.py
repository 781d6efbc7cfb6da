"""No test of the command line may find the clinic or the printer of whoever runs it."""

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_clinic_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget a HANDOUTS_FOLDER that is set on this machine."""
    monkeypatch.delenv("HANDOUTS_FOLDER", raising=False)


@pytest.fixture(autouse=True)
def no_printer_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that wants to print names a print service of its own."""
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C reaches what is started here, also where the tests run in a shell's background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
