"""What others read about this repository: catalogues, hooks, licences, containers."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.fixtures.projects import REPO
from tests.home.ci import read

BIN = Path(sys.executable).parent
IMAGE = re.compile(r"python:3\.\d+\.\d+-slim-bookworm@sha256:[0-9a-f]{64}")
# Of the standard's version 0.5: what must be there, and what some of it may be.
MANDATORY = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "platforms": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": dict,
    "legal": dict,
    "maintenance": dict,
    "localisation": dict,
}


def _lines(name):
    return (REPO / name).read_text(encoding="utf-8").splitlines()


def _told(*asked):
    return subprocess.run(asked, cwd=REPO, capture_output=True, text=True, check=False)


def test_every_file_tells_its_licence():
    """REUSE 3.3, and each licence named is in LICENSES."""
    done = _told(BIN / "reuse", "lint")
    assert done.returncode == 0, done.stdout


def test_the_hooks_are_what_precommit_takes_them_for():
    """A project that uses them would else not be able to commit."""
    done = _told(BIN / "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("hook", ["asn-check", "asn-fmt"])
def test_a_hook_works_where_there_is_no_pango(made, hook):
    """What it runs imports neither the PDF engine nor what that needs."""
    (entry,) = (one["entry"] for one in read(REPO / ".pre-commit-hooks.yaml") if one["id"] == hook)
    code = (
        "import sys; sys.modules['weasyprint'] = sys.modules['pydyf'] = None;"
        "from asn.commands import run; sys.exit(run(sys.argv[1:]))"
    )
    asked = [sys.executable, "-P", "-c", code, *entry.split()[1:]]
    done = subprocess.run(asked, cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_hook_is_for_the_files_that_matter():
    """A change of the code, or of what is built, runs none."""
    for hook in read(REPO / ".pre-commit-hooks.yaml"):
        assert re.search(hook["files"], "content/2023/T1/mal.yaml")
        assert not re.search(hook["files"], "build/2023/T1/data.json")
        assert not re.search(hook["files"], "cli/asn/finding.py")


def test_publiccode_has_what_the_standard_wants():
    """Version 0.5: the mandatory keys, their kinds and the lengths of what is described."""
    found = read(REPO / "publiccode.yml")
    assert found["publiccodeYmlVersion"] == "0.5"
    assert {name: type(found.get(name)) for name in MANDATORY} == MANDATORY
    assert found["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert set(found["description"]) == {"en", "sv"}
    for told in found["description"].values():
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert 5 <= len(told["features"]) <= 20
    assert found["localisation"]["availableLanguages"] == ["sv"]
    assert found["maintenance"]["contacts"]


def test_publiccode_says_of_the_licence_what_the_package_says():
    """One licence, told in two places."""
    package = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert read(REPO / "publiccode.yml")["legal"]["license"] == package["license"]


def test_one_image_is_used_everywhere():
    """Named by what is in it: the same Python for the tests, on GitLab, in the container and in a new project."""
    names = ("Dockerfile", ".gitlab-ci.yml", ".github/workflows/check.yml", "templates/nytt/dot_gitlab-ci.yml")
    found = {name: set(IMAGE.findall((REPO / name).read_text(encoding="utf-8"))) for name in names}
    assert len(set.union(*found.values())) == 1
    assert all(found.values()), found


def test_the_container_runs_as_nobody_in_particular():
    """Its last word on who it is is not root, and every stage but the first builds on the pinned image."""
    lines = _lines("Dockerfile")
    stages = [line.split() for line in lines if line.startswith("FROM ")]
    assert IMAGE.fullmatch(stages[0][1])
    names = [stage[3] for stage in stages if len(stage) > 2]
    assert all(stage[1] in names for stage in stages[1:])
    last = lines[max(at for at, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert [line for line in last if line.startswith("USER ")] == ["USER asn"]
    assert 'ENTRYPOINT ["asn"]' in last


def test_the_container_gets_all_that_the_wheel_is_made_of():
    """Nothing that pyproject.toml names is left out by .dockerignore."""
    build = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    wanted = {
        *build["wheel"]["packages"],
        *build["wheel"]["force-include"],
        "LICENSES",
        "README.md",
        "requirements.txt",
    }
    left_out = {line for line in _lines(".dockerignore") if not line.startswith("#")}
    assert {".git", ".venv", "content"} <= left_out
    assert not {name.split("/")[0] for name in wanted} & left_out


def test_the_same_libraries_are_installed_by_all():
    """The three that the PDF needs, in setup, container and workflows."""
    libraries = {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"}
    nytt = "templates/nytt"
    for name in (
        "Dockerfile",
        "scripts/setup",
        f"{nytt}/dot_gitlab-ci.yml",
        f"{nytt}/dot_github/workflows/rapport.yml",
    ):
        assert libraries <= set(re.findall(r"lib[a-z0-9.-]+[0-9]", (REPO / name).read_text(encoding="utf-8"))), name


def test_the_editors_container_is_a_stage_of_ours_with_the_same_extensions():
    """What a folder opened here and a folder opened there suggest is one list."""
    found = json.loads((REPO / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    recommended = json.loads((REPO / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert found["customizations"]["vscode"]["extensions"] == recommended
    build = found["build"]
    assert (REPO / ".devcontainer" / build["dockerfile"]).resolve() == REPO / "Dockerfile"
    assert f"FROM program AS {build['target']}" in _lines("Dockerfile")
    assert found["remoteUser"] == "asn"


def test_every_tool_of_the_tests_is_pinned_to_what_runs_here():
    """The pins are all that the group of pyproject.toml asks for, and what is installed is what they say."""
    group = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["dev"]
    lines = [*_lines("requirements.txt"), *_lines("requirements-dev.txt")]
    pins = {name: number for name, _, number in (line.partition("==") for line in lines) if number}
    for wanted in map(Requirement, group):
        name = canonicalize_name(wanted.name)
        assert wanted.specifier.contains(pins[name]), name
        assert version(name) == pins[name]


def test_nothing_that_is_kept_is_ignored():
    """The packages are made of what git doesn't ignore: a folder of the program by such a name is missing there."""
    asked = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    found = subprocess.run(asked, cwd=REPO, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
