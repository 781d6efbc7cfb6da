"""Signs of what should not be written, each with what to write instead; the words found come out.

A rule over words or numbers is a table of signs. Numbers that are names (phones, web addresses,
record numbers) are covered before it is asked.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from handouts.check.texts import Text
from handouts.problems import Problem, Severity

_TERM = re.compile(r"\[\[[^|\]]*\|([^\[\]]*)\]\]")
_NAMES = re.compile(
    r"https?://\S+|www\.\S+|\b[\w.+-]{1,64}@[\w.-]{1,64}\.\w+"
    r"|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|edu|gov|net|org|us)\b\S*"
    r"|\{[a-z_]*\}"  # a value that the clinic fills in
    r"|\b24/7\b"
    r"|(?<!\w)\(\d{2,5}\) ?\d[\d -]*\d"  # (212) 555-0100
    r"|\+\d[\d ().-]{5,}\d"  # +1 212 555 0100
    r"|\b(?:record|ID|PIN|ext(?:ension|\.)|exit|lot|room|suite|box|version|code|grade|zip|n[oº°]\.)\s*(?:number|no\.)?\s*[:#]?\s*"
    r"[\w-]*\d[\w.-]*\w?",
    re.IGNORECASE,
)
_MAYBE_NAMES = re.compile(r"[@{\d]|//|\.\w|www", re.IGNORECASE)
"""What no such name lacks; looking for it first is much faster."""
_WITH_HYPHENS = re.compile(r"\b\w+(?:-\w+)+\b")
_DATE = re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}")
_SPELLED_PHONE = re.compile(r"(?:\d+-)*\d{3}-[A-Z]{4,}")
_FEWEST_DIGITS = 5
COVER = "\N{MIDDLE DOT}"

Better = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Sign:
    """What should not be written, why, and what to write instead."""

    pattern: re.Pattern[str]
    wrong: str
    """Follows the quoted words: "is a fraction"."""
    better: Better
    """A whole sentence, or a function that makes it from what was found; empty: all is right."""
    severity: Severity = Severity.ERROR


def written(text: Text) -> str:
    """A text without its markup, with the clinic's {values} as they are written."""
    return _written(text.raw)


@lru_cache(maxsize=8192)
def _written(raw: str) -> str:
    return _TERM.sub(r"\1", raw.replace("**", ""))


@lru_cache(maxsize=8192)
def covered(text: str) -> str:
    """The same text with dots over numbers that are names: phones, addresses, {values}."""
    if not _MAYBE_NAMES.search(text):
        return text
    text = _NAMES.sub(_dots, text)
    return _WITH_HYPHENS.sub(_dots_over_phone, text)


def _dots(found: re.Match[str]) -> str:
    return COVER * len(found[0])


def _dots_over_phone(found: re.Match[str]) -> str:
    words = found[0]
    digits = sum(letter.isdigit() for letter in words)
    phone = digits >= _FEWEST_DIGITS or _SPELLED_PHONE.fullmatch(words)
    return _dots(found) if phone and not _DATE.fullmatch(words) else words


def told(rule: str, text: Text, words: str, signs: Iterable[Sign]) -> Iterator[Problem]:
    """What the signs find in these words of a text; what one judged is left alone by later ones."""
    judged = bytearray(len(words))
    seen: set[str] = set()
    for sign in signs:
        for found in sign.pattern.finditer(words):
            start, end = found.span()
            if any(judged[start:end]):
                continue
            judged[start:end] = b"1" * (end - start)
            better = sign.better if isinstance(sign.better, str) else sign.better(found)
            if not better:
                continue
            quoted = found[0].strip()
            if quoted not in seen:
                seen.add(quoted)
                yield text.problem(rule, f"{quoted!r} {sign.wrong}.", better, sign.severity)
