"""``asn init`` makes a project that checks, builds and explains itself at once."""

import json
import re

import pytest
import yaml
from tests.commands_editor.projects import new
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO

LONG = "förvaltningen för " + "långa namn " * 12


@pytest.mark.parametrize("name", ["nytt", "Nämnd med å ä ö", LONG.strip()], ids=["plain", "åäö and spaces", "long"])
def test_a_new_project_has_no_faults_and_builds_at_once(tmp_path, name):
    """Nothing to mend before the first change, whatever the folder is called."""
    folder = new(tmp_path / name, "--year", "2027")
    check = inside(folder, "check", "--strict")
    assert (check.returncode, check.stdout) == (0, "Inga fel, varningar eller råd.\n")
    build = inside(folder, "build", "--format", "md,html,data")
    assert build.returncode == 0, build.stderr
    text = (folder / "build/2027/T1/delarsrapport-1-2027.md").read_text(encoding="utf-8")
    assert "Exempelnämnden" in text
    assert inside(folder, "fmt", "--check").returncode == 0


def test_nothing_of_ours_is_left_to_fill_in(tmp_path):
    """No mark of the template stands anywhere, in names or in text."""
    folder = new(tmp_path / "nytt")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert "dot_" not in path.name
        text = path.read_bytes().decode("utf-8", "replace")  # one of them is a workbook
        assert not re.search(r"@[A-Z]+@", f"{path.relative_to(folder)}\n{text}"), path


def test_every_content_file_names_its_schema_and_the_schema_is_there(tmp_path):
    """Completion, hover and red lines work as soon as the folder is opened."""
    folder = new(tmp_path / "nytt")
    files = sorted((folder / "content").rglob("*.yaml"))
    assert len(files) > 8
    for path in files:
        line = path.read_text(encoding="utf-8").split("\n")[0]
        schema = line.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().is_file(), line
    assert "redhat.vscode-yaml" in json.loads((folder / ".vscode/extensions.json").read_text())["recommendations"]


@pytest.mark.parametrize(
    "name", [".vscode/settings.json", ".vscode/extensions.json", ".editorconfig", ".gitattributes"]
)
def test_a_new_project_has_the_settings_of_this_one(tmp_path, name):
    """One set of settings: what helps here helps there."""
    folder = new(tmp_path / "nytt")
    assert (folder / name).read_bytes() == (REPO / name).read_bytes()


def test_the_workflows_ask_for_little_and_name_exact_versions(tmp_path):
    """GitHub: no rights but to read, actions by commit. GitLab: a certain image. Both: exact libraries."""
    folder = new(tmp_path / "nytt")
    text = (folder / ".github/workflows/rapport.yml").read_text(encoding="utf-8")
    github = yaml.safe_load(text)
    assert github["permissions"] == {}
    assert github["jobs"]["rapport"]["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    uses = re.findall(r"uses: (\S+)", text)
    assert len(uses) == 5
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", use) for use in uses)
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-[\w-]+@sha256:[0-9a-f]{64}", gitlab["default"]["image"])
    assert all(isinstance(line, str) for line in (*gitlab["rapport"]["before_script"], *gitlab["rapport"]["script"]))
    pins = (folder / "verktyg/versioner.txt").read_text().splitlines()
    assert {"click", "pydantic", "pyyaml", "weasyprint"} <= {pin.split("==")[0] for pin in pins}


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path):
    """Not even beside what is there is anything written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mitt.txt").write_text("mitt")
    done = inside(tmp_path, "init", "full")
    assert done.returncode == 2
    assert "inte tom" in done.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mitt.txt"]


def test_a_link_is_no_folder_to_fill(tmp_path):
    """A link could lead anywhere."""
    (tmp_path / "annan").mkdir()
    (tmp_path / "länk").symlink_to(tmp_path / "annan")
    assert inside(tmp_path, "init", "länk").returncode == 2
    assert not list((tmp_path / "annan").iterdir())


@pytest.mark.parametrize("year", ["25", "1999", "tjugo", "2100"])
def test_a_year_is_a_year(tmp_path, year):
    """A wrong year is said to be, before anything is written."""
    done = inside(tmp_path, "init", "nytt", "--year", year)
    assert done.returncode == 2
    assert year in done.stderr
    assert not (tmp_path / "nytt").exists()


def test_a_project_may_replace_a_template_piece_by_piece(tmp_path):
    """Its own version of one template is used, and all the others are still ours."""
    folder = new(tmp_path / "nytt")
    (folder / "templates/avsnitt").mkdir(parents=True)
    own = '{% extends "avsnitt/avsnitt.j2" %}\n{% block innehåll %}Vår egen mall.{% endblock %}\n'
    (folder / "templates/avsnitt/handelser.j2").write_text(own, encoding="utf-8")
    done = inside(folder, "build", "--format", "md")
    assert done.returncode == 0, done.stderr
    text = (folder / "build/2025/T1/delarsrapport-1-2025.md").read_text(encoding="utf-8")
    assert "Vår egen mall." in text
    assert "Nettokostnad per verksamhet" in text
