"""Visits in, finished sheets out."""

import datetime as dt
from collections.abc import Iterable, Sequence

from handouts.library.shelves import Shelves
from handouts.make.maker import Made, Maker
from handouts.make.prose import plain_text
from handouts.model.visit import Visit
from handouts.press.pictures import sizes
from handouts.read.content import read_settings
from handouts.web.desk.sheet import Sheet


class Press:
    """Makes the pages of the desk."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._maker: Maker | None = None

    def start(self) -> None:
        """Begin to work."""

    def make(self, visits: Sequence[Visit], printed: dt.date) -> tuple[Sheet, ...]:
        """The sheets of these visits, in their order. Raises HandoutsError."""
        if self._maker is None:
            self._maker = Maker(self._shelves, read_settings(self._shelves))
        maker = self._maker
        sheets = tuple(_sheet(maker.make(each, printed=printed)) for each in visits)
        for each in visits:
            maker.keep(each, printed=printed)
        return sheets

    def get_ready(self, visits: Iterable[Visit], printed: dt.date) -> None:
        """Lay out the forms of these visits when nobody waits."""

    def close(self) -> None:
        """End."""


def _sheet(made: Made) -> Sheet:
    form = made.handout.form
    return Sheet(
        pdf=made.pdf, sizes=sizes(made.pdf), title=plain_text(form.title),
        treatment=form.treatment, language=form.language, edition=form.edition,
        version=form.version, check_code=made.handout.check_code,
        draft_reasons=made.handout.draft_reasons,
    )  # fmt: skip
