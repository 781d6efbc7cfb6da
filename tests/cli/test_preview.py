"""`handouts preview` from the terminal: it says where it is, and ends quietly with Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

from tests.cli.terminal import COMMAND, environment, here
from tests.patience import PATIENCE

BUSY = 3


def test_it_tells_its_address_answers_there_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    assert here("init", "clinic", cwd=tmp_path).code == 0
    started = subprocess.Popen(
        [*COMMAND, "-C", "clinic", "preview", "--no-browser"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert started.stderr is not None
    told = started.stderr.readline() + started.stderr.readline() + started.stderr.readline()
    address = re.search(r"http://127\.0\.0\.1:(\d+)/start\?ticket=[\w-]{43}\n", told)
    assert address is not None, told
    with socket.create_connection(("127.0.0.1", int(address[1])), timeout=30) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{address[1]}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 403")
    os.kill(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=PATIENCE)
    assert (started.returncode, out, err) == (0, "", "Stopped. Your files are as you saved them.\n")


def test_a_port_that_is_taken_is_told_in_plain_words(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ended = here("preview", "--no-browser", "--port", port, cwd=tmp_path)
    assert ended.code == BUSY
    assert f"The port {port} cannot be used" in ended.err
    assert "Leave out --port" in ended.err
