"""The program that VS Code checks YAML with, yaml-language-server, asked as VS Code asks it."""

import json
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

HOME = Path(__file__).parent / "language_server"
START = HOME / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
MISSING = next(
    (
        told
        for lacks, told in (
            (shutil.which("node") is None, "Node.js is not installed here"),
            (not START.exists(), f"yaml-language-server is not installed: npm ci --prefix {HOME.name} in tests/schema"),
        )
        if lacks
    ),
    "",
)
"""Why it can't be asked; empty where it can."""


_TRIES = 20


class Server:
    """A running server; ``settings`` are VS Code's for yaml."""

    def __init__(self, root: Path, settings: dict) -> None:
        self._process = subprocess.Popen(
            ["node", str(START), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._last = 0
        self._settings = settings
        self.root = root
        self.found: dict[str, list] = {}
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": _CAN})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})
        for number in range(_TRIES):  # until it has taken the settings in
            if self.problems(f"content/2023/T1/start_{number}.yaml", "slag: finns_inte\n"):
                return
        raise AssertionError("the server doesn't find the schemas")

    def problems(self, name: str, text: str) -> list[tuple[int, str]]:
        """What it underlines in a file: the line, counted from 1, and the message."""
        return self.problems_of_all({name: text})[name]

    def problems_of_all(self, texts: dict[str, str]) -> dict[str, list[tuple[int, str]]]:
        """What it underlines in files that are open at once: it reads each 0.2 s after it was opened."""
        names = {}
        for name, text in texts.items():
            uri = self.opened(name, text)
            self.found.pop(uri, None)
            names[uri] = name
        heard = self._heard_of_all(names)
        for uri in names:
            self.closed(uri)
        self._heard_of_all(names)  # that nothing is found in a closed file is told too
        return {
            names[uri]: [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]
            for uri, found in heard.items()
        }

    def _heard_of_all(self, uris: Collection[str]) -> dict[str, list]:
        while not all(uri in self.found for uri in uris):
            self._hear()
        return {uri: self.found.pop(uri) for uri in uris}

    def opened(self, name: str, text: str) -> str:
        """A file that is opened, under its address."""
        uri = (self.root / name).as_uri()
        told = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": told}})
        return uri

    def closed(self, uri: str) -> None:
        """The file is closed again."""
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})

    def offers(self, name: str, text: str, line: int, column: int) -> dict[str, str]:
        """What it offers to write at a place, counted from 1: label and text."""
        uri = self.opened(name, text)
        at = {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}
        answer = self.ask("textDocument/completion", at)
        self.closed(uri)
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: item.get("insertText", "") for item in items}

    def ask(self, method: str, params: dict) -> object:
        """The answer to a request."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            heard = self._hear()
            if heard.get("id") == number and "method" not in heard:
                return heard.get("result")

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def _send(self, message: dict) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _hear(self) -> dict:
        """The next message; what the server asks is answered, and what it finds is kept."""
        length = 0
        while (head := self._process.stdout.readline()).strip():
            name, _, value = head.decode().partition(":")
            length = int(value) if name.lower() == "content-length" else length
        assert length, "the server has ended"
        heard = json.loads(self._process.stdout.read(length))
        if heard.get("method") == "textDocument/publishDiagnostics":
            self.found[heard["params"]["uri"]] = heard["params"]["diagnostics"]
        elif "method" in heard and "id" in heard:
            self._send({"id": heard["id"], "result": self._answer(heard)})
        return heard

    def _answer(self, heard: dict) -> object:
        if heard["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section"), {}) for item in heard["params"]["items"]]


_CAN = {
    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": False}},
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}, "publishDiagnostics": {}},
}
