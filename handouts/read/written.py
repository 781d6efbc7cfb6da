"""The shelves in, which treatment has words in which language and edition out."""

from handouts.library.shelves import Shelves
from handouts.model.visit import Edition

Written = frozenset[tuple[str, Edition, str]]
"""Language, edition and treatment."""


def read_written(shelves: Shelves) -> Written:
    """All that a handout can be made of; editions without words of their own use the standard's."""
    return frozenset(
        (language, edition, treatment)
        for language in shelves.languages()
        for edition in shelves.editions(language)
        for treatment in shelves.folder(_folder(language, edition), ".yaml")
    )


def _folder(language: str, edition: Edition) -> str:
    words = f"{language}/{edition}" if edition.own_words else language
    return f"content/{words}/treatments"
