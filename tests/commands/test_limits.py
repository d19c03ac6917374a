"""What a command reads is read in the sandbox, by no more time and memory than content of its size can need."""

import os
import subprocess
import sys

import pytest
from tests.fixtures.console import asn
from tests.fixtures.projects import report, write
from tests.hostile.inputs_templates import ENDLESS_LOOP

from asn.commands.sandboxed import limits
from asn.sandbox import MEMORY

TEXT = "slag: text\nid: inledning\ntext: |\n  Ett stycke.\n"
COMMANDS = {
    "check": ["check"],
    "list": ["list"],
    "build": ["build"],
    "diff": ["diff", "2023/T1", "2023/T1"],
    "new": ["new", "--year", "2024", "--period", "T1"],
}
# The program as its console script runs it, with the reading of the content replaced.
SLOWED = """
import sys
import asn.commands, asn.load.project
asn.load.project.load_project = lambda *args, **more: {instead}
sys.argv = ["asn", *{args}, "--timeout", "1"]
asn.commands.main()
"""


def slowed(root, args, instead):
    command = [sys.executable, "-c", SLOWED.format(instead=instead, args=args)]
    # As Python knows it: readline, which pytest imports, puts COLUMNS in what a child would inherit.
    env = dict(os.environ)
    return subprocess.run(command, cwd=root, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60)


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, report(TEXT))


@pytest.mark.parametrize("args", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize(
    ("instead", "told"),
    [
        (
            "[0 for _ in iter(int, 1)]",
            "Det tog för lång tid och avbröts. Är det verkligen så stort: asn {} --timeout 60.",
        ),
        ("bytes(3_000_000_000)", "Det behövde mer än 900 MB minne och avbröts."),
    ],
)
def test_reading_that_takes_too_much_is_ended(root, args, instead, told):
    """By every command that reads content, with one line, and the exit code of content that is wrong."""
    ran = slowed(root, args, instead)
    assert ran.returncode == 1
    assert ran.stderr == f"asn: Innehållet gick inte att läsa och kontrollera. {told.format(args[0])}\n"


def test_more_content_is_given_more_time(root):
    """So that a large archive is read, while a small merge request can't take long; a file counts for 1 MB at most."""
    small = limits(root, None)
    (root / "content/stor.txt").write_bytes(bytes(5_000_000))
    (root / "content/2023/stor.txt").write_bytes(bytes(500_000))
    assert limits(root, None).seconds - small.seconds == 6
    (root / "content/2024").mkdir()
    for number in range(1500):
        (root / f"content/2024/{number}").write_bytes(b"")
    assert limits(root, None).seconds - small.seconds == 26
    assert limits(root, 77).seconds == 77
    assert limits(None, None).memory == small.memory == MEMORY


def test_a_timeout_is_told_with_the_way_to_a_longer_one(root):
    """A report that is honestly large can be given more time."""
    own = root / "templates/avsnitt/text.j2"
    own.parent.mkdir(parents=True)
    own.write_text(ENDLESS_LOOP)
    ran = asn(root, "build", "--format", "html", "--timeout", "1")
    assert ran.returncode == 1
    assert ran.stderr == (
        "2023/T1: Rapporten blev inte klar. Det tog för lång tid och avbröts. "
        "Är det verkligen så stort: asn build --timeout 60.\n"
    )
    assert not (root / "build/2023/T1").exists()
