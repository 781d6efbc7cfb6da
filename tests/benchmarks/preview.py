"""A file saved in, its page in the preview out: how long that takes against one warm render.

Both are wall-clock time of one process, in turn, each the median of several runs: a person waits
for the clock. A save counts from before the file is written until the page's script is told of the
new pages, over HTTP as a browser is; a render is what `handouts make` does with an engine that has
made the same handout before.
"""

import statistics
import tempfile
import time
from pathlib import Path

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.read.content import read_content, read_settings
from handouts.web.preview.personas import personas, visit
from tests.shelf import stock_file
from tests.visits import PRINTED
from tests.web.served import Preview, previewed

RUNS, WARM_UP = 15, 3
TARGET = 1.3
HANDOUTS = ("sleep", "ketamine-infusion")


def main() -> None:
    """Measure a short handout and the longest one."""
    for treatment in HANDOUTS:
        with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
            _measure(Path(name) / "clinic", treatment)


def _measure(folder: Path, treatment: str) -> None:
    file = f"content/en/treatments/{treatment}.yaml"
    query = f"persona=first-visit&treatment={treatment}"
    with previewed(folder) as page:
        page.save(stock_file(file), file)
        render, saves = _Render(folder, treatment), []
        renders = []
        for number in range(RUNS + WARM_UP):
            _rest(page, query)
            renders.append(render.timed())
            saves.append(_saved(page, file, query, number))
    ours, warm = (statistics.median(times[WARM_UP:]) for times in (saves, renders))
    print(f"{treatment}")
    print(f"save to page            {ours * 1000:6.0f} ms")
    print(f"one warm render         {warm * 1000:6.0f} ms")
    print(f"ratio                   {ours / warm:6.2f}          (target: at most {TARGET})\n")


class _Render:
    """The same handout, made by an engine that is warm."""

    def __init__(self, folder: Path, treatment: str) -> None:
        shelves = Shelves(folder)
        content, _ = read_content(shelves, "en")
        assert content is not None
        self._maker = Maker(shelves, read_settings(shelves))
        self._visit = visit(personas("en", (), ())[0], treatment, content, PRINTED)

    def timed(self) -> float:
        began = time.perf_counter()
        self._maker.make(self._visit, printed=PRINTED)
        return time.perf_counter() - began


def _rest(page: Preview, query: str) -> None:
    """Wait until the preview has nothing left to do."""
    page.until(lambda parts: "Up to date" in parts.get("status", "")
               and "Checking" not in parts["status"], query)  # fmt: skip


def _saved(page: Preview, file: str, query: str, number: int) -> float:
    """Save other words, and wait as the page's script does until it is told of their pages."""
    seen = page.news(query=query)["number"]
    words = stock_file(file).replace("kicker: For", f"kicker: {number} For", 1)
    began = time.perf_counter()
    page.save(words, file)
    status = ""
    while "Up to date" not in status:
        news = page.news(seen, query)
        seen, status = news["number"], news.get("regions", {}).get("status", "")
    return time.perf_counter() - began
