"""Is the content right? Words and every handout of them in, each problem that a rule finds out."""

from collections.abc import Iterator

from handouts.check.ignore import Ignore, idle, ignores, obeyed
from handouts.check.rules import RULES
from handouts.check.subject import Subject
from handouts.problems import Problem, errors


def check(*subjects: Subject, whole: bool = False) -> tuple[Problem, ...]:
    """Every problem that some rule finds, sorted by place; the same one is told once.

    What a remark in the file silences, with its reason, is left out. A remark that silences nothing
    is a problem where its file is at home; one in a file that all languages share is so only when
    the subjects are the `whole`: every language and edition.
    """
    found = dict.fromkeys(problem for subject in subjects for problem in _found(subject))
    wanted = {
        ignore.remark.place: ignore
        for subject in subjects
        for item in subject.content.items()
        for ignore in ignores(item)
    }
    told, used = obeyed(found, wanted.values())
    if errors(problem for problem in told if problem.rule != "SEED001"):
        told = tuple(problem for problem in told if problem.rule != "SEED001")  # they only follow
    at_home = {
        ignore.remark.place: ignore
        for subject in subjects
        for ignore in _at_home(subject, whole=whole)
    }
    unused = (problem for ignore in at_home.values() for problem in idle(ignore, used))
    return tuple(sorted({*told, *unused}, key=lambda problem: (problem.place, problem.rule)))


def _found(subject: Subject) -> Iterator[Problem]:
    for composed in subject.composed:
        yield from composed.problems
    for rule in RULES:
        yield from rule.check(subject)


def _at_home(subject: Subject, *, whole: bool) -> Iterator[Ignore]:
    """The remarks of files that this language and edition have to themselves."""
    edition = subject.content.edition
    for item in subject.content.items():
        shared = item.kind in {"clinic", "sources"}
        borrowed = edition.own_words and item.edition is not edition
        if whole if shared else not borrowed:
            yield from ignores(item)
