"""What the strict reader accepts as one value, said in JSON Schema for editors.

Alternatives exclude each other (`oneOf`): of an `anyOf` an editor joins the titles in its help.
`errorMessage`, `patternErrorMessage`, `enumDescriptions` and `defaultSnippets` are words of the
YAML extension's own: what it says of a mistake, and what it offers. Other programs ignore them.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

_NOTHING: Schema = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
"""Only null; `type: null` would make an editor offer the word null, which we read as a text."""

_FEW = 40
"""A quoted number is compared with each number of a range of this size at most."""

_YES = "[Yy]([Ee][Ss])?|[Tt]([Rr][Uu][Ee])?|[Oo][Nn]|1"
_NO = "[Nn][Oo]?|[Ff]([Aa][Ll][Ss][Ee])?|[Oo][Ff][Ff]|0"
_WEB_PAGE = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@:.]+(\.[^\s/?#@:.]+)+\.?(:[0-9]{0,5})?([/?#]\S*)?$"


def text(offers: Sequence[str] = (), *, blank: bool = False) -> Schema:
    """One text; numbers and the like count as the text that stands there."""
    written: Schema = {
        "type": "string",
        "errorMessage": "Write one text here: no list and no keys. "
        "A text that holds a colon needs quotes.",
    }
    if not blank:
        written |= {"pattern": r"\S", "patternErrorMessage": "Write something between the quotes."}
    if offers:
        written["defaultSnippets"] = [{"label": each, "bodyText": each} for each in offers]
    return {"oneOf": [written, {"not": {"type": ["string", "array", "object", "null"]}}]}


def web_page() -> Schema:
    """An address on the web that prints as a square to scan."""
    return {
        "type": "string",
        "pattern": _WEB_PAGE,
        "maxLength": 120,
        "errorMessage": "Write a whole address such as https://example.org/find-us.",
    }


def day() -> Schema:
    """A day of the calendar."""
    return {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "errorMessage": "Write a day such as 2026-12-31.",
    }


def whole_number(least: int | None, most: int | None) -> Schema:
    """A whole number, in quotes or not."""
    said = "Write a whole number"
    number: Schema = {"type": "integer"}
    quoted = r"[-+]?[0-9]+"
    if least is not None and most is not None:
        said = f"{said} from {least} to {most}"
        number |= {"minimum": least, "maximum": most}
        if most - least < _FEW:
            quoted = f"0*({'|'.join(str(each) for each in range(least, most + 1))})"
    number["errorMessage"] = f"{said}."
    written = {
        "type": "string",
        "pattern": rf"^\s*{quoted}\s*$",
        "errorMessage": number["errorMessage"],
    }
    return {"oneOf": [number, written]}


def yes_or_no(*, only_yes: bool = False) -> Schema:
    """Yes or no; also true and false, which editors do not take for text."""
    said = "Write yes." if only_yes else "Write yes or no."
    words = _YES if only_yes else f"{_YES}|{_NO}"
    return {
        "oneOf": [
            {"enum": ["yes"] if only_yes else ["yes", "no"], "errorMessage": said},
            {"type": "string", "pattern": f"^(?!(yes|no)$)({words})$", "errorMessage": said},
            {"not": {"not": {"enum": [True, 1] if only_yes else [True, False, 1, 0]}}},
        ]
    }


def choice(words: Sequence[str], notes: Mapping[str, str]) -> Schema:
    """One of a few words."""
    made: Schema = {
        "enum": [*words],
        "errorMessage": f"Write one of: {', '.join(words)}.",
    }
    if any(notes.get(word) for word in words):
        made["enumDescriptions"] = [notes.get(word, "") for word in words]
    return made


def list_of(inside: Schema, *, least: int = 0) -> Schema:
    """Entries, each on its own line with a dash."""
    made: Schema = {
        "items": inside,
        "type": "array",
        "errorMessage": "Write a list: each entry on its own line, with a dash.",
    }
    return made | ({"minItems": least} if least else {})


def mapping_of(inside: Schema) -> Schema:
    """Keys of the writer's own choice, all with values of one kind."""
    return {
        "type": "object",
        "additionalProperties": inside,
        "errorMessage": "Write keys here, each on its own line below this one.",
    }


def either(*values: Schema) -> Schema:
    """One of some values that exclude each other."""
    return {"oneOf": [each for value in values for each in value.get("oneOf", [value])]}


def nothing_or(value: Schema) -> Schema:
    """A value, or nothing behind the colon; what a list holds is said outside of the choice."""
    if "$ref" in value:  # of a `oneOf` with keys an editor tells the wrong part's mistake
        return {"anyOf": [value, _NOTHING]}
    inside = {"items": value["items"]} if "items" in value else {}
    left = {key: part for key, part in value.items() if key not in inside}
    return either(left, _NOTHING) | inside


def named(called: str, note: str, value: Schema) -> Schema:
    """The value of a key with the words that float above it."""
    made = {"title": called, "description": note, **value}
    if "oneOf" in value and "items" not in value:
        made["anyOf"] = [{"title": called}]  # says nothing, but editors then add the key's colon
    return made


def title(name: str) -> str:
    """A name of the program's as a person writes it: `no_driving_hours`, `MostImportant`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return words[:1].upper() + words[1:]
