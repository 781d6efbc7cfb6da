"""The shelves in, the names that an editor offers to choose from out, by the key they stand behind.

A name that is not offered is not wrong: a clinic may add files of its own.
"""

from collections.abc import Mapping

from handouts.library.shelves import Shelves, read_bytes, shown
from handouts.model.visit import DoseBand, Edition, VisitType
from handouts.read.yamlfile import parse

SOURCE = "content/en"
"""The tree that has every file; the ids are the same in all languages."""

ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip


def offered(shelves: Shelves) -> Mapping[str, tuple[str, ...]]:
    """Names by the key behind which they may stand."""
    icons = tuple(shelves.folder("styles/icons", ".svg"))
    treatments = _files(shelves, "treatments")
    risks = _files(shelves, "risks")
    languages = shelves.languages()
    return {
        "picture": icons,
        "statement": _files(shelves, "statements"),
        "checklist": _files(shelves, "checklists"),
        "question_sets": _files(shelves, "questions"),
        "glossary": _keys(shelves, f"{SOURCE}/glossary.yaml", "terms"),
        "sources": _keys(shelves, "content/sources.yaml", "sources"),
        "risk": risks,
        "risks": risks,
        "offers": treatments,
        "treatment": treatments,
        "language": languages,
        "languages": languages,
        "bilingual": languages,
        "timezone": ZONES,
        "seen": ("full", "excerpt", "secondary"),
        "edition": tuple(Edition),
        "visit_type": tuple(VisitType),
        "dose_band": tuple(DoseBand),
    }


def _files(shelves: Shelves, kind: str) -> tuple[str, ...]:
    return tuple(shelves.folder(f"{SOURCE}/{kind}", ".yaml"))


def _keys(shelves: Shelves, file: str, below: str) -> tuple[str, ...]:
    """The keys below one key of a file; none when it cannot be read, `check` tells of that."""
    path = shelves.find(file)
    document, _ = parse(read_bytes(path), shown(path)) if path else (None, ())
    inside = document.value.get(below) if document and isinstance(document.value, dict) else None
    return tuple(inside) if isinstance(inside, dict) else ()
