"""The patient at the counter in, what a restart needs to go on with them out; and back."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from handouts.read.columns import COLUMNS, Known
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.listing import Listed

PART = "today"
"""What the draft calls it."""


def kept(chosen: Chosen | None) -> dict[str, Any]:
    """Who is picked and what is typed, as JSON can say it; empty when nobody is."""
    if chosen is None:
        return {}
    row = None if chosen.origin is None else dict(chosen.origin)
    return {"cells": dict(chosen.cells), "row": row, "blank": chosen.blank}


def restored(
    said: Mapping[str, Any], rows: Iterable[Listed], known: Known, today: dt.date
) -> Chosen | None:
    """The same patient again, with their row of the list where it still is; None for odd data."""
    cells, row = _cells(said.get("cells")), _cells(said.get("row"))
    if cells is None:
        return None
    typed = {name: text for name, text in cells.items() if name in COLUMNS}
    if said.get("blank") is True:
        return Chosen.nobody(typed, known, today)
    listed = next((each for each in rows if row is not None and each.cells == row), None)
    return replace(Chosen.of(listed, typed, known, today), origin=row)


def _cells(said: Any) -> dict[str, str] | None:
    """Text by column; None for whatever else stands there."""
    if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
        return None
    return said
