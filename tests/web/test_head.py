"""What is decided of a request before its body is read."""

from typing import Any

import pytest
from waitress.adjustments import Adjustments

from handouts.web import head

ENOUGH = 100


def parsed(*parts: bytes, most: int = ENOUGH) -> Any:
    """A request that came in these parts."""
    request = head.channel(lambda _path, _host, _cookies: most).parser_class(Adjustments())
    for part in parts:
        request.received(part)
    return request


def form(length: int, body: bytes) -> bytes:
    """A request with a body."""
    return f"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode() + body


def sent(length: int, size: int) -> Any:
    """A request with a body that comes in two parts."""
    whole = form(length, b"x" * size)
    at = whole.index(b"\r\n\r\n") + 4
    return parsed(whole[:at], whole[at:])


def test_a_body_that_is_awaited_is_kept() -> None:
    request = sent(ENOUGH, ENOUGH)
    assert request.completed
    assert request.get_body_stream().read() == b"x" * ENOUGH


def test_a_body_that_is_too_large_is_read_to_its_end_and_nothing_of_it_is_kept() -> None:
    request = sent(ENOUGH + 1, ENOUGH + 1)
    assert request.completed
    assert request.error is None
    assert request.headers["CONTENT_LENGTH"] == str(ENOUGH + 1)
    assert request.get_body_stream().read() == b""
    request.close()


def test_the_first_lines_say_how_much_is_awaited() -> None:
    asked = list[tuple[str, str, str]]()

    def awaits(*said: str) -> int:
        asked.append((said[0], said[1], said[2]))
        return 0

    request: Any = head.channel(awaits).parser_class(Adjustments())
    request.received(b"GET /a%20b?c HTTP/1.1\r\nHost: h:1\r\nCookie: x=y\r\n\r\n")
    assert asked == [("/a b", "h:1", "x=y")]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (b"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET https://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET /\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
        (b"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
         501),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
    ],
)  # fmt: skip
def test_what_no_browser_sends_is_refused_at_once(lines: bytes, code: int) -> None:
    request = parsed(lines)
    assert request.completed
    assert request.error.code == code


def test_a_request_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "PATIENCE", -1.0)
    request = parsed(b"GET / HTTP/1.1\r\n", b"Host: a\r\n")
    assert request.completed
    assert request.error.code == 408


def test_a_whole_request_is_never_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "PATIENCE", -1.0)
    assert parsed(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").error is None
