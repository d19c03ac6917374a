"""A folder held open: what is done in it is done there, whatever is put in its place meanwhile."""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows only
    fcntl = None  # type: ignore[assignment]

# Windows can't name a file from an open folder: there each name is looked at before it is used.
BY_HANDLE = os.open in os.supports_dir_fd
# To go through a folder takes no right to see what it holds, where the system can tell the two apart.
_WAY = getattr(os, "O_PATH", os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NEW_FILE = 0o666  # less what the user's umask takes away
_OURS = 0o600  # until it has the rights that it is to have
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
# Some network shares sync files but not folders; the files are on the disk all the same.
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP}
SWAP = 2  # RENAME_EXCHANGE in Linux's <linux/fs.h>, and RENAME_SWAP in macOS's <stdio.h>
UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


class Folder:
    """An open folder; close it, or use it in a ``with``. Every name given to it is one part, never a path."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle, self._seen = path, handle, -1

    @classmethod
    def at(cls, path: Path) -> Self:
        """A folder by its path, in which links are followed: where a project lies is its owner's choice."""
        return cls(path, os.open(path, _WAY) if BY_HANDLE else -1)

    def enter(self, name: str) -> "Folder":
        """A folder in this one.

        Raises:
            OSError: ELOOP if it is a link. A file is told of when something in it is asked for.
        """
        folder = Folder(self.path / name, self.open(name, _WAY) if BY_HANDLE else -1)
        if BY_HANDLE and stat.S_ISLNK(os.fstat(folder._handle).st_mode):
            folder.close()
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
        return folder

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        """A handle to a file in the folder, never through a link."""
        return os.open(self._where(name), flags | _NO_LINK, mode, **self._below("dir_fd"))

    def fill(self, name: str, data: bytes, rights: int | None = None) -> None:
        """Write a new file, through to the disk; with ``rights``, or those that the user gives new files."""
        handle = self.open(name, _NEW, _NEW_FILE if rights is None else _OURS)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            if rights is not None and hasattr(os, "fchmod"):
                os.fchmod(handle, rights)
            os.fsync(handle)
        finally:
            os.close(handle)

    def scan(self) -> Iterable[os.DirEntry[str]]:
        """What lies in the folder, in the order of names."""
        with os.scandir(self._whole() if BY_HANDLE else self.path) as entries:
            return sorted(entries, key=lambda entry: entry.name)

    def kind(self, name: str) -> int | None:
        """What an entry is, as in :mod:`stat`, a link as such; None if there is none."""
        try:
            return stat.S_IFMT(self._stat(name).st_mode)
        except FileNotFoundError:
            return None

    def has(self, name: str) -> bool:
        """Whether there is a folder by a name.

        Raises:
            OSError: ELOOP if it is something else.
        """
        kind = self.kind(name)
        if kind not in (None, stat.S_IFDIR):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(self.path / name))
        return kind is not None

    def _stat(self, name: str) -> os.stat_result:
        return os.stat(self._where(name), follow_symlinks=False, **self._below("dir_fd"))  # noqa: PTH116 - below a handle

    def make(self, name: str) -> None:
        """A new folder in this one."""
        os.mkdir(self._where(name), 0o777, **self._below("dir_fd"))  # noqa: PTH102 - below a handle

    def unlink(self, name: str) -> None:
        """Take a file or a link away."""
        os.unlink(self._where(name), **self._below("dir_fd"))

    def remove(self, name: str) -> None:
        """Take an empty folder away."""
        os.rmdir(self._where(name), **self._below("dir_fd"))

    def rename(self, old: str, new: str, into: "Folder | None" = None) -> None:
        """An entry takes another name, here or in another folder; a file takes the place of one that has it."""
        to = into or self
        ways = {**self._below("src_dir_fd"), **to._below("dst_dir_fd")}  # noqa: SLF001 - of our own kind
        os.replace(self._where(old), to._where(new), **ways)  # noqa: PTH105, SLF001 - below a handle

    def exchange(self, one: str, other: str) -> bool:
        """Exchange the names of two entries atomically; False if the system can't, and nothing has happened."""
        return BY_HANDLE and exchange(self._handle, one, other)

    def link(self, old: str, new: str, into: "Folder | None" = None) -> None:
        """A second name for a file, here or in another folder.

        Raises:
            FileExistsError: if the name is taken.
        """
        to = into or self
        ways = {**self._below("src_dir_fd"), **to._below("dst_dir_fd")}  # noqa: SLF001 - of our own kind
        os.link(src=self._where(old), dst=to._where(new), follow_symlinks=False, **ways)  # noqa: SLF001 - as above

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether no other asn writes here, nor begins to meanwhile; no, where the disk has no locks.

        From then on we are one who writes here, until the folder is closed.
        """
        yield self._lock("LOCK_EX", "LOCK_NB")
        self._lock("LOCK_SH")

    def _lock(self, *kinds: str) -> bool:
        if fcntl is None:
            return False  # pragma: no cover - Windows only
        try:
            fcntl.flock(self._whole(), sum(getattr(fcntl, kind) for kind in kinds))
        except OSError:
            return False
        return True

    def sync(self) -> None:
        """See to it that the names outlive a power cut; Windows does that by itself."""
        try:
            os.fsync(self._whole())
        except OSError as error:
            if BY_HANDLE and error.errno not in _CANNOT_SYNC:
                raise

    def _where(self, name: str) -> str:
        if BY_HANDLE:
            return name
        path = self.path / name  # pragma: no cover - Windows only
        if path.is_symlink() or path.resolve() != self.path.resolve() / name:  # pragma: no cover - or a junction
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        return str(path)  # pragma: no cover - Windows only

    def _whole(self) -> int:
        """A handle by which the folder itself can be listed, locked and synced."""
        if self._seen < 0 and BY_HANDLE:
            self._seen = os.open(".", READ, dir_fd=self._handle)
        return self._seen

    def _below(self, *names: str) -> dict[str, int]:
        return dict.fromkeys(names, self._handle) if BY_HANDLE else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back what the system holds open for us, and the lock with it."""
        for handle in (self._handle, self._seen):
            if handle >= 0:
                os.close(handle)


def open_below(root: Path | Folder, parts: Iterable[str]) -> Folder:
    """A folder below another, part by part, none of them a link.

    Raises:
        OSError: ELOOP where a part is a link; else as the system says.
    """
    folder = root.enter(".") if isinstance(root, Folder) else Folder.at(root)
    for part in parts:
        with folder:
            folder = folder.enter(part)
    return folder


def exchange(folder: int, one: str, other: str) -> bool:
    """Exchange the names of two entries of an open folder atomically; False if this system can't and nothing happened.

    Raises:
        OSError: The system can, but it failed.
    """
    # EPERM is among the unable ones, as a sandbox's way to say no; the renames that follow tell a real one.
    number = _call(folder, os.fsencode(one), os.fsencode(other))
    if number in UNABLE:
        return False
    if number:
        raise OSError(number, os.strerror(number), one, None, other)
    return True


def _call(folder: int, one: bytes, other: bytes) -> int:
    """0 if the names were exchanged, else the system's error number."""
    if sys.platform == "win32":
        return errno.ENOSYS  # pragma: no cover - Windows only
    system = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = system.renameatx_np(folder, one, folder, other, ctypes.c_uint(SWAP))  # pragma: no cover - macOS only
    elif hasattr(system, "renameat2"):  # older musl has none
        failed = system.renameat2(folder, one, folder, other, ctypes.c_uint(SWAP))
    else:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0
