"""The nouns in, a JSON Schema for each kind of file out: what editors know of our YAML.

An editor types values before it looks (`12` is a number, an empty value is null, `yes` is text);
our reader takes all as text first. The schemas accept what the reader accepts, but for a block of
a section: there a key that is empty or says no is refused, because it says nothing.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from handouts.library.shelves import Shelves
from handouts.model.item import canonical
from handouts.model.settings import Settings
from handouts.model.signature import SignatureFile
from handouts.read.accepted import (
    Schema,
    choice,
    day,
    either,
    list_of,
    mapping_of,
    named,
    nothing_or,
    text,
    title,
    web_page,
    whole_number,
    yes_or_no,
)
from handouts.read.columns import COLUMNS
from handouts.read.content import FOLDERS, LANGUAGE_FILES, SHARED_FILES
from handouts.read.notes import choice_notes, field_notes
from handouts.read.offered import offered
from handouts.read.schema import adapter

NOUNS: Mapping[str, type[Any]] = {
    **FOLDERS,
    **LANGUAGE_FILES,
    **SHARED_FILES,
    "settings": Settings,
    "signatures": SignatureFile,
}
"""The kinds of files that a noun describes."""

KINDS = (*NOUNS, "visit", "taken")
"""Every kind of file; a visit is described by its columns."""

_DRAFT = "http://json-schema.org/draft-07/schema#"

_WITH_ADDRESS = {"Clinic", "Site"}
"""The nouns whose `web_page` is an address; pydantic does not tell of our own checks."""

_TAKEN: Schema = {
    "title": "Stock files that were taken",
    "description": "How each stock file was when you took it. The program writes this file.",
    "type": "object",
    "additionalProperties": {
        "type": "string",
        "pattern": r"^\S+ sha256:[0-9a-f]{64}$",
        "errorMessage": "Only the program writes here: `handouts init --take` or `handouts diff`.",
    },
}

_ONE_BLOCK = "A block shows one thing: begin the next one on a line of its own, with a dash."
_UNKNOWN = "Only known keys can stand here: look for a slip in the letters, or in the indent."


def schema_texts(shelves: Shelves) -> dict[str, str]:
    """The text of each kind's schema file, with the names of these shelves to choose from."""
    names = offered(shelves)
    made = {kind: _Noun(noun, names).schema() for kind, noun in NOUNS.items()}
    made |= {"visit": _visit(names), "taken": _TAKEN}
    return {
        kind: json.dumps({"$schema": _DRAFT, **made[kind]}, indent=1, ensure_ascii=False) + "\n"
        for kind in KINDS
    }


def _visit(names: Mapping[str, tuple[str, ...]]) -> Schema:
    """Every column, as one text or a list of texts; what is missing, `make` asks for."""
    return {
        "title": "Visit",
        "description": "One visit, for `handouts make`. Leave out what you do not have.",
        "type": "object",
        "properties": {
            name: named(
                title(name),
                f"{note}.",
                nothing_or(
                    either(text(names.get(name, ()), blank=True), list_of(text(blank=True)))
                ),
            )
            for name, note in COLUMNS.items()
        },
        "additionalProperties": False,
        "errorMessage": _UNKNOWN,
    }


class _Generator(GenerateJsonSchema):
    """pydantic's own, but that defaults are told as they would stand in a file."""

    def encode_default(self, dft: Any) -> Any:
        return canonical(dft)


class _Noun:
    """One noun's schema as pydantic tells it, made as lenient and as helpful as the reader."""

    def __init__(self, noun: type[Any], names: Mapping[str, tuple[str, ...]]) -> None:
        self.names = names
        self.top: Schema = adapter(noun).json_schema(schema_generator=_Generator)  # type: ignore[arg-type]  # has a hash
        self.parts: Schema = self.top.pop("$defs", {})

    def schema(self) -> Schema:
        """The whole file's schema."""
        inside = {
            name: self._keys(part) for name, part in self.parts.items() if "properties" in part
        }
        return self._keys(self.top) | ({"$defs": inside} if inside else {})

    def _keys(self, part: Schema) -> Schema:
        """A mapping with known keys; one that may be left out may also be left empty."""
        needed = part.get("required", [])
        made = {
            "title": title(part["title"]),
            "description": part.get("description", ""),
            "type": "object",
            "properties": {
                key: self._key(key, value, needed=key in needed, of=part["title"])
                for key, value in part["properties"].items()
            },
            "additionalProperties": False,
            "errorMessage": _UNKNOWN,
        }
        if needed:
            made["required"] = needed
        if part["title"] == "Statement":
            made["anyOf"] = [_filled("text"), _filled("points")]
        if part["title"] == "Show":
            self._only_one(made)
        return made

    def _key(self, key: str, raw: Schema, *, needed: bool, of: str) -> Schema:
        part = self.parts.get(raw.get("$ref", "").rpartition("/")[2], {})
        described = field_notes(of).get(key) or part.get("description", "")
        left_out = raw.get("default")
        if isinstance(left_out, bool):
            described += f" If you leave it out: {'yes' if left_out else 'no'}."
        elif isinstance(left_out, str | int):
            described += f" If you leave it out: {left_out}."
        is_address = key == "web_page" and of in _WITH_ADDRESS
        value = web_page() if is_address else self._value(key, raw)
        if not needed:
            value = nothing_or(value)
        return named(title(key), described, value)

    def _value(self, key: str, raw: Schema) -> Schema:
        raw = next((each for each in raw.get("anyOf", ()) if each != {"type": "null"}), raw)
        if "$ref" in raw:
            name = raw["$ref"].rpartition("/")[2]
            if "enum" in self.parts[name]:
                return choice(self.parts[name]["enum"], choice_notes(name))
            return {"$ref": raw["$ref"]}
        kind = raw["type"]
        if kind == "array":
            return list_of(self._value(key, raw["items"]), least=raw.get("minItems", 0))
        if kind == "object":
            return mapping_of(self._value(key, raw["additionalProperties"]))
        if kind == "integer":
            return whole_number(raw.get("minimum"), raw.get("maximum"))
        if kind == "boolean":
            return yes_or_no()
        return day() if raw.get("format") == "date" else text(self.names.get(key, ()))

    def _only_one(self, made: Schema) -> None:
        """Exactly one key of a block says what stands there; `when` may say for whom."""
        kinds = [key for key in made["properties"] if key != "when"]
        for key in kinds:
            raw = self.parts["Show"]["properties"][key]
            value = self._value(key, raw)
            if raw.get("anyOf", [{}])[0].get("type") == "boolean":
                value = yes_or_no(only_yes=True)
            if value.get("type") == "array":
                value["minItems"] = 1
            was = made["properties"][key]
            made["properties"][key] = named(was["title"], was["description"], value)
        made["anyOf"] = [{"required": [key]} for key in kinds]
        made["allOf"] = [
            {
                "if": {"required": [key]},
                "then": {
                    "patternProperties": {f"^({key}|when)$": {}},
                    "additionalProperties": False,
                    "errorMessage": _ONE_BLOCK,
                },
            }
            for key in kinds
        ]


def _filled(key: str) -> Schema:
    return {"required": [key], "properties": {key: {"minItems": 1}}}
