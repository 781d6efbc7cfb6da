"""MERGE001: no placeholder is left in words that print.

A text that was begun and not finished reaches a patient as it stands. So these are errors in every
text, in every language: TODO, FIXME, TBD, XXX, "lorem ipsum", ???, double braces {{...}}, {% ...
%}, <name>, and words in single brackets such as [name] or [insert phone here]. Names, addresses
and phones of clinic.yaml count too.

To mend it, write the missing words. Where the clinic's own number belongs, use its value, such as
{phone}. To print a line to write on, leave the key in clinic.yaml empty or use a `write_in` block.
"""

import re
from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.model.clinic import Clinic
from handouts.model.item import Item, Path
from handouts.problems import Problem

_LEFT = re.compile(
    r"\b(?:TO-?DO|FIX-?ME|TBD|TBC|T\.B\.D\.|XXX+)(?![A-Za-z])"
    r"|\b(?:[Ll]orem ipsum|LOREM IPSUM|[Ll]orem)\b"
    r"|\b(?:tbd|tbc|fixme)\b"
    r"|\?{3,}|？{3,}"
    r"|\{\{[^}]*\}*|\{%[^%]*%?\}?"
    r"|<[A-Za-z][^<>]{0,40}>"
    r"|(?<!\[)\[(?!\[)[^\[\]|]{1,60}\](?!\])"
)


def check(subject: Subject) -> Iterator[Problem]:
    """Placeholders, each at its text."""
    for item in subject.content.items():
        for path, text in _texts(item):
            for found in _LEFT.finditer(text):
                message = f"A placeholder is left here: {found[0]!r}."
                hint = "Write the words that belong here, or a value such as {phone}."
                yield Problem(item.place(*path), "MERGE001", message, hint)


def _texts(item: Item[Any]) -> Iterator[tuple[Path, str]]:
    yield from item.prose()
    if isinstance(item.says, Clinic):
        yield from _of_clinic(item.says)
    if item.kind == "sources":
        for id_, source in item.says.sources.items():
            yield ("sources", id_, "short"), source.short


def _of_clinic(clinic: Clinic) -> Iterator[tuple[Path, str]]:
    """What clinic.yaml prints as it stands."""
    for name in ("name", "phone", "after_hours_phone", "interpreter_phone", "web_page",
                 "emergency_number", "crisis_line"):  # fmt: skip
        yield (name,), getattr(clinic, name) or ""
    for id_, site in clinic.sites.items():
        for name in ("name", "phone", "after_hours_phone", "web_page"):
            yield ("sites", id_, name), getattr(site, name) or ""
        for number, line in enumerate(site.address):
            yield ("sites", id_, "address", number), line
