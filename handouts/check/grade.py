"""Text in, US school grade out: the Flesch-Kincaid formula with our own syllable counter.

Formula: Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75:
0.39 * words per sentence + 11.8 * syllables per word - 15.59.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

SHORT = frozenset(
    {
        "anesthesia", "anesthetic", "clinic", "diabetes", "doctor", "emergency", "exercise",
        "exercises", "hallucination", "hallucinations", "hospital", "infusion", "infusions",
        "injection", "injections", "ketamine", "medicine", "medicines", "opioid", "opioids",
        "psychology", "surgery", "therapist", "therapy", "treatment", "treatments",
    }
)  # fmt: skip
"""Words that a handout about these treatments cannot do without; they count as two syllables."""

_EXCEPTIONS = {
    "anxiety": 4, "anxious": 2,
    "anyone": 3, "area": 3, "areas": 3, "business": 2, "careful": 2, "client": 2,
    "closely": 2, "completely": 3, "copd": 4, "cpap": 2, "create": 2, "diet": 2, "ecg": 3,
    "evening": 2, "evenings": 2, "every": 2, "everything": 3, "fda": 3, "fluid": 2, "fluids": 2,
    "giant": 2, "hundred": 2, "idea": 3, "ideas": 3, "iv": 2, "lately": 2, "mri": 3, "nausea":
    3, "people": 2, "poem": 2, "ptsd": 4, "quiet": 2, "reaction": 3, "rhythm": 2, "ruin": 2,
    "safely": 2, "science": 2, "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2,
    "therefore": 2, "useful": 2,
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[-,.:]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[\s)\"”]+|\n+")
_TERM = re.compile(r"\[\[[^|\]]*\|([^\[\]]*)\]\]")
_VALUE = re.compile(r"\{[a-z_]+\}")
_VOWELS = re.compile(r"[aeiouy]+")
_TWO_IN_ONE = re.compile(r"(?<![tcsgq])(?:ia|io|iu)|(?<![qg])ua|eo(?!u)|(?<=[aeo])ing$")
_SILENT_END = re.compile(
    r"[^aeiouyl]e$|[aeiouy]le$"  # made, while; but ta-ble
    r"|[^aeiouytdl]ed$|[aeiouyl]led$"  # called; but need-ed
    r"|(?:[^aeiouyscxzhgl]|[^sc]h|[aeiouy]l)es$"  # makes; but nurs-es, tab-les
)


@dataclass(frozen=True, slots=True)
class Count:
    """What the formula needs; counts add up."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
        )

    def __sub__(self, other: "Count") -> "Count":
        return Count(
            self.sentences - other.sentences,
            self.words - other.words,
            self.syllables - other.syllables,
        )

    @property
    def grade(self) -> float:
        """US school grade; 0 when there is nothing to read."""
        if not self.words or not self.sentences:
            return 0.0
        per_sentence = self.words / self.sentences
        return max(0.0, 0.39 * per_sentence + 11.8 * self.syllables / self.words - 15.59)


def plain(text: str) -> str:
    """A text of the content as it is read out: without markup, a value as a plain number."""
    return _VALUE.sub("911", _TERM.sub(r"\1", text.replace("**", "")))


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Syllables of one English word; a word of SHORT counts two at most."""
    plain = word.lower().replace("’", "'")
    if "-" in plain:
        return sum(syllables(part) for part in plain.split("-") if part)
    if plain in SHORT:
        return 2
    if plain in _EXCEPTIONS:
        return _EXCEPTIONS[plain]
    stem = re.sub(r"'(?:s|d|ll|re|ve|m|t)?$", "", plain)
    groups = len(_VOWELS.findall(stem))
    groups += len(_TWO_IN_ONE.findall(stem))
    groups -= 1 if _SILENT_END.search(stem) else 0
    return max(1, groups)


@lru_cache(maxsize=8192)
def count(text: str) -> Count:
    """Count one paragraph, point or heading; its last sentence need not end in a full stop."""
    return counted(text, syllables)


def counted(text: str, in_word: Callable[[str], int]) -> Count:
    """Count with another language's syllables; a number is a word of one syllable."""
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    words = [word for part in sentences for word in _WORD.findall(part)]
    numbers = sum(len(_NUMBER.findall(part)) for part in sentences)
    return Count(
        sentences=len(sentences),
        words=len(words) + numbers,
        syllables=sum(in_word(word) for word in words) + numbers,
    )


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without numbers."""
    return tuple(_WORD.findall(text))


def total(texts: Iterable[str]) -> Count:
    """The counts of many texts, added up."""
    return sum((count(text) for text in texts), Count())
