"""A running preview of a small project, in a thread each for the server and the workshop, as the command runs it."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.fixtures.projects import report, write

from asn.preview import Answers, Board, Server, Workshop

RUN = "a" * 43
NAME = "2023/T1"
TEXT = "slag: text\nrubrik: Året\ntext: |\n  Hej på dig.\n"


@dataclass
class Preview:
    """A preview that is running, and the project that it shows."""

    root: Path
    server: Server
    board: Board

    @property
    def port(self) -> int:
        return self.server.server_port

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask as a browser does."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            wire.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = wire.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            wire.close()

    def news(self, than: int = 0, name: str = NAME) -> dict[str, object]:
        """The next view after a number."""
        status, _, body = self.get(f"/{name}/{RUN}/{than}")
        assert status == 200, body
        told: dict[str, object] = json.loads(body)
        return told

    def judged(self, than: int = 0) -> dict[str, object]:
        """The next view whose findings are its own, with its page."""
        page = None
        while True:
            told = self.news(than)
            page = told.get("sida", page)
            if told["granskad"]:
                return told | {"sida": page}
            than = told["nummer"]

    def save(self, text: str, file: str = "avsnitt.yaml") -> None:
        """Save a file of the report."""
        (self.root / "content" / NAME / file).write_text(text, encoding="utf-8")


@pytest.fixture
def preview(tmp_path) -> Iterator[Preview]:
    """The preview of a draft with one section."""
    root = write(tmp_path / "projekt", report(TEXT))
    board = Board()
    workshop = Workshop(root, board)
    over = Event()

    def work() -> None:
        while not over.is_set():
            if not workshop.work():
                board.rest(0.02)

    with Server(0, Answers(board, RUN, workshop.pdf)) as server:
        threads = [Thread(target=server.serve_forever, args=(0.02,)), Thread(target=work)]
        for thread in threads:
            thread.start()
        yield Preview(root, server, board)
        over.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        workshop.close()
        assert server.fault is None
