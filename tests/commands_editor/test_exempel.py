"""The examples: each is a whole project without a fault, that builds in all formats and can be begun from."""

import re
import tomllib

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO

from asn.commands.init import examples
from asn.load.outline import report_names
from asn.model.rapportslag import ascii_word
from asn.resources import EXAMPLES

NAMES = examples()


def begun(root, name, *more):
    """A new project out of an example."""
    done = inside(root, "init", "nytt", "--exempel", name, *more)
    assert done.returncode == 0, done.stderr
    return root / "nytt"


def test_there_are_examples_and_the_package_has_them():
    """Each is told by the command's help, and all go with wheel and sdist."""
    assert NAMES
    shown = inside(REPO, "init", "--help").stdout
    assert all(name in " ".join(shown.split()) for name in NAMES)
    hatch = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert hatch["wheel"]["force-include"]["exempel"] == "asn/exempel"
    assert "/exempel" in hatch["sdist"]["include"]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_whole_and_its_reports_are_proven(name, tmp_path):
    """No error, warning or advice; in the one style; built in all formats; each PDF meets both standards."""
    folder = begun(tmp_path, name)
    check = inside(folder, "check", "--strict")
    assert (check.returncode, check.stdout) == (0, "Inga fel, varningar eller råd.\n")
    style = inside(folder, "fmt", "--check")
    assert style.returncode == 0, style.stdout
    built = inside(folder, "build")
    assert built.returncode == 0, built.stderr
    reports = report_names(folder)
    pages = sorted((folder / "build").rglob("*.pdf"))
    assert len(pages) == len(reports) > 0
    for page in pages:
        assert {one.suffix for one in page.parent.glob(f"{page.stem}.*")} == {".md", ".html", ".pdf"}
        assert (page.parent / "data.json").is_file()
        proven = inside(folder, "verify", page, sandboxed=True)
        assert proven.returncode == 0, proven.stdout + proven.stderr
        assert "PDF/UA-1" in proven.stdout
        assert "PDF/A-3a" in proven.stdout


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_the_help_of_a_new_project(name, tmp_path):
    """Schemas for the editor's program, workflows, and a README that tells of its own periods."""
    folder = begun(tmp_path, name)
    for file in (".vscode/settings.json", ".github/workflows", "schema/avsnitt.schema.json", "verktyg/versioner.txt"):
        assert (folder / file).exists()
    assert not (folder / "content/2025/T1").exists() or (EXAMPLES / name / "content/2025/T1").exists()
    for file in (folder / "content").rglob("*.yaml"):
        assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=")


@pytest.mark.parametrize("name", NAMES)
def test_the_next_report_begins_as_the_readme_says(name, tmp_path):
    """The command that the example's README ends with makes a period without an error."""
    folder = begun(tmp_path, name)
    (told,) = re.findall(r"`asn (new [^`]*)`", (folder / "README.md").read_text("utf-8").replace("\n", " "))
    made = inside(folder, *told.split())
    assert made.returncode == 0, made.stderr
    check = inside(folder, "check")
    assert check.returncode == 0, check.stdout


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_be_typed_with_or_without_its_dots(name, tmp_path):
    """miljö is miljo, and Miljo too."""
    assert begun(tmp_path, name.replace("o", "ö").upper()).is_dir()
    assert ascii_word("Miljö") == "miljo"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--exempel", "finnsinte"), f"Det finns inget exempel «finnsinte». Det finns: {', '.join(NAMES)}."),
        (("--exempel", "../../content"), f"Det finns inget exempel «../../content». Det finns: {', '.join(NAMES)}."),
        (("--exempel", "kvartal", "--year", "2026"), "Ett exempel har sina egna år: välj --year eller --exempel."),
    ],
)
def test_what_isnt_there_is_told_with_what_is(args, told, tmp_path):
    """Wrong usage, and nothing is written."""
    done = inside(tmp_path, "init", "nytt", *args)
    assert (done.returncode, done.stderr) == (2, f"asn: {told}\n")
    assert list(tmp_path.iterdir()) == []
