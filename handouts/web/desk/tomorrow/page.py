"""Requests of the front desk's browser in, the page of a day to come out: `/tomorrow`.

Every button is a form, and every form leads back to the page: it works without a script. A script
adds the drop of a file, keeps what is typed, and follows a batch.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, jsonify, redirect, render_template, request, send_file
from werkzeug.exceptions import NotFound

from handouts.batch.packet.again import cover_list
from handouts.make.maker import Maker
from handouts.make.words.times import clock, day
from handouts.problems import HandoutsError, Problem
from handouts.read.columns import COLUMNS
from handouts.read.schedule.names import IGNORE
from handouts.web.desk.chosen import SEVERAL
from handouts.web.desk.listing import State
from handouts.web.desk.saying import (
    NAMES,
    all_said,
    for_every_day,
    in_page_words,
)
from handouts.web.desk.tomorrow.days import Made, Way
from handouts.web.desk.tomorrow.dropped import ENCODINGS
from handouts.web.desk.tomorrow.mending import TAKEN_OUT
from handouts.web.desk.tomorrow.rows import address, after, rows_of
from handouts.web.desk.tomorrow.sight import Sight
from handouts.web.desk.tomorrow.tomorrow import Tomorrow
from handouts.web.desk.tomorrow.underway import Phase

DROP = "/tomorrow/drop"
"""The address that takes a file."""
ASSETS = {"tomorrow.js": "templates/web/desk/tomorrow.js"}
OPEN = frozenset({"tomorrow", "tomorrow progress", "tomorrow wake"})
"""What may be asked for while the screen is hidden: they show nobody's data then."""
_BECOMES = {
    State.READY: "is ready",
    State.PARTLY: "is ready in part",
    State.SKIPPED: "gets no handout",
}
"""What is said of a row that was mended."""


