"""What stopped a start in, a page that says it out: an icon has no terminal that anybody sees."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, render_template, request

from handouts.web.app import Door, private_app
from handouts.web.serve import serving

PATIENCE = 120.0
"""Seconds in which a browser has opened the page, or never will."""
ASSETS = {"web.css": "styles/web.css"}


def show_stopped(said: str, launch: Callable[[str], Any]) -> bool:
    """Have the browser show these lines; whether it did. Raises HandoutsError.

    Nothing is written to the disk. `launch` opens an address with this machine's browser.
    """
    read = threading.Event()

    def build(door: Door) -> Flask:
        app = private_app(door, "desk", ASSETS)
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        app.add_url_rule("/", "page", lambda: render_template("stopped.html", lines=lines))

        @app.after_request
        def seen(response: Response) -> Response:
            if request.endpoint == "asset web.css":  # what a page asks for last
                response.call_on_close(read.set)
            return response

        return app

    with serving(build) as door:
        launch(door.start)
        return read.wait(PATIENCE)
