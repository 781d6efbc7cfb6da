"""What a check found in, its lines out: for a person, or for GitHub."""

from collections.abc import Collection, Iterable, Iterator

from handouts.check.matrix import Matrix, Row
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


def table(told: Matrix) -> Iterator[str]:
    """The matrix in lines: a row for each treatment, then what never comes to bear."""
    width = max(len(name) for name in ("treatment", *(row.treatment for row in told.rows)))
    yield f"  {'treatment':<{width}}  visits  handouts  blocks"
    for row in told.rows:
        yield f"  {row.treatment:<{width}}  {row.visits:>6}  {row.handouts:>8}  {_span(row)}"
    for row in told.rows:
        for block, visits in row.missing.items():
            yield f"  missing: {block} in {visits} of {row.visits} visits for {row.treatment}"
    for said, found in (
        ("never true when dose band and visit type are known", told.idle),
        ("true for everyone, so it decides nothing", told.always),
        ("printed in no handout", told.unprinted),
    ):
        for name, place in found:
            yield f"  {said}: {name} ({place.file}:{place.line})"
    if not (told.idle or told.always or told.unprinted or any(row.missing for row in told.rows)):
        yield "  Every condition decides, every text prints, and no safety text is missing."


def _span(row: Row) -> str:
    return f"{row.fewest}" if row.fewest == row.most else f"{row.fewest}-{row.most}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
