"""A mandatory text in, what it no longer says out."""

import re
from collections.abc import Iterator
from typing import Any

from handouts.make.mandatory.duties import DUTIES, SIGNS
from handouts.model.item import Item

_MARKS = re.compile(r"\*\*|\[\[[^|\]]*\||\]\]")

FEWEST_BYTES = 20
"""Of a mandatory text in any language, in UTF-8; the shortest that ships has 69."""


def lost(item: Item[Any]) -> Iterator[str]:
    """What this item no longer says, of all that it is there for."""
    name = f"{item.kind}/{item.id}"
    duties = DUTIES.get(name, ())
    if not duties:
        return
    raw = "\n".join(text for _, text in item.prose())
    signs = getattr(item.says, "signs", ())
    words = _MARKS.sub("", "\n".join(signs) if signs else raw).lower()
    if len(words.encode()) < FEWEST_BYTES:
        yield "nearly all of its words"
        return
    if item.kind == "red-flags" and item.says.urgency != item.id:
        yield f"that it is the list for `urgency: {item.id}`"
    if len(signs) < SIGNS.get(name, 0):
        yield f"{SIGNS[name] - len(signs)} of its {SIGNS[name]} signs"
    language = item.language.partition("-")[0]
    yield from (duty.what for duty in duties if not duty.kept(raw, words, language))
