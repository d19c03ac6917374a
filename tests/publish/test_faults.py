"""The disk fails, or the build is killed, at every step there is."""

import errno
import os
import signal
import stat
from itertools import count
from pathlib import Path

import pytest

from asn.files import cause
from asn.files import folder as folder_module
from asn.publish import PublishError, locked, publish, unchanged

NOTE = "anteckning.txt"
SWAPS = [True, False]


@pytest.fixture
def unsynced(monkeypatch):
    """No test can cut the power, so these thousands of files need not wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def fails(number: int):
    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act


def kills() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def attempt(folder, report) -> PublishError | None:
    try:
        publish(folder, report.outputs, report.fingerprint)
    except PublishError as error:
        return error
    return None


def assert_whole(folder, old, new) -> None:
    """One edition is there; the editor's own file is with it, or on its way from the other."""
    assert old.is_in(folder, beside=(NOTE,)) or new.is_in(folder, beside=(NOTE,))


def assert_honest(folder, old, new) -> None:
    """Neither edition is called unchanged unless it is there in full."""
    for report in (old, new):
        if unchanged(folder, report.fingerprint, report.files):
            assert report.is_in(folder, beside=(NOTE,))


def assert_mended(folder, old, new) -> None:
    """After the next build has taken the lock, one edition is there whole, and nothing lies beside it."""
    with locked(folder):
        assert_whole(folder, old, new)
        assert (folder / NOTE).read_text() == "min"
        assert {path.name for path in folder.parent.iterdir()} == {"T1", ".T1.lock"}
        assert_honest(folder, old, new)
    publish(folder, new.outputs, new.fingerprint)
    assert new.is_in(folder, beside=(NOTE,))


def prepared(folder, old):
    publish(folder, old.outputs, old.fingerprint)
    (folder / NOTE).write_text("min")
    return folder


