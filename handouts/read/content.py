"""A clinic's shelves in, all that it says in one language out, with every problem found."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from handouts.library.shelves import Shelves, read_bytes, shown
from handouts.model.clinic import Clinic
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.model.kinds import (
    Checklist,
    Expectation,
    QuestionSet,
    RedFlags,
    RiskNote,
    SideEffect,
    Statement,
)
from handouts.model.reference import Glossary, Sources
from handouts.model.settings import Settings
from handouts.model.treatment import Treatment
from handouts.model.visit import Edition
from handouts.model.wording import Wording
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.read.misplaced import misplaced
from handouts.read.remarks import read_remarks
from handouts.read.schedule.words import check_words
from handouts.read.schema import build
from handouts.read.yamlfile import MAX_BYTES, parse

T = TypeVar("T")

Read = tuple[Item[T] | None, tuple[Problem, ...]]
"""What one file gives: an item, or why there is none."""

FOLDERS: dict[str, type[Any]] = {
    "treatments": Treatment,
    "statements": Statement,
    "expectations": Expectation,
    "side-effects": SideEffect,
    "questions": QuestionSet,
    "red-flags": RedFlags,
    "checklists": Checklist,
    "risks": RiskNote,
}
"""The folders under `content/<language>/`, and what each of their files is."""

LANGUAGE_FILES: dict[str, type[Any]] = {"wording": Wording, "glossary": Glossary}
"""The single files under `content/<language>/`."""

SHARED_FILES: dict[str, type[Any]] = {"clinic": Clinic, "sources": Sources}
"""The single files under `content/`, the same for all languages."""


class ItemCache:
    """Keeps what was read, file by file, for as long as the file says the same.

    Bytes are compared, not dates: a file that was saved twice in one tick of the clock is read
    again. They are the small part of the work.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[Path, Path, str, str], tuple[bytes, Read[Any]]] = {}

    def item(
        self, path: Path, kind: str, noun: type[T], language: str, edition: Edition
    ) -> "Read[T]":
        """What `read_item` gives for this file; built anew only when the file has changed."""
        here = Path.cwd()  # places name files from here, and `shown` takes longer than all the rest
        data, key = read_bytes(path, MAX_BYTES), (path, here, kind, language)
        if (kept := self._read.get(key)) is None or kept[0] != data:
            kept = (data, typed(data, _unread(path, kind, noun, language, edition)))
            self._read[key] = kept
        return kept[1]


def read_content(
    shelves: Shelves,
    language: str,
    edition: Edition = Edition.STANDARD,
    cache: ItemCache | None = None,
) -> tuple[Content | None, tuple[Problem, ...]]:
    """Everything in one language. No content comes back when a file cannot be understood.

    An edition with words of its own has them in a folder of its name; what is not there is said in
    the standard words, but a treatment that is not there is not to be had in that edition.
    With a cache, only files that changed since are read anew.
    """
    if language not in shelves.languages():
        raise HandoutsError(unknown_language(shelves, language, Place("language")))
    if edition not in shelves.editions(language):
        raise HandoutsError(_unknown_edition(shelves, language, edition))
    reader = _Reader(shelves, language, edition, cache or ItemCache())
    content = Content(
        language=language,
        edition=edition,
        clinic=reader.one("content/clinic.yaml", "clinic", Clinic),
        sources=reader.one("content/sources.yaml", "sources", Sources),
        wording=reader.words("wording", Wording),
        glossary=reader.words("glossary", Glossary),
        treatments=reader.many("treatments", Treatment, own=True),
        statements=reader.many("statements", Statement),
        expectations=reader.many("expectations", Expectation),
        side_effects=reader.many("side-effects", SideEffect),
        question_sets=reader.many("questions", QuestionSet),
        red_flags=reader.many("red-flags", RedFlags),
        checklists=reader.many("checklists", Checklist),
        risks=reader.many("risks", RiskNote),
    )
    return (None if reader.problems else content), tuple(reader.problems)


def unknown_language(shelves: Shelves, language: str, place: Place) -> Problem:
    """The problem for a language that no shelf has."""
    known = shelves.languages()
    hint = did_you_mean(language, known) or f"There is: {', '.join(known)}."
    return Problem(place, "language", f"There are no words in the language {language!r}.", hint)


def _unknown_edition(shelves: Shelves, language: str, edition: Edition) -> Problem:
    return Problem(
        Place(f"content/{language}/{edition}"),
        "edition",
        f"There are no {edition} words in the language {language!r}.",
        f"There is: {', '.join(shelves.editions(language))}.",
    )


