"""The real command on hostile input: a calm sentence, within ten seconds and a gigabyte, and nothing else touched.

A choice of what ``python -m tests.hostile`` runs in full.
"""

import hashlib
import re
import unicodedata

import pytest
from tests.hostile.__main__ import main, runs
from tests.hostile.inputs import project
from tests.hostile.inputs_files import NAMES
from tests.hostile.measured import STRACE, measured
from tests.hostile.registry import INPUTS

BY_NAME = {one.name: one for one in INPUTS}
CHOSEN = (
    *("content: aliases of aliases", "content: merge keys of merge keys", "content: 450 000 open brackets"),
    *("content: 1 MB of noise", "content: 1 MB of nothing", "content: a key of a million letters"),
    *("content: one word of 99 000 letters", "content: 49 000 openings", "content: 5 000 rows"),
    *("file: a link to the environment", "file: a link to a secret beside the project", "file: a pipe"),
    *("file: a link to an endless device", "file: a socket", "file: a file of 2 GB", "file: 3000 files"),
    *("file: a library of the same name", "PYTHONPATH=. beside a library of the same name"),
    *("template: loops in loops, nothing written", "template: ten joins of ten", "template: 500 ifs in ifs"),
    *("template: 5000 elifs", "template: a template that includes itself"),
    *("style: @import of a file", "style: a background from the network", "style: a font from the machine"),
    *("style: not() in not()", "page: an attachment of the machine", "page: a cell over a billion columns"),
    *("pdf: a template that reads files", "pdf: a style sheet that calls", "pdf: content that is a bomb"),
)
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
WORKFLOW = re.compile(r"::(?:error|warning|notice)(?: file=[^:]*)?::[^\n]*")


def test_the_inputs_are_as_many_as_is_said():
    """A hundred and ninety inputs, each with a name of its own."""
    assert len(BY_NAME) == len(INPUTS) >= 190


@pytest.mark.parametrize("name", CHOSEN)
def test_it_ends_in_a_sentence_within_its_limits(name):
    """Exit code 0, 1 or 2 and no traceback; no file opened outside the project, and nobody called."""
    for command, ran, wrong in runs(BY_NAME[name], 1):
        assert wrong == [], (command, ran.err[-500:])
        assert ran.first_line


@pytest.mark.parametrize("kind", ["--period", "--year", "--select", "diff", "fmt", "rule", "verify", "new"])
def test_an_argument_writes_no_line_and_no_escape_in_the_log(kind, tmp_path):
    """What a workflow passes on from a branch's name starts no line of the log, and the terminal obeys none of it."""
    hostile = "T1\n::error::a\x1b[31m\x1b]0;a\x07\u202e"
    words = ["check", kind] if kind.startswith("--") else [kind]
    words = {"diff": ["diff", "2023/T1"], "new": ["new", "--year", "2024", "--period"]}.get(kind, words)
    ran = measured(project(tmp_path), *words, hostile)
    assert ran.code == 2
    assert ran.broken() == []
    assert_harmless(ran.out + ran.err)


def assert_harmless(text):
    """See that no character is obeyed by a terminal, and no line by a GitHub runner."""
    unseen = {f"{ord(c):04X}" for c in text if c != "\n" and unicodedata.category(c) in UNSEEN}
    assert unseen == set()
    assert [line for line in text.split("\n") if line.lstrip().startswith("::")] == []
    assert "##[" not in text


@pytest.mark.parametrize("one", NAMES, ids=lambda one: " ".join(one.commands[0]))
def test_the_name_of_a_file_is_obeyed_by_nobody(one):
    """Line breaks, escapes, bidi marks and workflow commands in names are written out, in every format."""
    for command, ran, wrong in runs(one):
        assert wrong == [], ran.err[-500:]
        text = ran.out + ran.err
        if "github" in command:
            own = [line for line in text.split("\n") if line.startswith("::")]
            assert len(own) == 11  # ten errors and how many more there are
            assert all(WORKFLOW.fullmatch(line) for line in own), own
            text = "\n".join(line for line in text.split("\n") if line not in own)
        assert_harmless(text)


def test_what_was_built_before_is_left_as_it_was(tmp_path):
    """A build that hostile input ends leaves every byte of the one before."""
    root = project(tmp_path)
    assert measured(root, "build", "--format", "md,html").code == 0
    before = sums(root / "build")
    assert len(before) > 3
    for name in ("template: ten joins of ten", "template: 5000 elifs", "content: 1 MB of noise"):
        BY_NAME[name].make(root)
        ran = measured(root, "build", "--format", "md,html")
        assert (ran.code, ran.broken()) == (1, [])
        assert sums(root / "build") == before


def sums(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.skipif(STRACE is None, reason="strace is how it is seen what a process opens")
def test_the_watch_sees_what_it_should(tmp_path):
    """A program that opens a secret and calls someone is caught at both: the silence above is no blindness."""
    import sys

    secret = tmp_path / "hemligt"
    secret.write_text("a")
    code = f"import socket; open({str(secret)!r}); socket.socket().connect_ex(('127.0.0.1', 9)); raise SystemExit(3)"
    ran = measured(tmp_path, program=(sys.executable, "-c", code))
    assert str(secret) in ran.opened
    assert "exit 3" in ran.broken()
    assert [wrong for wrong in ran.broken() if wrong.startswith("network")]


def test_the_table_tells_what_was_run(capsys):
    """A row for each command, and a count of what was broken."""
    assert main(["file: a pipe"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 1 + 3 + 1
    assert told[-1] == "0 broken promises"
