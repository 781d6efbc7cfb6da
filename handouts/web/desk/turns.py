"""The order in which a page sent what somebody did in, out whether something newer came first.

A browser that gives up an older request does not stop it: the desk may read it after the newer one.
"""

import threading
from collections import OrderedDict

PAGES = 32
"""So many open pages are known, those that were heard of last."""


class Turns:
    """The newest deed of each page. Who asks holds `lock` until its own deed is done."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._newest: OrderedDict[str, int] = OrderedDict()

    def late(self, said: str) -> bool:
        """Whether a deed, `PAGE NUMBER`, comes after a newer one of its page; a form has none."""
        page, _, number = said.partition(" ")
        if not number.isascii() or not number.isdecimal():
            return False
        turn, newest = int(number), self._newest.pop(page, -1)
        self._newest[page] = max(turn, newest)
        if len(self._newest) > PAGES:
            self._newest.popitem(last=False)
        return turn < newest
