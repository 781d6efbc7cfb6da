"""What somebody did on the page of a day in, the same as JSON can say it out, and back."""

import base64
import datetime as dt
from collections.abc import Mapping
from typing import Any

from handouts.web.desk.tomorrow.dropped import Dropped
from handouts.web.desk.tomorrow.mending import Cells, Mends

PART = "tomorrow"
"""What the draft calls it."""

MOST = 4 * 2**20
"""Bytes of a schedule that outlives a restart; a day's has a hundredth of it."""


def as_kept(
    dropped: Dropped | None, mends: Mends, typed: Mapping[int, Cells], day: dt.date | None
) -> dict[str, Any]:
    """All of it; nothing while there is no file, or one that is larger than any day's."""
    if dropped is None or len(dropped.data) > MOST:
        return {}
    return {
        "name": dropped.name, "data": base64.b64encode(dropped.data).decode(),
        "sheet": dropped.sheet, "encoding": dropped.encoding, "maps": [*dropped.maps],
        "day": day.isoformat() if day else None,
        "mends": {str(number): {**each} for number, each in mends.cells.items()},
        "out": sorted(mends.out),
        "typed": {str(number): {**each} for number, each in typed.items()},
    }  # fmt: skip


def restored(
    kept: Mapping[str, Any],
) -> tuple[Dropped, Mends, dict[int, Cells], dt.date | None] | None:
    """What was kept; None where it says something else than `as_kept` does."""
    try:
        dropped = Dropped(
            str(kept["name"]), base64.b64decode(kept["data"], validate=True),
            sheet=_text(kept["sheet"]), encoding=_text(kept["encoding"]),
            maps=tuple(map(str, kept["maps"])),
        )  # fmt: skip
        mends = Mends(_cells(kept["mends"]), frozenset(map(int, kept["out"])))
        day = dt.date.fromisoformat(kept["day"]) if kept["day"] else None
        return dropped, mends, _cells(kept["typed"]), day
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _text(said: Any) -> str | None:
    return None if said is None else str(said)


def _cells(said: Mapping[str, Mapping[str, Any]]) -> dict[int, Cells]:
    return {
        int(number): {str(name): str(text) for name, text in each.items()}
        for number, each in said.items()
    }
