"""Lays out small pages of HTML for questions about their tags."""

from functools import cache

import pytest

from handouts.press import engine
from handouts.press.engine import Engine
from tests.press import hebrew
from tests.tags import Tagged, tags_of

STYLE = f"""
@font-face {{ font-family: {hebrew.FAMILY}; src: url(hebrew.ttf) }}
@page {{
  size: 100mm 100mm;
  margin: 15mm;
  @top-left {{ content: element(page-head) }}
  @bottom-left {{ content: "Page " counter(page) }}
}}
html {{ font: 12pt/1.2 'Source Sans Pro'; orphans: 1; widows: 1 }}
.page-head {{ position: running(page-head) }}
.hebrew {{ font-family: {hebrew.FAMILY}, 'Source Sans Pro'; width: 25mm }}
.picture::before {{ content: url(icons/square.svg) }}
.icon {{ background: url(icons/square.svg) }}
.icon {{ display: inline-block; width: 3mm; height: 3mm }}
.flex {{ display: flex }}
.first {{ order: -1 }}
img {{ width: 20mm; height: 10mm }}
body, p, h1, h2, h3, ul, ol {{ margin: 0 }}
li ul {{ list-style: disc }}
"""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@cache
def an_engine() -> Engine:
    """The same for all tests: with our own font, boxes for Hebrew letters, and one picture."""
    files = {"own.css": STYLE.encode(), "icons/square.svg": SQUARE.encode()}
    with pytest.MonkeyPatch.context() as patch:  # our own pages never fetch a font
        patch.setitem(engine._TYPES, ".ttf", "font/ttf")
        return Engine(("own.css",), (files | {"hebrew.ttf": hebrew.font()}).get)


def page(body: str, head: str = "<p>Maria Example</p>") -> str:
    """A page with this in its body, and this in its running head."""
    return (
        '<!doctype html><html lang="en"><head><title>T</title></head><body>'
        f'<div class="page-head">{head}</div>{body}</body></html>'
    )


def tagged(body: str, **parts: str) -> Tagged:
    """What the tags of such a page say."""
    return tags_of(an_engine().render(page(body, **parts)))


def table(rows: int) -> str:
    """A table of three columns."""
    body = "".join(
        f"<tr><th scope=row>head {row}</th><td>cell {row}</td><td></td></tr>" for row in range(rows)
    )
    return (
        "<table><caption>Effects</caption><thead><tr><th scope=col>Effect</th>"
        f"<th scope=col>What</th><th scope=col>When</th></tr></thead><tbody>{body}</tbody></table>"
    )
