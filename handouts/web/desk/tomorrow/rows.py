"""A day's rows and what an address asks for in, the rows that are on the page out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from handouts.problems import Problem
from handouts.web.desk.listing import Listed, State
from handouts.web.desk.saying import NAMES, column_of, said
from handouts.web.desk.tomorrow.mending import Cells
from handouts.web.desk.tomorrow.roster import Roster
from handouts.web.desk.tomorrow.sight import Sight
from handouts.web.desk.words import DOSE_BANDS, EDITIONS, VISIT_TYPES

AT_ONCE = 200
"""So many rows are on the page; the others are a click away."""
SHOWN = {"all": "All rows", "mend": "To mend", "mended": "Mended here", "skipped": "No handout"}
"""Which rows of the day show."""


def rows_of(
    sight: Sight, asked: Mapping[str, str], typed: Callable[[int], Cells]
) -> dict[str, Any]:
    """The rows that show, and the form of the one that is open, for the templates."""
    roster = sight.roster
    if roster is None:
        return {"lines": (), "opened": None}
    show = asked.get("show", "all")
    show = show if show in SHOWN else "all"
    number = _number(asked.get("row"))
    opened = roster.line(number)
    shown = _shown(roster)
    if opened is not None and opened not in shown[show]:
        show = "all"
    lines = shown[show]
    pages = max(1, -(-len(lines) // AT_ONCE))
    page = min(max(1, _number(asked.get("page"))), pages)
    if opened is not None:
        page = lines.index(opened) // AT_ONCE + 1
    return {
        "show": show, "shows": {it: (name, len(shown[it])) for it, name in SHOWN.items()},
        "page": page, "pages": pages, "lines": lines[(page - 1) * AT_ONCE : page * AT_ONCE],
        "first": (page - 1) * AT_ONCE + 1, "total": len(lines),
        "opened": opened, "next": after(roster, number), "address": partial(address, show, page),
        **(_form(roster, opened, typed(number)) if opened else {}),
    }  # fmt: skip


def after(roster: Roster, number: int) -> int | None:
    """The next row to mend after this one; at the end it begins again."""
    waiting = [it.number for it in roster.to_mend if it.number != number]
    return next((it for it in waiting if it > number), next(iter(waiting), None))


def address(show: str, page: int, *, row: int | None = None, place: int | None = None) -> str:
    """The page with these rows, one of them open, or at the place of one.

    An open row needs no place: its first field to mend has the focus, which shows it.
    """
    asked: dict[str, str | int] = {}
    if show in SHOWN and show != "all":
        asked["show"] = show
    if page > 1:
        asked["page"] = page
    if row is not None:
        asked["row"] = row
    query = f"?{urlencode(asked)}" if asked else ""
    return f"/tomorrow{query}" + (f"#row-{place}" if place else "")


def _shown(roster: Roster) -> dict[str, tuple[Listed, ...]]:
    touched = {*roster.mends.cells, *roster.mends.out}
    return {
        "all": roster.lines,
        "mend": roster.to_mend,
        "mended": tuple(it for it in roster.lines if it.number in touched),
        "skipped": tuple(it for it in roster.lines if it.state is State.SKIPPED),
    }


def _form(roster: Roster, opened: Listed, typed: Cells) -> dict[str, Any]:
    """What the form of a row shows."""
    wrong: dict[str, list[Problem]] = {}
    for each in dict.fromkeys(opened.problems):
        wrong.setdefault(column_of(each), []).append(said(each))
    row = roster.row(opened.number)
    first = next((it for it in NAMES if it in wrong), next(iter(NAMES)))
    return {
        "first_field": first, "cells": {**opened.cells, **typed}, "wrong": wrong,
        "typed": bool(typed),
        "by_hand": row is not None and not row.cells,
        "alike": len(roster.alike(opened.number)),
        "visit_types": VISIT_TYPES, "dose_bands": DOSE_BANDS, "editions": EDITIONS,
        "same": _same,
    }  # fmt: skip


def _same(text: str, id_: str) -> bool:
    """Whether a text in a list of ids names this one, as a row is read."""
    parts = ("-".join(each.casefold().replace("_", " ").split()) for each in text.split(";"))
    return id_ in parts


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004  # no schedule has that many rows