def read_settings(shelves: Shelves) -> Settings:
    """handouts.yaml of the clinic's folder, else the stock one. Raises HandoutsError."""
    path = shelves.find("handouts.yaml") or shelves.find("templates/folder/handouts.yaml")
    assert path is not None  # the stock one always is there; a test looks
    item, problems = read_item(path, "settings", Settings, "")
    if item is None:
        raise HandoutsError(*problems)
    try:
        ZoneInfo(item.says.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last two for names of folders
        raise HandoutsError(_unknown_zone(item)) from None
    treatments, sites = _offered(item.says, shelves), _sites(item.says, shelves)
    wrong = *_languages_without_words(item, shelves), *check_words(item, treatments, sites)
    if wrong:
        raise HandoutsError(*wrong)
    return item.says


def _offered(says: Settings, shelves: Shelves) -> tuple[str, ...]:
    there = shelves.folder(f"content/{says.language}/treatments", ".yaml")
    return tuple(id_ for id_ in says.offers or there if id_ in there)


def _sites(says: Settings, shelves: Shelves) -> tuple[str, ...] | None:
    """The clinic's places; None where no schedule names them, or clinic.yaml cannot be read."""
    path = shelves.find("content/clinic.yaml") if says.schedule.sites else None
    clinic = read_item(path, "clinic", Clinic, "")[0] if path else None
    return tuple(clinic.says.sites) if clinic else None


def _languages_without_words(item: Item[Settings], shelves: Shelves) -> Iterator[Problem]:
    says = item.says
    for number, language in enumerate(says.languages):
        if language not in shelves.languages():
            yield unknown_language(shelves, language, item.place("languages", number))
    if says.languages and says.language not in says.languages:
        yield Problem(
            item.place("language"),
            "language",
            f"'language' is {says.language!r}, which is not one of your `languages`.",
            "Name it there too, or choose one of them here.",
        )


def _unknown_zone(item: Item[Settings]) -> Problem:
    zone = item.says.timezone
    return Problem(
        item.place("timezone"),
        "timezone",
        f"'timezone' cannot be {zone!r}: there is no such time zone.",
        did_you_mean(zone, available_timezones()) or "Write one such as America/New_York.",
    )


def read_item(
    path: Path, kind: str, noun: type[T], language: str, edition: Edition = Edition.STANDARD
) -> Read[T]:
    """One file as an item."""
    return typed(read_bytes(path, MAX_BYTES), _unread(path, kind, noun, language, edition))


def _unread(path: Path, kind: str, noun: type[T], language: str, edition: Edition) -> Item[type[T]]:
    file = _shown_folder(path.parent, Path.cwd()) + path.name
    return Item(kind, path.stem, language, file, noun, {}, edition=edition)


@lru_cache(maxsize=64)
def _shown_folder(folder: Path, here: Path) -> str:  # noqa: ARG001  # `shown` looks where we are
    """How the names of a folder's files begin; to find that out takes as long as to read one."""
    return shown(folder / "_").removesuffix("_")


def typed(data: bytes, named: Item[type[T]]) -> Read[T]:
    """A file's bytes as an item; `named` is the same item before anybody read what it says."""
    document, problems = parse(data, named.file)
    if document is None:
        return None, problems
    says, problems = build(named.says, document, named.file)
    if says is None:
        elsewhere = misplaced(document, named.says, FOLDERS, named.file)
        return None, (elsewhere,) if elsewhere else problems
    kind, id_, language, file = named.kind, named.id, named.language, named.file
    remarks = read_remarks(data, file)
    return Item(kind, id_, language, file, says, document.places, remarks, named.edition), ()


class _Reader:
    """Reads file after file and gathers the problems of all of them."""

    def __init__(self, shelves: Shelves, language: str, edition: Edition, cache: ItemCache) -> None:
        self.cache = cache
        self.shelves = shelves
        self.language = language
        standard = f"content/{language}"
        self.edition = edition
        self.folders = (f"{standard}/{edition}", standard) if edition.own_words else (standard,)
        self.problems: list[Problem] = []

    def one(self, relative: str, kind: str, noun: type[T]) -> Any:
        """A file that must be there."""
        path = self.shelves.find(relative)
        if path is None:
            self.problems.append(Problem(Place(relative), "missing-file", "This file is missing."))
            return None
        edition = self._edition(relative)
        item, problems = self.cache.item(path, kind, noun, self.language, edition)
        self.problems.extend(problems)
        return item

    def words(self, name: str, noun: type[T]) -> Any:
        """A single file of the language, the edition's own one first."""
        files = [f"{folder}/{name}.yaml" for folder in self.folders]
        return self.one(next(filter(self.shelves.find, files), files[-1]), name, noun)

    def many(self, kind: str, noun: type[T], *, own: bool = False) -> dict[str, Item[T]]:
        """Every file of a kind by its name, the edition's own one first, or only its own ones."""
        found: dict[str, tuple[Path, Edition]] = {}
        for folder in reversed(self.folders[:1] if own else self.folders):
            files = self.shelves.folder(f"{folder}/{kind}", ".yaml")
            found |= {name: (path, self._edition(folder)) for name, path in files.items()}
        items: dict[str, Item[T]] = {}
        for name, (path, edition) in found.items():
            item, problems = self.cache.item(path, kind, noun, self.language, edition)
            self.problems.extend(problems)
            if item is not None:
                items[name] = item
        return items

    def _edition(self, place: str) -> Edition:
        """The edition whose own words a file or folder holds."""
        own = self.edition.own_words and place.startswith(self.folders[0])
        return self.edition if own else Edition.STANDARD
