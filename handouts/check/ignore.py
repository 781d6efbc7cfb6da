"""`# handouts: ignore READ003 the reason` in a file in, the problems that it silences out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from handouts.check.ids import READER_IDS, RULE_IDS, firm
from handouts.model.item import Item, Remark
from handouts.problems import Place, Problem, Severity, did_you_mean

_WORDS = re.compile(r"(?P<verb>\S+)(?:\s+(?P<rules>[^\s,]+(?:\s*,\s*[^\s,]+)*),?)?(?P<reason>.*)")
_REASON = re.compile(r"[^\W\d_]{2}")
_EXAMPLE = "Write: # handouts: ignore READ003 the reason"
RULE = "IGNORE001"


@dataclass(frozen=True, slots=True)
class Ignore:
    """One remark: the rules that it silences, where, and what is wrong with it."""

    remark: Remark
    rules: tuple[str, ...]
    """Those that may be silenced and are given a reason."""
    problems: tuple[Problem, ...]

    def silences(self, problem: Problem) -> bool:
        """Whether this remark speaks of that problem."""
        remark, place = self.remark, problem.place
        return (
            problem.rule in self.rules
            and place.file == remark.place.file
            and remark.first <= place.line <= remark.last
        )


def ignores(item: Item[Any]) -> Iterator[Ignore]:
    """What a file's remarks ask for."""
    for remark in item.remarks:
        yield _read(remark)


def obeyed(
    problems: Iterable[Problem], wanted: Iterable[Ignore]
) -> tuple[tuple[Problem, ...], frozenset[tuple[Place, str]]]:
    """The problems that nobody silenced, and which remark silenced which rule."""
    by_file: dict[str, list[Ignore]] = {}
    for each in wanted:
        by_file.setdefault(each.remark.place.file, []).append(each)
    told, used = [], set[tuple[Place, str]]()
    for problem in problems:
        by = [each for each in by_file.get(problem.place.file, ()) if each.silences(problem)]
        used.update((each.remark.place, problem.rule) for each in by)
        if not by:
            told.append(problem)
    return tuple(told), frozenset(used)


def idle(ignore: Ignore, used: frozenset[tuple[Place, str]]) -> Iterator[Problem]:
    """The rules of a remark that had nothing to silence."""
    for rule in ignore.rules:
        if (ignore.remark.place, rule) not in used:
            yield _wrong(
                ignore.remark,
                f"{rule} finds nothing here, so this remark silences nothing.",
                "Delete it, or put it on the line of the text or right above.",
            )


def _read(remark: Remark) -> Ignore:
    words = _WORDS.fullmatch(remark.says)
    if words is None or words["verb"].lower() != "ignore" or words["rules"] is None:
        return Ignore(remark, (), (_wrong(remark, "This remark is not understood.", _EXAMPLE),))
    named = dict.fromkeys(rule.strip(":;.") for rule in re.split(r"\s*,\s*", words["rules"]))
    rules, problems = [], []
    for rule in named:
        if problem := _refused(rule, remark):
            problems.append(problem)
        else:
            rules.append(rule.upper())
    if not _REASON.search(words["reason"]):
        message = "This remark gives no reason, so it is not obeyed."
        return Ignore(remark, (), (*problems, _wrong(remark, message, _EXAMPLE)))
    return Ignore(remark, tuple(rules), tuple(problems))


def _refused(rule: str, remark: Remark) -> Problem | None:
    """Why a rule cannot be silenced."""
    if rule in READER_IDS or firm(rule.upper()):
        hint = "Mend the text; this problem stops handouts." if rule in READER_IDS else _GUARDS
        return _wrong(remark, f"{rule} cannot be ignored.", hint)
    if rule.upper() not in RULE_IDS:
        hint = did_you_mean(rule.upper(), RULE_IDS) or "`handouts check` tells each rule's id."
        return _wrong(remark, f"There is no rule {rule!r}.", hint)
    return None


_GUARDS = "It guards what no handout can do without; mend the text instead, and delete the remark."


def _wrong(remark: Remark, message: str, hint: str) -> Problem:
    return Problem(remark.place, RULE, message, hint, Severity.WARNING)
