"""What git is asked of a stranger's repository: only its objects, only of the right one, and never onto the disk."""

import os
import shutil
import subprocess

import pytest
from tests.commands_editor.projects import committed, git
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write

from asn.repository import GitFault, NoRevision, files_at, repository_of

TEXT = "slag: text\nrubrik: Läget\ntext: {}\n"
NAME = "content/2023/T1/avsnitt.yaml"
DIFF = ("diff", "2023/T1", "--since", "HEAD")


@pytest.fixture(name="top")
def _top(tmp_path):
    """A repository whose project is a folder in it; a line has changed since the commit."""
    top = tmp_path / "arkiv"
    write(top / "projekt", report(TEXT.format("Förr.")))
    committed(top)
    (top / "projekt" / NAME).write_text(TEXT.format("Nu."), encoding="utf-8")
    return top


@pytest.fixture(name="project")
def _project(top):
    return top / "projekt"


def plumbed(folder, *args, given=b""):
    """What a command of git answers."""
    return subprocess.run(["git", *args], cwd=folder, input=given, check=True, capture_output=True).stdout.strip()


def tree(folder, *entries):
    """A tree of the repository, from lines as mode, kind, object and name; git's own check is left out."""
    raw = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(blob.decode()) for mode, blob, name in entries)
    return plumbed(folder, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)


def commit(folder, top_tree):
    """A commit of a tree, without the index or a work tree."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    return plumbed(folder, *who, "commit-tree", "-m", "x", top_tree.decode()).decode()


def forged(project, *names):
    """A commit that has the project's register and files by these names in a report's folder."""
    blob = plumbed(project, "hash-object", "-w", "--stdin", given=b"utanfor")
    inner = tree(project, *sorted(((b"100644", blob, name) for name in names), key=lambda entry: entry[2]))
    for name in (b"T1", b"2023", b"content", b"projekt"):
        inner = tree(project, (b"40000", inner, name))
    return commit(project, inner)


def test_the_project_as_it_was_comes_from_the_repository_that_it_lies_in(project):
    """By the project's own names, as it is stored."""
    assert files_at(project, "HEAD")[NAME].decode() == TEXT.format("Förr.")


def _bare(folder):
    """A repository without a work tree, as plain files; it says that nothing has changed."""
    work = folder.parents[1] / "annat"
    shutil.copytree(folder, work / "projekt", ignore=shutil.ignore_patterns(".git"))
    committed(work)
    shutil.copytree(work / ".git", folder, dirs_exist_ok=True)
    git(folder, "config", "--file", str(folder / "config"), "core.bare", "true")


def _nested(folder):
    """A repository of its own in a folder whose files are the outer one's."""
    git(folder, "init", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "x")


def _pointer(folder):
    """The same, by a file that names it."""
    _nested(folder)
    (folder / ".git").rename(folder.parents[1] / "gömt")
    (folder / ".git").write_text(f"gitdir: {folder.parents[1] / 'gömt'}\n")


@pytest.mark.parametrize("plant", [_bare, _nested, _pointer])
def test_a_repository_that_was_put_in_the_project_decides_nothing(project, plant):
    """What was before is what the outer repository says, which holds the project's files."""
    plant(project)
    assert files_at(project, "HEAD")[NAME].decode() == TEXT.format("Förr.")
    ran = inside(project, *DIFF)
    assert ran.returncode == 0
    assert "Inga skillnader" not in ran.stdout


def test_a_repository_in_a_repository_is_its_own(top):
    """One that the outer doesn't hold the files of is the project's, as a submodule or a clone is."""
    inner = write(top / "eget", report(TEXT.format("Eget.")))
    committed(inner)
    assert repository_of(inner).top == inner.resolve()
    assert files_at(inner, "HEAD")[NAME].decode() == TEXT.format("Eget.")


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE", "GIT_COMMON_DIR"]
)
def test_the_environment_points_at_no_other_repository(project, monkeypatch, tmp_path, name):
    """As within a hook of git's, or where somebody has set it."""
    monkeypatch.setenv(name, str(tmp_path / "saknas"))
    assert files_at(project, "HEAD")[NAME].decode() == TEXT.format("Förr.")


@pytest.mark.parametrize("name", [b"..", b".", b".git", b".GIT"])
def test_a_name_that_leads_out_is_refused_and_written_nowhere(project, top, tmp_path, name):
    """As a tree can hold them that no git has made: one calm line, and nothing on the disk that wasn't there."""
    made = forged(project, name, b"avsnitt.yaml")
    before = sorted(path for path in tmp_path.rglob("*") if ".git" not in path.relative_to(top.parent).parts)
    with pytest.raises(NoRevision, match="leder ut ur projektet"):
        files_at(project, made)
    ran = inside(project, "diff", "2023/T1", "--since", made)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert before == sorted(path for path in tmp_path.rglob("*") if ".git" not in path.relative_to(top.parent).parts)


