"""A plan and an earlier run of the day in, what is new out: the rest lies in the stack already.

A visit is told again by its salted hash, and what its sheets say by version and check code. Only
what is the same in all of them, and whose file is still as it was made, stays in the stack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.batch.changed.earlier import Earlier, way_to
from handouts.batch.changed.lying import Lying
from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Entry, Outcome
from handouts.make.maker import Maker
from handouts.problems import HandoutsError, Problem, Severity

RULE = "unchanged"


def fresh(
    planned: Sequence[Done | Job], earlier: Earlier, maker: Maker, order: Order
) -> Iterator[Done | Job]:
    """The plan, with what lies in the stack already in the place of its jobs."""
    salt = earlier.account.run.salt
    there: dict[tuple[str | None, str | None, str | None], list[Lying]] = {}
    for lying in earlier.lying:
        entry = lying.entry
        there.setdefault((entry.visit, entry.version, entry.check_code), []).append(lying)
    same: dict[int, Lying] = {}
    for position, each in enumerate(planned):
        if isinstance(each, Job) and (said := _said(each, maker, order)):
            found = there.get((each.tokens(salt)["visit"], *said), [])
            intact = next((lying for lying in found if lying.intact), None)
            if intact is not None:
                found.remove(intact)
                same[position] = intact
    packets = {_visit(planned[at]): lying.packet for at, lying in same.items()}
    for position, each in enumerate(planned):
        if isinstance(each, Job) and position in same:
            yield _unchanged(each, same[position], order)
        elif isinstance(each, Job) and _visit(each) in packets:
            yield replace(each, warnings=(*each.warnings, _parted(each, packets[_visit(each)])))
        else:
            yield each


def _said(job: Job, maker: Maker, order: Order) -> tuple[str, str] | None:
    """Version and check code of a handout; None when it may not be made, or cannot."""
    try:
        handout = maker.compose(job.visit, printed=order.printed)
    except HandoutsError:
        return None
    if handout.form.draft and not order.draft:
        return None
    return handout.form.version, handout.check_code


def _visit(each: Done | Job) -> object:
    assert isinstance(each, Job)  # only jobs are looked at
    return each.visit.patient, each.visit.date, each.visit.time


def _unchanged(job: Job, lying: Lying, order: Order) -> Done:
    old, out = lying.entry, order.out
    entry = Entry(
        row=job.row, outcome=Outcome.SKIPPED, rules=(RULE,), treatment=job.visit.treatment,
        language=job.visit.language, sha256=old.sha256, version=old.version,
        check_code=old.check_code, pages=old.pages, **job.tokens(order.salt),
        earlier=way_to(lying.path, out) if out else str(lying.path),
    )  # fmt: skip
    message = "Unchanged: its handout lies in the earlier stack."
    return Done(entry, (Problem(job.place, RULE, message, severity=Severity.HINT),))


def _parted(job: Job, packet: int | None) -> Problem:
    where = f", packet {packet}" if packet else ""
    return Problem(
        job.place,
        "rest-of-visit",
        f"Only a part of this visit changed: the rest of it lies in the earlier stack{where}.",
        "Put the new sheets there.",
        Severity.WARNING,
    )
