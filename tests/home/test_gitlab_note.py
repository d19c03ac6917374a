"""The job that writes a note on a GitLab request, against a server on this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from tests.fixtures.projects import REPO
from tests.home.ci import script
from tests.home.shell import ran

MARK = "<!-- asn diff -->"


class GitLab(BaseHTTPRequestHandler):
    """Has some notes, and keeps what it is told."""

    def do_GET(self):
        self.server.heard.append(("GET", self.path, self.headers["PRIVATE-TOKEN"], None))
        self._answer(self.server.notes)

    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.command, self.path, self.headers["PRIVATE-TOKEN"], said["body"]))
        self._answer({})

    do_PUT = do_POST  # noqa: N815 - http.server's name

    def _answer(self, value):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    """GitLab's stand-in."""
    with ThreadingHTTPServer(("127.0.0.1", 0), GitLab) as made:
        made.notes, made.heard = [], []
        Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def _noted(server, folder, text):
    (folder / "skillnader.md").write_text(text, encoding="utf-8")
    env = {
        "CI_API_V4_URL": f"http://127.0.0.1:{server.server_port}/api/v4",
        "CI_PROJECT_ID": "4",
        "CI_MERGE_REQUEST_IID": "17",
        "ASN_COMMENT_TOKEN": "hemlig",
    }
    done = ran(script(REPO, "comment"), folder, env)
    assert done.returncode == 0, done.stderr
    assert "hemlig" not in done.stdout + done.stderr
    return [one for one in server.heard if one[0] != "GET"]


def test_the_differences_become_a_note(server, tmp_path):
    """On the request, by the token, in UTF-8."""
    assert _noted(server, tmp_path, "Två ljus har vänt.\n") == [
        ("POST", "/api/v4/projects/4/merge_requests/17/notes", "hemlig", f"{MARK}\nTvå ljus har vänt.\n")
    ]


def test_an_earlier_note_is_renewed(server, tmp_path):
    """One note, however many commits."""
    server.notes = [{"id": 3, "body": "Annat."}, {"id": 8, "body": f"{MARK}\nGammalt."}]
    assert _noted(server, tmp_path, "Inga skillnader.\n") == [
        ("PUT", "/api/v4/projects/4/merge_requests/17/notes/8", "hemlig", f"{MARK}\nInga skillnader.\n")
    ]


def test_no_differences_make_no_note(server, tmp_path):
    """A request that changes no report is left alone."""
    assert _noted(server, tmp_path, "Inga skillnader.\n") == []


@pytest.mark.parametrize("text", ["/merge\n", "Text\n/close\n", "Text\r\n/approve\r\n", "@alla"])
def test_text_gives_no_orders_and_calls_on_nobody(server, tmp_path, text):
    """A line that begins with a slash is an order to GitLab."""
    ((*_, body),) = _noted(server, tmp_path, text)
    assert not any(line.startswith("/") for line in body.splitlines())
    assert "@alla" not in body
