"""The engine: only our own assets and fonts, no warning unheard, the same bytes, flat memory."""

import contextlib
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from handouts.press.engine import Engine, versions
from handouts.press.silence import Unprintable
from handouts.problems import ExitCode, HandoutsError
from tests.pdf import read_back

CANARY = "canary-7391"
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
XLINK = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
REFUSED = "not one of our own files|Failed to render SVG image|Failed to load image"
"""What the engine says of an address, and what WeasyPrint says of a drawing that held one."""
OWN_FONT = "html { font-family: 'Source Sans Pro' }"


def _page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><title>T</title>{head}</head><body>{body}</body>'


def _engine(**assets: str) -> Engine:
    """An engine with these assets; `square_svg` is the file icons/square.svg."""
    files = {"own.css": OWN_FONT.encode(), "icons/square.svg": SQUARE.encode()}
    for name, text in assets.items():
        stem, _, suffix = name.rpartition("_")
        files[f"icons/{stem}.svg" if suffix == "svg" else f"{stem}.css"] = text.encode()
    return Engine(("own.css",), files.get)


def test_a_page_with_our_own_picture_and_words_prints() -> None:
    sheets = read_back(
        _engine().render(_page('<p>Hello</p><img src="icons/square.svg" alt="A square">'))
    )
    assert sheets.pages == ("Hello",)
    assert sheets.language == "en"


# Nothing from outside


@dataclass
class _Watch:
    """What the process opened and whom it called while it was watched."""

    canary: Path
    port: int
    listener: socket.socket
    opened: list[str] = field(default_factory=list)
    active: bool = True

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        if self.active and event in {"open", "socket.connect", "socket.getaddrinfo"}:
            self.opened.append(f"{event} {args}")

    def touched(self) -> list[str]:
        names = (CANARY, "127.0.0.1", "localhost")
        return [call for call in self.opened if any(name in call for name in names)]

    def called(self) -> bool:
        try:
            caller, _ = self.listener.accept()
        except BlockingIOError:
            return False
        caller.close()
        return True


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[_Watch]:
    canary = tmp_path / f"{CANARY}.svg"
    canary.write_text(SQUARE, encoding="utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        watch = _Watch(canary, listener.getsockname()[1], listener)
        sys.addaudithook(watch.hook)  # nobody can remove it again, so it is put to sleep
        yield watch
        watch.active = False


def test_the_watch_sees_a_file_that_is_read_and_a_call_that_is_made(watch: _Watch) -> None:
    watch.canary.read_bytes()
    with socket.create_connection(("127.0.0.1", watch.port)):
        assert watch.called()
    assert len(watch.touched()) >= 2


ADDRESSES = {
    "a file": "file://{file}",
    "a file with a host": "file://localhost{file}",
    "a path from the root": "{file}",
    "a path upwards": "../../../../../..{file}",
    "a path upwards in disguise": "icons/%2e%2e/%2e%2e/%2e%2e{file}",
    "a path upwards behind a folder": "icons/../../../../..{file}",
    "our own host, then upwards": "https://handouts.invalid/../../..{file}",
    "a host that begins like ours": "https://handouts.invalid.localhost/icons/square.svg",
    "our own host without the lock": "http://handouts.invalid/icons/square.svg",
    "our own host with a login": "https://a@handouts.invalid/icons/square.svg",
    "our own host at another port": "https://handouts.invalid:{port}/icons/square.svg",
    "our own asset with a question": "icons/square.svg?x=1",
    "a server": "http://127.0.0.1:{port}/x.svg",
    "a server, by the page's own scheme": "//127.0.0.1:{port}/x.svg",
    "a server by name": "http://localhost:{port}/icons/square.svg",
    "a file server": "ftp://127.0.0.1:{port}/x.svg",
    "data": "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    "an asset that does not exist": "icons/missing.svg",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_that_is_no_asset_of_ours_prints_nothing_and_reads_nothing(
    watch: _Watch, address: str
) -> None:
    url = address.format(file=watch.canary, port=watch.port)
    with pytest.raises(Unprintable, match="not one of our own files"):
        _engine().render(_page(f'<img src="{url}" alt="A square">'))
    assert not watch.called()
    assert watch.touched() == []


PLACES = {
    "an object": '<object data="{url}"></object>',
    "an embed": '<embed src="{url}">',
    "a style attribute": "<p style=\"background-image: url('{url}')\">x</p>",
    "a style element": "<style>body {{ background: url('{url}') }}</style>",
    "generated content": "<style>p::before {{ content: url('{url}') }}</style><p>x</p>",
    "a list's sign": "<style>li {{ list-style-image: url('{url}') }}</style><ul><li>x</li></ul>",
    "a border": "<style>p {{ border: 9px solid; border-image-source: url('{url}') }}</style><p>x",
    "the page's margin": "<style>@page {{ @top-left {{ content: url('{url}') }} }}</style><p>x",
    "an import": "<style>@import '{url}';</style>",
    "an import by url": "<style>@import url('{url}') print;</style>",
    "a font": "<style>@font-face {{ font-family: x; src: url('{url}') }}</style><p>x</p>",
    "a stylesheet": '<link rel="stylesheet" href="{url}">',
    "a stylesheet among other words": '<link rel="preload stylesheet" href="{url}">',
    "an attached file": '<link rel="attachment" href="{url}">',
    "an attached file behind words": '<a rel="attachment" href="{url}">x</a>',
    "an image in a drawing": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}" '
    'width="9" height="9"/></svg>',
    "an image in a drawing, the old way": f'<svg {XLINK}><image xlink:href="{{url}}" '
    'width="9" height="9"/></svg>',
    "a picture below a base": '<base href="{url}"><img src="x.svg" alt="A square">',
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_each_of_these_places_would_be_followed_for_an_asset_of_ours(place: str) -> None:
    """Without this, a place that WeasyPrint never looks at would pass for a safe one."""
    asked: list[str] = []

    def fetch(name: str) -> bytes | None:
        asked.append(name)
        return OWN_FONT.encode() if name == "own.css" else SQUARE.encode()

    engine = Engine(("own.css",), fetch)
    with contextlib.suppress(Unprintable):  # a picture is no stylesheet and no font
        engine.render(_page(f"{place.format(url='icons/square.svg')}<p>words</p>"))
    assert any(name.startswith("icons/") for name in asked)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_wherever_an_address_stands_it_is_never_followed_outside(
    watch: _Watch, place: str, scheme: str
) -> None:
    url = f"file://{watch.canary}" if scheme == "file" else f"http://127.0.0.1:{watch.port}/x.svg"
    with pytest.raises(Unprintable, match=REFUSED):
        _engine().render(_page(f"{place.format(url=url)}<p>words</p>"))
    assert not watch.called()
    assert watch.touched() == []


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="{url}" width="9" height="9"/>',
        '<image xlink:href="{url}" width="9" height="9"/>',
        "<style>@import '{url}';</style><rect width='9' height='9'/>",
    ],
)
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_a_drawing_of_ours_reads_nothing_from_outside(
    watch: _Watch, inside: str, scheme: str
) -> None:
    url = f"file://{watch.canary}" if scheme == "file" else f"http://127.0.0.1:{watch.port}/x.svg"
    drawing = f'<svg {XLINK} viewBox="0 0 9 9">{inside.format(url=url)}</svg>'
    with pytest.raises(Unprintable, match=REFUSED):
        _engine(evil_svg=drawing).render(_page('<img src="icons/evil.svg" alt="A square">'))
    assert not watch.called()
    assert watch.touched() == []


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_a_part_of_a_drawing_elsewhere_is_never_looked_for(watch: _Watch, scheme: str) -> None:
    url = f"file://{watch.canary}" if scheme == "file" else f"http://127.0.0.1:{watch.port}/x.svg"
    use = f'<svg {XLINK} viewBox="0 0 9 9"><use href="{url}#a" width="9" height="9"/></svg>'
    with contextlib.suppress(Unprintable):
        _engine().render(_page(use))
    with contextlib.suppress(Unprintable):
        _engine(evil_svg=use).render(_page('<img src="icons/evil.svg" alt="A square">'))
    assert not watch.called()
    assert watch.touched() == []


