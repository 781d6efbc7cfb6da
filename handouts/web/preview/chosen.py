"""What an address asks for in, whose handout is shown out, and all others that one may choose."""

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handouts.library.shelves import Shelves
from handouts.model.content import Content
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.problems import HandoutsError
from handouts.read.content import read_settings
from handouts.web.preview.personas import Persona, personas, visit
from handouts.web.preview.sight import View


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose handout of what is shown."""

    gallery: tuple[Persona, ...]
    """All personas that one may choose."""
    persona: Persona
    treatments: tuple[tuple[str, str], ...]
    """Ids and names of the treatments that there are for the persona."""
    treatment: str
    language: str
    """Of the words that the persona reads."""

    def view(self, today: Callable[[], dt.date]) -> View:
        """What the pages are made of; they may be made anew on a later day."""
        persona, treatment = self.persona, self.treatment

        def appointment(content: Content) -> Visit:
            return visit(persona, treatment, content, today())

        title = f"{treatment.replace('-', ' ').capitalize()} · {persona.title}"
        return View((persona.id, treatment), title, self.language, persona.edition, appointment)


class Choices:
    """What one may choose in a clinic's folder as it is now."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._settings = read_settings(Shelves())

    def settings(self) -> Settings:
        """The clinic's, while they cannot be read the last ones."""
        with contextlib.suppress(HandoutsError):
            self._settings = read_settings(self._shelves)
        return self._settings

    def of(self, asked: Mapping[str, str]) -> Chosen:
        """The persona and the treatment that an address asks for; the first ones if none."""
        settings = self.settings()
        known = settings.spoken(self._shelves.languages())
        language = settings.language if settings.language in known else known[0]
        gallery = personas(language, self._shelves.editions(language), known)
        by_id = {persona.id: persona for persona in gallery}
        persona = by_id.get(asked.get("persona", ""), gallery[0])
        treatments = self._treatments(persona, settings)
        wanted = asked.get("treatment", "")
        treatment = wanted if wanted in dict(treatments) else next(iter(dict(treatments)), "")
        spoken = persona.language or settings.language
        return Chosen(gallery, persona, treatments, treatment, spoken)

    def _treatments(self, persona: Persona, settings: Settings) -> tuple[tuple[str, str], ...]:
        folder = f"content/{persona.language or settings.language}"
        folder += f"/{persona.edition}" if persona.edition.own_words else ""
        found = self._shelves.folder(f"{folder}/treatments", ".yaml")
        offered = [it for it in settings.offers if it in found] or list(found)
        return tuple((each, each.replace("-", " ").capitalize()) for each in offered)
