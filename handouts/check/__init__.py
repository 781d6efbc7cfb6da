"""Is the content right? One rule, one file; `RULES` is the plain list of them."""

from collections.abc import Callable, Iterator

from handouts.check import (
    easy_read,
    examples,
    grade_of_block,
    grade_of_handout,
    letters,
    mandatory,
    markup,
    pictures,
    seed,
    sources,
    translation,
)
from handouts.check.subject import Subject
from handouts.problems import Problem, errors

RULES: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    mandatory.check,
    seed.check,
    sources.check,
    markup.check,
    pictures.check,
    grade_of_block.check,
    grade_of_handout.check,
    translation.check,
    easy_read.check,
    letters.check,
    examples.check,
)


def check(subject: Subject) -> tuple[Problem, ...]:
    """Every problem that some rule finds, sorted by place; the same one is told once."""
    found = {problem: None for rule in RULES for problem in rule(subject)}
    if errors(problem for problem in found if problem.rule != "seed"):
        found = {problem: None for problem in found if problem.rule != "seed"}  # they only follow
    return tuple(sorted(found, key=lambda problem: (problem.place, problem.rule)))
