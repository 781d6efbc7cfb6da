"""`... day proof`: spoiled and good handouts in, how many the proof tells apart, its cost out."""

import datetime as dt
import logging
import statistics
import time
from dataclasses import replace
from itertools import cycle, islice
from unittest.mock import patch

from handouts.make.maker import Maker
from handouts.make.proof.proving import Proof
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient, Visit
from handouts.press.fonts import fonts
from handouts.press.proof.filled import Reader
from handouts.press.proof.whole import prove
from handouts.problems import HandoutsError
from tests.benchmarks.names import NAMES
from tests.filled import filler
from tests.matrix import KETAMINE, Cell, visit_of
from tests.press.proof import test_file, test_filled, test_looks, test_words
from tests.spoiled import good
from tests.visits import PRINTED

KINDS = (
    Cell("sleep", "en", Edition.STANDARD, Paper.LETTER),
    Cell(KETAMINE, "en", Edition.STANDARD, Paper.LETTER),
    Cell("sleep", "es", Edition.LARGE_PRINT, Paper.LETTER),
    Cell("injections", "en", Edition.EASY_READ, Paper.LETTER),
    Cell("medicines", "es", Edition.HIGH_CONTRAST, Paper.A4),
    Cell("exercise", "en", Edition.STANDARD, Paper.A4),
)
"""Of these one after the other."""
WHOLE = 10
"""Each so many, a filled form is proven as a full layout is, too."""
LIMIT = 2.5
"""So many times as long as filling alone may filling with its proof take."""


def run(number: int = 1000) -> bool:
    """Whether all spoiled ones were found, no good one was, and the proof is quick."""
    return all([_spoiled(), _good(number), _cost(min(number, 200))])


def _spoiled() -> bool:
    full = [each for room in (test_words, test_looks, test_file) for each in room.SPOILED]
    missed = [each.how for each in full if not prove(each.pdf(), good(each.cell).expected)]
    of_forms = test_filled.SPOILED
    form = test_filled.filled()
    missed += [how for how, (spoil, _) in of_forms.items() if not form.flaws(spoil())]
    print(
        f"spoiled: {len(full)} full layouts and {len(of_forms)} filled forms, each in its own way"
    )
    print(f"    not found: {len(missed)} {missed or ''}".rstrip())
    return not missed


def _visits(number: int) -> list[tuple[Maker, Visit]]:
    letters = fonts("Latn")
    names = cycle(name for _, name in NAMES if not letters.lacks(name))
    found = []
    for index, (cell, name) in enumerate(islice(zip(cycle(KINDS), names, strict=False), number)):
        born = dt.date(1936, 1, 1) + dt.timedelta(days=index * 7_919 % 27_397)
        patient = Patient(name, born, f"{100_001 + index}")
        visit = replace(visit_of(cell), patient=patient, note=None)
        found.append((filler(cell.paper), visit))
    return found


def _good(number: int) -> bool:
    """Every name of the list, in several treatments, editions and languages."""
    heard: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]  # no more is asked
    logging.getLogger("handouts").addHandler(listener)
    refused, filled, whole = [], 0, 0
    for index, (maker, visit) in enumerate(_visits(number)):
        handout = maker.compose(visit, printed=PRINTED)
        if not maker.filling.has(handout):
            maker.lay_out(visit, printed=PRINTED)
        found = maker.filling.fill(handout)
        filled += found is not None
        try:
            pdf = found.pdf if found else maker.pdf(handout)
        except HandoutsError as wrong:
            refused.append(str(wrong))
            continue
        if index % WHOLE == 0:
            whole += 1
            refused += map(str, Proof(maker.shelves)(pdf, handout))
    logging.getLogger("handouts").removeHandler(listener)
    alarms = [*heard, *refused]
    print(f"good: {number}, {filled} of them filled forms; {whole} were read as a whole, too")
    print(f"    false alarms: {len(alarms)} {alarms[:5] or ''}".rstrip())
    return not alarms


def _cost(number: int) -> bool:
    """CPU time of a filled handout from its visit on, with its proof and without; medians."""
    well = True
    for cell in KINDS[:2]:
        visits = [
            (maker, replace(visit_of(cell), patient=visit.patient))
            for maker, visit in _visits(2 * number)
        ]
        with patch.object(Reader, "flaws", lambda *_: ()):
            alone = _median(visits[:number])
        with_proof = _median(visits[number:])
        ratio = with_proof / alone
        print(f"cost: {cell}: {alone * 1000:.2f} ms alone, {with_proof * 1000:.2f} ms with its "
              f"proof: {ratio:.2f} times (at most {LIMIT})")  # fmt: skip
        well &= ratio <= LIMIT
    return well


def _median(visits: list[tuple[Maker, Visit]]) -> float:
    """Of those that a form is there for; the first one of each form is not counted."""
    times: list[float] = []
    known: set[str] = set()
    for maker, visit in visits:
        if not maker.ready(visit, printed=PRINTED):
            maker.lay_out(visit, printed=PRINTED)
        began = time.thread_time()
        handout = maker.compose(visit, printed=PRINTED)
        filled = maker.filling.fill(handout) is not None
        took = time.thread_time() - began
        key = maker.filling.key(handout)
        if filled and key in known:
            times.append(took)
        known.add(key)
    return statistics.median(times)
