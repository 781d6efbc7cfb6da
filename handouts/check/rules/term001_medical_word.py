"""TERM001: a hard medical word is explained where it stands.

Words that many readers do not know (nausea, opioid, sedation ...; the list is in
`check/lexicon.py`) need one of these, once:

- a link to the glossary: [[nausea|nausea]]
- everyday words right beside it: "a bulge in a blood vessel (aneurysm)", "dialysis (a machine that
  cleans your blood)", "anesthesia is medicine that makes you sleep for surgery"

Once in the file is enough, and so is another text that stands beside it: every handout that shows
the word must explain it somewhere. (For a text that no handout shows, any text of the language
counts.) Best is to leave the word out and say the everyday one. Not asked for are names of
medicines, for which people look; "ketamine" and "infusion", which the handout as a whole explains;
and notes for one risk, which print only for people who were told its name.

Looks at: English. Other languages are not measured.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.check.lexicon import MEDICAL, MEDICAL_PHRASES, SAME
from handouts.check.scores import blocks_shown
from handouts.check.subject import Subject
from handouts.check.texts import Text, beside, in_brackets, texts
from handouts.problems import Problem

_KNOWN = MEDICAL | MEDICAL_PHRASES
_WORD = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(_KNOWN, key=len, reverse=True))})(?:s|es)?(?![\w-])",
    re.IGNORECASE,
)
_TERM = re.compile(r"\[\[[^|\]]*\|([^\[\]]*)\]\]")
_IN_LINK = re.compile(r"<[^>]*$")
_CALLED = re.compile(
    r"\b(?:called|named|known as|short for|word (?:for (?:this|it) )?is)\b[^.?!]*$"
)
_EXPLAINS = re.compile(
    r">?(?: \w+)?(?:"  # after "apnea": "sleep apnea test (...)"
    r" \("
    r"|: "
    r"|,? which (?:is|are)\b"
    r"| means?\b"
    r"|[^.?!]*[.?!]? [Oo]r (?:an)?other (?:\w+ )?(?:condition|disease|illness|infection)s?\b"
    r"| (?:is|are) (?:a|an|the|when|how|what|short for|\w+ that)\b"
    r"| (?:is|are) (?:\w+ ){1,3}(?:drugs?|illness(?:es)?|medicines?|pills?|problems?|tests?)\b"
    r")|[^.?!]*[.?!] (?:It|This|They|These|That) \w"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The hard words of one file: where each stands first, and which ones it explains."""

    first: Mapping[str, tuple[Text, str]]
    explained: frozenset[str]


def check(subject: Subject) -> Iterator[Problem]:
    """Medical words that nothing around them explains, at their first use in a file."""
    content = subject.content
    if content.language != "en":
        return
    by_item: dict[str, list[Text]] = {}
    for text in texts(subject):
        by_item.setdefault(f"{text.item.kind}/{text.item.id}", []).append(text)
    words = {name: _words(found) for name, found in by_item.items()}
    around = _explained_around(subject, words)
    anywhere = {word for hard in words.values() for word in hard.explained}
    terms = {term.term.lower(): id_ for id_, term in content.glossary.says.terms.items()}
    for name, hard in words.items():
        explained = hard.explained | around.get(name, anywhere)
        for word, (text, shown) in hard.first.items():
            if SAME.get(word, word) not in explained and not name.startswith("risks/"):
                yield _unexplained(word, shown, text, terms)


def _unexplained(word: str, shown: str, text: Text, terms: Mapping[str, str]) -> Problem:
    link = f", or write [[{terms[word]}|{shown}]]" if word in terms else ""
    everyday = _KNOWN.get(word, word)
    return text.problem(
        "TERM001",
        f"{shown!r} is a hard medical word, and nothing explains it here.",
        f"Say it in everyday words, such as '{everyday}', or put these in brackets beside it"
        f"{link}.",
    )


def _words(found: Sequence[Text]) -> Words:
    first: dict[str, tuple[Text, str]] = {}
    explained: set[str] = set()
    for text in found:
        shown = _TERM.sub(r"<\1>", text.raw.replace("**", ""))
        entry = text.item.kind == "glossary" and text.path[-1] == "term"
        for match in _WORD.finditer(shown):
            word = match["word"].lower()
            first.setdefault(word, (text, match[0]))
            if entry or _explains(*beside(match)):
                explained.add(SAME.get(word, word))
    return Words(first, frozenset(explained))


def _explains(before: str, after: str) -> bool:
    return bool(
        (_IN_LINK.search(before) and ">" in after)
        or (in_brackets(before) and ")" in after)
        or _CALLED.search(before)
        or _EXPLAINS.match(after)
    )


def _explained_around(subject: Subject, words: Mapping[str, Words]) -> dict[str, set[str]]:
    """For each file the words that every handout in which it stands explains somewhere."""
    around: dict[str, set[str]] = {}
    handouts = {blocks_shown(each.handout) for each in subject.composed if each.handout}
    for treatment, *blocks in handouts:
        shown = {block for block in blocks if "#" not in block} | {f"treatments/{treatment}"}
        explained = {word for name in shown if name in words for word in words[name].explained}
        for name in shown:
            around[name] = around[name] & explained if name in around else explained
    return around
