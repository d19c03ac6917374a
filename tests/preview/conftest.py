"""A running preview of a small project, in a thread each for the server and the rebuilder, as the command runs it."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.fixtures.projects import report, write

from asn.preview import Answers, Editor, JobQueue, Rebuilder, Server, Views

RUN = "a" * 43
NAME = "2023/T1"
TEXT = "slag: text\nrubrik: Året\ntext: |\n  Hej på dig.\n"


@dataclass
class Preview:
    """A preview that is running, and the project that it shows."""

    root: Path
    server: Server
    views: Views

    @property
    def port(self) -> int:
        return self.server.server_port

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask as a browser does."""
        return self.ask(method, path, None, {name.replace("_", "-"): value for name, value in headers.items()})

    def ask(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request, with a body if there is one."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            wire.request(method, path, body, headers)
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


@contextmanager
def running(root: Path, *, edited: bool = False) -> Iterator[Preview]:
    """The preview of a project, where it may be edited if so told."""
    views = Views()
    editor = Editor(JobQueue(views)) if edited else None
    rebuilder = Rebuilder(root, views, jobs=editor.jobs if editor else None)
    over = Event()

    def work() -> None:
        while not over.is_set():
            if not rebuilder.work():
                views.wait(0.02)

    with Server(0, Answers(views, RUN, rebuilder.pdf, editor)) as server:
        threads = [Thread(target=server.serve_forever, args=(0.02,)), Thread(target=work)]
        for thread in threads:
            thread.start()
        try:
            yield Preview(root, server, views)
        finally:
            over.set()
            server.shutdown()
            for thread in threads:
                thread.join()
            rebuilder.close()
        assert server.fault is None


@pytest.fixture
def preview(tmp_path) -> Iterator[Preview]:
    """The preview of a draft with one section."""
    with running(write(tmp_path / "projekt", report(TEXT))) as shown:
        yield shown
