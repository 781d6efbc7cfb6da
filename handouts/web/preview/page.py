"""Requests of an editor's browser in, the page of `handouts preview` out."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, render_template, request
from werkzeug.exceptions import NotFound

from handouts.check import manual
from handouts.library.shelves import Shelves, stock
from handouts.press.pictures import picture, words_at
from handouts.problems import HandoutsError
from handouts.web.app import Door, private_app, refusal
from handouts.web.preview.actions import (
    Notice,
    Signer,
    changed_since,
    open_file,
    sign_texts,
    take_file,
)
from handouts.web.preview.checking import Checker
from handouts.web.preview.chosen import Choices, Chosen
from handouts.web.preview.find import text_at
from handouts.web.preview.folder import Files
from handouts.web.preview.items import Entry, entries
from handouts.web.preview.live import KEPT_PAGES, Live
from handouts.web.preview.sight import Pages, Sight, View
from handouts.web.preview.watch import watch
from handouts.web.serve import serving

PATIENCE = 20.0
"""Seconds that a browser's question for news waits; then it asks again."""
WAITING = 8
"""Questions that may wait at once; of the server's threads some stay for pages and pictures."""
SCALES = (1, 2, 3)
"""How sharp a page's picture may be: dots of the screen to one pixel of the page."""

ASSETS = {"web.css": "styles/web.css", "preview.js": "templates/web/preview/preview.js"}
REGIONS = ("status", "stopped", "pages", "problems", "items")
"""The parts of the page that change by themselves; each is a template."""


@contextlib.contextmanager
def preview(
    shelves: Shelves,
    *,
    today: Callable[[], dt.date],
    launch: Callable[[Path], int],
    port: int = 0,
) -> Iterator[Door]:
    """Serve the preview of these shelves while the block runs. Raises HandoutsError.

    `launch` opens a file with this machine's editor and gives 0 when it could.
    """
    checker = Checker(shelves)
    live = Live(shelves, today, checker)
    stopped, watching = threading.Event(), threading.Event()

    def watch_shelves() -> None:
        for changed in watch(_changing(shelves), stopped, watching.set):
            live.saw(changed)

    watcher = threading.Thread(target=watch_shelves, name="watch", daemon=True)
    try:
        live.start()
        watcher.start()
        watching.wait()
        with serving(Preview(shelves, live, today, launch).app, port) as door:
            try:
                yield door
            finally:
                live.let_go()
    finally:
        stopped.set()
        live.let_go()
        checker.kill()
        live.close()
        checker.close()
        watcher.join(5)


def _changing(shelves: Shelves) -> tuple[Path, ...]:
    """The shelves whose files somebody may save: the clinic's, and stock in a checkout."""
    checkout = (stock() / "pyproject.toml").is_file()
    return tuple(root for root in shelves.roots if root == shelves.clinic or checkout)