@pytest.mark.usefixtures("unsynced")
@pytest.mark.parametrize("exchanges", SWAPS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_one_edition_is_whole_whatever_step_fails_once(tmp_path, editions, disk, number, exchanges):
    """A write, fsync, rename, mkdir or unlink that fails leaves the old or the new report, and says so."""
    old, new = editions
    told = []
    for step in count(1):
        folder = prepared(tmp_path / str(step) / "T1", old)
        faulty = disk(fails(number), {step})
        with faulty.failing(exchanges=exchanges):
            told.append(attempt(folder, new))
        assert_whole(folder, old, new)
        assert_honest(folder, old, new)
        assert_mended(folder, old, new)
        if faulty.steps < step:
            break
    errors = [error for error in told if error]
    assert len(errors) > 25
    assert {error.__cause__.errno for error in errors} == {number}
    assert all(f"({errno.errorcode[number]}). De" in str(error) for error in errors)


@pytest.mark.usefixtures("unsynced")
def test_one_edition_is_whole_whatever_look_fails_once(tmp_path, editions, monkeypatch):
    """To ask what lies somewhere can fail as well as to write there: it is told, and nothing is lost."""
    old, new = editions
    look = os.stat
    for step in count(1):
        folder = prepared(tmp_path / str(step) / "T1", old)
        asked = count(1)

        def looking(*args, asked=asked, step=step, **kwargs):
            if next(asked) == step:
                raise OSError(errno.EIO, "x")
            return look(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", looking)
            attempt(folder, new)
        assert_whole(folder, old, new)
        assert_mended(folder, old, new)
        if next(asked) < step:
            break
    assert step > 10


@pytest.mark.usefixtures("unsynced")
@pytest.mark.parametrize("exchanges", SWAPS)
def test_one_edition_is_whole_whenever_the_disk_dies(tmp_path, editions, disk, exchanges):
    """From any step on nothing can be written: the old or the new report is there, or comes back."""
    old, new = editions
    for step in count(1):
        folder = prepared(tmp_path / str(step) / "T1", old)
        faulty = disk(fails(errno.EIO), range(step, 10**6))
        with faulty.failing(exchanges=exchanges):
            error = attempt(folder, new)
        if exchanges or ".T1.old och läggs tillbaka" not in str(error):
            assert_whole(folder, old, new)
        assert_honest(folder, old, new)
        assert_mended(folder, old, new)
        if faulty.steps < step:
            break
    assert step > 25


@pytest.mark.usefixtures("unsynced")
@pytest.mark.parametrize("exchanges", SWAPS)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is tried in a forked child")
def test_one_edition_is_whole_whatever_step_is_killed(tmp_path, editions, disk, exchanges):
    """kill -9 at any step leaves the old or the new report; where folders can't be exchanged, once mended."""
    old, new = editions
    for step in count(1):
        folder = prepared(tmp_path / str(step) / "T1", old)
        child = os.fork()
        if not child:
            with disk(kills, {step}).failing(exchanges=exchanges):
                publish(folder, new.outputs, new.fingerprint)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in {0, -signal.SIGKILL}
        if exchanges:
            assert_whole(folder, old, new)
        assert_honest(folder, old, new)
        assert_mended(folder, old, new)
        if ended == 0:
            break
    assert step > 25


@pytest.mark.usefixtures("unsynced")
@pytest.mark.parametrize("lasting", [False, True])
def test_a_first_report_that_fails_leaves_no_folder(tmp_path, new, disk, lasting):
    """With nothing there before, a failure leaves nothing that looks like a report."""
    for step in count(1):
        folder = tmp_path / str(step) / "2023" / "T1"
        faulty = disk(fails(errno.ENOSPC), range(step, 10**6) if lasting else {step})
        with faulty.failing():
            error = attempt(folder, new)
        if error is None or "är på plats" in str(error):
            assert new.is_in(folder)
        else:
            assert not folder.exists()
            assert "Ingen rapport är skriven." in str(error)
        publish(folder, new.outputs, new.fingerprint)
        assert sorted(path.name for path in folder.parent.iterdir()) == [".T1.lock", "T1"]
        if faulty.steps < step:
            break
    assert step > 15


def test_a_full_disk_is_told_in_swedish(folder, old, new, disk):
    """The message names the file, the cause, and what became of the report."""
    prepared(folder, old)
    with disk(fails(errno.ENOSPC), {8}).failing(), pytest.raises(PublishError) as caught:
        publish(folder, new.outputs, new.fingerprint)
    assert str(caught.value).endswith("disken är full (ENOSPC). Den förra rapporten ligger kvar orörd.")
    assert str(folder.parent) in str(caught.value)


@pytest.mark.usefixtures("unsynced")
def test_a_report_that_cannot_be_put_back_is_pointed_at(folder, old, new, disk):
    """When the disk dies between two renames, the reader is told where the report lies."""
    prepared(folder, old)
    steps = disk(fails(errno.EIO), set())
    with steps.failing(exchanges=False):
        publish(folder, new.outputs, new.fingerprint)
    publish(folder, old.outputs, old.fingerprint)
    messages = []
    for step in range(1, steps.steps):
        with (
            disk(fails(errno.EIO), range(step, 10**6)).failing(exchanges=False),
            pytest.raises(PublishError) as error,
        ):
            publish(folder, new.outputs, new.fingerprint)
        messages.append(str(error.value))
        publish(folder, old.outputs, old.fingerprint)
    assert sum(".T1.old och läggs tillbaka vid nästa bygge." in message for message in messages) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such call, and syncs no folders")
def test_all_is_on_the_disk_before_the_report_takes_its_name(folder, old, new, monkeypatch):
    """Every file and folder is synced before the trade, and the trade itself before the old report goes."""
    publish(folder, old.outputs, old.fingerprint)
    done = []

    def identity(status):
        return status.st_ino, status.st_size if stat.S_ISREG(status.st_mode) else None

    def seen(call, name):
        return lambda *args, **kwargs: (done.append(name(*args)), call(*args, **kwargs))[1]

    monkeypatch.setattr(os, "fsync", seen(os.fsync, lambda handle: identity(os.fstat(handle))))
    monkeypatch.setattr(folder_module, "exchange", seen(folder_module.exchange, lambda *_: "trade"))
    monkeypatch.setattr(os, "unlink", seen(os.unlink, lambda *_: "remove"))
    publish(folder, new.outputs, new.fingerprint)
    trade, remove = done.index("trade"), done.index("remove")
    written = [folder, folder.parent, *folder.rglob("*")]
    assert len(written) == 8
    assert {identity(path.stat()) for path in written} <= set(done[:trade])
    assert identity(folder.parent.stat()) in done[trade:remove]


@pytest.fixture(name="around")
def _around(tmp_path):
    """An open folder, by its handle."""
    handle = os.open(tmp_path, os.O_RDONLY)
    yield handle
    os.close(handle)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such call")
def test_this_system_exchanges_folders(tmp_path, around):
    """Two folders trade names in one step; a missing one is an error, and nothing moved."""
    one, other = tmp_path / "a", tmp_path / "b"
    one.mkdir()
    other.mkdir()
    (one / "i_a").touch()
    assert folder_module.exchange(around, "a", "b")
    assert (other / "i_a").exists()
    with pytest.raises(FileNotFoundError):
        folder_module.exchange(around, "a", "c")
    assert (other / "i_a").exists()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "x"), "disken är full (ENOSPC)"),
        (OSError(errno.EMFILE, "x"), f"{os.strerror(errno.EMFILE)} (EMFILE)"),
        (OSError("x"), f"{os.strerror(0)} (0)"),
    ],
)
def test_a_cause_has_the_systems_own_name(error, told):
    """In Swedish where it is known; in the system's words where not."""
    assert cause(error) == told


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files are open")
def test_nothing_is_left_open(folder, old, new):
    """However often a report is built, no handle is kept."""
    publish(folder, old.outputs, old.fingerprint)
    before = len([*Path("/proc/self/fd").iterdir()])
    for edition in (new, old, new):
        publish(folder, edition.outputs, edition.fingerprint)
    assert len([*Path("/proc/self/fd").iterdir()]) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such call")
def test_what_cannot_be_exchanged_is_left_to_renames(tmp_path, around):
    """When the system says that it is unable, as for a folder and one inside it, nothing has happened."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert not folder_module.exchange(around, "a", "a/b")
    assert (tmp_path / "a" / "b").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such call")
def test_a_system_without_the_call_is_left_to_renames(tmp_path, around, monkeypatch):
    """An older C library on Linux can't exchange folders, and says so before anything has happened."""
    (tmp_path / "a").mkdir()
    monkeypatch.setattr(folder_module.ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(folder_module.sys, "platform", "linux")
    assert not folder_module.exchange(around, "a", "b")
    assert (tmp_path / "a").exists()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_folders_will_do(folder, new, monkeypatch, number):
    """Some network shares sync files but not folders; a report is published there all the same."""
    sync = os.fsync

    def only_files(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    publish(folder, new.outputs, new.fingerprint)
    assert new.is_in(folder)
