"""Makes handouts for tests; a page that was laid out once is not laid out again."""

from handouts.library.shelves import Shelves
from handouts.make.compose.compose import compose
from handouts.make.maker import Maker
from handouts.make.page.page import Pages
from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.settings import Settings
from handouts.model.signature import State, StateOf
from handouts.model.visit import Visit
from handouts.read.content import read_settings
from tests.pdf import Sheets, read_back
from tests.visits import PRINTED


def signed_by(seals: frozenset[str]) -> StateOf:
    """The state of items when the ones with these seals are signed and no other ones."""
    return lambda item: State.SIGNED if item.seal in seals else State.UNSIGNED


class Making:
    """One clinic's shelves with all that turns a visit into pages."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self.settings: Settings = read_settings(shelves)
        self.maker = Maker(shelves, self.settings)
        self.pages = Pages(shelves)
        self._sheets: dict[str, Sheets] = {}

    @property
    def content(self) -> Content:
        """All that the clinic says."""
        return self.maker.content("en")

    @property
    def seals(self) -> frozenset[str]:
        """The seals of everything, as if a clinician had signed every file."""
        return frozenset(item.seal for item in self.content.items())

    def handout(self, visit: Visit, *, signed: frozenset[str] = frozenset()) -> Handout:
        """The handout of a visit that has one."""
        handout, problems = compose(
            visit, self.content, self.settings, printed=PRINTED, state_of=signed_by(signed)
        )
        assert handout is not None, "\n".join(str(problem) for problem in problems)
        return handout

    def html(self, visit: Visit) -> str:
        """The page of a visit."""
        return self.pages.html(self.handout(visit))

    def sheets(self, visit: Visit, *, signed: frozenset[str] = frozenset()) -> Sheets:
        """The finished PDF of a visit, read back."""
        handout = self.handout(visit, signed=signed)
        html = self.pages.html(handout)
        if html not in self._sheets:
            self._sheets[html] = read_back(self.maker.pdf(handout))
        return self._sheets[html]
