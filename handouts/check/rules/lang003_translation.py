"""LANG003: a translation says all that its source says, and easy-read words all that the standard ones say.

The same files must be there, built in the same way: as many paragraphs, points, signs and questions,
under the same conditions. Each number of the source stands in the translated text, so do the clinic's
{values}, and each [[word|...]] that the source explains. An easy-read text may be cut into more
sentences; it has the same blocks and the same {values}.
"""  # noqa: E501  # the first line is the rule in one sentence

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.problems import Problem
from handouts.read.translation import lost_in

_NUMBER = re.compile(r"\d+")
_VALUE = re.compile(r"\{[a-z_]+\}")
_TERM = re.compile(r"\[\[([a-z0-9-]+)\|")


def check(subject: Subject) -> Iterator[Problem]:
    """What the words of this language or edition lost on the way from their source."""
    if subject.source is None:
        return
    yield from lost_in(subject.content, subject.source)
    sources = _by_name(subject.source)
    easy = subject.content.edition.own_words
    for name, item in _by_name(subject.content).items():
        source = sources.get(name)
        if source is not None and item.file != source.file:
            yield from _block(item, source) if easy else _texts(item, source)


def _by_name(content: Content) -> dict[tuple[str, str], Item[Any]]:
    shared = {"clinic", "sources"}
    return {(item.kind, item.id): item for item in content.items() if item.kind not in shared}


def _texts(item: Item[Any], source: Item[Any]) -> Iterator[Problem]:
    """Text by text: numbers, values and explained words."""
    texts = dict(item.prose())
    for path, said in source.prose():
        text = texts.get(path, "")
        for sign, what in ((_NUMBER, "number"), (_VALUE, "value"), (_TERM, "word of the glossary")):
            for lost in Counter(sign.findall(said)) - Counter(sign.findall(text)):
                yield Problem(
                    item.place(*path),
                    "LANG003",
                    f"The {what} {lost} of {source.file} is not in this text.",
                    f"There it says: {said[:80]!r}.",
                )


def _block(item: Item[Any], source: Item[Any]) -> Iterator[Problem]:
    """The whole file: the clinic's values, such as whom to call."""
    ours = {value for _, text in item.prose() for value in _VALUE.findall(text)}
    theirs = {value for _, text in source.prose() for value in _VALUE.findall(text)}
    for lost in sorted(theirs - ours):
        message = f"The value {lost} of {source.file} is not in this file."
        yield Problem(item.place(), "LANG003", message, "Say it here too.")
