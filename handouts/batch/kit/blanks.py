"""The clinic's words in, every blank that can be made of them out, one after the other."""

import contextlib
import datetime as dt
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from handouts.batch.packet.stack import pages_in
from handouts.batch.run.making import unsigned
from handouts.batch.workers.workers import LIMIT, Lost, number, work
from handouts.make.maker import Maker
from handouts.make.words.prose import plain_text
from handouts.model.visit import Blank, Edition
from handouts.press.fonts import FontMissing
from handouts.problems import ExitCode, HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished blank."""

    pdf: bytes
    title: str
    """In its own language."""
    version: str
    """Which words it has, as the foot of its pages tells."""
    pages: int


Came = Printed | tuple[Problem, ...]
"""A blank, or why there is none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Treatments that the clinic offers and that have no words in a language."""

    language: str
    editions: tuple[Edition, ...]
    treatments: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    """What is wrong with all words of these editions; empty when the treatments have none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that the clinic hands out."""

    blanks: tuple[Blank, ...]
    gaps: tuple[Gap, ...]
    site: str | None = None
    """The place whose phone and address they tell; the clinic's first one, if none is named."""

    @classmethod
    def of(cls, maker: Maker, site: str | None = None) -> "Wanted":
        """By language, edition and treatment. Raises HandoutsError for the clinic's own words."""
        settings, shelves = maker.settings, maker.shelves
        offers = settings.offers or tuple(maker.content(settings.language).treatments)
        blanks: list[Blank] = []
        gaps: dict[tuple[str, tuple[str, ...], tuple[Problem, ...]], list[Edition]] = {}
        for language in settings.spoken(shelves.languages()):
            for edition in shelves.editions(language):
                try:
                    there = maker.content(language, edition).treatments
                except HandoutsError as wrong:
                    gaps.setdefault((language, offers, wrong.problems), []).append(edition)
                    continue
                blanks += (
                    Blank(each, site=site, language=language, edition=edition)
                    for each in offers if each in there
                )  # fmt: skip
                if lacking := tuple(each for each in offers if each not in there):
                    gaps.setdefault((language, lacking, ()), []).append(edition)
        found = (Gap(key[0], tuple(editions), *key[1:]) for key, editions in gaps.items())
        return cls(tuple(blanks), tuple(found), site)


def print_blanks(
    blanks: Sequence[Blank], maker: Maker, *, printed: dt.date, draft: bool,
    workers: int | None = None,
) -> Generator[tuple[Blank, Came], None, None]:  # fmt: skip
    """Each blank with what came of it, in their order. One that fails harms no other.

    Words that are not signed are refused, unless a `draft` is wanted. Raises HandoutsError when the
    machine cannot go on.
    """
    press = Press(maker, printed, draft=draft)
    processes = number(len(blanks), workers)
    with contextlib.closing(work(blanks, press, processes, guarded=workers != 1)) as results:
        for blank, result in zip(blanks, results, strict=True):
            if isinstance(result, HandoutsError):
                raise result
            yield blank, (_lost(blank, result),) if isinstance(result, Lost) else result


@dataclass(frozen=True, slots=True)
class Press:
    """Makes one blank after the other."""

    maker: Maker
    printed: dt.date
    draft: bool

    def __call__(self, blank: Blank) -> Came | HandoutsError:
        """What came of it; the error when the machine cannot go on, as a value."""
        try:
            return self._printed(blank)
        except HandoutsError as wrong:
            if wrong.code is ExitCode.MACHINE and not isinstance(wrong, FontMissing):
                return wrong
            return tuple(_told(wrong.problems, blank))
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as wrong:  # whatever it is costs this blank and no other
            said = f"handouts itself has a fault here ({type(wrong).__name__})."
            return (Problem(place(blank), "fault", said, "Please report what you did."),)

    def _printed(self, blank: Blank) -> Came:
        handout = self.maker.compose(blank, printed=self.printed)
        if handout.form.draft and not self.draft:
            return (unsigned(place(blank), handout.draft_reasons),)
        pdf = self.maker.pdf(handout)
        return Printed(pdf, plain_text(handout.form.title), handout.form.version, pages_in(pdf))


def place(blank: Blank) -> Place:
    """How problems call a blank: `es/large-print/sleep`."""
    return Place(f"{blank.language}/{blank.edition}/{blank.treatment}")


def _told(problems: Sequence[Problem], blank: Blank) -> Iterator[Problem]:
    """A problem of the page is one of this blank; others have places of their own."""
    for problem in problems:
        here = problem.place.file == "page"
        yield Problem(
            place(blank) if here else problem.place, problem.rule,
            problem.message, problem.hint, problem.severity,
        )  # fmt: skip


def _lost(blank: Blank, lost: Lost) -> Problem:
    message = {
        Lost.SLOW: f"This blank took longer than {LIMIT:g} seconds, and was given up.",
        Lost.LARGE: "This blank needed more memory than it may have, and was given up.",
        Lost.DIED: "The process that made this blank ended without a word, twice.",
    }[lost]
    return Problem(place(blank), str(lost), message, "Please report what you did.")
