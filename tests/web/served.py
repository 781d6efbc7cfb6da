"""Serves a page for a test, and talks to it as a browser would, or as somebody hostile would."""

import contextlib
import http.client
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.library.shelves import Shelves
from handouts.library.take import found
from handouts.web.app import Door
from handouts.web.preview.page import preview
from tests.patience import PATIENCE
from tests.shelf import stock_file
from tests.visits import PRINTED

SLEEP = "content/en/treatments/sleep.yaml"
"""Two pages: quick to lay out."""
TITLE = "Better sleep when you live with pain"
QUERY = "persona=first-visit&treatment=sleep"


@dataclass
class Served:
    """A page that is being served, and the clinic's folder behind it."""

    folder: Path
    door: Door

    @property
    def cookie(self) -> str:
        """What the right browser sends."""
        return f"{self.door.cookie}={self.door.secret}"

    def ask(
        self,
        address: str,
        body: str | bytes | None = None,
        method: str | None = None,
        **headers: str | None,
    ) -> http.client.HTTPResponse:
        """One request as the right browser makes it, with some headers other or (None) missing."""
        own = {"Host": self.door.host, "Cookie": self.cookie, "Sec_Fetch_Site": "same-origin"}
        if body is not None:
            own |= {"Origin": self.door.origin, "Content_Type": "application/x-www-form-urlencoded"}
        sent = {name.replace("_", "-"): word for name, word in (own | headers).items() if word}
        line = http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=PATIENCE)
        line.putrequest(method or ("GET" if body is None else "POST"), address,
                        skip_host=True, skip_accept_encoding=True)  # fmt: skip
        data = body.encode() if isinstance(body, str) else body
        if data is not None and "Content-Length" not in sent:
            sent["Content-Length"] = str(len(data))
        for name, word in sent.items():
            line.putheader(name, word)
        line.endheaders(data)
        answer = line.getresponse()
        answer.data = answer.read()  # type: ignore[attr-defined]  # for tests
        answer.text = answer.data.decode("utf-8", "replace")  # type: ignore[attr-defined]  # same
        line.close()
        return answer

    def save(self, words: str | bytes, name: str = SLEEP) -> None:
        """Write a file of the folder, as an editor or another program does."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words.encode() if isinstance(words, str) else words)


@dataclass
class Preview(Served):
    """A preview that is being served."""

    opened: list[Path] = field(default_factory=list)
    """The files that a button opened."""

    def news(self, seen: int = -1, query: str = QUERY) -> dict[str, Any]:
        """What the page's script is told."""
        told: dict[str, Any] = json.loads(text(self.ask(f"/live?{query}&seen={seen}")))
        return told

    def until(
        self, right: Callable[[Mapping[str, str]], bool], query: str = QUERY
    ) -> dict[str, str]:
        """The parts of the page as soon as they are as they should be."""
        seen, deadline = -1, time.monotonic() + PATIENCE
        regions: dict[str, str] = {}
        while time.monotonic() < deadline:
            news = self.news(seen, query)
            seen, regions = news["number"], news.get("regions", regions)
            if right(regions):
                return regions
        raise AssertionError(f"it never came; the page shows: {regions}")


def data(answer: http.client.HTTPResponse) -> bytes:
    """The body of an answer that is no text."""
    body: bytes = answer.data  # type: ignore[attr-defined]  # set by Served.ask
    return body


def text(answer: http.client.HTTPResponse) -> str:
    """The body of an answer."""
    body: str = answer.text  # type: ignore[attr-defined]  # set by Served.ask
    return body


def sleep(old: str = "", new: str = "") -> str:
    """The stock file of the short handout with some words in place of others."""
    words = stock_file(SLEEP)
    assert old in words
    return words.replace(old, new)


@contextlib.contextmanager
def previewed(folder: Path) -> Iterator[Preview]:
    """The preview of a new clinic's folder that has taken one stock file."""
    found(folder, PRINTED)
    opened: list[Path] = []

    def launch(path: Path) -> int:
        opened.append(path)
        return 0

    with preview(Shelves(folder), today=lambda: PRINTED, launch=launch) as door:
        served = Preview(folder, door, opened)
        served.save(sleep())
        yield served
