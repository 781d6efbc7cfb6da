"""A desk's folder in, at most one desk at a time in it out: a second start comes to the first one.

A desk that runs leaves its port and a key in its folder, for nobody but its owner. Whoever starts
it again asks at that port: only the desk with this key can answer, and it answers only who has it.
So neither a file that was left by a desk that is gone, nor another program that has its port now,
is taken for a desk; and nobody else of this machine is let in.
"""

import contextlib
import hmac
import http.client
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch.outbox.outbox import PRIVATE_FILE
from handouts.library.shelves import read_bytes
from handouts.problems import ExitCode, HandoutsError, stop
from handouts.web.address import HOST, starting
from handouts.web.desk.own.private import put

if TYPE_CHECKING:
    from filelock import FileLock

    from handouts.web.app import Door

NAME = "running.json"
LOCK = ".starting"
PATIENCE = 10.0
"""Seconds that a desk may take to answer; it may be busy with a long list."""
STARTING = 60.0
"""Seconds that another start may take until its desk runs."""
MOST = 4_096
"""Bytes of the file, and of an answer."""

_SCHEME = "Handouts"
_OPEN, _END = "open", "end"


class RunsAlready(Exception):
    """A desk runs in this folder; `address` lets one browser into it, once."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Turn:
    """The turn of one start to be the desk of its folder."""

    def __init__(self, folder: Path | None, lock: "FileLock | None" = None) -> None:
        self._file = folder / NAME if folder else None
        self._lock = lock
        self._key = secrets.token_urlsafe(32)

    def answers(self, said: str, door: "Door") -> dict[str, str] | None:
        """The answer to a proof, once what it asks is done; None for what is no proof of ours."""
        words = said.split(" ")
        scheme, what, nonce, proof = words if len(words) == 4 else [""] * 4  # noqa: PLR2004  # these
        if scheme != _SCHEME or not _same(proof, _proof(self._key, what, nonce)):
            return None
        answer = ""
        if what == _OPEN:
            answer = door.tickets.another()
        elif what == _END:
            door.over.set()
        return {"answer": answer, "proof": _proof(self._key, "did", nonce, answer)}

    def runs(self, door: "Door") -> None:
        """The desk answers from now on: who comes next comes to it."""
        said = json.dumps({"port": door.port, "key": self._key}).encode()
        if self._file is not None:
            with contextlib.suppress(OSError):  # a full disk: then each start is on its own
                put(self._file, said)
        self.let_go()

    def ends(self) -> None:
        """The desk will not answer any more."""
        if self._file is not None and (_said(self._file) or ("", 0))[0] == self._key:
            with contextlib.suppress(OSError):
                self._file.unlink()  # not what another start is just writing

    def let_go(self) -> None:
        """Whoever waited may start."""
        if self._lock is not None:
            self._lock.release()


@contextlib.contextmanager
def turn(folder: Path | None) -> Iterator[Turn]:
    """The only start in this folder until its desk runs; without a folder each is on its own.

    Raises RunsAlready, and HandoutsError when another start does not come to an end.
    """
    lock = _locked(folder) if folder else None
    mine = Turn(folder, lock)
    try:
        if folder is not None and (address := opened_again(folder)):
            raise RunsAlready(address)
        yield mine
    finally:
        mine.let_go()


def opened_again(folder: Path) -> str:
    """The address that lets a browser into the desk that runs here; empty when none does."""
    told = _said(folder / NAME)
    ticket = _asked(*told, _OPEN) if told else None
    return starting(told[1], ticket) if told and ticket else ""


def ended(folder: Path) -> bool:
    """End the desk that runs here; False when none does."""
    told = _said(folder / NAME)
    return told is not None and _asked(*told, _END) is not None


def _locked(folder: Path) -> "FileLock | None":
    from filelock import FileLock, Timeout  # noqa: PLC0415  # other pages need no lock

    lock = FileLock(folder / LOCK, mode=PRIVATE_FILE, fallback_to_soft=False, thread_local=False)
    try:
        lock.acquire(STARTING)
    except Timeout:
        raise stop(
            "The desk is being started already, and does not come to an end with it.",
            "Wait a minute. If it still does not open, start this computer anew.",
            code=ExitCode.MACHINE,
        ) from None
    except (OSError, NotImplementedError):  # a drive that knows no locks: at worst, two desks run
        return None
    return lock


def _said(file: Path) -> tuple[str, int] | None:
    """The key and the port of the desk that wrote this file last."""
    try:
        told = json.loads(read_bytes(file, MOST))
        key, port = told["key"], told["port"]
    except (HandoutsError, ValueError, TypeError, KeyError, RecursionError):
        return None
    right = isinstance(key, str) and isinstance(port, int) and 0 < port < 65_536  # noqa: PLR2004  # ports
    return (key, port) if right and key else None


def _asked(key: str, port: int, what: str) -> str | None:
    """What the desk with this key answers at this port; None when it is no such desk."""
    nonce = secrets.token_urlsafe(32)
    proof = f"{_SCHEME} {what} {nonce} {_proof(key, what, nonce)}"
    line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        line.request("GET", "/again", headers={"Authorization": proof, "Connection": "close"})
        told = json.loads(line.getresponse().read(MOST))
        answer, proven = told["answer"], told["proof"]
        right = _same(proven, _proof(key, "did", nonce, answer))
    except (OSError, http.client.HTTPException, ValueError, TypeError, KeyError, AttributeError,
            RecursionError):  # fmt: skip
        return None
    finally:
        line.close()
    return answer if right and isinstance(answer, str) else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _proof(key: str, *words: str) -> str:
    """What only somebody with the key can say of these words."""
    said = json.dumps(words).encode()
    return hmac.new(key.encode(), said, "sha256").hexdigest()
