"""Whoever starts the desk again comes to the one that runs, and nobody else is let in."""

import contextlib
import http.server
import json
import os
import signal
import socket
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import Shelves
from handouts.problems import HandoutsError
from handouts.web.desk.opening import running
from handouts.web.desk.opening.running import NAME, RunsAlready, Turn, ended, opened_again, turn
from handouts.web.desk.own.folder import desk_folder
from handouts.web.desk.page import desk
from tests.cli.terminal import COMMAND, environment, here
from tests.patience import PATIENCE
from tests.web.desked import Clock, Desked, desked
from tests.web.served import text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Desked]:
    with desked(tmp_path / "clinic", rows=None) as page:
        yield page


def folder_of(served: Desked) -> Path:
    """Where the desk keeps what outlives a restart."""
    folder = desk_folder(Shelves(served.folder))
    assert folder is not None
    return folder


def again(served: Desked) -> str:
    """The address that a second start opens."""
    with pytest.raises(RunsAlready) as there, desk(Shelves(served.folder), now=Clock()):
        pass
    return there.value.address


def test_a_second_start_comes_to_the_desk_that_runs_and_its_address_works_once(
    served: Desked,
) -> None:
    address = again(served)
    assert address.startswith(f"{served.door.origin}/start?ticket=")
    entered = served.ask(address.removeprefix(served.door.origin), Cookie=None)
    assert entered.status == 303
    cookie = (entered.getheader("Set-Cookie") or "").split(";")[0]
    assert served.ask("/", Cookie=cookie).status == 200
    assert served.ask(address.removeprefix(served.door.origin), Cookie=None).status == 403


def test_an_address_that_was_not_used_is_worth_nothing_after_the_next(served: Desked) -> None:
    older, newer = again(served), again(served)
    assert served.ask(older.removeprefix(served.door.origin), Cookie=None).status == 403
    assert served.ask(newer.removeprefix(served.door.origin), Cookie=None).status == 303
    assert served.ask(f"/start?ticket={served.door.tickets.first}", Cookie=None).status == 303


def test_it_is_reached_also_while_its_screen_is_hidden(served: Desked) -> None:
    served.clock.go_on(minutes=60)
    assert again(served)
    assert "Nobody was here" in text(served.ask("/"))


def test_what_it_leaves_is_for_its_owner_alone_and_goes_with_it(tmp_path: Path) -> None:
    with desked(tmp_path / "clinic", rows=None) as page:
        file = folder_of(page) / NAME
        told = json.loads(file.read_bytes())
        assert told["port"] == page.door.port
        assert page.door.secret not in file.read_text()
        assert page.door.tickets.first not in file.read_text()
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not file.exists()


def test_another_desk_s_file_is_left_when_one_ends(tmp_path: Path) -> None:
    with desked(tmp_path / "clinic", rows=None) as page:
        file = folder_of(page) / NAME
        file.write_text(json.dumps({"port": 1, "key": "another"}))
    assert file.exists()


@pytest.mark.parametrize(
    "said",
    [
        b"", b"{", b"[]", b"{}", b"null", b"\xff", b"[" * 4_000, b'{"port": 0, "key": "x"}',
        b'{"port": "80", "key": "x"}', b'{"port": 65536, "key": "x"}', b'{"port": 1, "key": 5}',
        b'{"port": 1, "key": ""}', b'{"port": 1, "key": "x"}', b'{"port": true, "key": "x"}',
        b"x" * 10_000_000,
    ],
)  # fmt: skip
def test_a_file_that_tells_of_no_desk_is_as_good_as_none(tmp_path: Path, said: bytes) -> None:
    (tmp_path / NAME).write_bytes(said)
    with turn(tmp_path) as mine:
        assert isinstance(mine, Turn)


def test_who_looks_for_it_takes_nothing_away_that_a_start_is_writing(served: Desked) -> None:
    part = folder_of(served) / f".{NAME}.part"
    part.touch()
    assert again(served)
    Turn(folder_of(served)).ends()
    assert part.exists()


class Impostor(http.server.BaseHTTPRequestHandler):
    """Another program that has the port of a desk that is gone."""

    server: "Saying"

    def do_GET(self) -> None:
        self.server.heard.append(str(self.headers) + self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_: Any) -> None: ...


