"""The words of a clinic's schedule in, our ids for treatments and places out, or what to write.

What they mean stands in handouts.yaml. Nothing is guessed: a word that is not there is told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handouts.problems import Place, Problem, Severity, did_you_mean
from handouts.read.columns import SETTINGS_FILE

NO_HANDOUT = "none"
"""Stands for a treatment in handouts.yaml where such a visit gets no handout."""

LONGEST = 60
"""So many letters of a word are told; who writes more has pasted a text."""

_WORD = re.compile(r"\w{3,}")
_TELLING = 5
"""So many letters of the patient's data are told apart from other words even within one."""

_KEYS = {"treatment": "treatments", "site": "sites"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the schedule's words come to."""

    ids: tuple[str, ...]
    """Ours, each once; none when such a visit gets no handout."""
    word: str
    """The word that decided, as it stands in the schedule."""


def folded(word: str) -> str:
    """How words are compared: without capitals, and with single spaces."""
    return " ".join(word.casefold().split())


def meaning(stood: Iterable[str], mapped: Mapping[str, str]) -> Meaning | None:
    """What the first word that handouts.yaml knows means; None when it knows none of them."""
    for word in stood:
        if folded(word) and (found := _found(word, mapped)) is not None:
            ids = dict.fromkeys(part.strip() for part in found.split(";") if part.strip())
            return Meaning(tuple(id_ for id_ in ids if folded(id_) != NO_HANDOUT), word.strip())
    return None


def unmapped(column: str, stood: Sequence[str], mapped: Mapping[str, str], place: Place) -> Problem:
    """The problem of words that mean nothing yet, with the very lines that handouts.yaml lacks.

    `column` is treatment or site. `stood` begins with the word that is best to map.
    """
    words = list(dict.fromkeys(word.strip()[:LONGEST] for word in stood if word.strip()))
    known = ids_of(mapped)
    near = did_you_mean(words[0], known)
    id_ = near.split("'")[1] if near else "..."  # whoever copies the line chooses, not the program
    none = f", or {NO_HANDOUT} where such a visit gets no handout" if column == "treatment" else ""
    lines = (
        (f"{near} Or say" if near else "Say")
        + f""" in {SETTINGS_FILE} what it means{none}:
        schedule:
          {_KEYS[column]}:
            {_as_key(words[0])}: {id_}
    There is: {", ".join(known)}."""
    )
    told = ", ".join(repr(word) for word in words[:5])
    return Problem(place, "row-unknown-id", f"{column} {told} is not known.", lines)


def own_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of a patient's own data, by which they are known elsewhere."""
    return frozenset(each.casefold() for text in texts for each in _WORD.findall(text))


def tells_of(text: str, own: frozenset[str]) -> bool:
    """Whether any of a patient's own words stands in a text, long ones also within another word."""
    said = text.casefold()
    if not own.isdisjoint(_WORD.findall(said)):
        return True
    return any(each in said for each in own if len(each) >= _TELLING)


def ids_of(mapped: Mapping[str, str]) -> tuple[str, ...]:
    """The ids that words stand for, each once."""
    ids = (part.strip() for ours in mapped.values() for part in ours.split(";"))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ and folded(id_) != NO_HANDOUT))


def unwanted(word: str, place: Place) -> Problem:
    """Why no handout is made of a visit whose treatment handouts.yaml gives none."""
    return Problem(
        place,
        "no-handout",
        f"No handout is wanted for {word!r}: {SETTINGS_FILE} says {NO_HANDOUT}.",
        severity=Severity.HINT,
    )


def _found(word: str, mapped: Mapping[str, str]) -> str | None:
    """What the word stands for; ids may be written with spaces and underscores, too."""
    wanted = folded(word)
    if (found := mapped.get(wanted)) is None:
        found = mapped.get("-".join(wanted.replace("_", " ").split()))
    if found is not None:
        return found
    return next((ours for theirs, ours in mapped.items() if folded(theirs) == wanted), None)


def _as_key(word: str) -> str:
    """The word as YAML takes it for a key."""
    plain = word.replace(" ", "").replace("-", "").replace("_", "")
    if plain.isalnum() and word[0].isalnum():
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
