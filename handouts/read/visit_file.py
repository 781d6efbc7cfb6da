"""A visit in a YAML or JSON file in, the cells of one row out."""

from collections.abc import Mapping
from typing import Any

from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.read.row import COLUMNS, Cell
from handouts.read.yamlfile import parse


def read_visit_file(data: bytes, file: str) -> Mapping[str, Cell]:
    """The columns that the file fills; JSON is read as the YAML it is. Raises HandoutsError."""
    document, problems = parse(data, file)
    if document is None:
        raise HandoutsError(*problems)
    if not isinstance(document.value, dict):
        hint = "Write lines such as `patient: Maria Example`."
        raise HandoutsError(Problem(Place(file, 1, 1), "visit", "This is no visit.", hint))
    cells, wrong = {}, []
    for key, value in document.value.items():
        place = document.places[key,]
        if key not in COLUMNS:
            hint = did_you_mean(key, COLUMNS) or f"Known are: {', '.join(COLUMNS)}."
            wrong.append(Problem(place, "visit", f"There is no {key!r} in a visit.", hint))
        elif (text := _text(key, value)) is None:
            wrong.append(Problem(place, "visit", f"{key!r} must be text or a list of texts."))
        else:
            cells[key] = Cell(text, place)
    if wrong:
        raise HandoutsError(*wrong)
    return cells


def _text(key: str, value: Any) -> str | None:
    if value is None or (value == "null" and key != "patient"):  # JSON's word for nothing
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return value if isinstance(value, str) else None
