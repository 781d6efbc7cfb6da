"""The same page of Chromium, but only the fields' letters change from handout to handout."""

from tests.benchmarks.press.peers import chromium
from tests.benchmarks.press.sheet import Sheet

_SWAP = """fields => {
  for (const element of document.querySelectorAll("[data-field]"))
    element.textContent = fields[element.dataset.field]
}"""


class Maker(chromium.Maker):
    """What a clever user of Chromium does."""

    title = "Chromium, fields swapped"
    note = "one warm page, only the fields' text replaced, then `pdf(tagged=True)`"

    def __init__(self, first: Sheet, treatment: str) -> None:
        super().__init__(first, treatment)
        super().make(first)

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, tagged by Chromium."""
        self._page.evaluate(_SWAP, sheet.fields)
        return self._pdf(sheet.html)
