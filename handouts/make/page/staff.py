"""Words for staff in, a finished page out: lists that no patient is given.

They are in the language of the terminal, which is English; patients' names may need other letters.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from handouts.library.shelves import Shelves
from handouts.make.page.assets import Assets
from handouts.make.page.page import Pages
from handouts.make.words.languages import script
from handouts.model.settings import Settings
from handouts.press.engine import Engine
from handouts.press.fonts import FontMissing, Fonts, fonts
from handouts.press.silence import Unprintable
from handouts.problems import HandoutsError, Place, Problem

_UNDRAWN = "?"


class StaffPages:
    """Lays out lists for staff, with the letters of the languages that are spoken of."""

    def __init__(self, shelves: Shelves, settings: Settings, languages: Iterable[str]) -> None:
        self._shelves, self._settings = shelves, settings
        self._languages = tuple(dict.fromkeys(languages))
        self._pages = Pages(shelves)

    def pdf(self, name: str, **words: Any) -> bytes:
        """The template of this name with these words. Raises HandoutsError.

        All lists look like the cover list.
        """
        html = self._pages.fill(f"{name}.html", **words)
        try:
            return self._engine.render(html)
        except Unprintable as unprintable:
            raise HandoutsError(
                Problem(
                    Place(f"templates/{name}.html"),
                    "unprintable",
                    f"This page cannot be laid out: {unprintable.warnings[0][:200]}",
                    "Look at the files of the clinic's own templates/ and styles/ first.",
                )
            ) from None

    def draws(self, text: str) -> bool:
        """Whether there is a letter for all of it."""
        return not self._letters.lacks(text)

    def drawn(self, text: str) -> str:
        """The text, with a question mark for each letter that no font has."""
        lacking = set(self._letters.lacks(text))
        return "".join(_UNDRAWN if letter in lacking else letter for letter in text)

    @cached_property
    def _engine(self) -> Engine:
        sheets = ("tokens.css", "page.css", f"paper-{self._settings.paper}.css", "cover.css")
        return Engine(sheets, Assets(self._shelves), self._letters)

    @cached_property
    def _letters(self) -> Fonts:
        """Our own family first; those of other scripts as far as this machine has them."""
        families = dict(fonts("Latn").families)
        for language in self._languages:
            try:
                found = fonts(script(language))
            except FontMissing:
                continue
            families |= {name: f for name, f in found.families.items() if name not in families}
        return Fonts(families)
