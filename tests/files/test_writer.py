"""Files are written whole or not at all, never through a link, and never over somebody's save."""

import errno
import os
import signal
import stat
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from asn.files import FileChange, Overtaken, Refused, cause, create, replace, write
from asn.files import folder as folders

STEPS = ("open", "write", "fsync", "replace", "link", "mkdir", "unlink", "fchmod")


@pytest.fixture(name="root")
def _root(tmp_path):
    root = tmp_path / "projekt"
    (root / "content").mkdir(parents=True)
    (root / "content/a.yaml").write_bytes(b"gammal a\n")
    (root / "content/b.yaml").write_bytes(b"gammal b\n")
    return root


CHANGES = (
    FileChange("content/a.yaml", b"gammal a\n", b"ny a\n" * 99),
    FileChange("content/b.yaml", b"gammal b\n", b"ny b\n"),
    FileChange("content/2025/T1/c.yaml", None, b"ny c\n"),
)
BEFORE = {"content/a.yaml": b"gammal a\n", "content/b.yaml": b"gammal b\n"}
AFTER = {change.name: change.new for change in CHANGES}


def all_in(root):
    """Every file below a folder, by name; the names that we would clear away ourselves too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def without_ours(files):
    """Less what a killed writer leaves."""
    return {name: data for name, data in files.items() if not name.endswith("~")}


def test_all_are_written_and_nothing_else_is_there(root):
    """New folders are made; no name of ours is left."""
    write(root, CHANGES)
    assert all_in(root) == AFTER


def test_a_replaced_file_keeps_its_rights_and_a_new_one_has_the_users(root):
    """Neither more nor less than before; less what the umask takes of a new one."""
    (root / "content/a.yaml").chmod(0o640)
    umask = os.umask(0o027)
    try:
        write(root, CHANGES)
    finally:
        os.umask(umask)
    assert stat.S_IMODE((root / "content/a.yaml").stat().st_mode) == 0o640
    assert stat.S_IMODE((root / "content/2025/T1/c.yaml").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../ut", "/ut", "a/../../ut", ".git/config", "a/.GIT/x", "a\\b", "c:d"]
)
def test_a_name_that_leads_out_is_refused(root, name):
    """On any system, and git's own folder."""
    with pytest.raises(Refused):
        create(root, name, b"x")
    assert all_in(root.parent) == {f"projekt/{name}": data for name, data in BEFORE.items()}


@pytest.mark.parametrize("where", ["content/a.yaml", "content"])
def test_nothing_is_written_through_a_link(root, where):
    """Neither to the file that a link leads to, nor in such a folder."""
    elsewhere = root.parent / "annanstans"
    (elsewhere / "content").mkdir(parents=True)
    (elsewhere / "content/a.yaml").write_bytes(b"gammal a\n")
    path = root / where
    path.rename(root / "undan")
    path.symlink_to(elsewhere / where)
    for act in (lambda: replace(root, "content/a.yaml", b"gammal a\n", b"ny"), lambda: create(root, where, b"ny")):
        with pytest.raises((OSError, Refused, Overtaken)):
            act()
    assert all_in(elsewhere) == {"content/a.yaml": b"gammal a\n"}


