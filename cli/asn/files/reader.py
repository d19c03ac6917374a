"""Reading a project's files without ever leaving it: from a folder, or from names with bytes, as in a commit or a PDF.

Content is hostile until it is checked: a committed link could point at a secret of the machine. So every part of a path
is opened from the one before it, and no link is followed, wherever it leads and whenever it was put there.
"""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from asn.files.folder import READ, Folder, open_below
from asn.files.names import OF_READING, Refused, cause, is_left_behind, readable_name, relative_parts

MAX_FILES = 2000
MAX_BYTES = 1_000_001  # of content: one more than the reader accepts, so that the reader says that it is too large
_MAX_DEPTH = 20  # of folders below the one that is looked through
_LINK = "Filen är en länk, och länkar läses inte. Lägg själva filen i projektet."


class FolderListing(NamedTuple):
    """The names in a folder, sorted. What other programs leave in folders is in none of them.

    ``files`` is all that is neither folder nor hidden; those of them that are links are in ``links`` too.
    """

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def read_file(root: Path, name: str, most: int = MAX_BYTES) -> bytes:
    """Read a regular file below ``root``, no more than ``most`` bytes; ``name`` is relative, with forward slashes.

    Raises:
        Refused: if the name leaves the project, or some part of it is hidden, a link or no regular file.
        FileNotFoundError: if there is no such file.
    """
    readable_name(name)
    return read_any(root, name, most)


def read_any(root: Path, name: str, most: int = MAX_BYTES) -> bytes:
    """The same, of a file that may be hidden: for what asn writes itself."""
    *folders, last = relative_parts(name)
    try:
        with open_below(root, folders) as folder:
            return contents(folder, last, most)[0]
    except FileNotFoundError:
        raise
    except OSError as why:
        raise refused(why) from why


def contents(folder: Folder, name: str, most: int) -> tuple[bytes, int]:
    """The bytes and the rights of a regular file.

    Raises:
        Refused: if it is something else.
        OSError: as the system says; ELOOP for a link.
    """
    handle = folder.open(name, READ)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Refused("Detta är ingen vanlig fil.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(most), stat.S_IMODE(about.st_mode)
    finally:
        os.close(handle)


def refused(why: OSError) -> Refused:
    """What the system says of a file that it doesn't open, in Swedish."""
    if why.errno == errno.ELOOP:
        return Refused(_LINK)
    return Refused(f"Filen kan inte läsas: {cause(why, OF_READING, 'systemet säger nej')}.")


def listed(root: Path, folder: str) -> FolderListing:
    """What lies in a folder below ``root``; the root itself is ``.``.

    Raises:
        Refused: if some part of its name is a link.
        OSError: if it isn't there or can't be opened.
    """
    try:
        with open_below(root, () if folder == "." else relative_parts(folder)) as opened:
            return _listed(opened)
    except OSError as why:
        if why.errno == errno.ELOOP:
            raise refused(why) from why
        raise


def below(root: Path, folder: str = ".") -> Iterator[str]:
    """The names of the files in a folder and those below it, sorted; nothing hidden, none where there is no folder.

    Raises:
        Refused: if the folder is a link, or folders lie deeper in it than any report's.
    """
    try:
        listing = listed(root, folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    if folder.count("/") > _MAX_DEPTH:
        raise Refused("Mapparna ligger för djupt i varandra.", "/".join(folder.split("/")[:3]))
    start = "" if folder == "." else f"{folder}/"
    for name in sorted((*listing.folders, *listing.files)):
        if name in listing.folders:
            yield from below(root, start + name)
        else:
            yield start + name


def _listed(folder: Folder) -> FolderListing:
    folders: list[str] = []
    files: list[str] = []
    links: list[str] = []
    hidden: list[str] = []
    for entry in folder.scan():
        # A name in another encoding is no text; it can't be a file of a report, only be told of.
        name = os.fsencode(entry.name).decode("utf-8", "replace")
        link, inner = entry.is_symlink(), entry.is_dir(follow_symlinks=False)
        if is_left_behind(name) and not inner and (not link or name.startswith(".#")):  # Emacs' lock is a link
            continue
        if name.startswith("."):
            hidden.append(name)
            continue
        (folders if inner else files).append(name)
        links += [name] if link else []
    return FolderListing(tuple(folders), tuple(files), tuple(links), tuple(hidden))


class FileSource(Protocol):
    """Files by name, and what lies in each folder."""

    def __hash__(self) -> int:
        """By which source it is."""

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes, no more than ``most`` of them; it raises as :func:`asn.files.read_file`."""

    def listed(self, folder: str) -> FolderListing:
        """What lies in a folder; where there is none it says nothing does, or raises as :func:`asn.files.listed`."""

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it; it raises as :func:`asn.files.below`."""


class OnDisk:
    """A folder's files, as they are when they are asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes."""
        return read_file(self._root, name, most)

    def listed(self, folder: str) -> FolderListing:
        """What lies in a folder."""
        return listed(self._root, folder)

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it."""
        return below(self._root, folder)


class Changed:
    """Another source's files, some of them with other bytes."""

    def __init__(self, source: FileSource, files: Mapping[str, bytes]) -> None:
        self._source, self._files = source, files

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes."""
        return self._files[name][:most] if name in self._files else self._source.read(name, most)

    def listed(self, folder: str) -> FolderListing:
        """What lies in a folder."""
        return self._source.listed(folder)

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it."""
        return self._source.below(folder)


class InMemory:
    """Files that no disk has; names that a disk's file may not have are refused when they are read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A file's bytes, no more of them than would be read of a file on a disk."""
        readable_name(name)
        if name not in self._files:
            raise FileNotFoundError(name)
        return self._files[name][:most]

    def listed(self, folder: str) -> FolderListing:
        """What lies in a folder."""
        start = f"{folder}/"
        rest = [name.removeprefix(start) for name in sorted(self._files) if name.startswith(start)]
        folders = dict.fromkeys(name.partition("/")[0] for name in rest if "/" in name)
        return FolderListing(tuple(folders), tuple(name for name in rest if "/" not in name))

    def below(self, folder: str) -> Iterator[str]:
        """The names of all files in a folder and those below it."""
        return (name for name in sorted(self._files) if name.startswith(f"{folder}/"))
