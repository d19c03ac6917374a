"""What a stranger has written is read by a child, whatever the command; the command's own process never does."""

import os
import subprocess
import sys

import pytest
from tests.fixtures.projects import write
from tests.verification.sample import FILES, pdf_of

from asn.commands.swedish import COMMANDS

# Where content is parsed, judged and rendered, and where foreign formats are opened.
READERS = (
    *("asn/read/events.py", "asn/check/examination.py", "asn/compute/document.py", "asn/verification/archive.py"),
    *("asn/render/markdown.py", "asn/render/html.py", "asn/render/pdf_engine.py", "asn/formatting/__init__.py"),
)
WATCHED = f"""
import os, sys, threading
from asn.sandbox import isolation
isolation.STREAMS = (0, 2)
known, told = {{}}, set()
def hear(frame, event, arg):
    code = frame.f_code
    file = known.get(code)
    if file is None:
        file = known[code] = code.co_filename.replace(os.sep, "/")
        # What runs as a module is imported has read nothing yet.
        if code.co_name == "<module>" or not file.endswith({READERS!r}):
            file = known[code] = ""
    if file and (os.getpid(), file) not in told and not importing(frame):
        told.add((os.getpid(), file))
        os.write(1, f"@{{os.getpid()}} {{file}}\\n".encode())
def importing(frame):
    while frame := frame.f_back:
        if frame.f_code.co_name == "<module>" and "/asn/" in frame.f_code.co_filename:
            return True
    return False
os.write(1, f"@command {{os.getpid()}}\\n".encode())
"""
RUN = """
from asn.commands import run
sys.settrace(hear)
sys.exit(run(sys.argv[1:]))
"""
SERVE = """
from pathlib import Path
from asn.preview import Views, Rebuilder
views = Views()
sys.settrace(hear)
rebuilder = Rebuilder(Path.cwd(), views)
views.later("2023/T1", 0, 0)
while rebuilder.work():
    pass
assert views.view("2023/T1").granskad
rebuilder.close()
"""
READING = {
    "build": ("build", "--format", "md,html"),
    "check": ("check",),
    "diff": ("diff", "2022/VB", "2023/T1"),
    "fmt": ("fmt", "--check"),
    "import": ("import", "xlsx", "--check"),
    "adopt": ("adopt", "2023/T1", "--date", "2023-05-17", "--paragraf", "§ 1"),
    "list": ("list",),
    "schema": ("schema", "--project"),
    "new": ("new", "--year", "2024", "--period", "T1"),
    "pack": ("pack",),
    "site": ("site", "--out", "sajt", "--url", "https://a.se"),
    "verify": ("verify", "rapport.pdf"),
}
ELSEWHERE = {"serve"}
OURS = {"completion", "doctor", "handbok", "help", "init", "rule"}
"""What reads nothing but what comes with the program."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with two reports, and the PDF of one beside."""
    made = write(tmp_path_factory.mktemp("projekt"), FILES)
    (made / "rapport.pdf").write_bytes(pdf_of(made))
    return made


def readers(root, code, *args):
    """The command's own process, and those that read."""
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED + code, *args], cwd=root, capture_output=True, text=True, check=False
    )
    lines = [line[1:].split(" ", 1) for line in ran.stdout.splitlines() if line.startswith("@")]
    assert lines, ran.stderr
    return lines[0][1], lines[1:]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork the work is done here")
@pytest.mark.parametrize("args", READING.values(), ids=READING.keys())
def test_a_command_reads_by_a_child(args, root):
    """And something is read, or there would be nothing to see."""
    own, heard = readers(root, RUN, *args)
    assert heard
    assert [file for pid, file in heard if pid == own] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork the work is done here")
def test_the_preview_reads_by_a_child(root):
    """Its pages and its findings; the PDF is made as the others are."""
    own, heard = readers(root, SERVE)
    assert {file.rpartition("asn/")[2] for _, file in heard} >= {
        "read/events.py",
        "check/examination.py",
        "render/html.py",
    }
    assert [file for pid, file in heard if pid == own] == []


def test_every_command_is_one_or_the_other():
    """A new command says which it is."""
    assert {*READING, *ELSEWHERE, *OURS} >= set(COMMANDS)
