"""SAFE002: two texts that belong together print together, one right after the other.

What studies have found about ketamine may stand nowhere without what they have not shown. Which
texts are such partners stands in the program (`make/mandatory/`). Every handout that can be made
is looked at. To mend it, put the two below each other in one section, without a `when` between:

    blocks:
      - statement: what-studies-show
      - statement: what-we-do-not-know
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that some visit shows without their partner."""
    for composed in subject.composed:
        yield from (each for each in composed.problems if each.rule == "SAFE002")
