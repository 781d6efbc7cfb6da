"""Builds a clinic's folder for one test: the stock content with a few files in other words."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from handouts.library.shelves import Shelves, stock
from handouts.model.content import Content
from handouts.model.visit import Edition
from handouts.read.content import FOLDERS, LANGUAGE_FILES, SHARED_FILES, read_content, read_item

CLINIC = Path(__file__).parent / "clinic"
"""A small, complete clinic that exists only in tests."""


def shelf(folder: Path, files: Mapping[str, str]) -> Shelves:
    """The shelves of a clinic whose folder holds these files and nothing else."""
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return Shelves(folder)


def words_of(
    shelves: Shelves, language: str = "en", edition: Edition = Edition.STANDARD
) -> Content:
    """All that these shelves say; a file that cannot be read fails the test."""
    content, problems = read_content(shelves, language, edition)
    assert content is not None, "\n".join(str(problem) for problem in problems)
    return content


@cache
def stock_words(language: str = "en", edition: Edition = Edition.STANDARD) -> Content:
    """All that ships, read once."""
    return words_of(Shelves(), language, edition)


def words_with(
    folder: Path,
    files: Mapping[str, str],
    language: str = "en",
    edition: Edition = Edition.STANDARD,
) -> Content:
    """What a clinic with these files says. Only they are read, in a quarter of a second less."""
    shelf(folder, files)
    content = stock_words(language, edition)
    read: dict[str, Any] = {}
    attributes = {"questions": "question_sets"}
    for name in files:
        *_, kind, file = Path(name).parts
        single = {**LANGUAGE_FILES, **SHARED_FILES}.get(Path(file).stem)
        noun = single or FOLDERS[kind]
        of_kind = Path(file).stem if single else kind
        item, problems = read_item(folder / name, of_kind, noun, language)
        assert item is not None, "\n".join(str(problem) for problem in problems)
        if single:
            read[of_kind] = item
        else:
            attribute = attributes.get(kind, kind.replace("-", "_"))
            read[attribute] = {**read.get(attribute, getattr(content, attribute)), item.id: item}
    return replace(content, **read)


def stock_file(name: str) -> str:
    """The text of a stock file such as `content/en/treatments/sleep.yaml`."""
    return (stock() / name).read_text(encoding="utf-8")


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """A stock file in which these words stand once, with other words in their place."""
    text = stock_file(name)
    assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
    return {name: text.replace(old, new)}


def clinic_file(name: str) -> dict[str, str]:
    """A file of the test clinic, to be put into another folder."""
    return {name: (CLINIC / name).read_text(encoding="utf-8")}