def test_an_entity_in_a_drawing_reads_nothing(watch: _Watch) -> None:
    drawing = (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{watch.canary}">]>'
        f'<svg {XLINK} viewBox="0 0 99 99"><text y="20">&x;</text></svg>'
    )
    with pytest.raises(Unprintable):
        _engine(evil_svg=drawing).render(_page('<img src="icons/evil.svg" alt="A square">'))
    assert watch.touched() == []


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_a_stylesheet_of_ours_imports_nothing_from_outside(watch: _Watch, scheme: str) -> None:
    url = f"file://{watch.canary}" if scheme == "file" else f"http://127.0.0.1:{watch.port}/x.css"
    with pytest.raises(Unprintable, match="not one of our own files"):
        _engine(own_css=f"@import '{url}'; {OWN_FONT}")
    assert not watch.called()
    assert watch.touched() == []


def test_a_stylesheet_that_is_missing_is_the_machine_s_fault() -> None:
    with pytest.raises(HandoutsError, match=r"styles/gone\.css is missing") as stopped:
        Engine(("gone.css",), lambda _: None)
    assert stopped.value.code is ExitCode.MACHINE


# No warning goes unheard


@pytest.mark.parametrize(
    "page",
    [
        _page("<p>x</p>", "<style>p { colour: red }</style>"),
        _page("<p>x</p>", "<style>p { width: many }</style>"),
        _page("<p>x</p>", "<style>@page { size: napkin }</style>"),
        _page("<p>x</p>", "<style>p { color: red</style><style>} }</style>"),
        _page('<p><a href="#nowhere">x</a></p>'),
        _page("<p>山</p>"),
        _page("<p>Maria 😀</p>"),
        _page('<p style="colour: red">x</p>'),
    ],
)
def test_a_page_with_anything_to_warn_of_does_not_print(page: str) -> None:
    with pytest.raises(Unprintable) as unprintable:
        _engine().render(page)
    assert unprintable.value.warnings