def test_a_link_that_comes_before_any_step_leads_nowhere(root, monkeypatch):
    """At every opening the folder is exchanged for a link to another: not one byte there is changed."""
    elsewhere = root.parent / "annanstans"
    elsewhere.mkdir()
    (elsewhere / "a.yaml").write_bytes(b"gammal a\n")
    opened = os.open
    for step in count(1):
        asked = count(1)

        def swapping(*args, asked=asked, step=step, **kwargs):
            if next(asked) == step:
                (root / "content").rename(root / "undan")
                (root / "content").symlink_to(elsewhere)
            return opened(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", swapping)
            with suppress(OSError, Refused, Overtaken):
                replace(root, "content/a.yaml", b"gammal a\n", b"ny")
        assert all_in(elsewhere) == {"a.yaml": b"gammal a\n"}
        if not (root / "undan").exists():
            break
        (root / "content").unlink()
        (root / "undan").rename(root / "content")
        (root / "content/a.yaml").write_bytes(b"gammal a\n")
    assert step > 4


def test_a_committed_link_by_the_name_of_ours_is_not_followed(root, monkeypatch):
    """Should somebody guess the name, the writing stops there."""
    monkeypatch.setattr("secrets.token_hex", lambda _: "0" * 8)
    target = root.parent / "krok"
    target.write_bytes(b"min")
    (root / "content/.a.yaml.00000000~").symlink_to(target)
    replace(root, "content/a.yaml", b"gammal a\n", b"ny")  # the link is taken away, not followed
    assert (target.read_bytes(), all_in(root)["content/a.yaml"]) == (b"min", b"ny")


@pytest.mark.parametrize("index", range(3))
def test_a_save_that_came_meanwhile_wins(root, monkeypatch, index):
    """At the last moment one of the files is another: it stands, none of ours is written, and it is told by name."""
    change = CHANGES[index]
    fsync = os.fsync
    synced = count(1)

    def late(handle):
        fsync(handle)
        if next(synced) == len(CHANGES):
            (root / change.name).write_bytes(b"sparad under tiden")

    monkeypatch.setattr(os, "fsync", late)
    with pytest.raises(Overtaken, match=f"^{change.name} sparades av någon annan"):
        write(root, CHANGES)
    assert without_ours(all_in(root)) == {**BEFORE, change.name: b"sparad under tiden"}


def test_a_file_that_is_there_already_is_not_written_over(root):
    """Nor one that has gone made anew."""
    with pytest.raises(Overtaken):
        create(root, "content/a.yaml", b"ny")
    with pytest.raises(Overtaken):
        replace(root, "content/saknas.yaml", b"", b"ny")
    with pytest.raises(Refused):
        create(root, "content", b"ny")
    assert all_in(root) == BEFORE


def test_a_name_that_is_taken_at_the_last_moment_is_anothers(root, monkeypatch):
    """Between the look and the taking of the name."""
    link = os.link

    def taken(src, dst, **kwargs):
        (root / "ny.yaml").write_bytes(b"deras")
        return link(src=src, dst=dst, **kwargs)

    monkeypatch.setattr(os, "link", taken)
    with pytest.raises(Overtaken):
        create(root, "ny.yaml", b"egen")
    assert all_in(root)["ny.yaml"] == b"deras"


def test_a_disk_without_second_names_will_do(root, monkeypatch):
    """A file system that knows no hard links, as a memory stick's; any other fault is told."""

    def no_links(*_, **__):
        raise OSError(errno.EPERM, "x")

    monkeypatch.setattr(os, "link", no_links)
    create(root, "ny.yaml", b"x")
    assert all_in(root) == {**BEFORE, "ny.yaml": b"x"}


def test_a_system_without_rights_or_locks_will_do(root, monkeypatch):
    """Network shares that can't lock, and systems whose files have no rights."""

    def no_locks(*_):
        raise OSError(errno.ENOLCK, "x")

    monkeypatch.setattr(folders.fcntl, "flock", no_locks)
    monkeypatch.delattr(os, "fchmod")
    write(root, CHANGES)
    assert all_in(root) == AFTER


@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_share_that_cannot_sync_folders_will_do(root, monkeypatch, number, told):
    """The files are on the disk; a disk that fails is told of, and nothing is written."""
    sync = os.fsync

    def only_files(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, "x")
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    if told:
        with pytest.raises(OSError, match="x"):
            write(root, CHANGES)
    else:
        write(root, CHANGES)
    assert without_ours(all_in(root)) == (BEFORE if told else AFTER)


class Faulty:
    """Counts what is asked of the disk, and lets something happen at the chosen steps."""

    def __init__(self, patch, act, at):
        self.steps = 0
        for name in STEPS:
            patch.setattr(os, name, self._counted(getattr(os, name), act, at))

    def _counted(self, call, act, at):
        def counted(*args, **kwargs):
            self.steps += 1
            if self.steps in at:
                act()
            return call(*args, **kwargs)

        return counted


def fails(number):
    def act():
        raise OSError(number, os.strerror(number))

    return act


def reset(root):
    for path in sorted(root.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (root / "content").mkdir(parents=True)
    for name, data in BEFORE.items():
        (root / name).write_bytes(data)


@pytest.fixture
def unsynced(monkeypatch):
    """No test can cut the power, so these thousands of files need not wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.usefixtures("unsynced")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_whatever_step_fails_all_or_none_is_written(root, monkeypatch, number):
    """Each step of the disk says no in turn: the files are all old or all new, and the next run succeeds."""
    for step in count(1):
        reset(root)
        with monkeypatch.context() as patch:
            disk = Faulty(patch, fails(number), {step})
            written = False
            with suppress(OSError):
                write(root, CHANGES)
                written = True
        assert without_ours(all_in(root)) == (AFTER if written else BEFORE)
        if not written:
            write(root, CHANGES)
            assert all_in(root) == AFTER
        if disk.steps < step:
            break
    assert step > 20


@pytest.mark.usefixtures("unsynced")
def test_a_disk_that_fails_for_good_leaves_every_file_whole(root, monkeypatch):
    """From any step on nothing can be done: each file is the old one or the new one."""
    for step in count(1):
        reset(root)
        with monkeypatch.context() as patch:
            disk = Faulty(patch, fails(errno.EIO), range(step, 10**6))
            with suppress(OSError):
                write(root, CHANGES)
        for name, data in without_ours(all_in(root)).items():
            assert data in (BEFORE.get(name), AFTER[name])
        if disk.steps < step:
            break
    assert step > 20


@pytest.mark.usefixtures("unsynced")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is tried in a forked child")
def test_killed_at_any_step_every_file_is_whole_and_the_next_run_succeeds(root, monkeypatch):
    """What the killed one left of its own is cleared by the next who writes the same file."""
    for step in count(1):
        reset(root)
        child = os.fork()
        if not child:
            Faulty(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL), {step})
            write(root, CHANGES)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in {0, -signal.SIGKILL}
        now = without_ours(all_in(root))
        for name, data in now.items():
            assert data in (BEFORE.get(name), AFTER[name])
        write(root, [FileChange(change.name, now.get(change.name), change.new) for change in CHANGES])
        assert all_in(root) == AFTER
        if ended == 0:
            break
    assert step > 20


def test_another_asn_at_work_keeps_its_names(root):
    """What one has put beside a file is not cleared away by another who writes the same file meanwhile."""
    (root / "content/.a.yaml.abcdef01~").write_bytes(b"halv")
    with folders.Folder.at(root / "content") as other, other.alone():
        pass
    with folders.Folder.at(root / "content") as other:
        with other.alone() as alone:
            assert alone
        replace(root, "content/a.yaml", b"gammal a\n", b"ny")
        assert (root / "content/.a.yaml.abcdef01~").exists()
    replace(root, "content/a.yaml", b"ny", b"nyare")
    assert not (root / "content/.a.yaml.abcdef01~").exists()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files are open")
def test_nothing_is_left_open(root):
    """Neither after a writing nor after one that was refused."""
    before = len([*Path("/proc/self/fd").iterdir()])
    write(root, CHANGES)
    for _ in range(9):
        with pytest.raises(Overtaken):
            write(root, CHANGES)
    assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_a_cause_has_the_systems_own_name():
    """In Swedish where it is known; in the system's words where not."""
    assert cause(OSError(errno.ENOSPC, "x")) == "disken är full (ENOSPC)"
    assert cause(OSError(errno.EMFILE, "x")) == f"{os.strerror(errno.EMFILE)} (EMFILE)"
    assert cause(OSError("x")) == f"{os.strerror(0)} (0)"
