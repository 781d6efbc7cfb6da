"""Problems in, their lines out: for a person, or for GitHub; and which of them a path is about."""

from collections.abc import Collection, Iterable

from handouts.problems import Problem, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_ELSEWHERE = frozenset({"", "."})


def about(problem: Problem, paths: Collection[str]) -> bool:
    """Whether a problem stands in one of these files or folders."""
    file = problem.place.file
    return any(path in _ELSEWHERE or file == path or file.startswith(f"{path}/") for path in paths)


def for_github(problem: Problem) -> str:
    """A workflow command: GitHub shows the message beside the line."""
    place = problem.place
    where = {"line": str(place.line), "col": str(place.column)} if place.line else {}
    properties = {"file": place.file} | where | {"title": problem.rule}
    said = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    message = "\n".join(filter(None, (problem.message, problem.hint)))
    return f"::{_COMMANDS[problem.severity]} {said}::{_data(message)}"


def summary(problems: Iterable[Problem]) -> str:
    """How many there are of each kind: `2 errors, 1 hint`."""
    told = list(problems)
    counts = [
        f"{found} {severity}{'' if found == 1 else 's'}"
        for severity in Severity
        if (found := sum(problem.severity is severity for problem in told))
    ]
    return ", ".join(counts) if counts else "All is right."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
