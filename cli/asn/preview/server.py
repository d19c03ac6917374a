"""The preview's server: for this machine only, and only for pages that it served itself.

Any page in any browser can send requests to this port. So the host must be ours by name (or a foreign name that points
here could read the drafts), and whatever tells that it comes from elsewhere is turned away.
"""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import name as system
from socketserver import TCPServer
from typing import Any
from urllib.parse import quote, unquote

from asn.period import NAME as PERIOD
from asn.preview.board import Board, View
from asn.preview.frame import FONTS, font, frame

PATIENCE = 20.0  # seconds that an open page waits for news before it asks again
_ENCODED = re.compile(r"(?:[!-$&-~]|%C3%[89AB][0-9A-F])*", re.IGNORECASE)  # the letters å, ä and ö and their like
_NAME = PERIOD.removeprefix("^").removesuffix("$")
_REPORT = re.compile(rf"/(\d{{4}}/{_NAME})(/rapport\.html|/rapport\.pdf|/[A-Za-z0-9_-]{{43}}/(0|[1-9]\d{{0,8}}))?")
_HTML, _TEXT, _JSON = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json; charset=utf-8"
_STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The page's own policy, in its head, allows less still: its style by its sum.
_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
# Browsers show a PDF by a page of their own, with its own style.
_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_MISSING = "Sidan finns inte. Förhandsvisningen börjar på första sidan: /"
_NO_REPORTS = "Här finns ingen rapport än. Börja en med asn new."


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, in memory."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Pdf = Callable[[str], tuple[str, bytes]]


class Unavailable(Exception):  # noqa: N818 - it says what is the case
    """A PDF that can't be built now; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one run. ``run`` is random: a page that knows it has been served by this run."""

    board: Board
    run: str
    pdf: Pdf

    def __call__(self, path: str) -> Answer:
        """The answer to an address; it may wait for news."""
        if path == "/":
            return self._first()
        if path[1:] in FONTS:
            return Answer(200, "font/woff2", font(path[1:]), policy(_STRICT))
        found = _REPORT.fullmatch(unquote(path, errors="strict") if _ENCODED.fullmatch(path) else path)
        if not found or not self.board.has(found[1]):
            return told(404, _MISSING)
        return self._about(found[1], found[2] or "")

    def _first(self) -> Answer:
        """To the report that is being written."""
        name = self.board.first()
        if not name:
            return told(404, _NO_REPORTS)
        return Answer(303, _TEXT, b"", policy(_STRICT) | {"Location": f"/{quote(name)}"})

    def _about(self, name: str, what: str) -> Answer:
        match what.strip("/").split("/"):
            case [""]:
                made = frame(name, self.board.names(), self.run)
                return Answer(200, _HTML, made.html.encode(), policy(made.policy) | {"X-Frame-Options": "DENY"})
            case ["rapport.html"]:
                return self._page(name)
            case ["rapport.pdf"]:
                return self._pdf(name)
            case [run, number] if run == self.run:
                return _news(self.board.later(name, int(number), PATIENCE), int(number))
        return told(404, _MISSING)

    def _page(self, name: str) -> Answer:
        view = self.board.later(name, 0, PATIENCE)
        if view is None or view.sida is None:
            return told(503, "Rapporten kan inte visas just nu.")
        return Answer(200, _HTML, view.sida.encode(), policy(_PAGE) | {"X-Frame-Options": "SAMEORIGIN"})

    def _pdf(self, name: str) -> Answer:
        try:
            file, data = self.pdf(name)
        except Unavailable as why:
            return told(503, str(why))
        return Answer(
            200, "application/pdf", data, policy(_PDF) | {"Content-Disposition": f'inline; filename="{file}"'}
        )


def _news(view: View | None, known: int) -> Answer:
    """What has changed since the view that a page knows; 204 says that nothing has."""
    if view is None:
        return Answer(204, _JSON, b"", policy(_STRICT))
    news = asdict(view)
    if view.sidnummer <= known:
        del news["sida"]
    return Answer(200, _JSON, json.dumps(news, ensure_ascii=False).encode(), policy(_STRICT))


def told(status: int, text: str) -> Answer:
    """A short text, in Swedish."""
    return Answer(status, _TEXT, f"{text}\n".encode(), policy(_STRICT))


def policy(content: str) -> dict[str, str]:
    """The header of a content policy."""
    return {"Content-Security-Policy": content, "X-Frame-Options": "DENY"}


LOOPBACK = "127.0.0.1"
_NEXT_PORTS = 10
_METHODS = ("GET", "HEAD")
_OWN_SITES = ("none", "same-origin")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Server(ThreadingHTTPServer):
    """Answers on 127.0.0.1; on the next free port if the wanted one is taken."""

    daemon_threads = True
    block_on_close = False
    # On Windows the option would let two programs share the port.
    allow_reuse_address = system != "nt"

    def __init__(self, port: int, answers: Answers) -> None:
        self.answers = answers
        self.fault: BaseException | None = None
        self._bound(port)
        self.hosts = {f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost")}

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind, without asking the network for this machine's name as http.server does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the library's signature
        """A browser that hung up is nothing to tell; any other fault is the command's to meet, calmly."""
        why = sys.exception()
        if not isinstance(why, (ConnectionError, TimeoutError)):
            self.fault = why

    def _bound(self, port: int) -> None:
        for candidate in (*range(port, min(port + _NEXT_PORTS, 65536)), 0):
            try:
                super().__init__((LOOPBACK, candidate), _Handler)
            except OSError:
                if candidate == 0:
                    raise
            else:
                return


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds that a connection may be silent

    def do_GET(self) -> None:
        self._send(self._turned_away() or self.server.answers(self.path))

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - the library's signature
        """What the library refuses itself: in our words, with our headers."""
        self.close_connection = True
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._send(Answer(405, *_plain("Här går det bara att läsa."), {"Allow": ", ".join(_METHODS)}))
        else:
            self._send(told(code, "Frågan går inte att läsa."))

    def version_string(self) -> str:
        """Not which versions run here."""
        return "asn"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's signature
        """Nothing: the terminal is the editor's."""

    def _turned_away(self) -> Answer | None:
        get = self.headers.get_all
        hosts, origins, sites = get("Host") or [], get("Origin") or [], get("Sec-Fetch-Site") or []
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return told(421, "Den här adressen hör inte till förhandsvisningen.")
        if any(origin != f"http://{hosts[0]}" for origin in origins) or any(site not in _OWN_SITES for site in sites):
            return told(403, "Förhandsvisningen svarar bara sina egna sidor.")
        if self.headers["Content-Length"] not in {None, "0"} or self.headers["Transfer-Encoding"]:
            self.close_connection = True
            return told(400, "Frågan har ett innehåll, och det läser ingen här.")
        return None

    def _send(self, answer: Answer) -> None:
        if self.request_version == "HTTP/0.9":  # which knows no headers; ours are sent all the same
            self.request_version = "HTTP/1.0"
        self.send_response(answer.status)
        for name, value in (_HEADERS | answer.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        if answer.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


def _plain(text: str) -> tuple[str, bytes]:
    answer = told(405, text)
    return answer.kind, answer.body
