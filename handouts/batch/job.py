"""The nouns of a batch: how it is to be run, what is to be made, and what became of it."""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict

from handouts.batch.manifest.account import Entry, Outcome
from handouts.batch.manifest.flat import flat
from handouts.batch.workers.workers import LIMIT, MEMORY
from handouts.model.visit import Visit
from handouts.problems import Place, Problem, Severity, errors


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
    day: dt.date | None = None
    """The only day that is made; rows of others are skipped."""
    limit: float = LIMIT
    """Seconds that one handout may take, where processes of their own do the work."""
    memory: int = MEMORY
    """Bytes that such a process may use."""
    schedule: str = ""
    """SHA-256 of the schedule file."""
    resume: bool = False
    """Finish what an earlier run of the same schedule left in the folder."""
    salt: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    """Tells visits apart in the manifest; a resumed run takes that of the first one."""


class Tokens(TypedDict):
    """What a manifest tells a visit, an appointment and all that a row said by."""

    visit: str
    appointment: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to be made: a visit of a row."""

    row: int
    place: Place
    visit: Visit
    warnings: tuple[Problem, ...]
    appointment: str | None = None
    """The appointment's own id in the system that it comes from."""

    @property
    def alerts(self) -> tuple[str, ...]:
        """What those who hand it out must know, in plain words without any patient's data."""
        warnings = (each.message for each in self.warnings if each.severity is Severity.WARNING)
        return tuple(dict.fromkeys(warnings))

    def tokens(self, salt: str) -> Tokens:
        """Tell the same visit and the same appointment again, and say nothing of either.

        A visit is a patient's treatment, in a copy's language; one that was moved is the same.
        """
        visit, patient = self.visit, self.visit.patient
        who = (patient.name, patient.born.isoformat(), patient.record or "")
        copy = visit.language if visit.bilingual else ""
        return Tokens(
            visit=_hmac(salt, "visit", *who, visit.treatment, copy),
            appointment=_hmac(salt, "appointment", self.appointment) if self.appointment else None,
            said=_hmac(salt, "said", json.dumps(visit, default=flat)),
        )

    def failed(self, problems: tuple[Problem, ...], salt: str) -> "Done":
        """It comes to nothing; what was said of its row before is said, too."""
        done = failed(self.row, (*self.warnings, *problems))
        visit, tokens = self.visit, self.tokens(salt)
        return Done(
            replace(done.entry, treatment=visit.treatment, language=visit.language, **tokens),
            done.problems,
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one handout, with the problems in words for the terminal."""

    entry: Entry
    problems: tuple[Problem, ...] = ()

    def refused(self, problems: tuple[Problem, ...]) -> "Done":
        """It was made, and can have no name."""
        told = (*self.problems, *problems)
        rules = failed(self.entry.row, told).entry.rules
        entry = replace(
            self.entry, outcome=Outcome.FAILED, rules=rules, file=None, sha256=None, version=None,
            check_code=None, pages=None,
        )  # fmt: skip
        return Done(entry, told)


def failed(row: int, problems: tuple[Problem, ...]) -> Done:
    """A row that comes to no handout."""
    rules = tuple(dict.fromkeys(problem.rule for problem in errors(problems)))
    return Done(Entry(row, Outcome.FAILED, rules), problems)


def _hmac(salt: str, *words: str) -> str:
    said = json.dumps(words).encode()
    return hmac.new(salt.encode(), said, hashlib.sha256).hexdigest()
