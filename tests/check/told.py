"""A stock file with a fault planted in it in, what one rule tells of it out."""

from functools import cache
from pathlib import Path

from handouts.check.rules import Rule
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves
from handouts.model.content import Content
from handouts.model.settings import Paper, Settings
from handouts.model.visit import Edition
from handouts.problems import Problem
from handouts.read.translation import source_of
from tests.shelf import stock_words, words_with

LANGUAGES = ("en", "es", "ar", "zh", "vi")
STOCK = (*((language, Edition.STANDARD) for language in LANGUAGES), ("en", Edition.EASY_READ))
"""Every language and edition that ships words."""
PICTURES = tuple(Shelves().folder("styles/icons", ".svg"))


def told(
    rule: Rule,
    folder: Path,
    files: dict[str, str],
    language: str = "en",
    edition: Edition = Edition.STANDARD,
    *,
    offers: tuple[str, ...] = (),
    paper: Paper = Paper.LETTER,
) -> list[Problem]:
    """What the rule says of these files, which stand in front of the stock content.

    Handouts are composed for what the clinic `offers` only; most rules look at none.
    """
    content = words_with(folder, files, language, edition)
    settings = Settings(timezone="America/New_York", paper=paper, offers=offers)
    subject = _subject(content, settings) if offers else _words_alone(content, settings)
    return [each for each in rule.check(subject) if each.place.file.startswith(str(folder))]


@cache
def stock_subject(language: str, edition: Edition) -> Subject:
    """All that ships in one language and edition, every handout composed."""
    return _subject(stock_words(language, edition), Settings(timezone="America/New_York"))


def line(problem: Problem) -> str:
    """The line of the file that the problem points to, without its indent."""
    lines = Path(problem.place.file).read_text(encoding="utf-8").splitlines()
    return lines[problem.place.line - 1].strip()


def _subject(content: Content, settings: Settings) -> Subject:
    return Subject.of(content, settings, PICTURES, _source(content))


def _words_alone(content: Content, settings: Settings) -> Subject:
    return Subject(content, settings, (), PICTURES, _source(content))


def _source(content: Content) -> Content | None:
    made_from = source_of(content)
    return stock_words(*made_from) if made_from else None
