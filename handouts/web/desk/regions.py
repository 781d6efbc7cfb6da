"""A screen in, the parts of the page that show it out: rendered once, however many ask for them."""

import threading
from collections.abc import Sequence
from typing import Any

from flask import render_template

from handouts.problems import Problem
from handouts.web.desk.screen import Screen
from handouts.web.desk.shown import shown

REGIONS = ("notice", "list", "person", "choices", "paper", "broken", "status")
"""The parts of the page that change by themselves; each is a template."""


class Regions:
    """Keeps the last ones: a button's answer and the news of it are the same, and come together."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._last: tuple[Screen, dict[str, Any]] | None = None

    def of(self, screen: Screen, notice: Sequence[Problem] = ()) -> dict[str, Any]:
        """What a script is told of a screen, and what a button found wrong."""
        with self._turn:  # whoever comes second waits, and has nothing to render
            if self._last is None or self._last[0] != screen:
                self._last = screen, _told(screen, ())
            told = self._last[1]
        return _told(screen, notice) if notice else told


def _told(screen: Screen, notice: Sequence[Problem]) -> dict[str, Any]:
    said, chosen = shown(screen, notice), screen.chosen
    return {
        "number": screen.number,
        "key": chosen.key if chosen else "",
        "making": bool(chosen and chosen.making),
        "regions": {it: render_template(f"{it}.html", **said) for it in REGIONS},
    }