class TomorrowPage:
    """The routes of the page."""

    def __init__(
        self, state: Tomorrow, *, hidden: Callable[[], bool], touch: Callable[[], None]
    ) -> None:
        self._state, self._hidden, self._touch = state, hidden, touch
        self._notice: tuple[Problem, ...] = ()
        self._done = ""

    def add_to(self, app: Flask) -> None:
        """Give the desk's app these addresses."""
        app.add_url_rule("/tomorrow", "tomorrow", self._page)
        app.add_url_rule("/tomorrow/progress", "tomorrow progress", self._progress)
        app.add_url_rule("/tomorrow/<run>/cover.pdf", "tomorrow cover", self._cover)
        app.add_url_rule("/tomorrow/<run>/<int:number>.pdf", "tomorrow pdf", self._pdf)
        buttons: dict[str, Callable[[], str | None]] = {
            "drop": self._drop, "read": self._read, "forget": self._state.forget,
            "ask": self._state.ask_again, "day": self._day,
            "mend": self._mend, "undo": self._undo, "out": partial(self._out, out=True),
            "in": partial(self._out, out=False), "make": self._make, "cancel": self._state.cancel,
            "print": self._print, "wake": self._touch,
        }  # fmt: skip
        for name, act in buttons.items():
            rule = f"/tomorrow/{name}"
            app.add_url_rule(rule, f"tomorrow {name}", self._button(act), methods=["POST"])
        app.add_url_rule("/tomorrow/type", "tomorrow type", self._type, methods=["POST"])

    # What there is to see

    def _page(self) -> str:
        if self._hidden():
            return render_template("asleep.html")
        self._touch()
        sight = self._state.look()
        notice, done = self._notice, self._done
        self._notice, self._done = (), ""
        return render_template(
            "tomorrow.html", sight=sight, notice=notice, done=done,
            **rows_of(sight, request.args, self._state.typed), **self._paper(sight),
            day_of=_day_of, clock=_clock, names=NAMES,
            encodings=ENCODINGS, columns=COLUMNS, ignore=IGNORE, said=all_said,
            in_page_words=in_page_words, for_every_day=for_every_day, taken_out=TAKEN_OUT,
        )  # fmt: skip

    def _paper(self, sight: Sight) -> dict[str, Any]:
        """What became of the day, and how it gets onto paper."""
        made, words = sight.made, sight.words
        printing = self._state.printing
        if made is None or words is None or not made.stacked:
            return {"printer": None, "printing": None, "before": None}
        return {
            "printer": printing.printer(words.settings),
            "printing": printing.state(made.folder),
            "before": printing.before(made.folder),
        }

    def _progress(self) -> Response:
        """How far the batch is; nobody's data is in it, and asking for it is no touch."""
        progress, printing = self._state.progress, self._state.printing.now
        told: dict[str, Any] = {
            "hidden": self._hidden(),
            "running": progress is not None and not progress.ended,
            "busy": printing is not None and printing.running,
            "printing": printing.said if printing else "",
        }
        if progress is not None:
            done, of = progress.parts
            settled = progress.cancelling or progress.phase is Phase.STACK
            told |= {"said": progress.said, "done": done, "of": of, "settled": settled}
        return jsonify(told)

    def _made(self, run: str) -> Made:
        """What was made last of the day that shows, when it is of this run."""
        made = self._state.look().made
        if made is None or made.account.run.code != run:
            raise NotFound
        return made

    def _pdf(self, run: str, number: int) -> Response:
        made = self._made(run)
        if not 1 <= number <= len(made.files) or not made.intact(made.files[number - 1]):
            raise NotFound
        name = made.files[number - 1]
        return send_file(
            made.folder / name, "application/pdf", download_name=name, etag=False,
            conditional=False,
        )  # fmt: skip

    def _cover(self, run: str) -> Response:
        made, words = self._made(run), self._state.look().words
        if words is None or not made.stacked:
            raise NotFound
        try:
            pdf = cover_list(made.folder, Maker(self._state.shelves, words.settings))
        except HandoutsError:
            raise NotFound from None
        shown = {"Content-Disposition": 'inline; filename="cover-list.pdf"'}
        return Response(pdf, mimetype="application/pdf", headers=shown)

    # Buttons

    def _button(self, act: Callable[[], str | None]) -> Callable[[], Any]:
        """A button that leads back to the page, or to a place of it."""

        def press() -> Any:
            back = None
            try:
                back = act()
            except HandoutsError as wrong:
                self._notice = all_said(wrong.problems)
            return redirect(back or self._back(), 303)

        return press

    def _back(self, row: int | None = None, place: int | None = None) -> str:
        """The page with the rows that showed, one of them open, or at the place of one."""
        show, page = request.form.get("show", "all"), request.form.get("page", 1, type=int)
        return address(show, page, row=row, place=place)

    def _drop(self) -> None:
        if request.mimetype == "application/octet-stream":
            name, data = unquote(request.headers.get("X-File", "")), request.get_data()
        else:
            file = request.files.get("file")
            name, data = (file.filename or "", file.read()) if file else ("", b"")
        if data:
            name = name.replace("\\", "/").rpartition("/")[2][:120]
            self._state.drop(data, name or "schedule")

    def _read(self) -> None:
        names = request.form.getlist("column")
        serves = {name: request.form.get(f"serves-{at}", "") for at, name in enumerate(names, 1)}
        chosen = {name: ours for name, ours in serves.items() if name and ours}
        sheet, encoding = (request.form.get(it, "") for it in ("sheet", "encoding"))
        self._state.answer(sheet, encoding, chosen)

    def _day(self) -> None:
        try:
            self._state.choose(dt.date.fromisoformat(request.form.get("day", "")))
        except ValueError:
            raise NotFound from None

    def _number(self) -> int:
        return request.form.get("row", 0, type=int)

    def _cells(self) -> dict[str, str]:
        """What stands in a row's form; a form says nothing of boxes without a tick."""
        cells = {name: request.form[name] for name in COLUMNS if name in request.form}
        for name in SEVERAL:
            if f"{name}-stands" in request.form:
                ticked = "; ".join(request.form.getlist(name))
                cells[name] = ticked or request.form[f"{name}-stands"]
        return cells

    def _type(self) -> Any:
        try:
            self._state.type(self._number(), self._cells())
        except HandoutsError:
            return "", 409
        return "", 204

    def _mend(self) -> str | None:
        number = self._number()
        self._state.mend(number, self._cells(), alike="alike" in request.form)
        roster = self._state.look().roster
        line = roster.line(number) if roster else None
        if roster is not None and line is not None and line.state is State.MEND:
            return self._back(row=number)
        becomes = _BECOMES[line.state] if line else "is of another day now"
        self._done = f"Row {number} {becomes}."
        following = after(roster, number) if roster and "next" in request.form else None
        if following is not None:
            return self._back(row=following)
        return self._back(place=number)

    def _undo(self) -> str:
        self._state.undo(self._number())
        self._done = f"Row {self._number()} is as it was in the file."
        return self._back(place=self._number())

    def _out(self, *, out: bool) -> str:
        self._state.take_out(self._number(), out=out)
        how = "is taken out: no handout is made of it" if out else "is back on the list"
        self._done = f"Row {self._number()} {how}."
        return self._back(place=self._number())

    def _make(self) -> None:
        way = request.form.get("way", "")
        if way not in set(Way):
            raise NotFound
        self._state.make(Way(way), draft="draft" in request.form)

    def _print(self) -> None:
        self._state.print_out(request.form.get("run", ""), again="again" in request.form)


def _day_of(date: dt.date) -> str:
    return day(date, "en")


def _clock(time: dt.time) -> str:
    return clock(time, "en")
