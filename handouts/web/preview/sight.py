"""What somebody looks at, and what the page shows of it at one moment: the nouns of the preview."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.visit import Edition, Visit
from handouts.problems import Problem


@dataclass(frozen=True, slots=True)
class View:
    """Whose handout a page shows; `appointment` makes the visit from the words."""

    key: tuple[str, str]
    title: str
    language: str
    edition: Edition
    appointment: Callable[[Content], Visit] = dataclasses.field(compare=False)

    @property
    def words(self) -> tuple[str, Edition]:
        """Which words it is made of."""
        return self.language, self.edition if self.edition.own_words else Edition.STANDARD


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """A finished handout as a browser may fetch it; each is itself and no other."""

    number: int
    pdf: bytes
    sizes: tuple[tuple[int, int], ...]
    handout: Handout
    content: Content


@dataclass(frozen=True, slots=True)
class Sight:
    """What the page of one view shows at one moment."""

    number: int = 0
    """Grows with every change, so that a browser can ask for what is newer."""
    doing: str = ""
    saved: tuple[str, ...] = ()
    """The files that were saved last."""
    pages: Pages | None = None
    """The last good ones."""
    stopped: tuple[Problem, ...] = ()
    """Why the newest words have no pages."""
    checked: tuple[Problem, ...] = ()
    checking: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything to mend: those of the files just saved first, then the loudest."""
        loud = ("error", "warning", "hint")
        return tuple(
            sorted(
                dict.fromkeys((*self.stopped, *self.checked)),
                key=lambda it: (it.place.file not in self.saved, loud.index(it.severity), it.place),
            )
        )
