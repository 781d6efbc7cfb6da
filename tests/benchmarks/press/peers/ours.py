"""Our own way: a form that is laid out once and filled."""

from handouts.model.handout import Handout
from handouts.model.visit import Visit
from tests.benchmarks.press.content import Source, visit
from tests.benchmarks.press.sheet import Sheet
from tests.visits import PRINTED


class Maker:
    """The program's own maker; composing comes before, as every peer gets a composed page."""

    title = "handouts"
    note = "a form that was laid out and proven before, filled: the whole of `Maker.pdf`"

    def __init__(self, first: Sheet, treatment: str) -> None:
        self.source, self._treatment = Source.stock(), treatment
        self.lay_out(visit(treatment, first.number))
        self._handouts: dict[int, Handout] = {}

    def prepare(self, sheet: Sheet) -> None:
        """Compose the handout of this sheet, outside of what is measured."""
        self._handouts = {sheet.number: self.source.handout(self._treatment, sheet.number)}

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, PDF/UA-1 and PDF/A-2a."""
        return self.source.maker.pdf(self._handouts[sheet.number])

    def lay_out(self, plain: Visit) -> None:
        """Its form is there afterwards."""
        if not self.source.maker.ready(plain, printed=PRINTED):
            self.source.maker.lay_out(plain, printed=PRINTED)

    def filled(self, handout: Handout) -> bytes | None:
        """A handout by filling its form; None where only the full layout can make it."""
        made = self.source.maker.filling.fill(handout)
        return made.pdf if made else None

    def close(self) -> None:
        """Nothing to end."""
