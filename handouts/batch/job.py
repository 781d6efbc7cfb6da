"""The nouns of a batch: how it is to be run, what is to be made, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.manifest import Entry, Outcome
from handouts.batch.workers import LIMIT
from handouts.model.visit import Visit
from handouts.problems import Place, Problem, errors


@dataclass(frozen=True, slots=True)
class Order:
    """How a batch is to be run."""

    printed: dt.date
    out: Path | None
    """Where the files go; None only tries, and writes nothing."""
    draft: bool
    """Also print words that nobody signed."""
    workers: int | None = None
    """How many processes share the work; None chooses for the day and the machine."""
    limit: float = LIMIT
    """Seconds that one handout may take, where several processes share the work."""


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to be made: a visit of a row."""

    row: int
    place: Place
    visit: Visit
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one handout, with the problems in words for the terminal."""

    entry: Entry
    problems: tuple[Problem, ...] = ()


def failed(row: int, problems: tuple[Problem, ...], visit: Visit | None = None) -> Done:
    """A row, or one visit of it, that comes to no handout."""
    rules = tuple(dict.fromkeys(problem.rule for problem in errors(problems)))
    treatment = visit.treatment if visit else None
    return Done(Entry(row, Outcome.FAILED, rules, treatment), problems)
