"""Tickets out, each of which lets one browser in, once."""

import secrets
import threading


class Tickets:
    """The tickets of one start of the program.

    Others of this machine may see a command line with an address in it; so one that was used is
    worth nothing.
    """

    def __init__(self) -> None:
        self.first = secrets.token_urlsafe(32)
        """For the browser that the program opens itself."""
        self._good = [self.first]
        self._lock = threading.Lock()

    def another(self) -> str:
        """One more; the one that was given before it, but for the first, counts no more."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._good[:] = [*(it for it in self._good if it == self.first), ticket]
        return ticket

    def takes(self, ticket: str) -> bool:
        """Whether a ticket is ours and was not used before; then it is used."""
        with self._lock:
            for good in self._good:
                if secrets.compare_digest(ticket.encode(), good.encode()):
                    self._good.remove(good)
                    return True
        return False