class Saying(http.server.HTTPServer):
    """It answers each request in the same way."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Impostor)
        self.answer, self.heard = answer, list[str]()


@contextlib.contextmanager
def impostor(answer: bytes) -> Iterator[tuple[int, list[str]]]:
    """Its port, and what it heard."""
    with Saying(answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port, server.heard
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"<html>", b"{}", b"[]", b"null", b'{"answer": "x", "proof": "x"}',
        b'{"answer": "x", "proof": null}', b'{"answer": null, "proof": ""}',
        b'{"answer": "x", "proof": "\xc3\xa9"}', b'{"answer": ["x"], "proof": "x"}',
        b"[" * 100_000, b"x" * 1_000_000,
    ],
)  # fmt: skip
def test_another_program_at_its_port_is_not_taken_for_it_and_learns_no_key(
    tmp_path: Path, answer: bytes
) -> None:
    with impostor(answer) as (port, heard):
        (tmp_path / NAME).write_text(json.dumps({"port": port, "key": "the-key-of-a-dead-desk"}))
        assert opened_again(tmp_path) == ""
        assert not ended(tmp_path)
    assert len(heard) == 2
    assert "the-key-of-a-dead-desk" not in "".join(heard)


def test_a_port_that_only_listens_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        (tmp_path / NAME).write_text(json.dumps({"port": port, "key": "x"}))
        assert opened_again(tmp_path) == ""


def test_a_proof_is_good_for_nothing_but_what_it_was_made_for(served: Desked) -> None:
    told = json.loads((folder_of(served) / NAME).read_bytes())
    proof = running._proof(told["key"], "open", "once")

    def asked(words: str) -> int:
        return served.ask("/again", Cookie=None, Authorization=words).status

    assert asked(f"Handouts open once {proof}") == 200
    assert asked(f"Handouts end once {proof}") == 403
    assert asked(f"Handouts open twice {proof}") == 403
    assert asked(f"Basic open once {proof}") == 403
    assert asked(f"Handouts open once {proof[:-1]}") == 403
    assert asked(f"Handouts open once {proof} x") == 403
    assert asked("Handouts open once \u00e9") == 403
    assert asked("Handouts") == 403
    assert served.ask("/again").status == 403
    assert not served.door.over.is_set()


def test_a_page_of_another_site_cannot_use_it(served: Desked) -> None:
    told = json.loads((folder_of(served) / NAME).read_bytes())
    words = f"Handouts open once {running._proof(told['key'], 'open', 'once')}"
    for wrong in ({"Host": "evil.example"}, {"Sec_Fetch_Site": "cross-site"}):
        assert served.ask("/again", Cookie=None, Authorization=words, **wrong).status == 403


def test_starts_at_the_same_moment_make_one_desk(tmp_path: Path) -> None:
    assert here("init", "clinic", cwd=tmp_path).code == 0
    shelves = Shelves(tmp_path / "clinic")
    opened, came = list[str](), list[str]()
    over, count = threading.Event(), threading.Semaphore(0)

    def start() -> None:
        try:
            with desk(shelves, now=Clock()) as door:
                opened.append(door.origin)
                count.release()
                over.wait(60)
        except RunsAlready as there:
            came.append(there.address.partition("/start")[0])
            count.release()

    threads = [threading.Thread(target=start) for _ in range(5)]
    for each in threads:
        each.start()
    for _ in threads:
        assert count.acquire(timeout=PATIENCE)
    over.set()
    for each in threads:
        each.join()
    assert len(opened) == 1
    assert came == opened * 4


def test_a_start_that_does_not_come_to_an_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "STARTING", 0.1)
    with (
        turn(tmp_path),
        pytest.raises(HandoutsError, match="being started already"),
        turn(tmp_path),
    ):
        pass


def test_from_stock_each_start_is_its_own() -> None:
    with (
        desk(Shelves(), now=Clock()) as one,
        desk(Shelves(), now=Clock()) as other,
    ):
        assert one.port != other.port


def test_a_folder_that_takes_no_file_stops_no_desk(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / "x").touch()
    with desked(tmp_path / "clinic", rows=None) as page:
        mine = Turn(tmp_path)
        mine.runs(page.door)
        mine.ends()
    assert (tmp_path / NAME / "x").exists()


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """The command, and what it said first."""
    process = subprocess.Popen(
        [*COMMAND, "-C", "clinic", "desk", "--no-browser"],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    return process, "".join(process.stderr.readline() for _ in range(3))


def test_the_command_comes_to_the_desk_that_runs_also_after_one_was_killed(tmp_path: Path) -> None:
    assert here("init", "clinic", cwd=tmp_path).code == 0
    first, said = started(tmp_path)
    assert "The desk is open. This address works once:\nhttp://127.0.0.1:" in said
    second = here("-C", "clinic", "desk", "--no-browser", cwd=tmp_path)
    assert second.code == 0
    assert second.err.startswith("The desk was open already. This address works once:\n")
    first.kill()
    first.communicate(timeout=PATIENCE)
    third, said = started(tmp_path)
    assert "The desk is open." in said
    assert here("-C", "clinic", "desk", "--stop", cwd=tmp_path).err == "Stopped.\n"
    out, err = third.communicate(timeout=PATIENCE)
    assert (third.returncode, out, err) == (0, "", "Stopped.\n")
    assert here("-C", "clinic", "desk", "--stop", cwd=tmp_path).err == "No desk runs here.\n"


def test_the_command_ends_with_ctrl_c_and_leaves_no_address(tmp_path: Path) -> None:
    assert here("init", "clinic", cwd=tmp_path).code == 0
    process, _ = started(tmp_path)
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "Stopped.\n")
    assert list((tmp_path / "clinic" / ".desk").rglob(NAME)) == []
