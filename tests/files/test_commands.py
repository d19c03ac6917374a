"""Every command that writes, where a stranger has put links, and where the disk says no or the program is killed."""

import errno
import os
import shutil
import signal
from functools import cache
from itertools import count

import pytest
from tests.fixtures.console import inside

from asn.commands import init, schema
from asn.schema import SCHEMA_NAMES

STEPS = ("write", "fsync", "replace", "link", "mkdir", "fchmod")
EVENTS = "content/2025/T1/handelser.yaml"


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory):
    """A new project; each test has a copy."""
    folder = tmp_path_factory.mktemp("mall")
    assert inside(folder, "init", "p").returncode == 0
    return folder / "p"


@pytest.fixture(name="project")
def _project(made, tmp_path):
    shutil.copytree(made, tmp_path / "p")
    return tmp_path / "p"


@pytest.fixture(name="hook")
def _hook(tmp_path):
    """A file outside the project, with rights of its own, that must stay as it is."""
    hook = tmp_path / "krok"
    hook.write_bytes(b"#!/bin/sh\n")
    hook.chmod(0o640)
    return hook


def untouched(hook):
    return hook.read_bytes() == b"#!/bin/sh\n" and hook.stat().st_mode & 0o777 == 0o640


def uglified(project):
    path = project / EVENTS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return path


@pytest.mark.parametrize("name", [".handelser.yaml.ny", ".handelser.yaml.tmp", ".handelser.yaml~", "handelser.yaml.ny"])
def test_fmt_writes_through_no_link_beside_a_file(project, hook, name):
    """By whatever name it was committed; the file is put right, and the link is a finding or no file of ours."""
    path = uglified(project)
    path.chmod(0o644)
    (path.parent / name).symlink_to(hook)
    assert inside(project, "fmt").returncode == 0
    assert untouched(hook)
    assert b"\r" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o644
    checked = inside(project, "check")
    assert f"{path.parent.relative_to(project)}/{name}:1:1: fel S018" in checked.stdout + checked.stderr


def test_fmt_does_not_take_the_place_of_a_save(project, monkeypatch):
    """What an editor saves between the reading and the writing stands, and is told of."""
    path = uglified(project)
    fsync = os.fsync

    def saved(handle):
        path.write_bytes(b"slag: text\n")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", saved)
    ran = inside(project, "fmt")
    assert (ran.returncode, path.read_bytes()) == (1, b"slag: text\n")
    assert f"{EVENTS} sparades av någon annan" in ran.stderr


@pytest.mark.parametrize("where", ["schema", "schema/avsnitt.schema.json"])
def test_schema_writes_through_no_link(project, hook, where):
    """Neither a file's nor the folder's; no other file is written then."""
    elsewhere = project.parent / "annanstans"
    elsewhere.mkdir()
    shutil.rmtree(project / "schema")
    if where == "schema":
        (project / where).symlink_to(elsewhere)
    else:
        (project / "schema").mkdir()
        (project / where).symlink_to(hook)
    ran = inside(project, "schema", "--write", "schema")
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert "länk" in ran.stderr
    assert untouched(hook)
    assert [*elsewhere.iterdir()] == []
    assert [path.name for path in (project / "schema").iterdir()] in ([], ["avsnitt.schema.json"])


LINKS = ["ut", "ut/2025", "ut/2025/T1", "ut/2025/.T1.lock", "ut/2025/.T1.new", "ut/2025/.T1.old"]


@pytest.mark.parametrize("link", LINKS)
def test_build_writes_through_no_link(project, hook, link):
    """At each name that a build makes: it says so and writes nothing elsewhere."""
    elsewhere = project.parent / "annanstans"
    elsewhere.mkdir()
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(hook if link.endswith("lock") else elsewhere)
    ran = inside(project, "build", "--format", "md", "--out", "ut")
    assert ran.returncode == 1
    assert "länk" in ran.stderr
    assert untouched(hook)
    assert [*elsewhere.iterdir()] == []


@pytest.mark.parametrize("link", ["ut", "ut/handbok.md", ".ut.lock", ".ut.new"])
def test_handbok_writes_through_no_link(project, hook, link):
    """Likewise."""
    elsewhere = project.parent / "annanstans"
    elsewhere.mkdir()
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(elsewhere if link in {"ut", ".ut.new"} else hook)
    assert inside(project, "handbok", "--format", "md", "--out", "ut").returncode == 1
    assert untouched(hook)
    assert [*elsewhere.iterdir()] == []


