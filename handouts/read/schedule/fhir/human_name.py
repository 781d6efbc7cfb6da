"""FHIR HumanNames in, the name to print out: by what they are used for, and on which day."""

import datetime as dt

from handouts.read.schedule.fhir.elements import Element, covers, elements, text, texts

_USES = ("official", "usual", "", "temp")
"""The uses that name a person, the best first. Nicknames, names of before (old, maiden) and the
names that hide a person (anonymous) are never printed (hl7.org/fhir/R4/valueset-name-use.html)."""


def names_on(names: object, day: dt.date, *, title: bool = False) -> tuple[str, ...]:
    """The names of the best use that count on a day, each once; none when there is none to print.

    `title` puts prefixes such as Dr. before them. A name without a family name is none, unless its
    text was written out as a whole.
    """
    for use in _USES:
        found = dict.fromkeys(
            written
            for name in elements(names)
            if _use(name) == use and covers(name.get("period"), day)
            if (written := _written(name, title=title))
        )
        if found:
            return tuple(found)
    return ()


def _use(name: Element) -> str:
    """What the name is for; what is no text is no use that is known, so it is never printed."""
    return text(name.get("use")) if isinstance(name.get("use", ""), str) else "unknown"


def _written(name: Element, *, title: bool) -> str:
    family, whole = text(name.get("family")), text(name.get("text"))
    parts = [*texts(name.get("given")), family]
    prefix = texts(name.get("prefix")) if title else []
    suffix = texts(name.get("suffix"))
    if not family:
        return whole
    for printed in ([*parts, *suffix], parts):
        if sorted(" ".join(printed).split()) == sorted(whole.split()):
            parts, suffix = [whole], suffix if printed is parts else []  # its own order of names
            break
    return " ".join([*prefix, *parts, *suffix])
