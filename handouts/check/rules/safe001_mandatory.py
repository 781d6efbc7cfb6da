"""SAFE001: no visit's handout may lose a safety block.

Which blocks these are stands in the program (`make/mandatory.py`), not in a file that could lose
them. The rule composes every treatment for every dose band, visit type and risk, and tells what
is missing, which partner was parted, and which name or markup leads nowhere.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.problems import Place, Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Whatever composing found wrong, and treatments that are offered but not there."""
    for composed in subject.composed:
        yield from composed.problems
    if (subject.content.language, subject.source) != (subject.settings.language, None):
        return  # a translation need not have every treatment
    for treatment in subject.settings.offers:
        if treatment not in subject.content.treatments:
            message = f"handouts.yaml offers {treatment!r}, which is not in treatments/."
            yield Problem(Place("handouts.yaml"), "ID001", message)
