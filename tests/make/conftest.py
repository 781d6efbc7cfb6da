"""The two clinics whose handouts these tests make: stock alone, and the one in tests/clinic."""

import pytest

from handouts.library.shelves import Shelves
from tests.making import Making
from tests.shelf import CLINIC


@pytest.fixture(scope="session")
def stock() -> Making:
    return Making(Shelves())


@pytest.fixture(scope="session")
def clinic() -> Making:
    return Making(Shelves(CLINIC))
