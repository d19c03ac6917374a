"""The preview's server: for this machine only, and only for pages that it served itself.

Any page in any browser can send requests to this port. So the host must be ours by name (or a foreign name that points
here could read the drafts), and whatever tells that it comes from elsewhere is turned away.
"""

import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import name as system
from socketserver import TCPServer
from typing import Any

from asn.preview.answers import Answer, Answers, told

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
