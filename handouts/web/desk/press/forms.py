"""Forms of the process that lays them out in, those that the other one does not have yet out."""

from collections import OrderedDict
from collections.abc import Mapping

from handouts.make.forms.kept import MEMORY


class Forms:
    """Forms on their way, by their keys."""

    def __init__(self, *, lasting: bool) -> None:
        """`lasting` ones are kept for a process that takes the other's place: no disk has them."""
        self._lasting = lasting
        self._all: OrderedDict[str, bytes] = OrderedDict()
        self._new: dict[str, bytes] = {}

    def add(self, forms: Mapping[str, bytes]) -> None:
        """These are laid out now."""
        self._new.update(forms)
        if self._lasting:
            self._all.update(forms)
            while sum(map(len, self._all.values())) > MEMORY:
                self._all.popitem(last=False)

    def new(self) -> Mapping[str, bytes]:
        """Those that the other process does not have yet; from now on it has them."""
        new, self._new = self._new, {}
        return new

    def begin_again(self) -> None:
        """The other process is a fresh one, and has none."""
        self._new = {**self._all, **self._new}
