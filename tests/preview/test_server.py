"""Who gets an answer, what the answers allow, and that nothing but the preview's own addresses exist."""

import socket
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.preview.conftest import NAME, RUN

from asn.preview import Answers, Server, Views
from asn.preview.answers import Response

PAGES = {
    "/": 303,
    f"/{NAME}": 200,
    f"/{NAME}/rapport.html": 200,
    f"/{NAME}/{RUN}/0": 200,
    "/typsnitt/AsnSans-Regular.woff2": 200,
}
NOWHERE = [
    "/2022/T1",
    f"/{NAME}/",
    f"/{NAME}/rapport.html?x",
    f"/{NAME}/{'b' * 43}/0",
    f"/{NAME}/{RUN}/00",
    f"/{NAME}/{RUN}/-1",
    "/favicon.ico",
    "/typsnitt/OFL.txt",
    "/rapport.html.j2",
    "/content/namnd.yaml",
    f"/content/{NAME}/rapport.yaml",
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/....//....//etc/passwd",
    "/%00",
    f"/{NAME}%00",
    "/\\..\\..\\windows\\win.ini",
    f"/{NAME}/../../../../etc/passwd",
    "/proc/self/environ",
    "/.git/config",
    "http://elsewhere.example/",
    "//elsewhere.example/",
]
OURS = ("127.0.0.1", "localhost")
FOREIGN = ("elsewhere.example", "0.0.0.0", "127.0.0.2", "[::1]", "127.0.0.1.elsewhere.example")
ELSEWHERE = [
    {"Origin": "http://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


def ask(preview, text):
    """Send bytes as they are; the answer's status, head and body."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as wire:
        wire.sendall(text.encode("latin-1"))
        wire.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := wire.recv(1 << 16):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode(), body


def asked(preview, path, host=None, method="GET", **headers):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{preview.port}'}", "Connection: close"]
    return ask(preview, "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]))


@pytest.mark.parametrize("path", [*PAGES, *NOWHERE])
def test_the_table_of_addresses_hosts_and_origins(path, preview):
    """Only our own host and no foreign origin gets an answer, and only at the addresses there are."""
    wanted = PAGES.get(path, 404)
    for host in (*OURS, *FOREIGN):
        assert asked(preview, path, f"{host}:{preview.port}")[0] == (wanted if host in OURS else 421), host
        assert asked(preview, path, host)[0] == 421, "a host without our port"
        assert asked(preview, path, f"{host}:{preview.port + 1}")[0] == 421, "another port's host"
    for headers in ELSEWHERE:
        assert asked(preview, path, **headers)[0] == 403, headers
    for headers in (
        {"Origin": f"http://127.0.0.1:{preview.port}"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ):
        assert asked(preview, path, **headers)[0] == wanted, headers


@pytest.mark.parametrize("path", ["/", f"/{NAME}", "/nowhere"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "XYZZY"])
def test_only_get_and_head(method, path, preview):
    """Nothing can be changed through the preview."""
    status, head, _ = asked(preview, path, method=method)
    assert status == 405
    assert "Allow: GET, HEAD" in head


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
def test_head_is_get_without_the_body(path, preview):
    """The same head, and nothing after it."""
    preview.judged()
    drop = ("Date:",)
    get, head = (asked(preview, path, method=method) for method in ("GET", "HEAD"))
    assert [line for line in get[1].splitlines() if not line.startswith(drop)] == [
        line for line in head[1].splitlines() if not line.startswith(drop)
    ]
    assert head[2] == b""


@pytest.mark.parametrize(
    "text",
    [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: elsewhere.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 5\r\n\r\nGET /",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / x y HTTP/1.1\r\n\r\n",
        "GET /" + "a" * 70000 + " HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n" + "A: b\r\n" * 200 + "\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
)
def test_what_is_no_plain_question_is_refused(text, preview):
    """One host, no body, no other protocol; and the answer has our headers even then."""
    status, head, body = ask(preview, text.replace("{port}", str(preview.port)))
    assert 400 <= status < 600
    assert status != 404
    assert "Content-Security-Policy: default-src 'none'" in head
    assert b"<" not in body


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
def test_every_answer_says_what_it_allows(path, preview):
    """No foreign page may frame, read or keep it, and no script but the frame's own may run."""
    _, headers, _ = preview.get(path)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "base-uri 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert ("script-src 'sha256-" in policy) == (path == f"/{NAME}")
    own = path.endswith("rapport.html")
    framed_by = "frame-ancestors 'self'" if own else "frame-ancestors 'none'"
    assert policy.endswith(framed_by)
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if own else "DENY")
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Server"] == "asn"


def test_only_this_machine_is_listened_to(preview):
    """The kernel's own list has our port on 127.0.0.1, and nowhere else."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    ours = {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == preview.port}
    assert ours == {"0100007F"}


def test_a_busy_port_gives_the_next(preview):
    """And a program that sits on the wanted port is left alone."""
    with Server(preview.port, preview.server.answers) as second:
        assert preview.port < second.server_port <= preview.port + 10


@pytest.mark.parametrize("name", ["2025/internkontroll", "2025/Ö_1", "2025/åäöÅÄÖ9"])
def test_a_report_of_any_period_has_its_page(name):
    """A board's own period may have a long name, and letters that a browser writes as signs."""
    views = Views()
    views.name((name,), name)
    answers = Answers(views, RUN, lambda name: (name, b""))
    where = answers("/").headers["Location"]
    assert where == f"/{quote(name)}"
    assert answers(where).status == 200
    assert answers(f"{where}x").status == 404


def test_a_fault_of_ours_is_kept_for_the_command(capfd):
    """No traceback in the editor's terminal from a thread of the server's: the command tells it as its own."""

    def broken(name: str) -> tuple[str, bytes]:
        raise ZeroDivisionError(name)

    views = Views()
    views.name((NAME,), NAME)
    with Server(0, Answers(views, RUN, broken)) as server:
        wire = socket.create_connection(("127.0.0.1", server.server_port), timeout=30)
        wire.sendall(f"GET /{NAME}/rapport.pdf HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n".encode())
        server.handle_request()
        assert wire.recv(100) == b""
        wire.close()
        assert isinstance(server.fault, ZeroDivisionError)
    assert capfd.readouterr() == ("", "")


def test_a_project_without_reports_says_what_to_do():
    """The first page of an empty project is a word on how to begin."""
    answer = Answers(Views(), RUN, lambda name: (name, b""))("/")
    assert isinstance(answer, Response)
    assert (answer.status, answer.body.decode()) == (404, "Här finns ingen rapport än. Börja en med asn new.\n")


def test_patience_ends_without_news(preview, monkeypatch):
    """A page that has waited long enough is told so, with an empty answer, and asks again."""
    monkeypatch.setattr("asn.preview.answers.PATIENCE", 0)
    status, headers, body = preview.get(f"/{NAME}/{RUN}/999")
    assert (status, body) == (204, b"")
    assert "Content-Length" not in headers
