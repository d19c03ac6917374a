"""The same report gives the same bytes, whoever builds it, where and when."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.fixtures.console import ASN
from tests.fixtures.projects import REPO

from asn.publish.manifest import digest

NAME = "2024/T1"  # the smallest of the real ones, with a history of four
OTHERS = ("2020/T1", "2022/T1", "2022/VB", "2023/T1")
CIRCUMSTANCES: dict[str, dict[str, str]] = {
    "tidszon, språk och hashfrö": {
        "TZ": "Pacific/Kiritimati",
        "LANG": "sv_SE.UTF-8",
        "LC_ALL": "sv_SE.UTF-8",
        "PYTHONHASHSEED": "4711",
    },
    "inget språk, annat hashfrö": {
        "TZ": "America/Lima",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "0",
        "PYTHONOPTIMIZE": "1",
    },
    "hem, typsnitt och byggdatum": {
        "HOME": "/nonexistent",
        "XDG_CACHE_HOME": "/nonexistent",
        "FONTCONFIG_PATH": "/nonexistent",
        "SOURCE_DATE_EPOCH": "1",
        "FAKETIME": "@2001-01-01",
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's content, by itself, where everyone may read."""
    root = tmp_path_factory.mktemp("projekt")
    root.chmod(0o755)
    for name in (*OTHERS, NAME):
        shutil.copytree(REPO / "content" / name, root / "content" / name)
    for register in sorted((REPO / "content").glob("*.yaml")):
        shutil.copy(register, root / "content")
    return root


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the report, by name."""
    files = [path for path in sorted((folder / NAME).rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}


def build(root: Path, out: Path, *options: str, env: Mapping[str, str] | None = None, **process: object) -> None:
    """Build the report with the real console script."""
    told = {"CI", "PYTHONPATH", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH"}
    clean = {name: value for name, value in os.environ.items() if name not in told}
    command = [ASN, "build", "--year", "2024", "--period", "T1", "--out", out, *options]
    ran = subprocess.run(
        command, cwd=root, env=clean | dict(env or {}), capture_output=True, text=True, check=False, **process
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def plainly_built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sums of a build like any other."""
    out = tmp_path_factory.mktemp("ut")
    build(project, out)
    made = sums(out)
    assert {path.rpartition(".")[2] for path in made} >= {"md", "html", "pdf", "json", "csv"}
    return made


@pytest.mark.parametrize("env", CIRCUMSTANCES.values(), ids=CIRCUMSTANCES.keys())
def test_environment(project, plainly_built, tmp_path, env):
    """Time zone, language, home, hash seed and date of building can't be seen in any file."""
    build(project, tmp_path, env=env)
    assert sums(tmp_path) == plainly_built


def test_elsewhere(project, plainly_built, tmp_path):
    """Another path with å and a space, a subfolder to stand in, another umask and several jobs leave no trace."""
    other = tmp_path / "Nämndens rapporter på väg"
    shutil.copytree(project / "content", other / "content")
    build(other / "content" / "2024", tmp_path / "ut", "--period", "T1", "--jobs", "2", umask=0o077)
    assert sums(tmp_path / "ut") == plainly_built


def test_jobs(project, plainly_built, tmp_path):
    """Built beside another report, in a process of its own, it is the same."""
    build(project, tmp_path, "--year", "2023", "--jobs", "2")
    assert (tmp_path / "2023" / "T1" / "manifest.json").is_file()
    assert sums(tmp_path) == plainly_built


ANOTHER_USER = """
import os, sys
from pathlib import Path
import asn.build
from asn.commands import run
from asn.load.project import load_project
from asn.pipeline import checked, outputs
from asn.resources import Resources
first, second = sys.argv[1:]
# The children import what they need; here this process has done so before them.
project = load_project(Path.cwd())
outputs(project, checked(project, project.rapport("2024/T1")), Resources(project.root), ("md", "html", "pdf", "data"))
assert run(["build", "--period", "2024/T1", "--out", first]) == 0
os.setgroups([]), os.setresgid(65534, 65534, 65534), os.setresuid(65534, 65534, 65534)
assert run(["build", "--period", "2024/T1", "--out", second]) == 0
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_another_user(project, plainly_built):
    """Another user's build is the same; built once before, for that user may not reach the interpreter's modules."""
    with TemporaryDirectory(prefix="asn-") as name:  # pytest's own folders are closed to others
        root, out = Path(name, "projekt"), Path(name, "ut")
        shutil.copytree(project, root)
        out.mkdir()
        Path(name).chmod(0o755)
        os.chown(out, 65534, 65534)
        command = [sys.executable, "-c", ANOTHER_USER, Path(name, "egen"), out]
        ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert (out / NAME / "manifest.json").stat().st_uid == 65534
        assert sums(out) == plainly_built
