"""Content's text in, spans out: **bold**, [[term|words]] and {clinic values}, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from handouts.model.blocks import Phrase, Span
from handouts.model.clinic import Clinic, Site

_MARKUP = re.compile(
    r"\*\*(?P<strong>.+?)\*\*"
    r"|\[\[(?P<term>[a-z][a-z0-9-]*)\|(?P<words>[^\]|*{}]+)\]\]"
    r"|\{(?P<value>[a-z_]*)\}"
)
_RUN = re.compile(
    r"(?<![0-9A-Za-z-])(?:"
    r"\+[0-9][0-9 ().-]*[0-9]"  # +1 (212) 555-0100
    r"|\([0-9]{2,5}\)[ -]?[0-9][0-9-]*[0-9]"  # (212) 555-0100
    r"|[0-9](?:[0-9A-Za-z.:/]|\([0-9]+\))*-(?:[0-9A-Za-z.:/-]|\([0-9]+\))*[0-9A-Za-z])"
)
"""A phone or another number with hyphens: it never breaks, and Arabic does not turn it round."""
_STRAY = re.compile(r"\*\*|\[\[|\]\]|[{}]")


class Unclear(ValueError):
    """Text with markup that means nothing; the message says what."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Knows the clinic's values and the words that this handout explains."""

    values: Mapping[str, str | None]
    terms: frozenset[str]
    """Words that are explained here; a link to one of them leads there."""
    known: frozenset[str] | None = None
    """Words that the glossary has; a link to any other one is a slip. None: not asked."""

    def phrase(self, text: str) -> Phrase:
        """Spans of one text. Raises Unclear."""
        return tuple(self._spans(text, strong=False))

    def _spans(self, text: str, *, strong: bool) -> list[Span]:
        spans: list[Span] = []
        position = 0
        for found in _MARKUP.finditer(text):
            spans += _plain(text[position : found.start()], strong=strong)
            spans += self._marked(found, strong=strong)
            position = found.end()
        return [*spans, *_plain(text[position:], strong=strong)]

    def _marked(self, found: re.Match[str], *, strong: bool) -> list[Span]:
        if found["strong"] is not None:
            return self._spans(found["strong"], strong=True)
        if found["term"] is not None:
            if self.known is not None and found["term"] not in self.known:
                raise Unclear(f"glossary.yaml has no {found['term']!r}")
            term = found["term"] if found["term"] in self.terms else None
            return [Span(found["words"], strong=strong, term=term)]
        name = found["value"]
        if name not in self.values:
            known = ", ".join(f"{{{value}}}" for value in self.values)
            raise Unclear(f"{{{name}}} is not a value that the clinic has; known are {known}")
        value = self.values[name]
        if value is None:
            return [Span("", strong=strong, blank=True)]
        return [Span(value, strong=strong, whole=name != "clinic")]


@lru_cache(maxsize=8192)
def _plain(text: str, *, strong: bool) -> tuple[Span, ...]:
    """Spans of a text without markup. The clinic's words come again in every handout."""
    if stray := _STRAY.search(text):
        raise Unclear(f"{stray[0]!r} stands alone; markup is **bold** or [[word|shown words]]")
    spans, position = [], 0
    for run in _RUN.finditer(text):
        spans.append(Span(text[position : run.start()], strong=strong))
        spans.append(Span(run[0], strong=strong, whole=True))
        position = run.end()
    spans.append(Span(text[position:], strong=strong))
    return tuple(span for span in spans if span.text)


def clinic_values(clinic: Clinic, site: Site | None) -> dict[str, str | None]:
    """What `{name}` may stand for in content; None is what the clinic left blank."""
    rest = clinic.policies.rest_minutes
    return {
        "clinic": clinic.name,
        "phone": (site and site.phone) or clinic.phone,
        "after_hours_phone": (site and site.after_hours_phone) or clinic.after_hours_phone,
        "interpreter_phone": clinic.interpreter_phone or clinic.phone,
        "emergency_number": clinic.emergency_number,
        "crisis_line": clinic.crisis_line,
        "no_driving_hours": str(clinic.policies.no_driving_hours),
        "rest_minutes": None if rest is None else str(rest),
    }


def plain_text(phrase: Phrase) -> str:
    """The words alone."""
    return "".join(span.text for span in phrase)
