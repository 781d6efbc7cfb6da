"""Is the content right? Words and every handout of them in, each problem that a rule finds out."""

from handouts.check.rules import RULES
from handouts.check.subject import Subject
from handouts.problems import Problem, errors


def check(subject: Subject) -> tuple[Problem, ...]:
    """Every problem that some rule finds, sorted by place; the same one is told once."""
    found = {problem: None for rule in RULES for problem in rule.check(subject)}
    if errors(problem for problem in found if problem.rule != "SEED001"):
        found = {
            problem: None for problem in found if problem.rule != "SEED001"
        }  # they only follow
    return tuple(sorted(found, key=lambda problem: (problem.place, problem.rule)))
