"""A noun in, what JSON has for it out: field by field, without a copy of all that is in them."""

from dataclasses import fields, is_dataclass
from typing import Any


def flat(value: Any) -> Any:
    """For `json.dumps(default=...)`: the fields of a noun by name, of anything else its text."""
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return str(value)
