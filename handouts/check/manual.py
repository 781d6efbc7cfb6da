"""The rules' docstrings in, the pages of their manual out: for a terminal, or for docs/rules.md."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handouts.check.ids import READER_IDS
from handouts.check.rules import RULES
from handouts.problems import did_you_mean

_HEAD = re.compile(r"(?P<id>[A-Z]+\d{3}): (?P<says>.+)", re.DOTALL)
_POINT = re.compile(r"(?m)^(?=- )")


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to know of one rule."""

    id: str
    says: str
    """The rule in one sentence."""
    more: str = ""
    """Why, what counts, how to mend; paragraphs, points and indented examples."""


@cache
def pages() -> dict[str, Page]:
    """Every rule's page, then what the reader tells, by id."""
    rules = [_page(inspect.cleandoc(inspect.getdoc(rule) or "")) for rule in RULES]
    told = [Page(id_, says, _BEFORE_RULES) for id_, says in READER_IDS.items()]
    return {page.id: page for page in (*rules, *told)}


def nearest(word: str) -> str:
    """What somebody who typed this rule's name may have meant."""
    known = pages()
    near = did_you_mean(word.upper(), known) or did_you_mean(word.lower(), known)
    return near or f"There is: {', '.join(known)}."


def for_terminal(page: Page, width: int) -> str:
    """The page in lines of at most `width` letters; examples stay as they are."""
    blocks = [textwrap.fill(page.says, width)]
    blocks += ["\n".join(_lines(each, width)) for each in page.more.split("\n\n") if each]
    return page.id + "\n" + textwrap.indent("\n\n".join(blocks), "  ")


_BEFORE_RULES = (
    "Told while the files are read, before any rule can look. Mend the line that is named; it "
    "cannot be ignored."
)


def _page(text: str) -> Page:
    head, _, more = text.partition("\n\n")
    found = _HEAD.fullmatch(head)
    assert found is not None, head  # a test looks at each rule
    says = " ".join(found["says"].split())
    return Page(found["id"], says[0].upper() + says[1:], more.strip("\n"))


def _lines(block: str, width: int) -> Iterator[str]:
    if block.startswith(" "):
        yield from block.split("\n")
        return
    for part in _POINT.split(block):
        hanging = "  " if part.startswith("- ") else ""
        if part:
            yield textwrap.fill(" ".join(part.split()), width, subsequent_indent=hanging)
