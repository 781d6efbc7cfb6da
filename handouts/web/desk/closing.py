"""A request to close the desk in, its last page out: an icon has no terminal that could end it."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, render_template, request

from handouts.web.app import Door
from handouts.web.desk.tomorrow.underway import Progress

PATIENCE = 5.0
"""Seconds in which a browser has fetched what the last page needs, or never will."""
_LAST = "asset web.css"
"""What the last page asks for last."""


class Closing:
    """The route that ends the program, once its last page is with the browser."""

    def __init__(self, door: Door, progress: Callable[[], Progress | None]) -> None:
        """`progress` is that of the batch of a day to come: to end that is asked about."""
        self._door, self._progress = door, progress
        self._closed = False

    def add_to(self, app: Flask) -> None:
        """Give the app this route."""
        app.add_url_rule("/close", "close", self._close, methods=["POST"])
        app.after_request(self._shown)

    def _close(self) -> Any:
        progress = self._progress()
        if progress and not progress.ended and "batch" not in request.form.getlist("yes"):
            return render_template("close_batch.html", progress=progress)
        self._closed = True
        waiting = threading.Timer(PATIENCE, self._door.over.set)
        waiting.daemon = True
        waiting.start()
        return render_template("closed.html")

    def _shown(self, response: Response) -> Response:
        if self._closed and request.endpoint == _LAST:
            response.call_on_close(self._door.over.set)
        return response
