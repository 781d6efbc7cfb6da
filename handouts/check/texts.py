"""The texts of one language and edition, one by one, each ready to be cut into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.model.content import Content
from handouts.model.item import Item, Path
from handouts.problems import Place, Problem, Severity

_SENTENCE_END = re.compile(r"(?<=[.!?:…؟])[)\]\"”’»]*\s+|(?<=[。！？：])|\n+")
_SHORTENED = re.compile(r"\b(?:[A-Z]|Dra?|Mrs?|Ms|Sra?|St|Ud|No|vs|[ap]\.m)\.$")
_LONGEST_SHORTENED = 6
_NEAR = 200
WITHOUT_SPACES = frozenset({"ja", "km", "lo", "my", "th", "vi", "zh"})
"""Languages in which a space does not part words, so that words cannot be counted here."""

_SHARED = frozenset({"clinic", "sources"})


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph, point, heading or label, and where it stands."""

    item: Item[Any]
    path: Path
    raw: str
    """As it is written, with its markup."""
    plain: str
    """As it is read out."""

    @property
    def place(self) -> Place:
        """Where the text begins."""
        return self.item.place(*self.path)

    @property
    def label(self) -> bool:
        """One of the fixed words of the page, such as "Date of birth"."""
        return self.item.kind == "wording"

    def problem(
        self, rule: str, message: str, hint: str, severity: Severity = Severity.WARNING
    ) -> Problem:
        """Something about these words."""
        return Problem(self.place, rule, message, hint, severity)


_last: list[tuple[Content, tuple[Text, ...]]] = []
"""The content that was asked for last: all rules ask for the same one, one after the other."""


def texts(subject: Subject) -> tuple[Text, ...]:
    """Every text that patients read in this language, with the clinic's hours and ways to it.

    In easy read, only what is written in easy words: standard words that stand in are judged
    as standard words.
    """
    for content, found in _last:
        if content is subject.content:
            return found
    content = subject.content
    folder = f"content/{content.language}/{content.edition}/" if content.edition.own_words else ""
    found = tuple(text for text in every_text(subject) if folder in text.item.file)
    _last[:] = [(content, found)]
    return found


def every_text(subject: Subject) -> Iterator[Text]:
    """Also the standard words that stand in."""
    for item in subject.content.items():
        shared = item.kind in _SHARED
        for path, raw in item.prose():
            if not shared or path[-1] == subject.content.language:
                yield Text(item, path, raw, plain(raw))


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text as it is read out; a colon before a list ends one too."""
    found: list[str] = []
    open_ = False
    for part in _SENTENCE_END.split(text):
        words = part.strip()
        if words and open_:
            found[-1] += f" {words}"
        elif words:
            found.append(words)
        if words:
            open_ = bool(_SHORTENED.search(words[-_LONGEST_SHORTENED:]))
    return tuple(found)


def shortened(text: str, most: int = 80) -> str:
    """A text's beginning, cut between words, to be quoted."""
    if len(text) <= most:
        return f"'{text}'"
    return f"'{text[:most].rsplit(' ', 1)[0]} ...'"


def beside(found: re.Match[str]) -> tuple[str, str]:
    """What stands right before and right after; farther words explain nothing."""
    start, end = found.span()
    return found.string[max(0, start - _NEAR) : start], found.string[end : end + _NEAR]


def in_brackets(before: str) -> bool:
    """Whether what follows these words stands in brackets behind others, as in "a shot (...)"."""
    opened = before.rfind("(")
    return opened > before.rfind(")") and bool(before[:opened].strip())
