"""What all tests share: property tests that take their time and find the same thing every run."""

import os

import pytest
from hypothesis import settings

from handouts.press.fonts import fonts
from handouts.problems import HandoutsError
from tests import browser, printing, verapdf
from tests.editor import language_server

settings.register_profile("handouts", deadline=None, derandomize=True)
settings.load_profile("handouts")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/*.html anew instead of comparing with them",
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where what some tests need is missing, they are left out, with a word.

    HANDOUTS_ALL_TESTS=1 insists on them.
    """
    if item.get_closest_marker("verapdf") and (lacks := verapdf.missing()):
        _leave_out(f"not installed: {', '.join(lacks)} (pip install -r verapdf.lock)")
    if item.get_closest_marker("editor") and (lacks := language_server.missing()):
        _leave_out(f"not installed: {', '.join(lacks)} (npm ci in tests/editor)")
    if item.get_closest_marker("browser") and not browser.chromium():
        _leave_out("not installed: chromium (apt-get install chromium)")
    if item.get_closest_marker("cups") and (lacks := printing.missing()):
        _leave_out(f"not here: {', '.join(lacks)} (as root, apt-get install these packages)")
    if item.get_closest_marker("noto"):
        try:
            fonts("Arab"), fonts("Hans")
        except HandoutsError as lacking:
            _leave_out(str(lacking))


def _leave_out(told: str) -> None:
    if os.environ.get("HANDOUTS_ALL_TESTS") == "1":
        pytest.fail(told, pytrace=False)
    pytest.skip(told)