class Preview:
    """The routes of the page."""

    def __init__(
        self,
        shelves: Shelves,
        live: Live,
        today: Callable[[], dt.date],
        launch: Callable[[Path], int],
    ) -> None:
        self._shelves, self._live, self._today, self._launch = shelves, live, today, launch
        self._choices = Choices(shelves)
        self._notices: list[Notice] = []
        self._signer = Signer()
        self._waiting = threading.Semaphore(WAITING)
        self._lying: tuple[int, Files] | None = None
        self._items = lru_cache(maxsize=KEPT_PAGES)(self._items_on)

    def app(self, door: Door) -> Flask:
        """The app behind its door."""
        app = private_app(door, "preview", ASSETS)
        app.add_url_rule("/", "page", self._page)
        app.add_url_rule("/live", "live", self._news)
        app.add_url_rule("/pages/<int:number>/<int:page>-<int:scale>.png", "picture", self._picture)
        app.add_url_rule("/pdf/<int:number>.pdf", "pdf", self._pdf)
        app.add_url_rule("/at/<int:number>/<int:page>", "at", self._at)
        app.add_url_rule("/rules/<name>", "rule", self._rule)
        app.add_url_rule("/changes", "changes", self._changes)
        for name, act in (("take", self._take), ("open", self._open), ("sign", self._sign)):
            app.add_url_rule(f"/{name}", name, self._button(act), methods=["POST"])
        return app

    # What there is to see

    def _page(self) -> str:
        chosen = self._choices.of(request.args)
        view = chosen.view(self._today)
        notice = self._notices.pop() if self._notices else None
        sight = self._live.look(view)
        return render_template(
            "preview.html",
            gallery=chosen.gallery,
            treatments=chosen.treatments,
            notice=notice,
            live=f"/live?{_query(chosen.persona.id, chosen.treatment)}",
            **self._shown(chosen, view, sight),
        )

    def _news(self) -> Response:
        chosen = self._choices.of(request.args)
        view = chosen.view(self._today)
        seen = request.args.get("seen", -1, type=int)
        free = self._waiting.acquire(blocking=False)
        try:
            sight = self._live.wait(view, seen, PATIENCE if free else 0)
        finally:
            if free:
                self._waiting.release()
        news: dict[str, Any] = {"number": sight.number, "wait": not free}
        if sight.number != seen:
            shown = self._shown(chosen, view, sight)
            news["regions"] = {it: render_template(f"{it}.html", **shown) for it in REGIONS}
        return jsonify(news)

    def _picture(self, number: int, page: int, scale: int) -> Response:
        pages = self._live.finished(number)
        if pages is None or scale not in SCALES or not 1 <= page <= len(pages.sizes):
            raise NotFound
        return Response(picture(pages.pdf, page, scale), mimetype="image/png")

    def _at(self, number: int, page: int) -> Response:
        """Which text stands at a place on a page."""
        pages = self._live.finished(number)
        across, down = (request.args.get(it, -1.0, type=float) for it in ("x", "y"))
        if pages is None or not (0 <= across <= 1 and 0 <= down <= 1):
            raise NotFound
        try:
            words, letter = words_at(pages.pdf, page, across, down)
        except IndexError:
            raise NotFound from None
        except LookupError:
            return jsonify({"item": ""})
        return jsonify({"item": text_at(words, letter, pages.handout, pages.content)})

    def _pdf(self, number: int) -> Response:
        pages = self._live.finished(number)
        if pages is None:
            raise NotFound
        shown = {"Content-Disposition": 'inline; filename="handout.pdf"'}
        return Response(pages.pdf, mimetype="application/pdf", headers=shown)

    def _rule(self, name: str) -> str:
        rule = manual.pages().get(name)
        if rule is None:
            raise NotFound
        return render_template("rule.html", rule=rule, back=self._here())

    def _changes(self) -> Any:
        name = request.args.get("item", "")
        try:
            item, changes = changed_since(self._shelves, name)
        except HandoutsError as wrong:
            return refusal(404, wrong.problems[0].message, wrong.problems[0].hint or "Go back.")
        file = Files.of(self._shelves).called(item.file)
        return render_template("changes.html", file=file, changes=changes, back=self._here())

    # Buttons

    def _button(self, act: Callable[[], Notice]) -> Callable[[], Any]:
        def press() -> Any:
            try:
                notice = act()
            except HandoutsError as wrong:
                notice = Notice.of(wrong.problems)
            self._notices[:] = [notice]
            return redirect(self._here(), 303)

        return press

    def _take(self) -> Notice:
        return take_file(self._shelves, request.form.get("file", ""))

    def _open(self) -> Notice:
        return open_file(self._shelves, request.form.get("file", ""), self._launch)

    def _sign(self) -> Notice:
        self._signer = Signer(*(request.form.get(it, "") for it in ("by", "role", "until")))
        only = request.form.get("only")
        read = [only] if only else request.form.getlist("item")
        number = self._choices.settings().signatures.number
        return sign_texts(self._shelves, read, self._signer, self._today(), number)

    # Inside

    def _files(self, sight: Sight) -> Files:
        """The files that lie there; while pages are laid out the last look does, to save time."""
        saves, kept = self._live.saves, self._lying
        if kept is None or (kept[0] != saves and not sight.doing):
            self._lying = kept = (saves, Files.of(self._shelves))
        return kept[1]

    def _items_on(self, pages: Pages) -> tuple[Entry, ...]:
        """The texts on these pages."""
        return entries(pages.handout, pages.content, self._shelves)

    def _here(self) -> str:
        """The address of the page that a request came from."""
        chosen = self._choices.of(request.values)
        return f"/?{_query(chosen.persona.id, chosen.treatment)}"

    def _shown(self, chosen: Chosen, view: View, sight: Sight) -> dict[str, Any]:
        """What the templates of the page and its parts see."""
        today = self._today()
        items = self._items(sight.pages) if sight.pages else ()
        return {
            "persona": chosen.persona,
            "treatment": chosen.treatment,
            "query": _query(chosen.persona.id, chosen.treatment),
            "address": lambda who, what: f"/?{_query(who, what)}",
            "view": view,
            "sight": sight,
            "files": self._files(sight),
            "rules": manual.pages(),
            "items": items,
            "signed": sum(entry.state.in_date for entry in items),
            "clinic": self._shelves.clinic is not None,
            "signer": self._signer,
            "today": today.isoformat(),
            "until": self._signer.until or (today + dt.timedelta(days=365)).isoformat(),
        }


def _query(persona: str, treatment: str) -> str:
    return urlencode({"persona": persona, "treatment": treatment})
