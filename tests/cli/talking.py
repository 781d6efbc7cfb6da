"""Runs `handouts` on a terminal of its own, and answers what it asks."""

import contextlib
import os
import pty
import select
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.cli.terminal import COMMAND, environment
from tests.patience import PATIENCE


class Talk:
    """A conversation with a command that believes to be on a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self.process = process
        self.seen = ""
        self._terminal = terminal

    def until(self, words: str) -> str:
        """Read until it says these words; gives what came before them."""
        while words not in self.seen:
            more = self._read()
            assert more, f"it ended without saying {words!r}: {self.seen}"
        before, _, self.seen = self.seen.partition(words)
        return before

    def answer(self, text: str) -> None:
        os.write(self._terminal, f"{text}\n".encode())

    def end(self) -> None:
        """Press Ctrl-D."""
        os.write(self._terminal, b"\x04")

    def rest(self) -> str:
        """All that it still says."""
        while self._read():
            pass
        self.process.wait()
        return self.seen

    def interrupt(self) -> None:
        """Press Ctrl-C until it is heard: between two reads Python may miss the first one."""
        while self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=1)

    def _read(self) -> str:
        ready, _, _ = select.select([self._terminal], [], [], PATIENCE)
        assert ready, f"it neither speaks nor ends; so far: {self.seen}"
        try:
            more = os.read(self._terminal, 65536).decode()
        except OSError:  # Linux: the other side hung up
            return ""
        self.seen += more.replace("\r\n", "\n")
        return more


@contextlib.contextmanager
def talk(*args: str, cwd: Path) -> Iterator[Talk]:
    """Start a command on a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *args], cwd=cwd, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    try:
        yield Talk(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
