"""A handout's PDF shows in a frame of our own page, and can be printed from there."""

import io
from collections.abc import Iterator

import pikepdf
import pytest
from flask import Flask, Response
from playwright.sync_api import Page

from handouts.web.app import Door, private_app
from handouts.web.serve import serving
from tests.browser import browser

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><title>x</title><iframe src="{}"></iframe><script src="/x.js"></script>'
SCRIPT = "globalThis.printIt = () => document.querySelector('iframe').contentWindow.print();"


def build(door: Door) -> Flask:
    """A page with a PDF in a frame."""
    app = private_app(door, "desk", {})
    app.add_url_rule("/", "page", lambda: PAGE.format("/handout/x.pdf"))
    app.add_url_rule("/elsewhere", "elsewhere", lambda: PAGE.format("http://evil.invalid/"))
    app.add_url_rule("/x.js", "js", lambda: Response(SCRIPT, mimetype="text/javascript"))
    app.add_url_rule("/handout/x.pdf", "pdf", lambda: Response(pdf(), mimetype="application/pdf"))
    return app


def pdf() -> bytes:
    """One empty page."""
    file = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(file)
    return file.getvalue()


@pytest.fixture
def page() -> Iterator[tuple[Page, Door, list[str]]]:
    with serving(build) as door, browser() as started:
        opened = started.new_page()
        said = list[str]()
        opened.on("console", lambda it: said.append(it.text))
        opened.on("pageerror", lambda it: said.append(str(it)))
        yield opened, door, said


def test_the_browser_s_own_viewer_shows_it_and_is_told_to_print(
    page: tuple[Page, Door, list[str]],
) -> None:
    opened, door, said = page
    with opened.expect_response(lambda it: it.url.startswith("chrome-extension://")):
        opened.goto(door.start)
    opened.evaluate("printIt()")
    assert said == []


def test_no_other_site_is_shown_in_a_frame(page: tuple[Page, Door, list[str]]) -> None:
    opened, door, said = page
    opened.goto(door.start)
    with opened.expect_console_message(lambda it: "frame-src" in it.text):
        opened.goto(f"{door.origin}/elsewhere")
    assert [it for it in said if "frame-src" not in it] == []
