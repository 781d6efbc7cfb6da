"""A page takes a file where it says so, from its own browser, and keeps all of it in memory."""

import hashlib
import tempfile
from collections.abc import Iterator

import pytest
from flask import Flask, Response, request

from handouts.web.app import MAX_BODY, MAX_UPLOAD, Door, private_app
from handouts.web.serve import serving
from tests.web.served import Served, text

LARGE = b"Example;\n" * 1_111_111
"""10 MB."""
BOUNDARY = "schedule-of-the-day"
FORM = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
FILE = {"Content_Type": "application/octet-stream"}


def multipart(data: bytes, fields: int = 0) -> bytes:
    """A form with a file in it, and some fields before it."""
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="field"\r\n\r\nx\r\n'
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="schedule"; filename="a.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return (part * fields + head).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def digest(data: bytes) -> str:
    """A short word for many bytes."""
    return hashlib.sha256(data).hexdigest()


def build(door: Door) -> Flask:
    """A page that takes a file, one that takes a form, and one that gives a large PDF."""
    app = private_app(door, "preview", {}, uploads=("/schedule",))

    @app.post("/schedule")
    def schedule() -> str:
        sent = request.files.get("schedule")
        return digest(sent.read() if sent else request.get_data())

    @app.post("/form")
    def form() -> str:
        return ",".join(sorted(request.form)) + ",".join(sorted(request.files))

    @app.get("/large.pdf")
    def large() -> Response:
        return Response(LARGE, mimetype="application/pdf")

    return app


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(build) as door:
        yield Served(tmp_path_factory.mktemp("uploads"), door)


@pytest.fixture
def no_temporary_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever makes a temporary file asks for the folder first; nobody does."""
    folder, asked = tempfile.gettempdir(), list[str]()

    def told() -> str:
        asked.append(folder)
        return folder

    monkeypatch.setattr(tempfile, "gettempdir", told)
    with tempfile.TemporaryFile():
        assert asked.pop()
    yield
    assert asked == []


@pytest.mark.usefixtures("no_temporary_files")
@pytest.mark.parametrize(
    ("body", "headers"), [(multipart(LARGE), FORM), (LARGE, FILE)], ids=["form", "file"]
)
def test_a_large_file_is_taken_without_a_temporary_file(
    page: Served, body: bytes, headers: dict[str, str]
) -> None:
    answer = page.ask("/schedule", body=body, **headers)
    assert (answer.status, text(answer)) == (200, digest(LARGE))


@pytest.mark.usefixtures("no_temporary_files")
def test_a_large_answer_is_given_without_a_temporary_file(page: Served) -> None:
    answer = page.ask("/large.pdf")
    assert (answer.status, text(answer)) == (200, LARGE.decode())


@pytest.mark.parametrize(
    ("body", "headers"),
    [(multipart(b"x" * MAX_UPLOAD), FORM), (b"x" * (MAX_UPLOAD + 1), FILE)],
    ids=["form", "file"],
)
def test_a_file_that_is_too_large_is_refused_on_a_page_that_says_so(
    page: Served, body: bytes, headers: dict[str, str]
) -> None:
    answer = page.ask("/schedule", body=body, **headers)
    assert answer.status == 413
    assert "That was more than" in text(answer)


def test_the_largest_file_is_taken(page: Served) -> None:
    data = b"x" * MAX_UPLOAD
    assert text(page.ask("/schedule", body=data, **FILE)) == digest(data)


@pytest.mark.parametrize("headers", [FORM, FILE], ids=["form", "file"])
@pytest.mark.parametrize("address", ["/form", "/schedule/", "/Schedule", "/nothing", "/start"])
def test_no_other_address_takes_a_file(page: Served, address: str, headers: dict[str, str]) -> None:
    answer = page.ask(address, body=multipart(b"x"), **headers)
    assert answer.status == 415


def test_a_form_of_fields_is_no_larger_where_files_are_taken(page: Served) -> None:
    body = "&".join(["x=y"] * (MAX_BODY // 4 + 1))
    assert page.ask("/schedule", body=body).status == 413


def test_a_form_with_a_file_has_few_fields(page: Served) -> None:
    assert page.ask("/schedule", body=multipart(b"x", fields=1_000), **FORM).status == 200
    assert page.ask("/schedule", body=multipart(b"x", fields=2_001), **FORM).status == 413


def test_a_field_beside_a_file_is_short(page: Served) -> None:
    long = multipart(b"x", fields=1).replace(
        b"\r\n\r\nx\r\n", b"\r\n\r\n" + b"x" * 600_000 + b"\r\n", 1
    )
    assert page.ask("/schedule", body=long, **FORM).status == 413


@pytest.mark.parametrize("cookie", [None, "handouts-{port}=x", "handouts-{port}=\u00e9", "=", ";"])
def test_of_a_stranger_s_file_nothing_is_kept(page: Served, cookie: str | None) -> None:
    door = page.door
    cookie = cookie and cookie.replace("{port}", str(door.port))
    assert page.ask("/schedule", body=LARGE, Cookie=cookie, **FILE).status == 403
    assert door.awaits("/schedule", door.host, cookie or "") == MAX_BODY
    assert door.awaits("/schedule", "evil.example", page.cookie) == MAX_BODY
    assert door.awaits("/form", door.host, page.cookie) == MAX_BODY
    assert door.awaits("/schedule", door.host, page.cookie) == MAX_UPLOAD
