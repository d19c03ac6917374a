"""The preview's server: for this machine only, and only for pages that it served itself.

Any page in any browser can send requests to this port. So the host must be ours by name (or a foreign name that points
here could read the drafts), and whatever tells that it comes from elsewhere is turned away.
"""

import re
import sys
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import name as system
from socketserver import TCPServer
from typing import Any

from asn.preview.answers import MOST_REQUEST_BYTES, Answers, Editor, Response, text_response

LOOPBACK = "127.0.0.1"
_NEXT_PORTS = 10
_METHODS = ("GET", "HEAD")
_MOST_PASSED = 10 * MOST_REQUEST_BYTES
_LENGTH = re.compile(r"0|[1-9]\d{0,9}")
_OWN_SITES = ("none", "same-origin")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
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
        self._send(self._refused() or self._read())

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def do_POST(self) -> None:
        self.close_connection = True  # what is left of a refused body is not read as another question
        editor = self.server.answers.editor
        if editor is None:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED)
            return
        refused = self._foreign(writes=True) or self._unreadable()
        if refused:
            self._discard_body()
        self._send(refused or self._written(editor))

    def _read(self) -> Response:
        cookies = "; ".join(self.headers.get_all("Cookie") or [])
        return self.server.answers(self.path, cookies, opens=self.command == "GET")

    def _unreadable(self) -> Response | None:
        """Why a body isn't read: it doesn't tell its length, or that is too much."""
        lengths = self.headers.get_all("Content-Length") or []
        if len(lengths) != 1 or not _LENGTH.fullmatch(lengths[0]) or self.headers["Transfer-Encoding"]:
            return text_response(411, "Det som skickas måste säga hur långt det är.")
        if int(lengths[0]) > MOST_REQUEST_BYTES:
            return text_response(413, f"Det som skickas är för långt: högst {MOST_REQUEST_BYTES // 10**6} MB går.")
        return None

    def _discard_body(self) -> None:
        """Read what is refused, as far as it is worth it: a browser that is still sending hears no answer."""
        lengths = self.headers.get_all("Content-Length") or []
        left = min(int(lengths[0]), _MOST_PASSED) if len(lengths) == 1 and _LENGTH.fullmatch(lengths[0]) else 0
        while left > 0 and (part := self.rfile.read(min(left, 1 << 16))):
            left -= len(part)

    def _written(self, editor: Editor) -> Response:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return text_response(400, "Frågan tog slut i förtid.")
        cookies = "; ".join(self.headers.get_all("Cookie") or [])
        return editor.post(self.path, cookies, self.headers["Content-Type"] or "", body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - the library's signature
        """What the library refuses itself: in our words, with our headers."""
        self.close_connection = True
        if code == HTTPStatus.NOT_IMPLEMENTED:
            methods = (*_METHODS, "POST") if self.server.answers.editor else _METHODS
            refused = text_response(405, "Här går det bara att läsa.")
            self._send(replace(refused, headers={"Allow": ", ".join(methods)}))
        else:
            self._send(text_response(code, "Frågan går inte att läsa."))

    def version_string(self) -> str:
        """Not which versions run here."""
        return "asn"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's signature
        """Nothing: the terminal is the editor's."""

    def _refused(self) -> Response | None:
        if foreign := self._foreign():
            return foreign
        if self.headers["Content-Length"] not in {None, "0"} or self.headers["Transfer-Encoding"]:
            self.close_connection = True
            return text_response(400, "Frågan har ett innehåll, och det läser ingen här.")
        return None

    def _foreign(self, *, writes: bool = False) -> Response | None:
        """Why a request isn't from one of our own pages; one that writes must tell where it comes from."""
        get = self.headers.get_all
        hosts, origins, sites = get("Host") or [], get("Origin") or [], get("Sec-Fetch-Site") or []
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return text_response(421, "Den här adressen hör inte till förhandsvisningen.")
        if any(origin != f"http://{hosts[0]}" for origin in origins) or any(site not in _OWN_SITES for site in sites):
            return text_response(403, "Förhandsvisningen svarar bara sina egna sidor.")
        if writes and (len(origins) != 1 or sites not in ([], ["same-origin"])):
            return text_response(403, "Bara förhandsvisningens egna formulär kan spara.")
        return None

    def _send(self, answer: Response) -> None:
        if self.request_version == "HTTP/0.9":  # which knows no headers; ours are sent all the same
            self.request_version = "HTTP/1.0"
        self.send_response(answer.status)
        for name, value in (_HEADERS | {"Content-Security-Policy": answer.policy, **answer.headers}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        if answer.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
