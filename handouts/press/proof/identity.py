"""A handout of which nothing is known in, whatever shows that its pages are not of one kind out.

Each page of a handout has the same head and foot but for its own number: the patient's name and
birth date, the version, the check code.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from handouts.press.pictures import PDFIUM, opened
from handouts.press.proof import file
from handouts.press.proof.expected import Flaw
from handouts.press.proof.sheet import Sheet, sheets
from handouts.press.proof.words import apart

_WORD = re.compile(r"\w+")
_CODE = re.compile(r"[A-Z2-7]{6}")
"""Six letters of base 32, as check codes are written."""


def flaws(pdf: bytes) -> tuple[Flaw, ...]:
    """What is wrong with it, as far as it can be told without its visit."""
    try:
        file.check_sound(pdf)
        with PDFIUM, opened(pdf) as document:
            pages = tuple(sheets(document, pictured=False))
    except file.Broken as broken:
        return (Flaw(str(broken)),)
    except Exception:  # whatever PDFium says: what it cannot read is not proven
        return (Flaw("cannot be read"),)
    return tuple(_flaws(pages))


def _flaws(pages: tuple[Sheet, ...]) -> Iterator[Flaw]:
    edges = [_words(page) for page in pages]
    first = Counter(edges[0])
    if not any(_CODE.fullmatch(word) for word in first):
        yield Flaw("shows no check code, so it is no handout of this program", 1)
        return
    for number, words in enumerate(edges, start=1):
        counted = [int(word) for word in words if word.isdecimal()]
        if (number, len(pages)) not in pairwise(counted):
            yield Flaw(f"does not say that it is page {number} of {len(pages)}", number)
        lacking = first - Counter(words)
        lacking.subtract({"1": 1})  # its own number
        if any(count > 0 for count in lacking.values()):
            yield Flaw("has another head or foot than page 1: it may be another patient's", number)


def _words(page: Sheet) -> list[str]:
    """Those of the head and the foot, in the order of painting."""
    return _WORD.findall(" ".join(run.text for run in apart(page)))
