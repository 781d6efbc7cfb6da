"""What can go wrong, said once: a place, a problem as a value, a stop as an exception."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """How a command ended, for the shell."""

    OK = 0
    PROBLEMS = 1
    """Content or data has problems; nothing wrong was written."""
    USAGE = 2
    MACHINE = 3
    """The machine is not able: no Pango, disk full, folder not writable."""
    PARTLY = 4
    """Some rows were made and some were not."""
    INTERRUPTED = 130


class Severity(StrEnum):
    """How loudly a problem speaks: only an error stops a handout."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, its line and column counted from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that somebody must mend: where, what, and the way on."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


class HandoutsError(Exception):
    """Work cannot go on. Carries every problem found, and the exit code that it means."""

    def __init__(self, *problems: Problem, code: ExitCode = ExitCode.PROBLEMS) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.code = code


def stop(message: str, hint: str = "", *, code: ExitCode, file: str = "handouts") -> HandoutsError:
    """An error that has no line to point at: the machine, or the way a command was called."""
    return HandoutsError(Problem(Place(file), code.name.lower(), message, hint), code=code)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop a handout."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question with the nearest known word; empty when none is near."""
    near = get_close_matches(word, [str(each) for each in known], n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}?" if near else ""
