"""Requests to print in, the way of a paper begun out, or first what is to be asked."""

from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify, redirect, render_template, request

from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.web.desk.desk import Desk
from handouts.web.desk.printing.asking import Question, Unsure
from handouts.web.desk.printing.printing import COPIES

Answer = Callable[[tuple[Problem, ...]], Any]
"""What any button answers, with what went wrong."""


class Paper:
    """The routes that print.

    A script is told what to ask (`asks`) or which file to open the dialog for (`print`); a form
    without one gets a page that asks, or the file.
    """

    def __init__(self, desk: Desk, answer: Answer) -> None:
        self._desk, self._answer = desk, answer

    def add_to(self, app: Flask) -> None:
        """Give the app these routes."""
        app.add_url_rule("/dialog", "dialog", self._dialog, methods=["POST"])
        app.add_url_rule("/print", "print", self._print, methods=["POST"])
        app.add_url_rule("/take-back", "take-back", self._take_back, methods=["POST"])

    def _dialog(self) -> Any:
        """The browser's own dialog is about to open, unless something is to be asked first."""
        token, yes = _named()
        try:
            self._desk.to_dialog(token, yes)
        except Unsure as unsure:
            return self._asks("/dialog", unsure.questions)
        except HandoutsError as wrong:
            return self._answer(wrong.problems)
        pages = f"/handout/{token}.pdf"
        return jsonify({"print": pages}) if script() else redirect(pages, 303)

    def _print(self) -> Any:
        """One click straight to the clinic's printer; how it goes is told as news."""
        token, yes = _named()
        try:
            self._desk.to_printer(token, yes, _copies())
        except Unsure as unsure:
            return self._asks("/print", unsure.questions)
        except HandoutsError as wrong:
            return self._answer(wrong.problems)
        return self._answer(())

    def _take_back(self) -> Any:
        try:
            self._desk.memory.printing.take_back(request.form.get("print", ""))
        except HandoutsError as wrong:
            return self._answer(wrong.problems)
        return self._answer(())

    def _asks(self, way: str, questions: tuple[Question, ...]) -> Any:
        said: dict[str, Any] = {"questions": questions, "way": way, "given": _given(questions)}
        said["chosen"] = self._desk.look().chosen  # whose paper it is that is asked about
        if script():
            return jsonify({"asks": render_template("doubts.html", **said)})
        return render_template("sure.html", **said)


def _named() -> tuple[str, frozenset[str]]:
    """The files that the page shows, and what was answered with yes."""
    return request.form.get("token", ""), frozenset(request.form.getlist("yes"))


def _copies() -> int:
    """How many times. Raises HandoutsError."""
    said = request.form.get("copies", "1")
    if said not in {str(number) for number in COPIES}:
        raise stop(
            "That is no number of copies, so nothing was printed.",
            f"Choose {COPIES[0]} to {COPIES[-1]} copies.",
            code=ExitCode.USAGE,
        )
    return int(said)


def _given(questions: tuple[Question, ...]) -> list[tuple[str, str]]:
    """What the next request says once more, with a yes to each question."""
    before = [(name, text) for name, text in request.form.items(multi=True) if name in _SAID]
    return [*before, *(("yes", each.name) for each in questions)]


_SAID = frozenset({"token", "copies", "yes"})


def script() -> bool:
    """Whether the page's script asks, which puts parts in place; else it is a form."""
    return request.accept_mimetypes.best == "application/json"
