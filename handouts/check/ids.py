"""The names of all that a check can tell: one id for each rule, and those of the reader."""

from pathlib import Path
from pkgutil import iter_modules

_RULES = Path(__file__).parent / "rules"

RULE_IDS = tuple(
    sorted(module.name.split("_")[0].upper() for module in iter_modules([str(_RULES)]))
)
"""READ003 for the module read003_sentences."""

READER_IDS = {
    "schema": "A file holds a key that is not known, lacks one, or has a value of the wrong kind.",
    "missing-file": "A file that every clinic needs is not there.",
    "language": "A folder of words is in a language that is not known, or was not found.",
    "edition": "There are no words of this edition in this language.",
    "timezone": "handouts.yaml names a time zone that does not exist.",
    "yaml-anchor": "A text begins with & or *, which means something else to YAML.",
    "yaml-character": "A tab or a character that nobody can see stands in the file.",
    "yaml-depth": "Lists and keys are nested too deeply.",
    "yaml-document": "A line with --- begins a second document in the file.",
    "yaml-double-key": "A key stands twice in one place, so one of its two texts would be lost.",
    "yaml-empty": "The file is empty.",
    "yaml-encoding": "A letter is not stored as UTF-8, or was broken when the file was saved.",
    "yaml-key": "A key is empty, or is no plain text.",
    "yaml-lost-text": "Words stand behind a # and would be dropped.",
    "yaml-merge": "A merge key (<<) is used, which hides where words come from.",
    "yaml-size": "The file, or one text in it, is too large.",
    "yaml-syntax": "The file is not plain YAML: an indent, a colon or a quote is wrong.",
    "yaml-tag": "A text begins with !, which means something else to YAML.",
}
"""What the reader tells before any rule can look. Nothing of it can be ignored."""

_FIRM = ("ID001", "IGNORE001", "LANG002", "MARK001")
_FIRM_FAMILIES = ("MERGE", "SAFE")


def firm(rule: str) -> bool:
    """Whether a rule guards what no handout can do without, so that nobody may ignore it."""
    return rule in _FIRM or rule.startswith(_FIRM_FAMILIES)
