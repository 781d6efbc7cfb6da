"""The page answers the browser that the program opened, and refuses everybody else."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import request

from handouts.web.app import MAX_BODY, Door, private_app
from tests.web.served import Preview, previewed, text

TAKE = "file=content/en/treatments/exercise.yaml"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(tmp_path_factory.mktemp("door") / "clinic") as page:
        yield page


def test_the_right_browser_is_let_in(served: Preview) -> None:
    assert served.ask("/").status == 200
    assert served.ask("/web.css").status == 200


HOSTILE: dict[str, tuple[int, str, dict[str, Any]]] = {
    "another name for this machine": (403, "/", {"Host": "localhost:{port}"}),
    "a name that was bent to this machine": (403, "/", {"Host": "evil.example:{port}"}),
    "the right name on another port": (403, "/", {"Host": "127.0.0.1:1"}),
    "no port": (403, "/", {"Host": "127.0.0.1"}),
    "no host": (403, "/", {"Host": None}),
    "a host behind the right one": (403, "/", {"Host": "127.0.0.1:{port}, evil.example"}),
    "no secret": (403, "/", {"Cookie": None}),
    "a wrong secret": (403, "/", {"Cookie": "handouts-{port}=x"}),
    "an empty secret": (403, "/", {"Cookie": "handouts-{port}="}),
    "a secret with letters of no ASCII": (403, "/", {"Cookie": "handouts-{port}=\u00e9"}),
    "no secret for the news": (403, "/live?seen=-1", {"Cookie": None}),
    "no secret for a style": (403, "/web.css", {"Cookie": None}),
    "no secret for what is not there": (403, "/nothing", {"Cookie": None}),
    "a wrong ticket": (403, "/start?ticket=x", {"Cookie": None}),
    "a link on another site": (403, "/", {"Sec_Fetch_Site": "cross-site"}),
    "a link on another port": (403, "/", {"Sec_Fetch_Site": "same-site"}),
    "a form on another site": (403, "/take", {"body": TAKE, "Origin": "http://evil.example"}),
    "a form on another port": (403, "/take", {"body": TAKE, "Origin": "http://127.0.0.1:1"}),
    "a form of nowhere": (403, "/take", {"body": TAKE, "Origin": "null"}),
    "a form that does not say from where": (
        403, "/take", {"body": TAKE, "Origin": None, "Sec_Fetch_Site": None}),
    "a form without the secret": (403, "/take", {"body": TAKE, "Cookie": None}),
    "a form in plain text": (415, "/take", {"body": TAKE, "Content_Type": "text/plain"}),
    "a form of many parts": (415, "/sign", {"body": TAKE, "Content_Type": "multipart/form-data"}),
    "a huge form": (413, "/take", {"body": "x" * (MAX_BODY + 1)}),
    "a form that says it is huge": (413, "/take", {"body": "", "Content_Length": "9999999999"}),
    "an action by a link": (405, "/take?" + TAKE, {}),
    "signing by a link": (405, "/sign?item=clinic", {}),
    "opening by a link": (405, "/open?file=handouts.yaml", {}),
    "another method": (405, "/", {"body": "", "method": "DELETE"}),
    "tracing": (405, "/", {"body": "", "method": "TRACE"}),
    "an unknown page": (404, "/admin", {}),
    "a way out of the pages": (404, "/pages/../../etc/passwd", {}),
    "a hidden way out of the pages": (404, "/pages/%2e%2e/%2e%2e/etc/passwd", {}),
    "a way out of the rules": (404, "/rules/..%2f..%2fetc%2fpasswd", {}),
    "a page of no number": (404, "/pages/1/-1-1.png", {}),
    "a page as large as the machine": (404, "/pages/1/1-1000000.png", {}),
    "a file of the program": (404, "/preview.html", {}),
    "changes of a path": (404, "/changes?item=../../../etc/passwd", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_is_refused(served: Preview, name: str) -> None:
    status, address, wrong = HOSTILE[name]
    changes = {
        key: word.replace("{port}", str(served.door.port)) if isinstance(word, str) else word
        for key, word in wrong.items()
    }
    answer = served.ask(address, **changes)
    assert answer.status == status
    assert "root:" not in text(answer)
    assert not (served.folder / "content/en/treatments/exercise.yaml").exists()


@pytest.mark.parametrize(
    ("action", "name"),
    [
        (action, name)
        for action in ("/open", "/take")
        for name in ("/etc/passwd", "../../etc/passwd", "content/../../x.yaml", "schedule.csv", "")
    ],
)
def test_a_button_touches_only_files_that_the_page_names(
    served: Preview, action: str, name: str
) -> None:
    before = sorted(served.folder.rglob("*"))
    assert served.ask(action, body=f"file={name}").status == 303
    assert "There is no such file here any more." in text(served.ask("/"))
    assert served.opened == []
    assert sorted(served.folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["/etc/passwd", "../clinic", "en/../../x", "en/none/x", "x"])
def test_only_texts_can_be_signed(served: Preview, name: str) -> None:
    form = f"item={name}+{'0' * 64}&by=Ada+Sample&role=MD&until=2027-01-01"
    assert served.ask("/sign", body=form).status == 303
    assert 'class="notice error"' in text(served.ask("/"))
    assert not (served.folder / "signed").exists()


def test_the_app_itself_refuses_a_huge_form_whatever_serves_it() -> None:
    door = Door(1)
    app = private_app(door, "preview", {})
    app.add_url_rule("/form", "form", lambda: str(len(request.form)), methods=["POST"])
    client = app.test_client()
    client.set_cookie(door.cookie, door.secret, domain=door.host.split(":")[0])
    for size, status in ((100, 200), (MAX_BODY + 1, 413)):
        answer = client.post(
            "/form", data={"x": "y" * size}, base_url=door.origin, headers={"Origin": door.origin}
        )
        assert answer.status_code == status
        answer.close()


def test_a_second_host_is_refused(served: Preview) -> None:
    request = (
        f"GET / HTTP/1.1\r\nHost: {served.door.host}\r\nHost: evil.example\r\n"
        f"Cookie: {served.cookie}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.door.port), timeout=30) as line:
        line.sendall(request.encode())
        assert line.recv(100).split()[1] in {b"400", b"403"}


def test_only_this_machine_is_answered(served: Preview) -> None:
    with socket.socket() as other:
        other.settimeout(5)
        with pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", served.door.port))


def test_a_ticket_lets_one_browser_in_once(tmp_path: Path) -> None:
    with previewed(tmp_path / "clinic") as page:
        ticket = f"/start?ticket={page.door.tickets.first}"
        first = page.ask(ticket, Cookie=None)
        assert first.status == 303
        cookie = first.getheader("Set-Cookie") or ""
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert page.ask("/", Cookie=cookie.split(";")[0]).status == 200
        assert page.ask(ticket, Cookie=None).status == 403
        assert page.ask(ticket).status == 303


def test_nothing_is_stored_framed_or_loaded_from_outside(served: Preview) -> None:
    for answer in (served.ask("/"), served.ask("/nothing"), served.ask("/", Cookie=None)):
        assert answer.getheader("Cache-Control") == "no-store"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        policy = answer.getheader("Content-Security-Policy") or ""
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy
    assert "waitress" not in str(served.ask("/").headers).casefold()


def test_no_page_has_a_script_or_a_style_within(served: Preview) -> None:
    page = text(served.ask("/"))
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/preview.js"></script>')


def test_two_starts_have_two_secrets(tmp_path: Path, served: Preview) -> None:
    with previewed(tmp_path / "clinic") as other:
        assert other.door.secret != served.door.secret
        assert other.ask("/", Cookie=f"{other.door.cookie}={served.door.secret}").status == 403


def test_the_secret_is_in_no_representation(served: Preview) -> None:
    assert served.door.secret not in repr(served.door)
    assert served.door.tickets.first not in repr(served.door)