@pytest.mark.parametrize("link", ["content/2026", "content/2026/T1"])
def test_new_writes_through_no_link(project, link):
    """Nor starts a period in a folder that is one."""
    elsewhere = project.parent / "annanstans"
    elsewhere.mkdir()
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(elsewhere)
    ran = inside(project, "new", "--year", "2026", "--period", "T1")
    assert (ran.returncode, "länk" in ran.stderr) == (1, True)
    assert [*elsewhere.iterdir()] == []


def test_init_writes_through_no_link(tmp_path):
    """Nor into what a link on the way leads to."""
    (tmp_path / "annanstans").mkdir()
    (tmp_path / "p").symlink_to(tmp_path / "annanstans")
    assert inside(tmp_path, "init", "p").returncode == 2
    assert inside(tmp_path, "init", "p/q").returncode == 1
    assert [*(tmp_path / "annanstans").iterdir()] == []


def all_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


COMMANDS = {
    "init": ("init", "p"),
    "new": ("new", "--year", "2026", "--period", "T1"),
    "schema": ("schema", "--write", "scheman"),
    "fmt": ("fmt", EVENTS),
}


class Started:
    """A command and where it is run, as often as asked from the same beginning."""

    def __init__(self, name, made, tmp_path):
        self.args, self.made, self.folder = COMMANDS[name], made, tmp_path / "kört"
        self.is_init = name == "init"
        self.again()
        self.before = all_in(self.folder)
        assert self.run().returncode == 0
        self.after = all_in(self.folder)
        assert self.before != self.after

    def again(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.is_init:
            self.folder.mkdir()
        else:
            shutil.copytree(self.made, self.folder)
            uglified(self.folder)

    def run(self):
        return inside(self.folder, *self.args)


new_project = cache(init._new)


@pytest.fixture(name="started", params=COMMANDS)
def _started(request, made, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no test can cut the power
    # What is written hundreds of times is made once.
    monkeypatch.setattr(init, "_new", new_project)
    monkeypatch.setattr(schema, "schemas", lambda: {name: {"title": name} for name in SCHEMA_NAMES})
    return Started(request.param, made, tmp_path)


def faulty(patch, act, at):
    """Let something happen at the chosen step of those that write; how many there were."""
    steps = count(1)
    met = []

    def counted(call):
        def stepping(*args, **kwargs):
            if os.getpid() == ours and next(steps) == at:
                met.append(at)
                act()
            return call(*args, **kwargs)

        return stepping

    ours = os.getpid()
    for name in STEPS:
        patch.setattr(os, name, counted(getattr(os, name)))
    return met


def told(number):
    def act():
        raise OSError(number, os.strerror(number))

    return act


def steps(first=8):
    """The first steps one by one, then ever more sparsely: they are the same step for one file after another."""
    step = 1
    while True:
        yield step
        step += 1 if step < first else max(1, step // 3)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_says_no_leaves_all_or_nothing_and_a_calm_line(started, monkeypatch, number):
    """Exit 1, in Swedish; the next run succeeds and leaves what an undisturbed one does."""
    tried = 0
    for step in steps():
        started.again()
        with monkeypatch.context() as patch:
            met = faulty(patch, told(number), step)
            ran = started.run()
        if not met:
            break
        tried += 1
        assert all_in(started.folder) in (started.before, started.after), (step, ran)
        if ran.returncode:
            assert (ran.returncode, errno.errorcode[number] in ran.stderr) == (1, True), (step, ran)
            assert "Traceback" not in ran.stderr
        assert started.run().returncode == 0
        assert all_in(started.folder) == started.after
    assert tried > 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is tried in a forked child")
def test_killed_at_any_step_nothing_is_torn_and_the_next_run_succeeds(started, monkeypatch):
    """Each file is whole, and all are there after the next run."""
    tried = 0
    for step in steps():
        started.again()
        child = os.fork()
        if not child:
            faulty(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL), step)
            started.run()
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        whole = {name: data for name, data in all_in(started.folder).items() if not name.endswith("~")}
        assert all(data in (started.before.get(name), started.after[name]) for name, data in whole.items())
        assert started.run().returncode == 0
        assert {name: data for name, data in all_in(started.folder).items() if not name.endswith("~")} == started.after
        if ended == 0:
            break
        tried += 1
    assert tried > 2
