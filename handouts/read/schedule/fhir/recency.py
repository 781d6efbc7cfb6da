"""Versions of one resource in, the latest of them out, where that can be told."""

import datetime as dt
import json
from collections.abc import Sequence

from handouts.read.schedule.fhir.elements import Element, element, text


def latest(versions: Sequence[Element]) -> Element | None:
    """The one that was changed last; None when nothing says which that is.

    The time of the last change counts, then the number of the version where it is one.
    """
    distinct = list({wording(each): each for each in reversed(versions)}.values())[::-1]
    if len(distinct) == 1:
        return distinct[0]
    times = [_changed(each) for each in distinct]
    numbers = [_number(each) for each in distinct]
    timed, numbered = None not in times, None not in numbers
    keys = [
        (time if timed and time else _NEVER, number if numbered and number else 0)
        for time, number in zip(times, numbers, strict=True)
    ]
    last = max(keys)
    return distinct[keys.index(last)] if keys.count(last) == 1 else None


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def wording(resource: Element) -> str:
    """All that it says; two that say the same are one."""
    return json.dumps(resource, sort_keys=True, default=str)


def version(resource: Element) -> str:
    """The version's own id; empty when it has none."""
    return text(element(resource.get("meta")).get("versionId"))


def _changed(resource: Element) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text(element(resource.get("meta")).get("lastUpdated")))
    except ValueError:
        return None
    return when if when.tzinfo else None


def _number(resource: Element) -> int | None:
    own = version(resource)
    return int(own) if own.isascii() and own.isdigit() and len(own) < 20 else None  # noqa: PLR2004  # no server counts further
