"""What is asked of Kolada, and what is refused: one host, no redirects, answers with an end."""

import http.server
import json
import threading
import urllib.request

import pytest

from asn.kolada import fetching
from asn.kolada.answer import MOST_KOLADA_BYTES, AnswerError
from asn.kolada.fetching import addresses, fetched

FIRST = "https://api.kolada.se/v3/kpi/U40455"


def test_at_most_25_of_a_kind_are_asked_for_at_once():
    """Names first, then each group's values."""
    asked = addresses([f"U{number:05}" for number in range(30)], [2022, 2023])
    assert len(asked) == 4
    assert all(part.count(",") < 25 for address in asked for part in address.split("/"))
    assert asked[0].startswith("https://api.kolada.se/v3/kpi/U00000,")
    assert asked[-1] == "https://api.kolada.se/v3/data/kpi/U00025,U00026,U00027,U00028,U00029/year/2022,2023"


def test_an_answer_that_goes_on_is_followed_in_order():
    """By next_url or by next_page, and never twice."""
    pages = {
        FIRST: {"values": [], "next_url": FIRST + "?page=2"},
        FIRST + "?page=2": {"values": [], "next_page": FIRST + "?page=3"},
        FIRST + "?page=3": {"values": [], "next_url": FIRST},
    }
    asked = [address for address, _ in fetched([FIRST], lambda address: json.dumps(pages[address]).encode())]
    assert asked == list(pages)


@pytest.mark.parametrize(
    "address",
    [
        "http://api.kolada.se/v3/kpi/U1",
        "https://api.kolada.se.example.org/v3/kpi/U1",
        "https://api.kolada.se@example.org/v3/kpi/U1",
        "https://api.kolada.se:8443/v3/kpi/U1",
        "https://127.0.0.1/v3/kpi/U1",
        "https://api.kolada.se/v2/kpi/U1",
        "file:///etc/passwd",
        "//api.kolada.se/v3/",
        "",
    ],
)
def test_another_address_is_never_asked(address):
    """Whoever answers can't lead the program anywhere else."""
    asked = []

    def ask(where):
        asked.append(where)
        return json.dumps({"values": [], "next_url": address or "x"}).encode()

    with pytest.raises(AnswerError, match="annan adress"):
        list(fetched([FIRST], ask))
    assert asked == [FIRST]


def test_an_answer_without_end_ends():
    """A chain of pages has a bound."""
    with pytest.raises(AnswerError, match="fler än 400 delar"):
        list(fetched([FIRST], lambda where: json.dumps({"next_url": where + "1"}).encode()))


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/fine")
            self.end_headers()
        elif self.path == "/fine":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            with pytest.MonkeyPatch.context():
                self.wfile.write(b" " * (MOST_KOLADA_BYTES + 2))
        else:
            self.send_response(500)
            self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def here(monkeypatch):
    """A server on this machine, without any pause between questions."""
    monkeypatch.setattr(fetching, "_PAUSE", 0)
    monkeypatch.setenv("no_proxy", "*")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_goes_wrong_on_the_way_is_told(here):
    """A redirect, a fault of theirs, too much, and nobody there; a plain answer is handed on."""
    assert fetching._downloaded(f"{here}/fine") == b"{}"
    for path, told in {"/moved": "302", "/wrong": "500", "/large": "mer än 20 MB"}.items():
        with pytest.raises(AnswerError, match=told):
            fetching._downloaded(f"{here}{path}")
    with pytest.raises(AnswerError, match="går inte att nå"):
        fetching._downloaded("http://127.0.0.1:1/")


def test_nothing_else_in_the_program_asks_the_network():
    """urllib.request is imported by this module alone."""
    import ast
    from pathlib import Path

    import asn

    assert urllib.request
    package = Path(asn.__file__).parent
    users = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.startswith(("urllib.request", "http.client", "ftplib", "smtplib", "ssl")) for name in names):
                users.add(path.relative_to(package).as_posix())
    assert users == {"kolada/fetching.py"}
