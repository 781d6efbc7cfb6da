"""A clinic's own templates and styles in, the words that they put on a page out.

The handout does not know them: a template may greet, a style may put a sign before a heading. A
proof needs them, to tell them from words that got on a page by mistake.
"""

import contextlib
import html
import re
from collections.abc import Iterator

from handouts.library.shelves import Shelves

_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
_GENERATED = re.compile(r"""content\s*:[^;}]*?["']([^"']+)["']""")
_PAGES = re.compile(r"templates/(?!web/|folder/).*\.html")


def own_words(shelves: Shelves) -> frozenset[str]:
    """Each piece of text that stands in them as it is."""
    found: set[str] = set()
    for name in shelves.own_files():
        path = shelves.find(name)
        if path and (_PAGES.fullmatch(name) or path.suffix in {".svg", ".css"}):
            with contextlib.suppress(OSError, UnicodeError):  # told by whoever lays it out
                found.update(_words(path.suffix, path.read_text(encoding="utf-8")))
    return frozenset(found)


def _words(kind: str, said: str) -> Iterator[str]:
    pieces = _GENERATED.findall(said) if kind == ".css" else _CODE.split(said)
    for piece in pieces:
        if words := html.unescape(piece).strip():
            yield words