@pytest.mark.parametrize("names", [("a.yaml", "A.yaml"), ("å.yaml", "a\N{COMBINING RING ABOVE}.yaml")])
def test_names_that_some_disks_take_for_one_are_refused(project, names):
    """Which of the two was the file could not be told."""
    with pytest.raises(NoRevision, match="inte skiljer åt"):
        files_at(project, forged(project, *(name.encode() for name in names)))


def test_what_is_hidden_or_a_link_is_not_there(project):
    """As when a folder is read."""
    (project / "content/2023/T1/.dold.yaml").write_text("a: 1")
    (project / "content/2023/T1/länk.yaml").symlink_to("/etc/passwd")
    before = files_at(project, "HEAD").keys()
    committed(project.parent, "Dolt")
    assert files_at(project, "HEAD").keys() == before


def test_a_tree_of_trees_beyond_measure_is_refused(project):
    """Ten folders in ten, twelve deep: a few kilobytes that would be listed for ever."""
    blob = plumbed(project, "hash-object", "-w", "--stdin", given=b"x")
    inner = tree(project, *((b"100644", blob, b"%d.yaml" % number) for number in range(10)))
    for _ in range(12):
        inner = tree(project, *((b"40000", inner, b"%d" % number) for number in range(10)))
    for name in (b"content", b"projekt"):
        inner = tree(project, (b"40000", inner, name))
    with pytest.raises(NoRevision, match="fler"):
        files_at(project, commit(project, inner))


def test_more_files_or_bytes_than_a_project_has_are_refused(project, monkeypatch):
    """Before any of them is read."""
    monkeypatch.setattr("asn.repository.MAX_FILES", 3)
    with pytest.raises(NoRevision, match="fler än 3 filer"):
        files_at(project, "HEAD")
    monkeypatch.setattr("asn.repository.MAX_FILES", 99)
    monkeypatch.setattr("asn.repository._MAX_TOTAL", 3)
    with pytest.raises(NoRevision, match="större än 0 MB"):
        files_at(project, "HEAD")
    monkeypatch.setattr("asn.repository._MAX_TOTAL", 10**6)
    monkeypatch.setattr("asn.repository._MAX_DEPTH", 2)
    with pytest.raises(NoRevision, match="för djupt"):
        files_at(project, "HEAD")


def test_a_project_of_many_files_is_read_in_shares(project, monkeypatch):
    """However many are asked for at once, all are there."""
    whole = files_at(project, "HEAD")
    monkeypatch.setattr("asn.repository._AT_ONCE", 2)
    assert files_at(project, "HEAD") == whole


@pytest.mark.parametrize("part", ["blob", "tree", "commit", "HEAD", "config"])
def test_a_damaged_store_is_told_in_one_line(project, top, part):
    """Which one, and the command that looks into it: exit 1."""
    store = top / ".git"
    if part in {"HEAD", "config"}:
        (store / part).write_bytes(b"\0skadad[")
    else:
        name = plumbed(
            top, "rev-parse", {"blob": f"HEAD:projekt/{NAME}", "tree": "HEAD:projekt", "commit": "HEAD"}[part]
        )
        path = store / "objects" / name[:2].decode() / name[2:].decode()
        path.chmod(0o600)
        path.write_bytes(b"skadad")
    ran = inside(project, *DIFF)
    assert ran.returncode == 1
    assert ran.stderr.startswith("asn: Git-arkivet i ")
    assert ran.stderr.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("plant", [None, _nested])
def test_a_repository_of_somebody_elses_is_told_with_what_mends_it(project, top, monkeypatch, tmp_path, plant):
    """As in a container or on a network share; the command is one to copy, and it helps."""
    for path in (top, top / ".git"):
        os.chown(path, 12345, 12345)
    if plant:
        plant(project)
        for path in (project, project / ".git"):
            os.chown(path, 12345, 12345)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    with pytest.raises(GitFault, match="ägs av någon annan") as why:
        files_at(project, "HEAD")
    mend = str(why.value).partition("kör: ")[2]
    assert mend == f"git config --global --add safe.directory {top}"
    assert inside(project, *DIFF).returncode == 1
    subprocess.run(mend.split(), check=True)
    assert files_at(project, "HEAD")[NAME].decode() == TEXT.format("Förr.")


@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.alternateRefsCommand", "core.askPass"],
)
def test_no_program_that_a_repository_names_is_run(project, top, tmp_path, setting):
    """Nor a hook of it."""
    ran = tmp_path / "kört"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    git(top, "config", setting, str(program))
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        shutil.copy2(program, hooks / name)
    git(top, "config", "core.hooksPath", str(hooks))
    ran.unlink(missing_ok=True)
    assert inside(project, *DIFF).returncode == 0
    assert not ran.exists()
