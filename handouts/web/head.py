"""The first lines of a request in, its body out; a body that nobody awaits is not even kept.

Here stands what is decided before a body is read. All else is refused in `web/app.py`, where a page
can say why.
"""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.receiver import FixedStreamReceiver
from waitress.task import ErrorTask
from waitress.utilities import Error

PATIENCE = 30.0
"""Seconds in which a request must have come; its sender sits on this machine."""
SWALLOWED = 512_000_000
"""Bytes of a body too large that are read all the same: a browser hears no answer before."""

_HEADERS = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
)


Awaits = Callable[[str, str, str], int]
"""How many bytes of a body are kept, by a request's path, Host and Cookie."""


class _Slow(Error):  # type: ignore[misc]  # waitress ships no types
    code = 408
    reason = "Request Timeout"


class _Forgotten:
    """Stands in for the buffer of a body that is too large."""

    def append(self, data: bytes) -> None:
        pass

    def getfile(self) -> BytesIO:
        return BytesIO()

    def close(self) -> None:
        pass


class _Answer(ErrorTask):  # type: ignore[misc]  # same
    """What a request hears that was not understood: nothing that it said itself."""

    def execute(self) -> None:
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(_HEADERS)
        self.set_close_on_finish()
        said = f"{error.reason}\n".encode()
        self.content_length = len(said)
        self.write(said)


def channel(awaits: Awaits) -> type[HTTPChannel]:
    """What reads the requests of a connection, and answers those that are not understood."""

    class Head(HTTPRequestParser):  # type: ignore[misc]  # same
        """One request as it arrives."""

        completed: bool

        def __init__(self, adjustments: Any) -> None:
            super().__init__(adjustments)
            self._began = time.monotonic()

        def received(self, data: bytes) -> int:
            """Take some bytes; gives how many of them belong to this request."""
            taken: int = super().received(data)
            if not self.completed and time.monotonic() > self._began + PATIENCE:
                self.error, self.completed = _Slow(""), True
            return taken

        def parse_header(self, head: bytes) -> None:
            """Read the first lines. Raises what waitress answers with 400 or 501."""
            super().parse_header(head)
            if self.version not in {"1.0", "1.1"}:
                raise ParsingError("version")
            if not self.request_uri.startswith("/"):  # the address of another host in it
                raise ParsingError("address")
            if self.chunked or "TRANSFER_ENCODING" in self.headers:
                # No browser sends one, and where two lengths are told, one of them lies.
                raise TransferEncodingNotImplemented("length")
            host, cookies = (self.headers.get(name, "") for name in ("HOST", "COOKIE"))
            most = awaits(self.path, host, cookies)
            if self.content_length > most:
                self.body_rcv = FixedStreamReceiver(self.content_length, _Forgotten())

    class Channel(HTTPChannel):  # type: ignore[misc]  # same
        parser_class = Head
        error_task_class = _Answer

    return Channel
