"""WeasyPrint as the program uses it for a page without a form: one engine for many pages."""

from functools import cache

from handouts.library.shelves import stock
from handouts.press.engine import Engine
from tests.benchmarks.press.sheet import STYLES, Sheet


class Maker:
    """Fonts, stylesheets and lines that were set once are kept from page to page."""

    title = "WeasyPrint with reuse"
    note = "`Engine.render`: fonts, stylesheets and shaped lines reused"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        self._engine = Engine(STYLES, cache(_asset))

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, tagged as ours."""
        return self._engine.render(sheet.html)

    def close(self) -> None:
        """Nothing to end."""


def _asset(name: str) -> bytes:
    return (stock() / "styles" / name).read_bytes()
