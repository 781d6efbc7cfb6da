"""What all tests share: property tests that take their time and find the same thing every run."""

import pytest
from hypothesis import settings

settings.register_profile("handouts", deadline=None, derandomize=True)
settings.load_profile("handouts")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/*.html anew instead of comparing with them",
    )
