"""No test of the command line may find the clinic of whoever runs it."""

import pytest


@pytest.fixture(autouse=True)
def no_clinic_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget a HANDOUTS_FOLDER that is set on this machine."""
    monkeypatch.delenv("HANDOUTS_FOLDER", raising=False)
