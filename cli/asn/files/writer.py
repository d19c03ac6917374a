"""Writing files, each whole or not at all, never through a link, and never over a save that came meanwhile.

A file is written beside its place under a name of its own, is on the disk before it takes the place, and the bytes that
it replaces are read once more just before that.
"""

import errno
import os
import re
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from asn.files.folder import Folder
from asn.files.names import relative_parts
from asn.files.reader import contents

_WAYS = 0o777
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP}
_UNLIMITED = -1


class Overtaken(Exception):  # noqa: N818 - it says what is the case
    """Somebody saved the file, or put one there, after it was read; theirs stands. The message is Swedish."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} sparades av någon annan medan asn arbetade. Den filen gäller, och inget är skrivet.")
        self.name = name


class FileChange(NamedTuple):
    """A file's new bytes, and those that it must still have; None where there must be no file.

    One whose new bytes are its old ones isn't written: it must only still be so when the others are.
    """

    name: str
    old: bytes | None
    new: bytes


def create(root: Path, name: str, data: bytes) -> None:
    """Write a new file below ``root``; it raises as :func:`write`."""
    write(root, (FileChange(name, None, data),))


def replace(root: Path, name: str, old: bytes, new: bytes) -> None:
    """Put new bytes in the place of a file's old ones, with its rights kept; it raises as :func:`write`."""
    write(root, (FileChange(name, old, new),))


def write(root: Path, changes: Sequence[FileChange]) -> None:
    """Make all changes, or none: if one can't be made, those before it are taken back.

    Killed between two of them each file is still whole, old or new, and the same call can be made again. Folders that
    are missing are made. Names are relative to ``root``, with forward slashes.

    Raises:
        Overtaken: a file isn't as it was, or there is one where there was none.
        Refused: a name leads out, or what lies there is no regular file.
        OSError: the disk said no, or a part of the way is a link (ELOOP).
    """
    with ExitStack() as opened:
        work = _Work(root, opened)
        try:
            for change in changes:
                work.prepare(change)
            for one in work.prepared:
                one.place()
            for folder in work.folders.values():
                folder.sync()
        except BaseException:
            work.undo()
            raise
        work.finish()


@dataclass
class _Prepared:
    """A change whose bytes are on the disk under a name of its own."""

    change: FileChange
    folder: Folder
    name: str
    beside: str
    rights: int | None
    placed: bool = False

    def place(self) -> None:
        """Let the new file take the place."""
        self.compare()
        if self.change.new == self.change.old:
            return
        if self.change.old is None:
            _take_free(self.folder, self.beside, self.name, self.change.name)
        else:
            self.folder.rename(self.beside, self.name)
        self.placed = True

    def compare(self) -> None:
        """Raise Overtaken unless the file is as it was."""
        try:
            data: bytes | None = contents(self.folder, self.name, _UNLIMITED)[0]
        except FileNotFoundError:
            data = None
        if data != self.change.old:
            raise Overtaken(self.change.name)

    def undo(self) -> None:
        """Put back what was there."""
        if self.placed and self.change.old is None:
            self.folder.unlink(self.name)
        elif self.placed:
            self.folder.fill(self.beside, self.change.old or b"", self.rights)
            self.folder.rename(self.beside, self.name)

    def tidy(self) -> None:
        """Take our own name away."""
        with suppress(FileNotFoundError):
            self.folder.unlink(self.beside)


@dataclass
class _Work:
    """What has been made ready, and the folders that are held open."""

    root: Path
    opened: ExitStack
    prepared: list[_Prepared] = field(default_factory=list)
    new_folders: list[tuple[Folder, str]] = field(default_factory=list)
    folders: dict[tuple[str, ...], Folder] = field(default_factory=dict)

    def prepare(self, change: FileChange) -> None:
        """Write the new bytes beside the file's place."""
        *way, name = relative_parts(change.name)
        folder = self._folder(tuple(way))
        _clear(folder, name)
        one = _Prepared(change, folder, name, f".{name}.{os.urandom(4).hex()}~", _rights(folder, change, name))
        self.prepared.append(one)
        if change.new != change.old:
            folder.fill(one.beside, change.new, one.rights)
        one.compare()

    def undo(self) -> None:
        """Take back all that was done, as far as the disk lets us."""
        for one in reversed(self.prepared):
            for step in (one.undo, one.tidy):
                with suppress(OSError):
                    step()
        for folder, name in reversed(self.new_folders):
            with suppress(OSError):
                folder.remove(name)

    def finish(self) -> None:
        """All are in place: our own names go; one that can't go now is taken by the next who writes the file."""
        for one in self.prepared:
            with suppress(OSError):
                one.tidy()

    def _folder(self, way: tuple[str, ...]) -> Folder:
        if way in self.folders:
            return self.folders[way]
        if way:
            outer = self._folder(way[:-1])
            with suppress(FileExistsError):
                outer.make(way[-1])
                self.new_folders.append((outer, way[-1]))
            folder = outer.enter(way[-1])
        else:
            folder = Folder.at(self.root)
        self.folders[way] = self.opened.enter_context(folder)
        return folder


def _rights(folder: Folder, change: FileChange, name: str) -> int | None:
    """The rights that the file has and keeps; None for a new one."""
    if change.old is None:
        return None
    try:
        return contents(folder, name, 0)[1] & _WAYS
    except FileNotFoundError:
        raise Overtaken(change.name) from None


def _clear(folder: Folder, name: str) -> None:
    """Take away what an asn that was killed left of the same file, unless another is at work in the folder."""
    ours = re.compile(rf"\.{re.escape(name)}\.[0-9a-f]{{8}}~")
    with folder.alone() as alone:
        for entry in folder.scan() if alone else ():
            if ours.fullmatch(entry.name):
                with suppress(OSError):
                    folder.unlink(entry.name)


def _take_free(folder: Folder, beside: str, name: str, stage: str) -> None:
    """A file takes a name that nobody has; on disks without second names there is a moment between look and rename."""
    try:
        folder.link(beside, name)
    except FileExistsError:
        raise Overtaken(stage) from None
    except OSError as why:
        if why.errno not in _NO_LINKS:
            raise
        folder.rename(beside, name)
