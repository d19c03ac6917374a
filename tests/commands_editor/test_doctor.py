"""``asn doctor`` says what is missing and what mends it."""

import json
import sys

import pytest
from tests.commands_editor.projects import new
from tests.fixtures.console import asn

from asn.commands.doctor import library_command


def told(done):
    return {check["namn"]: check for check in json.loads(done.stdout)}


def test_a_machine_that_has_it_all_is_told_so(tmp_path):
    """Every line says ok, and a page has really been printed."""
    folder = new(tmp_path / "nytt")
    done = asn(folder, "doctor")
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert len(lines) >= 9
    assert all(line.startswith("ok ") for line in lines)
    assert "PDF: en sida har satts" in done.stdout
    assert not (folder / "build").exists()


def test_what_is_missing_comes_with_the_command_that_mends_it(tmp_path):
    """No project, no git, a terminal without å: exit 1."""
    done = asn(tmp_path, "doctor", env={"PATH": str(tmp_path), "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert "saknas     git" in done.stdout
    assert "asn init MAPP" in done.stdout
    assert "LANG=C.UTF-8" in done.stdout


def test_a_stale_schema_is_named(tmp_path):
    """And the command that it gives is the one that helps."""
    folder = new(tmp_path / "nytt")
    (folder / "schema/rapport.schema.json").write_text("{}")
    (folder / "schema/namnd.schema.json").unlink()
    found = told(asn(folder, "doctor", "--output-format", "json"))["scheman för redaktören"]
    assert not found["ok"]
    assert found["läge"].startswith("namnd.schema.json, rapport.schema.json")
    assert asn(folder, *found["åtgärd"].split()[1:]).returncode == 0
    assert told(asn(folder, "doctor", "--output-format", "json"))["scheman för redaktören"]["ok"]


def test_a_machine_without_pango_is_told_how_to_get_it(tmp_path):
    """The same import that a build makes fails here, and only the PDF is said to suffer."""
    folder = new(tmp_path / "nytt")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n\n\nclass Without:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'asn.render.pdf_engine':\n            raise OSError('no pango')\n\n\n"
        "sys.meta_path.insert(0, Without())\n"
    )
    done = asn(folder, "doctor", env={"PYTHONPATH": str(tmp_path)})
    assert "ok         PDF: en sida har satts med Typst; biblioteket Pango finns inte" in done.stdout
    assert done.returncode == 0
    (tmp_path / "typst.py").write_text("raise ImportError\n")
    done = asn(folder, "doctor", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert "saknas     PDF: biblioteket Pango finns inte" in done.stdout
    assert "→ " in done.stdout


@pytest.mark.parametrize(
    ("system", "tool", "command"),
    [
        ("linux", "apt-get", "sudo apt-get install libpango"),
        ("linux", "dnf", "sudo dnf install pango"),
        ("linux", None, "pakethanterare"),
        ("darwin", "brew", "brew install pango"),
        ("win32", None, "asn[typst]"),
    ],
)
def test_the_command_is_that_of_the_system(system, tool, command):
    """An editor copies the line, and it works there."""
    assert command in library_command(system, lambda name: name if name == tool else None)


def test_this_machines_python_is_new_enough():
    """The tests themselves run on what doctor asks for."""
    assert sys.version_info >= (3, 11)
