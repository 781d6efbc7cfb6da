"""The clinic's words in, a kit for the day without a computer out: blanks, and their list.

A kit is made to be found by somebody in a hurry: the language in English, the edition, the
treatment. It never holds words that are no longer the clinic's.
"""

import contextlib
import datetime as dt
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from handouts.batch.kit.blanks import Came, Printed, Wanted, print_blanks
from handouts.batch.kit.contents import Line, contents
from handouts.batch.kit.own import LIST, Known, Own
from handouts.batch.outbox.lock import claimed
from handouts.batch.outbox.outbox import UNFINISHED, open_folder, unable
from handouts.make.maker import Maker
from handouts.make.words.languages import english_name
from handouts.model.visit import Blank
from handouts.problems import ExitCode, HandoutsError, Problem


class Fate(StrEnum):
    """What became of one file of a kit."""

    NEW = "new"
    CHANGED = "changed"
    """It says something else than before."""
    AS_BEFORE = "as before"
    """The same words, printed anew with this day."""
    KEPT = "kept from before"
    """It could not be made anew; the one that is there has the words of today."""
    LACKING = "not made"
    """There is none: it could not be made."""
    GONE = "taken away"
    """It was taken away: the clinic does not hand it out any more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a kit, and what became of it."""

    file: str
    """Its name in the kit's folder, such as `Spanish/large-print/sleep.pdf`."""
    fate: Fate
    blank: Blank | None = None
    """None for a file that was taken away."""
    problems: tuple[Problem, ...] = ()


def exit_code(made: Iterable[Kept], wanted: Wanted) -> ExitCode:
    """What a kit as a whole tells the shell; treatments without words are no fault."""
    made = tuple(made)
    if not any((*(each.problems for each in made), *(gap.problems for gap in wanted.gaps))):
        return ExitCode.OK
    there = any(each.fate not in (Fate.LACKING, Fate.GONE) for each in made)
    return ExitCode.PARTLY if there else ExitCode.PROBLEMS


def make_kit(
    folder: Path, maker: Maker, wanted: Wanted, *, printed: dt.date, draft: bool,
    workers: int | None = None,
) -> Generator[Kept, None, None]:  # fmt: skip
    """Every blank that is wanted, as it is written; then the files that were taken away.

    What the kit wrote earlier is replaced, and nothing else. The list is written last, so that it
    is never there beside files that it does not tell of. Raises HandoutsError when the machine
    cannot go on.
    """
    with claimed(open_folder(folder)):
        _sweep(folder)
        own = Own(folder)
        own.check(LIST)
        own.remove(LIST)
        making = _Making(maker, own, printed, draft=draft)
        blanks = print_blanks(wanted.blanks, maker, printed=printed, draft=draft, workers=workers)
        with contextlib.closing(blanks):
            for blank, came in blanks:
                yield making.keep(blank, came)
        yield from making.clear()
        pdf = contents(making.lines, wanted, maker, printed=printed, draft=draft)
        own.put(LIST, pdf, "", printed.isoformat())


class _Making:
    """A kit at work: what is written, and what the list will tell."""

    def __init__(self, maker: Maker, own: Own, printed: dt.date, *, draft: bool) -> None:
        self._maker, self._own, self._printed, self._draft = maker, own, printed, draft
        self._today: set[str] = {LIST}
        self.lines: list[Line] = []

    def keep(self, blank: Blank, came: Came) -> Kept:
        """Write what came of a blank. Raises HandoutsError when the machine cannot go on."""
        file = file_of(blank)
        known = self._own.known(file)
        if isinstance(came, Printed):
            try:
                self._own.put(file, came.pdf, came.version, self._printed.isoformat())
            except HandoutsError as taken:
                if taken.code is ExitCode.MACHINE:
                    raise
                return self._lacking(blank, taken.problems)
            self._today.add(file)
            self.lines.append(Line(blank, came.version, title=came.title, pages=came.pages))
            return Kept(file, _fate(known, came), blank)
        if known is not None and known.version == self._version(blank):
            self._today.add(file)
            self.lines.append(Line(blank, known.version, made=known.made, problems=came))
            return Kept(file, Fate.KEPT, blank, came)
        return self._lacking(blank, came)

    def _lacking(self, blank: Blank, problems: tuple[Problem, ...]) -> Kept:
        self.lines.append(Line(blank, problems=problems))
        return Kept(file_of(blank), Fate.LACKING, blank, problems)

    def _version(self, blank: Blank) -> str | None:
        """The words that it may have today; None when there are none that may be handed out."""
        try:
            form = self._maker.compose(blank, printed=self._printed).form
        except HandoutsError:
            return None
        return None if form.draft and not self._draft else form.version

    def clear(self) -> Iterator[Kept]:
        """Take away what is not of today; what somebody changed is left and told of no more."""
        for name in self._own.names():
            if name not in self._today and self._own.remove(name):
                yield Kept(name, Fate.GONE)


def file_of(blank: Blank) -> str:
    """Where a blank lies in its kit."""
    language = english_name(blank.language).replace("/", "-")
    return f"{language}/{blank.edition}/{blank.treatment}.pdf"


def _fate(known: Known | None, came: Printed) -> Fate:
    if known is None:
        return Fate.NEW
    return Fate.AS_BEFORE if known.version == came.version else Fate.CHANGED


def _sweep(folder: Path) -> None:
    """Remove what was on its way to a name when a kit was ended by force. Raises HandoutsError."""
    try:
        for part in folder.glob(f"*/*/{UNFINISHED}*"):
            part.unlink()
    except OSError as wrong:
        raise unable(folder, wrong) from None
