"""CLINIC001: a clinic's own folder has no example number left, and every policy is decided.

Handouts stay a DRAFT until then. In the stock content this is as it should be, so these are hints.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.make.compose.fields import example_number
from handouts.problems import Problem, Severity


def check(subject: Subject) -> Iterator[Problem]:
    """What keeps this clinic's handouts a draft, apart from missing signatures."""
    item = subject.content.clinic
    for name in ("phone", "after_hours_phone"):
        value = getattr(item.says, name)
        if value is None or example_number(value):
            says = "is empty" if value is None else "is an example number"
            message = f"The clinic's {name.replace('_', ' ')} {says}; handouts stay a DRAFT."
            yield Problem(item.place(name), "CLINIC001", message, severity=Severity.HINT)
    for name in ("food_hours", "drink_hours"):
        if getattr(item.says.policies, name) is None:
            message = f"{name} is not decided; handouts print a line to write on and stay a DRAFT."
            yield Problem(
                item.place("policies", name), "CLINIC001", message, severity=Severity.HINT
            )
