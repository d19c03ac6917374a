"""What the machine can't do is told in one line: exit code 1, no log and no traceback, whatever the command."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.fixtures.console import ASN

from asn.commands.swedish import COMMANDS

PRINTING = {
    "build": ("build", "--format", "md"),
    "check": ("check",),
    "list": ("list",),
    "new": ("new", "--year", "2024", "--period", "T1"),
    "completion": ("completion", "bash"),
    "diff": ("diff", "2022/VB", "2023/T1"),
    "doctor": ("doctor",),
    "handbok": ("handbok", "--format", "md"),
    "init": ("init", "ny"),
    "rule": ("rule",),
    "schema": ("schema",),
    "import": ("import", "--help"),
    "help": ("help",),
    "--help": ("--help",),
}
SILENT = {
    "adopt": "prints on stderr",
    "pack": "needs a report with a decision, and prints as build",
    "fmt": "prints nothing where nothing changes",
    "site": "needs two options, and builds",
    "serve": "runs until it is ended, and prints on stderr",
    "verify": "needs a PDF, and prints as the others",
}


def told(root, args, shell):
    """Run a command with its stdout as the shell has it; its exit code and what it says."""
    command = ["/bin/sh", "-c", f'"$@" {shell}', "sh", ASN, *args]
    ran = subprocess.run(command, cwd=root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, check=False)
    return ran.returncode, ran.stderr


def test_every_command_is_tried():
    """A new one has its row."""
    assert {*PRINTING, *SILENT} - {"--help"} >= set(COMMANDS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux'")
@pytest.mark.parametrize("args", PRINTING.values(), ids=PRINTING.keys())
def test_a_full_stdout(args, root):
    """The disk that it is sent to has no room left."""
    assert told(root, args, ">/dev/full") == (
        1,
        "asn: Utskriften kom inte fram: disken är full (ENOSPC).\n",
    )


@pytest.mark.parametrize("args", PRINTING.values(), ids=PRINTING.keys())
def test_a_closed_stdout(args, root):
    """Whoever started it gave it none."""
    assert told(root, args, ">&-") == (1, "asn: Utskriften kom inte fram: den är stängd (EBADF).\n")


@pytest.mark.parametrize("args", PRINTING.values(), ids=PRINTING.keys())
def test_a_stdout_that_nobody_reads(args, root):
    """As when a pager is left early."""
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run([ASN, *args], cwd=root, stderr=subprocess.PIPE, stdout=writer, text=True, check=False)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (
        1,
        "asn: Utskriften kom inte fram: mottagaren har slutat läsa (EPIPE).\n",
    )


def test_closed_streams_all_three(root):
    """Nobody can be told, and nothing is written where it doesn't belong."""
    assert told(root, ("build", "--format", "md", "--period", "T1"), "<&- >&- 2>&-")[0] == 1
    assert (root / "build/2023/T1/manifest.json").read_text().startswith("{")


def test_a_folder_for_temporary_files_that_is_missing(root):
    """As where a disk isn't mounted."""
    environment = {**os.environ, "TMPDIR": str(root / "finns-inte")}
    ran = subprocess.run([ASN, "check"], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode in {0, 1}
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("name", ["a&b", "a<b", "å ä", "a'b", 'a"b'])
def test_a_folder_for_temporary_files_with_any_name(name, root, tmp_path):
    """The fonts' settings are XML, and its name stands in them: the PDF is the same wherever it is made."""
    folder = tmp_path / name
    folder.mkdir()
    ran = subprocess.run(
        [ASN, "build", "--period", "2023/T1", "--format", "pdf"],
        cwd=root,
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", [*PRINTING, *SILENT])
def test_a_folder_that_is_gone(command, tmp_path):
    """Whoever stands in a folder that has been removed is told so; what needs no folder is done."""
    here = tmp_path / "borta"
    here.mkdir()
    more = {"serve": ("serve",), "verify": ("verify", "a.pdf"), "fmt": ("fmt",)}
    more["site"] = ("site", "--out", "sajt", "--url", "https://a.se")
    more["pack"] = ("pack",)
    more["adopt"] = ("adopt", "2023/T1", "--date", "2023-05-17", "--paragraf", "§ 1")
    args = PRINTING.get(command) or more[command]
    shell = ["/bin/sh", "-c", 'rmdir ../borta; exec "$@"', "sh", ASN, *args]
    ran = subprocess.run(shell, cwd=here, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode in {0, 2}, ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0 or "finns inte längre" in ran.stderr or command == "verify"
