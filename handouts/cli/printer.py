"""Finished files in, paper and words about it out, for the commands that print."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from handouts.batch.count import Count
from handouts.batch.manifest.account import Entry, Outcome
from handouts.batch.printing.cups import Cups, Printer
from handouts.batch.printing.document import Document, read
from handouts.batch.printing.printer import Sent, choose
from handouts.batch.printing.printing import Ended, Ending, Trouble, print_out
from handouts.batch.printing.prints import Prints, changed_since, files, parted
from handouts.batch.printing.ticket import Ticket
from handouts.model.settings import Sides
from handouts.problems import ExitCode, HandoutsError, Place, Problem


@dataclass(frozen=True, slots=True)
class ReadyPrinter:
    """A printer that was looked at before the work began, and how to print on it."""

    cups: Cups
    printer: Printer
    ticket: Ticket
    wait: bool
    quiet: bool

    @classmethod
    def opened(cls, ticket: Ticket, *, wait: bool, quiet: bool) -> "ReadyPrinter":
        """Look at the printer of a ticket. Raises HandoutsError when it cannot be printed on."""
        cups = Cups()
        return cls(cups, choose(cups, ticket), ticket, wait, quiet)

    @property
    def sides(self) -> Sides:
        """Which sides a stack is made for, so that this printer can print it."""
        return self.ticket.sides_for(self.printer)

    def print_out(self, documents: tuple[Document, ...], prints: Prints | None = None) -> ExitCode:
        """Print in this order, and tell what happens; not OK unless all of it came out."""
        many = f"{len(documents)} files" if len(documents) > 1 else documents[0].path.name
        sent: list[Sent] = []
        ended: list[Ended] = []
        refused: HandoutsError | None = None
        try:
            for news in print_out(
                self.cups, self.printer, documents, self.ticket, prints, wait=self.wait
            ):
                if isinstance(news, Trouble):
                    _tell(news)
                elif isinstance(news, Sent):
                    sent.append(news)
                    if len(sent) == len(documents):
                        self._say(f"Sent to {news.printer}: {many}, {self._amount(documents)}.")
                else:
                    ended.append(news)
                    _tell(news.told())
        except HandoutsError as wrong:
            refused = wrong
        except KeyboardInterrupt:
            _tell_left(sent[len(ended) :], len(documents) - len(sent))
            return ExitCode.INTERRUPTED
        return self._account(documents, sent, ended, refused)

    def print_files(self, paths: Iterable[Path], prints: Prints | None = None) -> ExitCode:
        """Print these PDFs in this order. Raises HandoutsError."""
        return self.print_out(documents_of(paths), prints)

    def print_batch(self, folder: Path, entries: Iterable[Entry], count: Count) -> ExitCode:
        """Print what a batch made; all rows are accounted for by then. Raises HandoutsError."""
        if not count.adds_up:
            click.echo("Nothing was printed.", err=True)
            return ExitCode.MACHINE
        prints = Prints(folder)
        documents = documents_of(files(folder))
        tell_replaced(prints, documents)
        code = self.print_out(not_twice(folder, prints, documents, self), prints)
        if failed := sorted({each.row for each in entries if each.outcome is Outcome.FAILED}):
            rows = ("row " if len(failed) == 1 else "rows ") + ", ".join(map(str, failed))
            click.echo(f"NOT ON PAPER, because it failed: {rows} of the schedule.", err=True)
        return code

    def _account(
        self, documents: tuple[Document, ...], sent: list[Sent], ended: list[Ended],
        refused: HandoutsError | None,
    ) -> ExitCode:  # fmt: skip
        if refused:
            for problem in refused.problems:
                click.echo(str(problem), err=True)
        if not self.wait and not refused:
            return ExitCode.OK
        out = sum(each.ending is Ending.COMPLETED for each in ended)
        if out == len(documents):
            many = f"{out} files" if out > 1 else documents[0].path.name
            self._say(f"Printed: {many}.")
            return ExitCode.OK
        if len(documents) > 1:
            first = documents[len(sent)].path.name if len(sent) < len(documents) else ""
            rest = f" Not sent: {first} and all after it." if first else ""
            click.echo(f"{out} of {len(documents)} files were printed.{rest}", err=True)
        return ExitCode.MACHINE

    def _amount(self, documents: tuple[Document, ...]) -> str:
        pages = sum(each.pages for each in documents)
        copies = f", {self.ticket.copies} copies" if self.ticket.copies > 1 else ""
        return f"{pages} {'page' if pages == 1 else 'pages'}{copies}"

    def _say(self, text: str) -> None:
        if not self.quiet:
            click.echo(text, err=True)


def _tell(trouble: Trouble | None) -> None:
    if trouble:
        click.echo(f"{trouble.message}\n    {trouble.hint}", err=True)


def _tell_left(waiting: list[Sent], unsent: int) -> None:
    """Ctrl-C ends our looking on, not the jobs: somebody has to know what is still coming."""
    if waiting:
        names = " ".join(each.job for each in waiting)
        click.echo(
            "Stopped looking on. What was sent may still be printed.\n"
            f"    To take it back: cancel {names}",
            err=True,
        )
    if unsent:
        click.echo(
            f"Stopped: {unsent} {'file was' if unsent == 1 else 'files were'} not sent, or not "
            "whole.\n    What is in the queue: lpstat -o",
            err=True,
        )


def not_twice(
    folder: Path, prints: Prints, documents: tuple[Document, ...], ready: ReadyPrinter
) -> tuple[Document, ...]:
    """What was not printed before; a person may ask for all of it. Raises HandoutsError."""
    fresh, old = parted(prints, documents)
    again = f"handouts print {folder} --printer {ready.printer.name} --again"
    if not old:
        return documents
    at = old[-1].at.astimezone()
    when = f"{at:%B} {at.day} at {at:%H:%M}"
    if fresh:
        click.echo(
            f"{len(old)} of {len(documents)} files were sent to a printer before, the last one to "
            f"{old[-1].printer} on {when}. They are left out.\n"
            f"    For all of them: {again}",
            err=True,
        )
        return fresh
    message = f"This was sent to {old[-1].printer} on {when} already."
    if (
        sys.stdin is not None
        and sys.stdin.isatty()
        and click.confirm(f"{message} Look for that paper first. Print it once more?", err=True)
    ):
        return documents
    raise HandoutsError(
        Problem(
            Place(str(folder)),
            "printed-before",
            f"{message} Nothing was printed now.",
            f"Look for that paper first. To print it once more: {again}",
        )
    )


def tell_replaced(prints: Prints, documents: tuple[Document, ...]) -> None:
    """Two stacks of one day on a counter: somebody would hand out the old one."""
    for old in prints.replaced(documents):
        at = old.at.astimezone()
        click.echo(
            f"An earlier stack of this day was sent to {old.printer} on {at:%B} {at.day} at "
            f"{at:%H:%M} ({old.file}).\n    Throw that one away: this one takes its place.",
            err=True,
        )


def tell_changed(folder: Path) -> None:
    """A stack of this morning may hold sheets that are not right any more."""
    if later := changed_since(folder):
        named = ", ".join(str(each) for each in later)
        click.echo(
            f"This day changed since. What to take out of this stack stands in {named} "
            "(pull-list.pdf).",
            err=True,
        )


def documents_of(paths: Iterable[Path]) -> tuple[Document, ...]:
    """Files as what is to be printed. Raises HandoutsError."""
    return tuple(read(path) for path in paths)
