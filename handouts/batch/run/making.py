"""A job in, what came of it out: a file that waits for its name, or why there is none."""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Entry, Outcome
from handouts.batch.outbox.outbox import stage
from handouts.make.forms.filling import Filled
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.press.fonts import FontMissing
from handouts.problems import ExitCode, HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job, while its file has no name yet."""

    done: Done
    part: Path | None = None
    seals: Mapping[str, str] | None = None
    """Which words it carries; one and the same for all of a kind, so it costs no way twice."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Nothing came of a job yet: its handout must be laid out, or a form for it."""

    form: str | None
    """The key of the form that is not there; None where it is, and does not take the handout."""


@dataclass(frozen=True, slots=True)
class Press:
    """Makes one job after the other."""

    maker: Maker
    order: Order
    parts: Path | None
    """Where files wait for their names; None writes nothing."""
    only_fills: bool = False
    """What cannot be filled into a form is not laid out, but wanted."""

    def __call__(self, job: Job) -> Made | Wanted | HandoutsError:
        """What came of a job; the error when the machine cannot go on, as a value."""
        try:
            return self._made(job)
        except HandoutsError as wrong:
            if wrong.code is ExitCode.MACHINE and not isinstance(wrong, FontMissing):
                return wrong
            problems = tuple(told(wrong.problems, job.place))
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as wrong:  # whatever it is costs this row and no other
            fault = Problem(
                job.place,
                "fault",
                f"handouts itself has a fault here ({type(wrong).__name__}).",
                "Please report what you did; leave out anything about patients.",
            )
            problems = (fault,)
        return Made(job.failed(problems, self.order.salt))

    def _made(self, job: Job) -> Made | Wanted:
        visit = job.visit
        handout = self.maker.compose(visit, printed=self.order.printed)
        if handout.form.draft and not self.order.draft:
            refused = unsigned(job.place, handout.draft_reasons)
            return Made(job.failed((refused,), self.order.salt))
        printed = self._printed(handout)
        if isinstance(printed, Wanted):
            return printed
        copy = f"-{visit.language}" if visit.bilingual else ""
        entry = Entry(
            row=job.row,
            outcome=Outcome.MADE,
            treatment=visit.treatment,
            language=visit.language,
            file=f"{job.row:04d}-{visit.treatment}{copy}-{handout.check_code}.pdf",
            sha256=hashlib.sha256(printed.pdf).hexdigest(),
            version=handout.form.version,
            check_code=handout.check_code,
            pages=printed.pages,
            **job.tokens(self.order.salt),
        )
        part = stage(self.parts, printed.pdf) if self.parts is not None else None
        return Made(Done(entry, job.warnings), part, handout.seals)

    def _printed(self, handout: Handout) -> Filled | Wanted:
        if not self.only_fills:
            pdf = self.maker.pdf(handout)
            return Filled(pdf, _pages(pdf))
        filling = self.maker.filling
        filled = filling.fill(handout)
        return filled or Wanted(None if filling.has(handout) else filling.key(handout))


def _pages(pdf: bytes) -> int:
    """How many pages a PDF has; one that cannot be opened is a fault."""
    import pypdfium2  # noqa: PLC0415  # `batch --help` needs none

    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def unsigned(place: Place, reasons: tuple[str, ...]) -> Problem:
    """The problem of a handout that may not be given to patients yet."""
    return Problem(
        place,
        "draft",
        "This handout is a draft, and a draft is not for patients.",
        f"Why: {'; '.join(reasons)}. To print it with a DRAFT band on each page, add --draft.",
    )


def told(problems: tuple[Problem, ...], place: Place) -> Iterator[Problem]:
    """Problems of the page at the row that it came from, those of other files after the row."""
    elsewhere = [problem for problem in problems if problem.place.file != "page"]
    if elsewhere:
        first = elsewhere[0]
        message = f"No handout is made of this row, because of {first.place}."
        yield Problem(place, first.rule, message, "That is told once more by itself.")
    for problem in problems:
        at_page = problem not in elsewhere
        yield replace(problem, place=place) if at_page else problem
