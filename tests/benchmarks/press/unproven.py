"""A command of `handouts` in, what it does out, but nothing that is filled is read back.

`python -m tests.benchmarks.press.unproven batch day.csv --draft`: only to measure with.
"""

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from handouts.cli import main
from handouts.make.forms.filling import Filling


class _Unread:
    """Reads nothing, and finds no flaw."""

    def flaws(self, *_: Any) -> tuple[()]:
        return ()


@contextlib.contextmanager
def unproven() -> Iterator[None]:
    """For as long as this lasts, filled handouts are not read back, here and in forks."""
    with patch.object(Filling, "_reader", lambda *_: _Unread()):
        yield


if __name__ == "__main__":
    with unproven():
        main()