def test_a_broken_picture_does_not_print() -> None:
    with pytest.raises(Unprintable):
        _engine(broken_svg="<svg").render(_page('<img src="icons/broken.svg" alt="A square">'))


def test_a_stylesheet_with_a_slip_starts_no_engine() -> None:
    with pytest.raises(Unprintable, match="colour"):
        _engine(own_css="p { colour: red }")


def test_a_warning_reaches_neither_terminal_nor_log(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """WeasyPrint quotes the page in its warnings, and the page holds a patient's name."""
    with pytest.raises(Unprintable):
        _engine().render(_page("<p>Maria Example 山</p>"))
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_an_engine_goes_on_after_a_page_that_did_not_print() -> None:
    engine = _engine()
    good = _page("<p>Hello</p>")
    before = engine.render(good)
    for bad in (_page("<p>山</p>"), _page('<img src="file:///x.svg" alt="A square">')):
        with pytest.raises(Unprintable):
            engine.render(bad)
    assert engine.render(good) == before


def test_words_of_one_page_never_turn_up_in_the_next() -> None:
    engine = _engine()
    fresh = _engine().render(_page("<p>Ola</p>"))
    engine.render(_page("<p>Maria Example, Řehoř</p>"))
    assert engine.render(_page("<p>Ola</p>")) == fresh


# The same bytes, our own fonts, flat memory: asked of processes of their own

_SHEET = """
import datetime as dt, hashlib, sys
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.visit import Patient, Visit
from handouts.read.content import read_settings
shelves = Shelves()
patient = Patient("Maria Example", dt.date(1958, 3, 4), "000101")
visit = Visit(patient, "sleep", dt.date(2026, 12, 1), dt.time(8, 30), note="Bring your diary.")
maker = Maker(shelves, read_settings(shelves))
sys.stdout.buffer.write(maker.make(visit, printed=dt.date(2026, 11, 30)).pdf)
"""


def _sheet(cwd: Path, **environment: str) -> bytes:
    """The sleep sheet as another process makes it, with nothing of our own environment."""
    plain = {"PATH": os.environ["PATH"], "HOME": str(cwd)}
    done = subprocess.run(
        [sys.executable, "-c", _SHEET],
        cwd=cwd,
        env=plain | environment,
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"%PDF-")
    return done.stdout


def test_the_same_visit_gives_the_same_bytes_wherever_and_whenever_it_is_made(
    tmp_path: Path,
) -> None:
    (tmp_path / "elsewhere").mkdir()
    here = _sheet(tmp_path, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    there = _sheet(
        tmp_path / "elsewhere",
        PYTHONHASHSEED="2",
        TZ="Pacific/Auckland",
        LC_ALL="C.UTF-8",
        LANG="tr_TR.UTF-8",
        SOURCE_DATE_EPOCH="1",
    )
    assert hashlib.sha256(here).hexdigest() == hashlib.sha256(there).hexdigest()


def test_a_machine_without_any_fonts_prints_in_ours(tmp_path: Path) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text(f"<fontconfig><dir>{tmp_path}/none</dir></fontconfig>", encoding="utf-8")
    pdf = _sheet(tmp_path, FONTCONFIG_FILE=str(nothing), XDG_DATA_HOME=str(tmp_path / "none"))
    sheets = read_back(pdf)
    assert "Maria Example" in sheets.pages[0]
    assert sheets.fonts
    assert all("+Source-Sans-Pro" in name and embedded for name, embedded in sheets.fonts)


def test_a_home_that_cannot_be_written_to_prints_as_well(tmp_path: Path) -> None:
    """A service account often has none; fontconfig would keep its cache there."""
    pdf = _sheet(tmp_path, HOME="/nonexistent", XDG_CACHE_HOME="/proc/nowhere")
    assert "Maria Example" in read_back(pdf).pages[0]


def test_no_font_of_the_page_s_own_wish_is_ever_used() -> None:
    html = _page("<p>plain</p><p style=\"font-family: 'DejaVu Sans', serif\">wish</p>")
    fonts = read_back(_engine().render(html)).fonts
    assert fonts
    assert all("+Source-Sans-Pro" in name for name, _ in fonts)


_MANY = """
import resource
from handouts.library.shelves import stock
from handouts.press.engine import Engine

def fetch(name):
    path = stock() / "styles" / name
    return path.read_bytes() if path.is_file() else None

engine = Engine(("tokens.css", "page.css", "paper-letter.css", "handout.css"), fetch)
words = "<p>Some <b>words</b> here, again and again.</p>" * 40
page = f'<html lang="en"><title>x</title><body><h1>Sample</h1>{words}'
for number in range(45):
    if number == 5:
        start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    engine.render(page)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start)
"""


def test_forty_more_pages_need_no_more_memory_than_the_first_five() -> None:
    """They grow by 3.5 MB; with new fonts and stylesheets for each page it would be 11.5 MB."""
    done = subprocess.run([sys.executable, "-c", _MANY], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 7_500


def test_versions_name_what_sets_the_type() -> None:
    said = versions()
    assert said.startswith("WeasyPrint 70.")
    assert "Pango 1." in said
    assert "Source Sans Pro" in said
