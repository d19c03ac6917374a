"""The command itself has limits too: on what it reads and checks before any child is asked."""

import resource
import subprocess
import sys

import pytest
from tests.fixtures.console import asn
from tests.fixtures.projects import report, write

from asn.commands import allowance
from asn.sandbox import MEMORY

TEXT = "slag: text\nid: inledning\ntext: |\n  Ett stycke.\n"
# The program as its console script runs it, with the reading of the content replaced.
SLOWED = """
import sys
import asn.commands, asn.commands.allowance, asn.load.project
asn.commands.allowance._LEAST = 1
asn.load.project.load_project = lambda root: {instead}
sys.argv = ["asn", "check"]
asn.commands.main()
"""


def slowed(root, instead):
    command = [sys.executable, "-c", SLOWED.format(instead=instead)]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False, timeout=60)


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, report(TEXT))


def test_reading_without_end_is_ended(root):
    """With one sentence, and the exit code of content that is wrong."""
    ran = slowed(root, "[0 for _ in iter(int, 1)]")
    assert ran.returncode == 1
    assert ran.stderr == "asn: Innehållet tog mer än 1 s att läsa och kontrollera, och asn avbröt.\n"


def test_content_that_eats_memory_is_ended(root):
    """Likewise."""
    ran = slowed(root, "bytes(3_000_000_000)")
    assert ran.returncode == 1
    assert ran.stderr == "asn: Innehållet behöver mer minne än det får, och asn avbröt.\n"


def test_more_content_is_given_more_time(root, monkeypatch):
    """So that a large archive is read, while a small merge request can't take long; a file counts for 1 MB at most."""
    limits = []
    monkeypatch.setattr("asn.sandbox.confine", limits.append)
    monkeypatch.setattr(allowance.signal, "signal", lambda *_: None)
    monkeypatch.chdir(root)
    allowance.limit(["check"])
    (root / "content/stor.txt").write_bytes(bytes(5_000_000))
    (root / "content/2023/stor.txt").write_bytes(bytes(500_000))
    allowance.limit(["check", "--period", "T1"])
    small, large = (limit.seconds for limit in limits)
    assert large - small == 6


@pytest.mark.parametrize("args", [["serve"], ["handbok"], ["--help"], [], ["okänt"]])
def test_what_reads_nothing_hostile_goes_free(args, root, monkeypatch):
    """A preview runs for as long as the editor writes."""
    limits = []
    monkeypatch.setattr("asn.sandbox.confine", limits.append)
    monkeypatch.chdir(root)
    allowance.limit(args)
    assert limits == []


def test_outside_a_project_there_is_a_limit_too(tmp_path, monkeypatch):
    """`asn verify` reads a file that came from anywhere."""
    limits = []
    monkeypatch.setattr("asn.sandbox.confine", limits.append)
    monkeypatch.setattr(allowance.signal, "signal", lambda *_: None)
    monkeypatch.chdir(tmp_path)
    allowance.limit(["verify", "rapport.pdf"])
    assert [limit.memory for limit in limits] == [MEMORY]


def test_the_tests_own_process_has_no_limit():
    """The limit is the console script's alone: who runs the program inside another sets their own."""
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


def test_a_timeout_is_told_with_the_way_to_a_longer_one(root):
    """A report that is honestly large can be given more time."""
    own = root / "templates/avsnitt/text.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{% for a in vy|string %}{% for b in vy|string %}{% for c in vy|string %}{% endfor %}{% endfor %}{% endfor %}"
    )
    ran = asn(root, "build", "--format", "html", "--timeout", "1")
    assert ran.returncode == 1
    assert ran.stderr == (
        "2023/T1: Rapporten blev inte klar. Det tog för lång tid och avbröts. "
        "Är den verkligen så stor: asn build --timeout 60.\n"
    )
    assert not (root / "build/2023/T1").exists()
