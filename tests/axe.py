"""A page in Chromium in, whatever axe-core finds on it that keeps people out, out.

axe-core is spoken to over the browser's own wire, so a page's strict policy stays as it is: a
script that we put into the page would be refused, and that is right.
"""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""WCAG 2.0 to 2.2, levels A and AA, and what axe-core holds for good practice beside them."""
LARGE, ZOOMED = (1280, 800), (640, 400)
"""A window, and the same window at 200 %: half as many pixels of CSS each way."""

_SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_RUN = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"], iframes: false})"""
"""A frame of ours holds a PDF, and the browser's own viewer of PDFs around it."""


def violations(page: Page) -> list[str]:
    """What a page breaks as it stands: rule, place and what was measured."""
    page.evaluate(_SCRIPT)
    told: dict[str, Any] = page.evaluate(_RUN, TAGS)
    return [
        f"{found['id']}: {found['help']}: {node['html'][:200]} ({_why(node)})"
        for found in told["violations"]
        for node in found["nodes"]
    ]


def seen(page: Page) -> list[str]:
    """What a screen breaks in light and in dark, at 100 % and at 200 %; it looks as before then."""
    before = page.viewport_size
    assert before is not None
    found = list[str]()
    for scheme in ("light", "dark"):
        for width, height in (LARGE, ZOOMED):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{scheme}, {width} wide: {each}" for each in violations(page)]
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(before)
    return found


def _why(node: dict[str, Any]) -> str:
    checks = (*node["any"], *node["all"], *node["none"])
    return "; ".join(str(check["message"]) for check in checks)
