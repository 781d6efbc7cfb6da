"""What the rules look at: the content, and every handout that can be composed from it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from handouts.make.compose import compose
from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.settings import Settings
from handouts.model.visit import DoseBand, Patient, Visit, VisitType
from handouts.problems import Problem

NOBODY = Patient("Example", dt.date(1960, 1, 1))
SOME_DAY = dt.date(2030, 1, 15)


@dataclass(frozen=True, slots=True)
class Composed:
    """One visit of all that are possible, and what composing it gave."""

    visit: Visit
    handout: Handout | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """All that a rule may look at."""

    content: Content
    settings: Settings
    composed: tuple[Composed, ...]
    pictures: tuple[str, ...]
    source: Content | None = None
    """The words that these were made from: what is translated, or is said in easy read."""
    files: tuple[str, ...] = ()
    """Relative paths of the files in the clinic's own folder; none when there is only stock."""
    stock: tuple[str, ...] = ()
    """Relative paths of all that ships."""

    @classmethod
    def of(
        cls,
        content: Content,
        settings: Settings,
        pictures: tuple[str, ...],
        source: Content | None = None,
        *,
        files: tuple[str, ...] = (),
        stock: tuple[str, ...] = (),
    ) -> "Subject":
        """Compose every treatment for every dose band and visit type, with no risk and with all."""
        composed = []
        for visit in _visits(content, settings):
            handout, problems = compose(visit, content, settings, printed=SOME_DAY)
            composed.append(Composed(visit, handout, problems))
        return cls(content, settings, tuple(composed), pictures, source, files, stock)


def _visits(content: Content, settings: Settings) -> Iterator[Visit]:
    treatments = settings.offers or tuple(content.treatments)
    bands = (None, *DoseBand)
    types = (None, *VisitType)
    risks = ((), tuple(content.risks))
    for treatment, band, type_, listed in product(treatments, bands, types, risks):
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
                risks=listed,
            )
