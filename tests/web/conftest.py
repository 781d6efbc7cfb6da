"""A page at work on a folder of its own, for the tests of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import Preview, previewed


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Preview]:
    """The preview of a new clinic's folder, with one stock file that it has taken."""
    with previewed(tmp_path / "clinic") as served:
        yield served
