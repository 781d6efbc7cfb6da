"""`desk`: a click on a patient in, the time until the first page is painted out; and typing.

All is measured inside of Chromium, from the click or the key until the frame with the answer is
out, against the program as it is started at a counter. `desk 10` takes 10 picks of each kind. What
is found goes into docs/speed.md.
"""

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page

from handouts.cli.desk import _now
from handouts.library.shelves import Shelves
from handouts.library.take import found
from handouts.make.forms.kept import FOLDER
from handouts.make.maker import Maker
from handouts.model.visit import Visit
from handouts.read.columns import Known
from handouts.read.content import read_settings
from handouts.read.row import read_row
from handouts.read.schedule.table import read_table
from handouts.web.desk.page import desk
from handouts.web.desk.press.ahead import Ahead
from tests.benchmarks.names import NAMES
from tests.benchmarks.press import machine
from tests.benchmarks.press.table import markdown, replace
from tests.browser import browser
from tests.patience import PATIENCE
from tests.tracked import ROOT

PICKS, WARM_UP = 30, 3
ROWS, MANY = 40, 5_000
TREATMENTS = ("sleep", "ketamine-infusion")
READY_MS, KEY_MS, RENDERS = 150, 50, 1.5
"""The aims: a pick with its form laid out, a key in the search, a pick without its form in warm
renders of the same handout."""
SCALES = (1, 2)
"""Dots of the screen to one pixel of the page."""
SEARCHES = ("anna maria", "sousa", "0042", "930", "kowal", "nguyen", "zz", "1:15")
"""What is typed, key by key; and taken away again."""

_HEAD = ("what", "n", "median ms", "95 % ms", "aim ms", "in time")

_PICK = """async row => {
  const first = () => document.querySelector("#paper .sheet img");
  const before = first()?.src;
  const painted = () => new Promise(done => requestAnimationFrame(() => {
    const line = new MessageChannel();
    line.port1.onmessage = () => done(performance.now());
    line.port2.postMessage(0);
  }));
  const other = new Promise(done => {
    const look = () => first() && first().src !== before && done(first());
    new MutationObserver(look).observe(document.getElementById("paper"),
                                       {childList: true, subtree: true});
  });
  const began = window.began = performance.now();
  document.querySelectorAll("[name=row]")[row].click();
  const image = await other;
  await image.decode();
  return (await painted()) - began;
}"""
"""Click on a row; the milliseconds until the frame with the first page's picture is out."""

_SHARP = """async () => {
  const first = () => document.querySelector("#paper .sheet img");
  const frame = () => new Promise(done => requestAnimationFrame(done));
  while (first().naturalWidth < 2 * first().getAttribute("width")) await frame();
  return performance.now() - window.began;
}"""
"""After a click on a row, on a sharp screen: the milliseconds until the sharp picture is there."""

_LISTEN = """() => {
  window.keys = [];
  let began = 0;
  document.getElementById("search").addEventListener("keydown", event => {
    began = event.timeStamp;
  });
  new MutationObserver(() => requestAnimationFrame(() => {
    const line = new MessageChannel();
    line.port1.onmessage = () => {
      if (began) window.keys.push(performance.now() - began);
      began = 0;
    };
    line.port2.postMessage(0);
  })).observe(document.getElementById("list"),
              {childList: true, subtree: true, characterData: true});
}"""
"""Note for each key the milliseconds until the frame with the list is out."""


def main() -> None:
    """Measure all, print it, and put it into the page; or serve a folder to a browser."""
    words = sys.argv[2:]
    if words[:1] == ["serve"]:
        serve(Path(words[1]), ahead="nothing" not in words)
        return
    picks = int(words[0]) if words else PICKS
    with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name, browser() as chromium:
        lines = [line for each in TREATMENTS for line in _picks(Path(name), chromium, each, picks)]
        lines.append(_typing(Path(name), chromium))
    told = f"{machine.described('weasyprint')}{machine.browser()}.\n\n{markdown(_HEAD, lines)}"
    print(told)
    replace(ROOT / "docs/speed.md", "desk", told)


def serve(folder: Path, *, ahead: bool) -> None:
    """The desk of a folder, until nobody reads what is written; its address on stdout.

    Without `ahead` no form is laid out at all.
    """
    if not ahead:
        Ahead.next = _nothing  # type: ignore[assignment,method-assign]  # in this process only
    with desk(Shelves(folder), now=_now) as door:
        print(door.start, flush=True)
        sys.stdin.read()


def _nothing(_: Ahead) -> None:
    """In the place of what is to be laid out."""


