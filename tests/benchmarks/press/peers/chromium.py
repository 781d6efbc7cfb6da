"""A handout's HTML into one warm page of Debian's Chromium, and its PDF out.

The page stays open for all handouts. Chromium knows no running heads, so the head and the foot of
the sheet go into its own head and foot templates.
"""

import re
from pathlib import Path
from typing import Any

from handouts.library.shelves import stock
from handouts.press.fonts import fonts, use
from tests.benchmarks.press.sheet import STYLES, Sheet
from tests.browser import browser, chromium

_OWN = """<style>
@page { size: letter; margin: 27mm 21.5mm 22.5mm !important }
.page-head, .page-foot { display: none }
</style>"""
_EDGE = """<style>
.edge { font: 12pt/1.2 "Source Sans Pro"; width: 100%; margin: 0 21.5mm; color: #111 }
.edge p { margin: 0 } .edge .row { display: table; width: 100%; table-layout: fixed }
.edge .cell { display: table-cell; vertical-align: bottom }
.edge .draft { border: 1.2pt solid; text-align: center; font-weight: 700; margin-bottom: 2mm }
.edge .name, .edge .page-number { font-weight: 700 }
.edge .page-number, .edge .printed, .edge .check { text-align: right }
</style>"""


class Maker:
    """One warm page; each handout is set into it as a whole."""

    title = "Chromium"
    note = "one warm page, `set_content` and `pdf(tagged=True)`"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        if not chromium():
            raise ModuleNotFoundError("chromium (apt-get install chromium)")
        use(fonts("Latn"))  # its child processes see our fonts as the system's
        self._stack = browser()
        self._page = self._stack.__enter__().new_page()
        self._page.goto(Path(stock(), "styles").as_uri() + "/")  # where pictures are looked for

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, tagged by Chromium."""
        self._page.set_content(_styled(sheet.html))
        return self._pdf(sheet.html)

    def _pdf(self, html: str) -> bytes:
        pdf: bytes = self._page.pdf(
            tagged=True, prefer_css_page_size=True, print_background=True,
            display_header_footer=True, header_template=_edge(html, "page-head"),
            footer_template=_edge(html, "page-foot"),
        )  # fmt: skip
        return pdf

    def close(self) -> None:
        """End the browser."""
        self._stack.__exit__(None, None, None)


def _styled(html: str) -> str:
    links = "".join(f'<link rel="stylesheet" href="{name}">' for name in STYLES)
    return html.replace("</head>", f"{links}{_OWN}</head>")


def _edge(html: str, name: str) -> str:
    """The head or the foot as one of Chromium's templates."""
    found: Any = re.search(
        rf'<div class="{name}">(.*?)\n</div>\n(?=<div class="page-foot"|<main)', html, re.DOTALL
    )
    words = found[1].replace('class="page"', 'class="pageNumber"')
    words = words.replace('class="pages"', 'class="totalPages"')
    return f'{_EDGE}<div class="edge">{words}</div>'
