"""`press names`: real names from many countries in, how many forms could not take them out."""

import importlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from handouts.press.fonts import fonts
from tests.benchmarks.press import machine, words
from tests.benchmarks.press.content import Source, visit
from tests.benchmarks.press.peers.ours import Maker
from tests.pdf import squeezed
from tests.visits import PRINTED

TREATMENT = "sleep"
MOST_FALLBACKS = 1
"""In a hundred."""


def main(options: Sequence[str]) -> str:
    """Fill the two-page sheet for each name, or so many of them, and read it back."""
    listed: tuple[tuple[str, str], ...] = importlib.import_module("tests.benchmarks.names").NAMES
    listed = listed[:: max(1, len(listed) // int(options[0]))] if options else listed
    source = Source.stock()
    ours = Maker(source.sheet(TREATMENT, 0), TREATMENT)
    letters = fonts("Latn")
    fallbacks, refused, wrong = [], [], []
    for number, (country, name) in enumerate(listed):
        plain = visit(TREATMENT, number)
        named = replace(plain, patient=replace(plain.patient, name=name))
        if letters.lacks(name):
            refused.append(country)
            continue
        ours.lay_out(named)  # a long name's pages are divided in another way: another form
        handout = ours.source.maker.compose(named, printed=PRINTED)
        pdf = ours.filled(handout)
        if pdf is None:
            fallbacks.append(country)
            pdf = ours.source.maker.pdf(handout)
        if not right(pdf, source.pages.html(handout), name):
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


def right(pdf: bytes, html: str, name: str) -> bool:
    """The PDF says what its page says, no more and no less, and each sheet says whose it is.

    A long name may break inside a word, so its letters are compared without spaces.
    """
    pages = [normalize("NFC", page) for page in words.read_back(pdf)]
    letters = normalize("NFC", squeezed(name))
    if not all(letters in squeezed(page) for page in pages):
        return False
    wanted, found = words.expected(html, len(pages)), Counter(words.split(" ".join(pages)))
    wanted = Counter({normalize("NFC", word): count for word, count in wanted.items()})
    for number in range(len(pages)):  # page x of y is counted, not written
        wanted.update((str(number + 1), str(len(pages))))
    return all(word in letters for word in (wanted - found) + (found - wanted))


def _told(countries: list[str]) -> str:
    """How many, and of which countries most."""
    most = ", ".join(f"{country} {number}" for country, number in Counter(countries).most_common(5))
    return f"{len(countries)} ({most})" if countries else "0"