def _picks(place: Path, chromium: Browser, treatment: str, picks: int) -> Iterator[tuple[str, ...]]:
    """A day of one treatment: with its form, on two kinds of screens, and without."""
    folder = _clinic(place / treatment, _rows(ROWS, treatment))
    for scale in SCALES:
        with _served(folder) as address, _opened(chromium, address, scale) as page:
            _wait_for_form(folder)
            times, sharp = [], []
            for n in range(picks + WARM_UP):
                times.append(_pick(page, n))
                if scale > 1:
                    sharp.append(page.evaluate(_SHARP))
        yield _line(f"{treatment}: pick, the form is laid out, screen {scale}x", times, READY_MS)
        if sharp:
            yield _line(f"{treatment}: until that page is sharp as well", sharp, None)
    bare = _clinic(place / f"{treatment}-bare", _rows(ROWS, treatment))
    render = _Render(bare)
    few = max(3, picks // 3)
    with _served(bare, "nothing") as address, _opened(chromium, address, 1) as page:
        pairs = [(_pick(page, n), render.timed()) for n in range(few + WARM_UP)]
    times, renders = [list(side) for side in zip(*pairs, strict=True)]
    warm = median(renders[WARM_UP:])
    yield _line(f"{treatment}: one warm render of it, in turn with the line below", renders, None)
    yield _line(f"{treatment}: pick, no form is laid out", times, warm * RENDERS)


def _wait_for_form(folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not list((folder / FOLDER).glob("*.form")):
        assert time.monotonic() < end, "the form never came"
        time.sleep(0.1)


def _pick(page: Page, number: int) -> float:
    page.wait_for_timeout(100)  # what the last pick left to do is done
    taken: float = page.evaluate(_PICK, number % ROWS)
    return taken


def _typing(place: Path, chromium: Browser) -> tuple[str, ...]:
    folder = _clinic(place / "many", _rows(MANY, "sleep"))
    with _served(folder, "nothing") as address, _opened(chromium, address, 1) as page:
        page.evaluate(_LISTEN)
        box = page.locator("#search")
        box.focus()
        for asked in SEARCHES:
            for key in (*asked, *["Backspace"] * len(asked)):
                page.keyboard.press("Space" if key == " " else key)
                page.wait_for_timeout(150)
        times = page.evaluate("window.keys")
    return _line(f"a key in the search, {MANY:,} rows", [0.0] * WARM_UP + times, KEY_MS)


def _line(what: str, times: Sequence[float], aim: float | None) -> tuple[str, ...]:
    times = times[WARM_UP:]
    middle, late = median(times), quantiles(times, n=20)[-1]
    asked = ("", "") if aim is None else (f"{aim:.0f}", "yes" if middle <= aim else "**no**")
    return what, str(len(times)), f"{middle:.0f}", f"{late:.0f}", *asked


class _Render:
    """The same handouts, laid out and proven by a maker that is warm; no form is there."""

    def __init__(self, folder: Path) -> None:
        shelves = Shelves(folder)
        settings = read_settings(shelves)
        self._maker = Maker(shelves, settings)
        self._day = _now().date()
        known = Known.of(self._maker.content("en"), settings, shelves.languages())
        row = read_table((folder / "today.csv").read_bytes(), "today.csv").rows[0]
        self._visit: Visit = read_row(row.cells, known, today=self._day, place=row.place)[0][0]

    def timed(self) -> float:
        """Milliseconds."""
        began = time.perf_counter()
        self._maker.make(self._visit, printed=self._day)
        return (time.perf_counter() - began) * 1000


def _clinic(folder: Path, rows: str) -> Path:
    found(folder, _now().date())
    (folder / "today.csv").write_text(rows, encoding="utf-8")
    settings = folder / "handouts.yaml"
    said = settings.read_text(encoding="utf-8").partition("\ndesk:")[0]
    settings.write_text(f"{said}\ndesk:\n  schedule: today.csv\n", encoding="utf-8")
    return folder


def _rows(number: int, treatment: str) -> str:
    """Invented patients from morning to evening."""
    day, lines = _now().date(), ["patient,born,record,treatment,date,time,clinician"]
    for n in range(number):
        name = NAMES[n % len(NAMES)][0].replace(",", "")
        minute = 7 * 60 + n % (12 * 12) * 5
        born = f"{1930 + n % 70}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        at = f"{minute // 60:02d}:{minute % 60:02d}"
        lines.append(f"{name},{born},{n:06d},{treatment},{day},{at},Dr. Ada Sample")
    return "\n".join(lines) + "\n"


@contextlib.contextmanager
def _served(folder: Path, *words: str) -> Iterator[str]:
    """The desk of a folder in a process of its own; its address."""
    command = [sys.executable, "-m", "tests.benchmarks", "desk", "serve", str(folder), *words]
    served = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert served.stdout is not None  # it is a pipe
    assert served.stdin is not None  # same
    try:
        yield served.stdout.readline().strip()
    finally:
        served.stdin.close()
        served.wait(PATIENCE)


@contextlib.contextmanager
def _opened(chromium: Browser, address: str, scale: int) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, device_scale_factor=scale
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    yield page
    context.close()
