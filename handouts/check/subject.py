"""What the rules look at: the content, and every handout that can be composed from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from handouts.check.visits import Composed, every_visit, possible
from handouts.model.content import Content
from handouts.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Subject:
    """All that a rule may look at."""

    content: Content
    settings: Settings
    composed: tuple[Composed, ...]
    """Every handout that can come of these words, once; each names the visits that get it."""
    pictures: tuple[str, ...]
    source: Content | None = None
    """The words that these were made from: what is translated, or is said in easy read."""
    files: tuple[str, ...] = ()
    """Relative paths of the files in the clinic's own folder; none when there is only stock."""
    stock: tuple[str, ...] = ()
    """Relative paths of all that ships."""
    drawings: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures in the clinic's own folder, by the file's name as problems tell it."""

    @classmethod
    def of(
        cls,
        content: Content,
        settings: Settings,
        pictures: tuple[str, ...],
        source: Content | None = None,
        *,
        files: tuple[str, ...] = (),
        stock: tuple[str, ...] = (),
        drawings: Mapping[str, bytes] = MappingProxyType({}),
    ) -> "Subject":
        """Compose every treatment for every dose band and visit type, with no risk and with all."""
        composed = possible(every_visit(content, settings), content, settings)
        return cls(content, settings, composed, pictures, source, files, stock, drawings)
