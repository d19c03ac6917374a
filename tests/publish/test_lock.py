"""One build at a time."""

import errno
import os
import signal
import subprocess
import sys

import pytest

from asn.publish import Busy, PublishError, locked, publish

HOLD = """
import sys, pathlib
from asn.publish import locked
with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(folder):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


@pytest.mark.usefixtures("holder")
def test_a_second_build_is_told_at_once(folder):
    """While another process holds the report, ours is told in Swedish and does not wait."""
    with pytest.raises(Busy, match="byggs redan"), locked(folder):
        pytest.fail("two builds at a time")


def test_the_lock_goes_with_a_killed_process(folder, holder):
    """After kill -9 of the holder the next build starts as if nothing had been."""
    holder.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    holder.wait()
    with locked(folder):
        pass


def test_a_second_build_in_the_same_process_is_busy(folder):
    """The lock holds between threads, too, and is free again afterwards."""
    with locked(folder), pytest.raises(Busy), locked(folder):
        pytest.fail("two builds at a time")
    with locked(folder):
        pass


def test_reports_are_locked_one_by_one(folder):
    """Two reports can be built at the same time; the locks are empty files that nobody can run."""
    with locked(folder), locked(folder.with_name("T2")):
        pass
    locks = [folder.with_name(f".{name}.lock").stat() for name in ("T1", "T2")]
    assert [(lock.st_size, lock.st_mode & 0o111) for lock in locks] == [(0, 0), (0, 0)]


def test_what_a_killed_build_left_is_mended_by_the_lock(folder, old):
    """The old report is back as soon as somebody has the lock, without a new build."""
    publish(folder, old.outputs, old.fingerprint)
    folder.rename(folder.with_name(".T1.old"))
    with locked(folder):
        assert old.is_in(folder)


def test_a_link_on_the_way_is_refused(tmp_path, folder):
    """No lock is made, and nothing mended, where a link in the repository leads."""
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    folder.parent.parent.mkdir()
    folder.parent.symlink_to(elsewhere)
    with pytest.raises(PublishError, match="är en länk"), locked(folder, tmp_path / "build"):
        pytest.fail("locked through a link")
    assert not any(elsewhere.iterdir())


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="the system can't be told not to follow")
def test_a_link_in_place_of_the_lock_is_refused(tmp_path, folder):
    """A link there makes no file elsewhere."""
    folder.parent.mkdir(parents=True)
    (folder.parent / ".T1.lock").symlink_to(tmp_path / "annanstans")
    with pytest.raises(PublishError, match="ELOOP"), locked(folder):
        pytest.fail("locked through a link")
    assert not (tmp_path / "annanstans").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is another one there")
def test_a_file_system_without_locks_is_told(folder, monkeypatch):
    """Where nothing can be locked, it is said: that is no other build."""

    def no_locks(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(PublishError, match="ENOLCK") as caught, locked(folder):
        pytest.fail("locked without a lock")
    assert not isinstance(caught.value, Busy)
