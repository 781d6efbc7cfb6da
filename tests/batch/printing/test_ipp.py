"""What a print service answers is understood, or it counts as silent; never is it guessed at."""

import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from handouts.batch.printing.ipp import Operation, Server, Silent

HEAD = struct.pack(">2BHI", 2, 0, 0, 1)
ABOUT_ITSELF = b"\x01\x47\0\x12attributes-charset\0\x05utf-8"
PRINTER = b"\x04"
END = b"\x03"


class Answering(BaseHTTPRequestHandler):
    """Answers each question with the same bytes."""

    status: ClassVar[int] = 200
    answer: ClassVar[bytes] = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A host and a port where somebody answers."""
    with HTTPServer(("127.0.0.1", 0), Answering) as answering:
        threading.Thread(target=answering.serve_forever, args=(0.01,), daemon=True).start()
        yield Server(f"127.0.0.1:{answering.server_port}")
        answering.shutdown()


def said(tag: int, name: str, value: bytes) -> bytes:
    """One attribute, as it goes over the wire."""
    return (
        struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value
    )


def test_each_printer_is_a_group_with_all_its_values(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = said(0x42, "printer-name", b"Lobby") + said(0x23, "printer-state", b"\0\0\0\x05")
    sides = said(0x44, "sides-supported", b"one-sided") + said(0x44, "", b"two-sided-long-edge")
    closed = said(0x22, "printer-is-accepting-jobs", b"\0")
    second = said(0x42, "printer-name", b"Desk")
    whole = HEAD + ABOUT_ITSELF + PRINTER + first + sides + closed + PRINTER + second + END
    monkeypatch.setattr(Answering, "answer", whole)
    assert server.ask(Operation.PRINTERS, ["all"]) == (
        {
            "printer-name": ("Lobby",), "printer-state": (5,),
            "sides-supported": ("one-sided", "two-sided-long-edge"),
            "printer-is-accepting-jobs": (False,),
        },
        {"printer-name": ("Desk",)},
    )  # fmt: skip


def test_what_stands_inside_a_collection_is_no_value_of_the_printer(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = said(0x34, "media-col-default", b"") + said(0x4A, "", b"media-source")
    inside += said(0x44, "", b"tray-1") + said(0x37, "", b"")
    after = said(0x44, "printer-state-reasons", b"none")
    monkeypatch.setattr(Answering, "answer", HEAD + ABOUT_ITSELF + PRINTER + inside + after + END)
    assert server.ask(Operation.PRINTERS, ["all"]) == ({"printer-state-reasons": ("none",)},)


WHOLE = HEAD + ABOUT_ITSELF + PRINTER + said(0x42, "printer-name", b"Lobby") + END


@pytest.mark.parametrize("length", range(len(WHOLE)))
def test_an_answer_that_breaks_off_is_no_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(Answering, "answer", WHOLE[:length])
    with pytest.raises(Silent):
        server.ask(Operation.PRINTERS, ["all"])


@pytest.mark.parametrize("status", [0x0401, 0x0403, 0x0500])
def test_a_refusal_is_no_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(Answering, "answer", struct.pack(">2BHI", 2, 0, status, 1) + END)
    with pytest.raises(Silent):
        server.ask(Operation.PRINTERS, ["all"])


def test_not_found_is_an_answer_that_names_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answering, "answer", struct.pack(">2BHI", 2, 0, 0x0406, 1) + END)
    assert server.ask(Operation.PRINTERS, ["all"]) == ()


def test_a_web_page_is_no_answer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answering, "answer", b"<html>Please log in.</html>")
    with pytest.raises(Silent):
        server.ask(Operation.PRINTERS, ["all"])
    monkeypatch.setattr(Answering, "status", 426)
    with pytest.raises(Silent):
        server.ask(Operation.PRINTERS, ["all"])


@pytest.mark.parametrize("address", ["/nowhere/cups.sock", "127.0.0.1:1", "nonsense", ""])
def test_nobody_there_is_silence(address: str) -> None:
    with pytest.raises(Silent):
        Server(address).ask(Operation.PRINTERS, ["all"])
