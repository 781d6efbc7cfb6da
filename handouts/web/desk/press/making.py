"""Visits in, sheets and forms out, always of the newest words: what the desk's processes do.

Three things can be asked: to make handouts at once, to lay out forms ahead, and to take forms that
the other process has laid out.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handouts.library.shelves import Shelves
from handouts.make.maker import Made, Maker
from handouts.make.newest import Newest
from handouts.make.words.prose import plain_text
from handouts.model.visit import Blank, Patient, Visit
from handouts.press.pictures import sizes
from handouts.problems import HandoutsError
from handouts.web.desk.press.sheet import Sheet

DAY = dt.date(2026, 7, 4)
"""Of a visit by nobody, whose handout is never seen."""


@dataclass(frozen=True, slots=True)
class Make:
    """Somebody waits for these handouts."""

    visits: tuple[Visit | Blank, ...] = field(repr=False)
    printed: dt.date


@dataclass(frozen=True, slots=True)
class Prepare:
    """Look at one visit after the other, and lay out the first form that is missing."""

    visits: tuple[Visit, ...] = field(repr=False)
    printed: dt.date


@dataclass(frozen=True, slots=True)
class Take:
    """Forms from the other process, by their keys."""

    forms: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheets:
    """What came of `Make`."""

    sheets: tuple[Sheet, ...]
    missing: tuple[Visit, ...] = field(repr=False)
    """Those that were laid out in full, because there is no form for them."""
    changed: bool
    """Whether something was saved on the shelves since the answer before."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of `Prepare`."""

    seen: int
    """So many visits need no form any more."""
    forms: Mapping[str, bytes] = field(repr=False)


class Making:
    """Answers all three, from its own maker."""

    def __init__(self, shelves: Shelves) -> None:
        """Warm already, as far as the words allow it."""
        self._newest = Newest(shelves)
        with contextlib.suppress(Exception):  # told when somebody wants a handout
            _warm_up(self._newest.maker())
        self._told = self._newest.changes

    def __call__(self, question: Make | Prepare | Take) -> Sheets | Prepared | None:
        """The answer. Raises HandoutsError."""
        maker = self._newest.maker()
        if isinstance(question, Take):
            maker.filling.take(question.forms)
            return None
        if isinstance(question, Prepare):
            return _prepared(maker, question)
        missing = tuple(_missing(maker, question.visits, question.printed))
        made = [maker.make(visit, printed=question.printed) for visit in question.visits]
        before, self._told = self._told, self._newest.changes
        return Sheets(tuple(map(_sheet, made)), missing, self._told > before)


def _warm_up(maker: Maker) -> None:
    """Read the clinic's words, and import and prepare all that a page needs."""
    settings = maker.settings
    treatments = maker.content(settings.language).treatments
    first = next(each for each in (*settings.offers, *treatments) if each in treatments)
    nobody = Visit(Patient("Zoë Sample", DAY), first, DAY, dt.time(9), language=settings.language)
    maker.warm_up(nobody, printed=DAY)


def _missing(maker: Maker, visits: Sequence[Visit | Blank], printed: dt.date) -> Iterator[Visit]:
    for visit in visits:
        if isinstance(visit, Visit) and not maker.ready(visit, printed=printed):
            yield visit


def _prepared(maker: Maker, question: Prepare) -> Prepared:
    for seen, visit in enumerate(question.visits, start=1):
        with contextlib.suppress(HandoutsError):  # told when its handout is made
            if not maker.ready(visit, printed=question.printed):
                maker.lay_out(visit, printed=question.printed)
                handout = maker.compose(visit, printed=question.printed)
                return Prepared(seen, maker.filling.packed(handout))
    return Prepared(len(question.visits), {})


def _sheet(made: Made) -> Sheet:
    handout = made.handout
    form = handout.form
    return Sheet(
        pdf=made.pdf,
        sizes=sizes(made.pdf),
        title=plain_text(form.title),
        treatment=form.treatment,
        language=form.language,
        edition=form.edition,
        version=form.version,
        check_code=handout.fields.get("check_code", ""),
        draft_reasons=handout.draft_reasons,
    )
