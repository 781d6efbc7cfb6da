"""A document that is being written in; whoever looks on is told, and may keep boxes back."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol


class Watch(Protocol):
    """Looks on while a document is written, and may keep boxes back."""

    def begin(self, page_box: Any) -> None:
        """A page is about to be painted."""

    def kept(
        self, stream: Any, box: Any, tag: str, mark: int | None
    ) -> AbstractContextManager[bool]:
        """While a box is painted: whether it is kept back, so that nothing of it is marked."""

    def ended(self) -> None:
        """The page is painted."""

    def written(self, pdf: Any) -> None:
        """All objects are there, and will be numbered and written as they are now."""


class _Nobody:
    """Looks at nothing and keeps nothing back."""

    def begin(self, page_box: Any) -> None: ...

    def kept(
        self, stream: Any, box: Any, tag: str, mark: int | None
    ) -> AbstractContextManager[bool]:
        del stream, box, tag, mark
        return _NOTHING_KEPT

    def ended(self) -> None: ...

    def written(self, pdf: Any) -> None: ...


_NOTHING_KEPT: AbstractContextManager[bool] = nullcontext(enter_result=False)
NOBODY = _Nobody()
