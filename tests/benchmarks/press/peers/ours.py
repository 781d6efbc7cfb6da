"""Our own way: a form that is laid out once and filled, as far as the program does so."""

from handouts.model.handout import Handout
from tests.benchmarks.press.content import Source
from tests.benchmarks.press.sheet import Sheet


class Maker:
    """The program's own maker; composing comes before, as every peer gets a composed page."""

    title = "handouts"
    note = "the whole of `Maker.pdf`: a full layout, until there are forms"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        self.source, self._treatment = Source.stock(), treatment
        self._handouts: dict[int, Handout] = {}

    def prepare(self, sheet: Sheet) -> None:
        """Compose the handout of this sheet, outside of what is measured."""
        self._handouts = {sheet.number: self.source.handout(self._treatment, sheet.number)}

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, PDF/UA-1 and PDF/A-2a."""
        return self.source.maker.pdf(self._handouts[sheet.number])

    def filled(self, handout: Handout) -> bytes | None:
        """A handout by filling its form; None where only the full layout can make it."""
        return self.source.maker.pdf(handout)  # until there are forms: always the full layout

    def close(self) -> None:
        """Nothing to end."""
