"""A day's visits in, which of their handouts are drafts out, before any of them is made."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from handouts.make.maker import Maker
from handouts.make.words.languages import english_name
from handouts.model.visit import Kind, Visit
from handouts.problems import HandoutsError


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A treatment and language whose words nobody signed, or that lack something of the clinic."""

    treatment: str
    """Its id."""
    language: str
    """In English."""
    reasons: tuple[str, ...]
    handouts: int
    """So many of the day are made of it."""


def unsigned(visits: Iterable[Visit], maker: Maker, printed: dt.date) -> tuple[Unsigned, ...]:
    """The drafts of a day, most handouts first; what cannot be composed is told when it is made."""
    kinds: dict[Kind, list[Visit]] = {}
    for visit in visits:
        kinds.setdefault(visit.kind, []).append(visit)
    found: dict[tuple[str, str], tuple[dict[str, None], int]] = {}
    for alike in kinds.values():
        try:
            handout = maker.compose(alike[0], printed=printed, coded=False)
        except HandoutsError:
            continue
        if handout.form.draft:
            what = alike[0].treatment, english_name(alike[0].language)
            reasons, number = found.get(what, ({}, 0))
            found[what] = reasons | dict.fromkeys(handout.draft_reasons), number + len(alike)
    told = (Unsigned(*what, tuple(reasons), number) for what, (reasons, number) in found.items())
    return tuple(sorted(told, key=lambda each: -each.handouts))
