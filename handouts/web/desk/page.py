"""Requests of the front desk's browser in, the page of `handouts desk` out.

Every button is a form that works without a script. With one, the same addresses answer with the
parts of the page that changed.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, jsonify, redirect, render_template, request
from werkzeug.exceptions import NotFound

from handouts.library.shelves import Shelves
from handouts.press.pictures import picture
from handouts.problems import HandoutsError, Problem
from handouts.read.columns import COLUMNS
from handouts.web.app import Door, private_app
from handouts.web.desk.chosen import SEVERAL
from handouts.web.desk.desk import Desk, Screen
from handouts.web.desk.folder import desk_folder
from handouts.web.desk.press import Press
from handouts.web.desk.running import turn
from handouts.web.desk.together import together
from handouts.web.desk.words import DOSE_BANDS, VISIT_TYPES
from handouts.web.serve import serving

AT_ONCE = 0.2
"""Seconds that a button waits for the pages; later they come as news."""
PATIENCE = 20.0
"""Seconds that a browser's question for news waits; then it asks again."""
SCALES = (1, 2, 3)
"""How sharp a page's picture may be: dots of the screen to one pixel of the page."""
MOST_ROWS = 200
"""So many rows of the list are on the page; a few letters bring any other."""

ASSETS = {
    "web.css": "styles/web.css", "desk.css": "styles/desk.css",
    "desk.js": "templates/web/desk/desk.js",
}  # fmt: skip
REGIONS = ("notice", "list", "person", "choices", "paper")
"""The parts of the page that change by themselves; each is a template."""


@contextlib.contextmanager
def desk(shelves: Shelves, *, now: Callable[[], dt.datetime], port: int = 0) -> Iterator[Door]:
    """Serve the desk of these shelves while the block runs.

    Raises RunsAlready when it runs already, and HandoutsError.
    """
    with turn(desk_folder(shelves)) as mine:
        state = Desk(shelves, Press(shelves), now)
        state.start()
        try:
            page = DeskPage(state)
            with serving(lambda door: mine.joined(page.app(door), door), port) as door:
                mine.runs(door)
                try:
                    yield door
                finally:
                    mine.ends()
        finally:
            state.close()


class DeskPage:
    """The routes of the page."""

    def __init__(self, state: Desk) -> None:
        self._desk = state
        self._notice: tuple[Problem, ...] = ()

    def app(self, door: Door) -> Flask:
        """The app behind its door."""
        app = private_app(door, "desk", ASSETS)
        app.add_url_rule("/", "page", self._page)
        app.add_url_rule("/news", "news", self._news)
        app.add_url_rule(
            "/pages/<token>/<int:sheet>/<int:page>-<int:scale>.png", "picture", self._picture
        )
        app.add_url_rule("/handout/<token>.pdf", "pdf", self._pdf)
        buttons: dict[str, Callable[[], None]] = {
            "search": self._search, "pick": self._pick, "new": self._desk.new,
            "change": self._change, "leave": self._desk.leave, "wake": self._desk.touch,
        }  # fmt: skip
        for name, act in buttons.items():
            app.add_url_rule(f"/{name}", name, self._button(act), methods=["POST"])

        @app.before_request
        def hide() -> Any:
            open_to_all = {"page", "news", "wake", "start", "again", "icon"}
            if request.endpoint in open_to_all or (request.endpoint or "").startswith("asset "):
                return None
            return self._answer() if self._desk.hidden else self._desk.touch()

        return app

    # What there is to see

    def _page(self) -> str:
        screen = self._desk.look()
        if screen.hidden:
            return render_template("hidden.html")
        return render_template("desk.html", **self._shown(screen))

    def _news(self) -> Response:
        seen = request.args.get("seen", -1, type=int)
        return self._regions(self._desk.wait(seen, PATIENCE), seen)

    def _answer(self) -> Any:
        """What a button answers: a script gets what changed, a form goes back to the page."""
        screen = self._desk.made(AT_ONCE)
        if request.accept_mimetypes.best == "application/json":
            return self._regions(screen)
        return redirect("/", 303)

    def _regions(self, screen: Screen, seen: int = -1) -> Response:
        if screen.hidden:
            return jsonify({"number": screen.number, "hidden": True})
        news: dict[str, Any] = {"number": screen.number}
        if screen.number != seen:
            shown = self._shown(screen)
            chosen = screen.chosen
            news["key"] = chosen.key if chosen else ""
            news["making"] = bool(chosen and chosen.making)
            news["regions"] = {it: render_template(f"{it}.html", **shown) for it in REGIONS}
            news["wrong"] = {it: _said(chosen.wrong(it)) if chosen else "" for it in COLUMNS}
        return jsonify(news)

    def _shown(self, screen: Screen) -> dict[str, Any]:
        """What the templates of the page and its parts see."""
        found = screen.today.listing.search(screen.search)
        notice, self._notice = self._notice, ()
        return {
            "screen": screen, "words": screen.words, "chosen": screen.chosen,
            "found": found[:MOST_ROWS], "more": len(found) - MOST_ROWS,
            "notice": notice, "visit_types": VISIT_TYPES, "dose_bands": DOSE_BANDS, "said": _said,
        }  # fmt: skip

    def _picture(self, token: str, sheet: int, page: int, scale: int) -> Response:
        finished = self._desk.finished(token)
        if finished is None or scale not in SCALES or not 1 <= sheet <= len(finished.sheets):
            raise NotFound
        try:
            shown = picture(finished.sheets[sheet - 1].pdf, page, scale)
        except IndexError:
            raise NotFound from None
        return Response(shown, mimetype="image/png")

    def _pdf(self, token: str) -> Response:
        finished = self._desk.finished(token)
        if finished is None:
            raise NotFound
        pdf = together([each.pdf for each in finished.sheets])
        shown = {"Content-Disposition": 'inline; filename="handout.pdf"'}
        return Response(pdf, mimetype="application/pdf", headers=shown)

    # Buttons

    def _button(self, act: Callable[[], None]) -> Callable[[], Any]:
        def press() -> Any:
            try:
                act()
            except HandoutsError as wrong:
                self._notice = wrong.problems
            return self._answer()

        return press

    def _search(self) -> None:
        self._desk.search(request.form.get("search", "")[:200])

    def _pick(self) -> None:
        self._desk.pick(request.form.get("row", -1, type=int))

    def _change(self) -> None:
        cells = {name: request.form[name] for name in COLUMNS if name in request.form}
        for name in SEVERAL:
            if f"{name}-asked" in request.form:  # a form says nothing of boxes without a tick
                cells[name] = "; ".join(request.form.getlist(name))
        self._desk.change(request.form.get("key", ""), cells)


def _said(problems: tuple[Problem, ...]) -> str:
    """Problems in a line of plain words."""
    return " ".join(f"{each.message} {each.hint}".strip() for each in problems)
