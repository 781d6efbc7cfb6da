"""Requests of the front desk's browser in, the page of `handouts desk` out.

Every button is a form that works without a script. With one, the same addresses answer with the
parts of the page that changed.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, jsonify, redirect, render_template, request
from werkzeug.exceptions import NotFound

from handouts.library.shelves import Shelves
from handouts.press.pictures import glance
from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.read.columns import COLUMNS
from handouts.web.app import Door, private_app
from handouts.web.desk.chosen import SEVERAL
from handouts.web.desk.closing import Closing
from handouts.web.desk.desk import Desk
from handouts.web.desk.opening.again import joined
from handouts.web.desk.opening.running import turn
from handouts.web.desk.own.folder import desk_folder
from handouts.web.desk.paper import Paper, script
from handouts.web.desk.press.press import Press
from handouts.web.desk.printing.together import together
from handouts.web.desk.regions import Regions
from handouts.web.desk.screen import Screen
from handouts.web.desk.shown import shown
from handouts.web.desk.tomorrow import page as tomorrow_page
from handouts.web.desk.tomorrow.page import TomorrowPage
from handouts.web.desk.tomorrow.tomorrow import Tomorrow
from handouts.web.desk.turns import Turns
from handouts.web.serve import serving

AT_ONCE = 0.2
"""Seconds that a button waits for the pages; later they come as news."""
PATIENCE = 20.0
"""Seconds that a browser's question for news waits; then it asks again."""
SCALES = (1, 2)
"""How sharp a page's picture may be: dots of the screen to one pixel of the page."""

SCRIPTS = ("desk", "server", "place", "keys", "print", "drop", "sharp")
ASSETS = {
    "web.css": "styles/web.css",
    "desk.css": "styles/desk.css",
    **{f"{it}.js": f"templates/web/desk/{it}.js" for it in SCRIPTS},
}


@contextlib.contextmanager
def desk(shelves: Shelves, *, now: Callable[[], dt.datetime], port: int = 0) -> Iterator[Door]:
    """Serve the desk of these shelves while the block runs.

    Raises RunsAlready when it runs already, and HandoutsError.
    """
    with turn(desk_folder(shelves)) as mine:
        state = Desk(shelves, Press(shelves), now)
        tomorrow = Tomorrow(shelves, now, state.memory.remember_tomorrow)
        tomorrow.restore(state.memory.tomorrow)
        state.start()
        try:
            page = DeskPage(state, tomorrow)
            with serving(lambda door: joined(page.app(door), door, mine), port) as door:
                mine.runs(door)
                try:
                    yield door
                finally:
                    mine.ends()
        finally:
            tomorrow.close()
            state.close()


