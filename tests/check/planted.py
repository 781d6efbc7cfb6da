"""Plants words in a file of the clinic and asks one rule what it finds there."""

import json
from collections.abc import Sequence
from pathlib import Path

from handouts.check.rules import Rule
from handouts.check.subject import Subject
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Problem, Severity
from tests.shelf import words_with

LANGUAGES = ("en", "es", "ar", "zh", "vi")
STATEMENT = "keep-other-care"


def found(
    rule: Rule,
    folder: Path,
    texts: str | Sequence[str],
    language: str = "en",
    edition: Edition = Edition.STANDARD,
) -> list[Problem]:
    """What the rule says about a statement with these texts; the first stands in line 2.

    No handout is put together, so only the words themselves are looked at.
    """
    said = (texts,) if isinstance(texts, str) else tuple(texts)
    lines = "".join(f"  - {json.dumps(text, ensure_ascii=False)}\n" for text in said)
    inside = f"{language}/{edition}" if edition.own_words else language
    name = f"content/{inside}/statements/{STATEMENT}.yaml"
    return in_files(
        rule, folder, {name: f"text:\n{lines}sources: [SEED]\n"}, language=language, edition=edition
    )


def in_files(
    rule: Rule,
    folder: Path,
    files: dict[str, str],
    *,
    language: str = "en",
    edition: Edition = Edition.STANDARD,
    offers: tuple[str, ...] = (),
) -> list[Problem]:
    """What the rule says about these files of the clinic, all others being stock.

    Only the treatments under `offers` are put together.
    """
    content = words_with(folder, files, language, edition)
    settings = Settings(timezone="America/New_York", offers=offers or ("nothing",))
    problems = rule.check(Subject.of(content, settings, ()))
    return [problem for problem in problems if str(folder) in problem.place.file]


def line(problem: Problem) -> int:
    return problem.place.line


def severities(problems: Sequence[Problem]) -> list[Severity]:
    return [problem.severity for problem in problems]
