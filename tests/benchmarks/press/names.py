"""`press names`: real names from many countries in, how many forms could not take them out."""

import importlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from handouts.model.handout import Handout
from handouts.problems import HandoutsError
from tests.benchmarks.press import machine
from tests.benchmarks.press.content import Source, visit
from tests.benchmarks.press.peers.ours import Maker
from tests.pdf import read_back, squeezed
from tests.visits import PRINTED

TREATMENT = "sleep"
MOST_FALLBACKS = 1
"""In a hundred."""


def main(words: Sequence[str]) -> str:  # noqa: ARG001  # as every part
    """Fill the two-page sheet for each name and read it back."""
    listed: tuple[tuple[str, str], ...] = importlib.import_module("tests.benchmarks.names").NAMES
    source = Source.stock()
    ours = Maker(source.sheet(TREATMENT, 0), TREATMENT)
    fallbacks, refused, wrong = [], [], []
    for number, (country, name) in enumerate(listed):
        plain = visit(TREATMENT, number)
        named = replace(plain, patient=replace(plain.patient, name=name))
        try:
            handout = source.maker.compose(named, printed=PRINTED)
            pdf = ours.filled(handout)
        except HandoutsError:
            refused.append(country)
            continue
        if pdf is None:
            fallbacks.append(country)
            pdf = ours.source.maker.pdf(handout)
        if not right(pdf, handout):
            wrong.append(country)
    part = len(fallbacks) * 100 / max(1, len(listed))
    return "\n".join(
        [
            f"{machine.described()}.\n",
            f"{len(listed)} names from {len({country for country, _ in listed})} countries:\n",
            f"- {_told(fallbacks)} fell back, {part:.2g} % (aim under {MOST_FALLBACKS} %)",
            f"- {_told(refused)} refused before, as the fonts lack a letter",
            f"- {_told(wrong)} not read back as it was written (aim 0)",
        ]
    )


def right(pdf: bytes, handout: Handout) -> bool:
    """Each page says whose it is, and the first one has every field."""
    pages = [squeezed(page) for page in read_back(pdf).pages]
    name = squeezed(handout.fields["patient"])
    return all(name in page for page in pages) and all(
        squeezed(text) in "".join(pages) for text in handout.fields.values()
    )


def _told(countries: list[str]) -> str:
    """How many, and of which countries most."""
    most = ", ".join(f"{country} {number}" for country, number in Counter(countries).most_common(5))
    return f"{len(countries)} ({most})" if countries else "0"
