"""An app in, its address on this machine out; it answers until the program is stopped."""

import contextlib
import logging
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask

from handouts.problems import ExitCode, stop
from handouts.web.address import HOST
from handouts.web.app import Door

THREADS = 16
"""Requests at once; some of them only wait for news."""
_NEVER = sys.maxsize
"""Bytes after which waitress would put a body or an answer into a file."""


@contextlib.contextmanager
def serving(build: Callable[[Door], Flask], port: int = 0) -> Iterator[Door]:
    """Answer requests in threads of our own while the block runs. Port 0: any that is free.

    Raises HandoutsError when the port is taken.
    """
    from waitress import create_server  # noqa: PLC0415  # only needed once something is served

    from handouts.web.head import SWALLOWED, channel  # noqa: PLC0415  # same

    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # a terminal is for our own words
    with _bound(port) as listening:
        door = Door(listening.getsockname()[1])
        open_sockets: dict[int, Any] = {}
        server: Any = create_server(
            build(door),
            map=open_sockets,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            inbuf_overflow=_NEVER,
            outbuf_overflow=_NEVER,
            max_request_body_size=SWALLOWED,
            max_request_header_size=32_768,
            channel_timeout=60,
        )
        server.channel_class = channel(door.awaits)
        thread = threading.Thread(target=server.run, name="server", daemon=True)
        thread.start()
        try:
            yield door
        finally:
            server.task_dispatcher.shutdown(timeout=10)  # first those who still answer
            # Then the loop, in its own thread: without sockets it ends. It must not close them
            # before it has been woken, or the wake-up would go into a closed pipe.
            with server.trigger.lock:
                server.trigger.thunks.append(lambda: server.asyncore.close_all(open_sockets))
                server.pull_trigger()
            thread.join(10)


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, another program could take a port that is reused
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as wrong:
        listening.close()
        raise stop(
            f"The port {port} cannot be used: {wrong.strerror}.",
            "Leave out --port: then the program takes a free one.",
            code=ExitCode.MACHINE,
        ) from None
    return listening
