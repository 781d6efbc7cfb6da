"""What stops a start from an icon is seen in the browser, as there is no terminal."""

import http.client
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from handouts.problems import ExitCode
from handouts.web.desk.opening import stopped
from handouts.web.desk.opening.stopped import show_stopped
from tests.cli.terminal import environment, here
from tests.patience import PATIENCE


def browsed(address: str) -> str:
    """The page that a browser shows, once it has asked for all of it."""
    place = urlsplit(address)
    line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    line.request("GET", f"{place.path}?{place.query}")
    entered = line.getresponse()
    entered.read()
    cookie = (entered.getheader("Set-Cookie") or "").split(";")[0]
    line.request("GET", "/", headers={"Cookie": cookie})
    page = line.getresponse().read().decode()
    line.request("GET", "/web.css", headers={"Cookie": cookie})
    assert line.getresponse().read().startswith(b"/*")
    line.close()
    return page


class Browser(threading.Thread):
    """A browser that opens an address beside the program that asked for it."""

    def __init__(self) -> None:
        super().__init__()
        self.address = self.page = ""

    def open(self, address: str) -> None:
        self.address = address
        self.start()

    def run(self) -> None:
        self.page = browsed(self.address)


def test_the_lines_are_shown_once_and_nothing_stays() -> None:
    browser = Browser()
    assert show_stopped("Error: <b>No</b> port.\n    Try `handouts doctor`.\n", browser.open)
    browser.join()
    assert "<p>Error: &lt;b&gt;No&lt;/b&gt; port.</p>" in browser.page
    assert "<p>Try <code>handouts doctor</code>.</p>" in browser.page
    with pytest.raises(ConnectionError):
        browsed(browser.address)


def test_where_no_browser_opens_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopped, "PATIENCE", 0.1)
    assert not show_stopped("No port.", lambda _: None)


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ((), "is not there."),
        (("nothing",), "There is no handouts.yaml in"),
        (("handouts.yaml", ".desk"), "cannot be written"),
    ],
    ids=["no folder", "no clinic", "no place of its own"],
)
def test_an_icon_tells_in_the_browser_what_stops_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], said: str
) -> None:
    browser, clinic = Browser(), tmp_path / "clinic"
    monkeypatch.setattr("click.launch", browser.open)
    for name in there:
        clinic.mkdir(exist_ok=True)
        (clinic / name).touch()
    ended = here("desk", "--icon", str(clinic), cwd=tmp_path)
    browser.join()
    assert ended.code not in {ExitCode.OK, ExitCode.INTERRUPTED}
    assert (ended.out, ended.err) == ("", "")
    assert said in re.sub(r"<[^>]+>", "", browser.page)
    assert "Traceback" not in browser.page


def test_without_any_terminal_the_icon_opens_the_desk_and_it_can_be_ended(tmp_path: Path) -> None:
    """As pythonw.exe starts it: neither of the three streams is there."""
    assert here("init", "clinic", cwd=tmp_path).code == 0
    code = (
        "import sys, pathlib, click; sys.stdin = sys.stdout = sys.stderr = None\n"
        "click.launch = lambda address: pathlib.Path('opened').write_text(address)\n"
        "sys.argv = ['handouts', 'desk', '--icon', 'clinic']\n"
        "from handouts.cli import main; main()"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    asked = here("-C", "clinic", "desk", "--stop", cwd=tmp_path)
    while asked.err != "Stopped.\n":
        assert started.poll() is None
        time.sleep(0.1)
        asked = here("-C", "clinic", "desk", "--stop", cwd=tmp_path)
    assert started.communicate(timeout=PATIENCE) == (b"", b"")
    assert started.returncode == ExitCode.OK
