"""Content in, every visit that is possible out; those that get the same handout stand together."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from handouts.make.compose.compose import compose
from handouts.make.compose.conditions import decide
from handouts.make.compose.form import decisions
from handouts.model.content import Content
from handouts.model.handout import Decision, Handout
from handouts.model.kinds import When
from handouts.model.settings import Settings
from handouts.model.visit import DoseBand, Patient, Visit, VisitType
from handouts.problems import Problem

NOBODY = Patient("Example", dt.date(1960, 1, 1))
SOME_DAY = dt.date(2030, 1, 15)


@dataclass(frozen=True, slots=True)
class Composed:
    """One handout of all that are possible, and every visit that gets it."""

    visit: Visit
    """The first of the visits; the reasons in `handout` speak of this one."""
    handout: Handout | None
    problems: tuple[Problem, ...]
    alike: tuple[Visit, ...]
    """All visits that get the same words, the first one too."""
    decisions: tuple[Decision, ...] = ()
    """Those of the handout; also there when no handout came of it."""


def every_visit(
    content: Content, settings: Settings, *, each_risk: bool = False
) -> Iterator[Visit]:
    """Every treatment that is offered, for every dose band and visit type, known and unknown.

    Each with no risk listed and with all; `each_risk`: also with each risk by itself.
    """
    treatments = settings.offers or tuple(content.treatments)
    alone = tuple((risk,) for risk in content.risks) if each_risk else ()
    listings = tuple(dict.fromkeys(((), tuple(content.risks), *alone)))
    for treatment, band, type_, risks in product(
        treatments, (None, *DoseBand), (None, *VisitType), listings
    ):
        if treatment in content.treatments:
            yield Visit(
                patient=NOBODY,
                treatment=treatment,
                date=SOME_DAY,
                time=dt.time(9, 0),
                language=content.language,
                edition=content.edition,
                dose_band=band,
                visit_type=type_,
                risks=risks,
            )


def possible(visits: Iterable[Visit], content: Content, settings: Settings) -> tuple[Composed, ...]:
    """What composing these visits gives. Those that get the same handout are composed once.

    Whom a handout is for decides its words by nothing but the conditions that are asked on the way:
    a visit that answers each of them as an earlier one did gets that one's handout.
    """
    groups: dict[str, _Group] = {}
    for visit in visits:
        groups.setdefault(visit.treatment, _Group(content, settings)).add(visit)
    return tuple(composed for group in groups.values() for composed in group.composed())


@dataclass(slots=True)
class _Leaf:
    """One handout and the visits that get it."""

    handout: Handout | None
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    visits: list[Visit]


@dataclass(slots=True)
class _Fork:
    """A condition that was asked, and where each answer led."""

    when: When
    ways: "dict[bool, _Fork | _Leaf]" = field(default_factory=dict)


class _Group:
    """The visits for one treatment, as a tree of the conditions that were asked of them."""

    def __init__(self, content: Content, settings: Settings) -> None:
        self.content = content
        self.settings = settings
        self.root: _Fork | _Leaf | None = None
        self.leaves: list[_Leaf] = []

    def add(self, visit: Visit) -> None:
        """Put a visit where it belongs, and compose it when it is the first one there."""
        if (known := self._find(visit)) is not None:
            known.visits.append(visit)
            return
        handout, problems = compose(
            visit, self.content, self.settings, printed=SOME_DAY, coded=False
        )
        decided = (
            handout.decisions if handout else decisions(visit.kind, self.content, self.settings)
        )
        leaf = _Leaf(handout, problems, decided, [visit])
        self.leaves.append(leaf)
        self._plant(leaf, visit)

    def composed(self) -> Iterator[Composed]:
        """Each handout, in the order of its first visit."""
        for leaf in self.leaves:
            alike = tuple(leaf.visits)
            yield Composed(alike[0], leaf.handout, leaf.problems, alike, leaf.decisions)

    def _find(self, visit: Visit) -> _Leaf | None:
        at = self.root
        while isinstance(at, _Fork):
            at = at.ways.get(decide(at.when, visit.kind)[0])
        return at

    def _plant(self, leaf: _Leaf, visit: Visit) -> None:
        """Grow the tree by the conditions that composing this visit asked, in their order."""
        at: _Fork | None = None
        answer = False
        for when in dict.fromkeys(made.when for made in leaf.decisions if made.when):
            here = self.root if at is None else at.ways.get(answer)
            if here is None:
                here = _Fork(when)
                self._hang(here, at, answer=answer)
            assert isinstance(here, _Fork)  # the same answers lead to the same question
            assert here.when == when  # same
            at, answer = here, decide(when, visit.kind)[0]
        self._hang(leaf, at, answer=answer)

    def _hang(self, new: "_Fork | _Leaf", at: _Fork | None, *, answer: bool) -> None:
        if at is None:
            self.root = new
        else:
            at.ways[answer] = new
