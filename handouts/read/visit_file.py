"""A visit in a YAML or JSON file in, the cells of one row out."""

import json
import re
from collections.abc import Mapping
from typing import Any

from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.read.columns import COLUMNS, Cell
from handouts.read.yamlfile import parse

_TWO_ESCAPES = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def read_visit_file(data: bytes, file: str) -> Mapping[str, Cell]:
    """The columns that the file fills; JSON is read as the YAML it is. Raises HandoutsError."""
    as_json = data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{")
    document, problems = parse(_whole_letters(data) if as_json else data, file)
    if document is None:
        raise HandoutsError(*problems)
    if not isinstance(document.value, dict):
        hint = "Write lines such as `patient: Maria Example`. A schedule is for `handouts batch`."
        raise HandoutsError(Problem(Place(file, 1, 1), "visit", "This is no visit.", hint))
    cells, wrong = {}, []
    for key, value in document.value.items():
        place = document.places[key,]
        if key not in COLUMNS:
            hint = did_you_mean(key, COLUMNS) or f"Known are: {', '.join(COLUMNS)}."
            wrong.append(Problem(place, "visit", f"There is no {key!r} in a visit.", hint))
        elif (text := _text(None if as_json and key in _nulls(data) else value)) is None:
            wrong.append(
                Problem(
                    place,
                    "visit",
                    f"{key!r} must be text or a list of texts.",
                    "Write it behind the colon.",
                )
            )
        else:
            cells[key] = Cell(text, place)
    if wrong:
        raise HandoutsError(*wrong)
    return cells


def _whole_letters(data: bytes) -> bytes:
    """JSON may write a rare letter as two escapes, which YAML does not know."""
    return _TWO_ESCAPES.sub(lambda pair: json.loads(b'"' + pair[0] + b'"').encode(), data)


def _nulls(data: bytes) -> frozenset[str]:
    """The keys that JSON leaves empty: null, unlike "null", is no text."""
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except ValueError:  # YAML in braces
        return frozenset()
    return frozenset(key for key, value in said.items() if value is None)


def _text(value: Any) -> str | None:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return value if isinstance(value, str) else None