class DeskPage:
    """The routes of the page."""

    def __init__(self, state: Desk, tomorrow: Tomorrow) -> None:
        self._desk = state
        self._rendered = Regions()
        self._tomorrow = TomorrowPage(tomorrow, hidden=lambda: state.hidden, touch=state.touch)
        self._progress = lambda: tomorrow.progress
        self._notice: tuple[Problem, ...] = ()
        self._turns = Turns()

    def app(self, door: Door) -> Flask:
        """The app behind its door."""
        assets, uploads = ASSETS | tomorrow_page.ASSETS, ("/list", tomorrow_page.DROP)
        app = private_app(door, "desk", assets, uploads=uploads)
        self._tomorrow.add_to(app)
        app.add_url_rule("/", "page", self._page)
        app.add_url_rule("/news", "news", self._news)
        app.add_url_rule(
            "/pages/<token>/<int:sheet>/<int:page>-<int:scale>.jpg", "picture", self._picture
        )
        app.add_url_rule("/handout/<token>.pdf", "pdf", self._pdf)
        buttons: dict[str, Callable[[], None]] = {
            "search": self._search, "pick": self._pick, "new": self._desk.new,
            "blank": self._desk.blank, "change": self._change, "leave": self._leave,
            "back": self._desk.back, "wake": self._desk.touch, "list": self._list,
            "own-list": self._desk.own_list, "day": self._day, "retry": self._retry,
        }  # fmt: skip
        Paper(self._desk, self._answer).add_to(app)
        Closing(door, self._progress).add_to(app)
        for name, act in buttons.items():
            app.add_url_rule(f"/{name}", name, self._button(act), methods=["POST"])

        @app.before_request
        def hide() -> Any:
            open_to_all = {"page", "news", "wake", "start", "again", "icon", *tomorrow_page.OPEN}
            if request.endpoint in open_to_all or (request.endpoint or "").startswith("asset "):
                return None
            return self._answer() if self._desk.hidden else self._desk.touch()

        return app

    # What there is to see

    def _page(self) -> str:
        screen = self._desk.look()
        if screen.hidden:
            return render_template("hidden.html")
        notice, self._notice = (*self._notice, *self._desk.memory.troubles()), ()
        return render_template("desk.html", **shown(screen, notice))

    def _news(self) -> Response:
        seen = request.args.get("seen", -1, type=int)
        screen = self._desk.wait(seen, PATIENCE)
        if screen.chosen and screen.chosen.making:
            screen = self._desk.made(AT_ONCE)  # to show first that they come would only delay them
        return self._regions(self._desk.look() if screen.number == seen else screen, seen)

    def _answer(self, notice: tuple[Problem, ...] = ()) -> Any:
        """What a button answers: a script gets what changed, a form goes back to the page."""
        screen = self._desk.made(AT_ONCE)
        notice = (*notice, *self._desk.memory.troubles())
        if script():
            return self._regions(screen, notice=notice)
        self._notice = notice
        return redirect("/", 303)

    def _regions(
        self, screen: Screen, seen: int = -1, notice: tuple[Problem, ...] = ()
    ) -> Response:
        if screen.hidden:
            return jsonify({"number": screen.number, "hidden": True})
        if screen.number == seen:
            return jsonify({"number": screen.number})
        return jsonify(self._rendered.of(screen, notice))

    def _picture(self, token: str, sheet: int, page: int, scale: int) -> Response:
        finished = self._desk.finished(token)
        if finished is None or scale not in SCALES or not 1 <= sheet <= len(finished.sheets):
            raise NotFound
        try:
            shown = glance(finished.sheets[sheet - 1].pdf, page, scale)
        except IndexError:
            raise NotFound from None
        return Response(shown, mimetype="image/jpeg")

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
                with self._turns.lock:
                    if not self._turns.late(request.headers.get("X-Turn", "")[:80]):
                        act()
            except HandoutsError as wrong:
                return self._answer(wrong.problems)
            return self._answer()

        return press

    def _search(self) -> None:
        self._desk.search(request.form.get("search", "")[:200])

    def _pick(self) -> None:
        self._desk.pick(request.form.get("row", -1, type=int), request.form.get("list"))

    def _change(self) -> None:
        self._desk.change(request.form.get("key", ""), _cells())

    def _retry(self) -> None:
        self._desk.retry(request.form.get("key", ""))

    def _leave(self) -> None:
        self._desk.leave(done="later" not in request.form)

    def _list(self) -> None:
        """A schedule's file, from a form or (its name in a header) from a script."""
        if request.mimetype != "multipart/form-data":
            name = unquote(request.headers.get("X-File", ""))
            return self._desk.drop(request.get_data(), _file_name(name))
        file = request.files.get("file")
        if file is None or not file.filename:
            raise stop("No file was chosen.", "Choose today's list first.", code=ExitCode.USAGE)
        return self._desk.drop(file.read(), _file_name(file.filename))

    def _day(self) -> None:
        try:
            asked = dt.date.fromisoformat(request.form.get("day", ""))
        except ValueError:
            raise NotFound from None
        self._desk.show(asked)


def _cells() -> dict[str, str]:
    """What a form says, by column."""
    form = request.form
    cells = {name: form[name] for name in COLUMNS if name in form}
    for name in SEVERAL:
        if f"{name}-asked" in form:  # a form says nothing of boxes without a tick
            cells[name] = "; ".join(filter(None, form.getlist(name)))
    return cells


def _file_name(told: str) -> str:
    """The last part of a file's name, short enough for a message."""
    return re.split(r"[/\\]", told)[-1].strip()[-80:] or "the file"
