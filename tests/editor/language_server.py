"""The YAML extension's own language server, spoken to as VS Code does: JSON-RPC over its stdio."""

import json
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

FOLDER = Path(__file__).parent
SERVER = FOLDER / "node_modules/yaml-language-server/bin/yaml-language-server"

SECONDS = 60
"""No answer takes that long, on any machine: the server hangs."""

SETTINGS: Mapping[str, Any] = {
    "yaml": {
        "validate": True, "hover": True, "completion": True,
        "schemaStore": {"enable": False},  # VS Code's own list of schemas, on the network
        "yamlVersion": "1.2",
    },
    "http": {"proxy": "", "proxyStrictSSL": True},
}  # fmt: skip
"""What VS Code tells the server when it asks; a person needs to set nothing."""


def missing() -> list[str]:
    """What is not installed."""
    return [
        *(["Node.js (node)"] if shutil.which("node") is None else []),
        *([] if SERVER.is_file() else ["yaml-language-server"]),
    ]


class LanguageServer:
    """A running server; leaves with the `with` block."""

    def __init__(self, folder: Path) -> None:
        node = shutil.which("node")
        assert node is not None
        self.process = subprocess.Popen(
            [node, str(SERVER), "--stdio"],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.arrived: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.asked = 0
        self.versions: dict[str, int] = {}
        self.folder = folder

    def __enter__(self) -> Self:
        try:
            self._introduce()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.ask("shutdown", None)
                self.tell("exit", None)
        finally:
            self._end()

    def _end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.stdin.close()
        self.stdout.close()

    def _introduce(self) -> None:
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": self.folder.as_uri(),
                "workspaceFolders": [{"uri": self.folder.as_uri(), "name": self.folder.name}],
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "completion": {
                            "completionItem": {
                                "snippetSupport": True,
                                "documentationFormat": ["markdown", "plaintext"],
                            }
                        },
                        "hover": {"contentFormat": ["markdown"]},
                        "publishDiagnostics": {"versionSupport": True},
                    },
                },
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Show a file in the editor; the problems that it marks in this text."""
        uri = path.as_uri()
        self.versions[uri] = self.versions.get(uri, 0) + 1
        shown = {"uri": uri, "version": self.versions[uri]}
        if self.versions[uri] == 1:
            document = {**shown, "languageId": "yaml", "text": text}
            self.tell("textDocument/didOpen", {"textDocument": document})
        else:
            changes = [{"text": text}]
            self.tell("textDocument/didChange", {"textDocument": shown, "contentChanges": changes})

        def about_it(message: dict[str, Any]) -> bool:
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
            )

        problems: list[dict[str, Any]] = self._wait(about_it)["params"]["diagnostics"]
        return problems

    def offers(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the editor offers at a place, counted from 0, by its label."""
        found = self.ask("textDocument/completion", _at(path, line, column))
        return {item["label"]: item for item in found["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        """The help that floats above a place, counted from 0."""
        found = self.ask("textDocument/hover", _at(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self.asked += 1
        number = self.asked
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda got: got.get("id") == number and "method" not in got)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send a message that is not answered."""
        self._send({"method": method, "params": params})

    def _wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is wanted; the server's own questions are answered meanwhile."""
        ends = time.monotonic() + SECONDS
        while True:
            message = self.arrived.get(timeout=max(ends - time.monotonic(), 0.001))
            assert message is not None, "the server has left"
            if wanted(message):
                return message
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": _settings(message)})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.stdin.flush()

    def _read(self) -> None:
        while (message := _next(self.stdout)) is not None:
            self.arrived.put(message)
        self.arrived.put(None)


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {
        "textDocument": {"uri": path.as_uri()},
        "position": {"line": line, "character": column},
    }


def _settings(message: dict[str, Any]) -> Any:
    if message["method"] != "workspace/configuration":
        return None
    return [SETTINGS.get(item.get("section", ""), None) for item in message["params"]["items"]]


def _next(stream: IO[bytes]) -> dict[str, Any] | None:
    """One message: a head with its length, an empty line, JSON; None at the end."""
    length = 0
    while line := stream.readline():
        if line == b"\r\n":
            message: dict[str, Any] = json.loads(stream.read(length))
            return message
        name, _, value = line.decode().partition(":")
        if name.lower() == "content-length":
            length = int(value)
    return None
