"""Our own way without its proof: filled, and not read back, as far as the others go."""

from contextlib import ExitStack

from tests.benchmarks.press.peers import ours
from tests.benchmarks.press.sheet import Sheet
from tests.benchmarks.press.unproven import unproven


class Maker(ours.Maker):
    """The program's own maker, but for what reads its PDFs back."""

    title = "handouts, not read back"
    note = "the same without its proof, which no other engine has: only to compare"

    def __init__(self, first: Sheet, treatment: str) -> None:
        super().__init__(first, treatment)
        self._unproven = ExitStack()
        self._unproven.enter_context(unproven())

    def close(self) -> None:
        """Read back again what is filled."""
        self._unproven.close()
