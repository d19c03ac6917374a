"""The habits of a command line: the options of every command, files to check, settings, names for services."""

import json
import subprocess
import sys

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.projects import REPO, report, write

from asn.commands.swedish import COMMANDS, COMMON

EMPTY = "slag: text\nrubrik: A\ntext:\n"


@pytest.fixture
def root(tmp_path):
    """Two drafts, each with an empty text."""
    return write(tmp_path / "projekt", {**report(EMPTY, "2022/T1"), **report(EMPTY, "2023/T1")})


def test_the_program_is_a_module_too(tmp_path):
    """And a file of the content that is called as a library is never imported."""
    (tmp_path / "click.py").write_text("raise SystemExit(9)")
    run = subprocess.run([sys.executable, "-m", "asn", "-V"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout[:4]) == (0, "asn "), run.stderr


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_takes_what_all_take(name, tmp_path):
    """Before its name or after, told in its help; the version needs no more."""
    told = inside(tmp_path, name, "--help").stdout
    assert all(any(f" {opt}" in told for opt in option.opts) for option in COMMON)
    assert inside(tmp_path, name, "-V").stdout.startswith("asn ")
    assert inside(tmp_path, "help", name).stdout == told


def test_help_of_no_such_command(tmp_path):
    """As when it is run."""
    assert inside(tmp_path, "help", "chek").stderr == "asn: Kommandot «chek» finns inte. Menade du check?\n"
    assert inside(tmp_path, "help").stdout == inside(tmp_path, "--help").stdout


def test_another_folder(root, tmp_path):
    """Before or after the command's name; a folder that isn't there is wrong usage."""
    for args in (["-C", root, "list"], ["list", "-C", root], ["-C", tmp_path, "list", "-C", "projekt"]):
        assert "2022/T1" in inside(tmp_path, *args).stdout
    done = inside(tmp_path, "list", "-C", "nix")
    assert (done.returncode, done.stderr) == (2, "asn: -C ska vara en mapp som går att använda.\n")


def test_quiet(root):
    """Results and what is wrong, and no more."""
    assert inside(root, "check").stderr
    assert inside(root, "-q", "check").stderr == inside(root, "check", "-q").stderr == ""
    assert inside(root, "check", "-q").stdout == inside(root, "check").stdout
    assert inside(root, "-q", "check", "--select", "Z9").stderr


def test_colours(root):
    """In a pipe if asked for; the command line counts more than the environment."""
    plain = asn(root, "check").stdout
    assert "\x1b" not in plain
    assert "\x1b[1;33mvarning" in asn(root, "check", "--color", "always").stdout
    assert "\x1b" in asn(root, "check", env={"FORCE_COLOR": "1"}).stdout
    assert asn(root, "check", "--color", "never", env={"FORCE_COLOR": "1"}).stdout == plain
    assert asn(root, "check", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout == plain


def test_only_what_is_found_in_some_files(root):
    """Wherever one stands, and the exit code is theirs."""
    (root / "content/2022/T1/avsnitt.yaml").write_text("slag: text\nrubirk: A\n")
    one, other = "content/2022/T1/avsnitt.yaml", "content/2023/T1/avsnitt.yaml"
    found = {
        name: {item["file"] for item in json.loads(inside(root, "check", name, "--output-format", "json").stdout)}
        for name in (one, other, "content/2023", "content")
    }
    assert found == {one: {one}, other: {other}, "content/2023": {other}, "content": {one, other}}
    assert inside(root, "check", one).returncode == 1
    assert inside(root, "check", other).returncode == 0
    assert inside(root / "content/2023", "check", "T1/../T1/avsnitt.yaml", "--strict").returncode == 1
    assert inside(root.parent, "check", root / other).returncode == 0


def test_files_that_cannot_be_checked(root, tmp_path):
    """Outside any project, in two projects, or nowhere: wrong usage."""
    (tmp_path / "lös.yaml").write_text("")
    other = write(tmp_path / "annat", report(EMPTY))
    file = "content/2023/T1/avsnitt.yaml"
    for args, said in (
        ([tmp_path / "lös.yaml"], "ligger inte i något projekt"),
        ([root / file, other / file], "hör till ett annat projekt"),
        (["nix.yaml"], "nix.yaml finns inte"),
    ):
        done = inside(root, "check", *args)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_settings(root):
    """What asn.toml says is what the commands do, unless the command line says otherwise."""
    (root / "asn.toml").write_text('ignore = ["K904"]\nstrict = true\njobs = 2\n')
    assert "K904" not in inside(root, "check").stdout
    assert inside(root, "check", "--ignore", "P7").returncode == 1
    (root / "asn.toml").write_text("strict = true\n")
    assert inside(root / "content", "check").returncode == 1
    assert inside(root, "check", "--help").returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('ignore = ["K904"]\nselct = ["E"]', "asn.toml:2:1: Inställningen «selct» finns inte. Menade du select?"),
        ("\n[check]\nstrict = true", "asn.toml:2:1: Inställningen «check» finns inte. Det finns: ignore, jobs, "),
        ("strict = 1", "asn.toml:1:1: strict ska vara true eller false."),
        ("jobs = 0", "asn.toml:1:1: jobs ska vara ett heltal från 1."),
        ("jobs = true", "asn.toml:1:1: jobs ska vara ett heltal från 1."),
        ('select = "E"', "asn.toml:1:1: select ska vara en lista med koder"),
        ("strict = true\nignore = [", "asn.toml:2:"),
        ("strict = ja", "asn.toml:1:10: Raden går inte att läsa som TOML."),
        ("a = " + "[" * 5000, "asn.toml"),
        ("strict = true\njobs = " + "9" * 5000, "asn.toml:2:1: Talet är för långt."),
        ("\udcff", "asn.toml: Filen är inte UTF-8."),
        ('ignore = ["Z9"]', "Ingen regel börjar med «Z9»."),
    ],
)
def test_settings_that_cannot_be_meant(root, text, said):
    """At their line, with what was meant: wrong usage."""
    (root / "asn.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = inside(root, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"asn: {said}")


def test_services_find_the_files_in_the_repository(root):
    """A project may be a folder of a repository: annotations name files from its top, text and JSON do not."""
    (root.parent / ".git").mkdir()
    file = "content/2023/T1/avsnitt.yaml"
    for form in ("github", "gitlab", "sarif", "junit"):
        assert f"projekt/{file}" in inside(root, "check", "--output-format", form).stdout
    for form in ("text", "json"):
        told = inside(root, "check", "-v", "--output-format", form).stdout
        assert file in told
        assert f"projekt/{file}" not in told


def test_the_rules_as_data(tmp_path):
    """All of them, or one with its examples."""
    rules = json.loads(inside(tmp_path, "rule", "--output-format", "json").stdout)
    assert {"kod", "namn", "grad"} <= rules[0].keys()
    assert len(rules) > 70
    one = json.loads(inside(tmp_path, "rule", "k904", "--output-format", "json").stdout)
    assert one["kod"] == "K904"
    assert one["exempel"]


@pytest.mark.parametrize("width", ["40", "77", "120", "200"])
def test_no_line_is_wider_than_the_screen(width, monkeypatch):
    """Whatever is told: only a word that is too long alone goes past the edge."""
    monkeypatch.setenv("COLUMNS", width)
    said = [
        ["--help"],
        ["check", "--help"],
        ["rule"],
        ["rule", "K904"],
        ["check"],
        ["list"],
        ["diff", "2022/T1", "2023/T1"],
    ]
    for args in said:
        done = inside(REPO, *args)
        for line in (done.stdout + done.stderr).splitlines():
            assert len(line) <= int(width) or len(line.split()) <= 2, (args, line)
