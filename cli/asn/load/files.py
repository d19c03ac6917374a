"""Opening the project's files without ever leaving it.

Content is hostile until it is checked: a committed link could point at a secret of the machine. So every part of a path
is opened below its parent and links are refused, whatever they point at.
"""

import errno
import os
import stat
from pathlib import Path, PurePosixPath

from asn.finding import Finding, Place, Severity

MAX_FILES = 2000
MAX_BYTES = 1_000_001  # of content: one more than the reader accepts, so that the reader says that it is too large

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# What starts at the root, parts folders or names a drive in some system, or ends a name in all of them.
_FOREIGN = frozenset("/\\:\0")

_CAUSES = {
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EIO: "disken svarar med ett läsfel",
    errno.ELOOP: "den är en länk",
}


class Refused(Exception):  # noqa: N818 - it says what happened
    """A file that may not be read; ``told`` is Swedish, ``file`` is given where whoever hears of it can't know."""

    def __init__(self, told: str, file: str = "") -> None:
        super().__init__(told, file)
        self.told, self.file = told, file

    def __str__(self) -> str:
        return f"{self.file}: {self.told}" if self.file else self.told


def read_file(root: Path, name: str) -> bytes:
    """Read a regular file below ``root``; ``name`` is relative, with forward slashes.

    Raises:
        Refused: if the name leaves the project, or some part of it is a link or no regular file.
        FileNotFoundError: if there is no such file.
    """
    parts = PurePosixPath(name).parts
    if not parts or any(part.startswith(".") or _FOREIGN & set(part) for part in parts):
        raise Refused("Sökvägen leder ut ur projektet.")
    try:
        for step in range(1, len(parts) + 1):
            if root.joinpath(*parts[:step]).is_symlink():
                raise Refused("Filen är en länk, och länkar läses inte. Lägg själva filen i projektet.")
        return _regular_bytes(root.joinpath(*parts))
    except FileNotFoundError:
        raise
    except OSError as why:
        name = errno.errorcode.get(why.errno or 0, str(why.errno))
        raise Refused(f"Filen kan inte läsas: {_CAUSES.get(why.errno or 0, 'systemet säger nej')} ({name}).") from why


def _regular_bytes(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | _NOFOLLOW)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused("Detta är ingen vanlig fil.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MAX_BYTES)
    finally:
        os.close(handle)


def listing(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the folders and of the other entries in a folder, sorted; hidden ones are passed over."""
    folders: list[str] = []
    files: list[str] = []
    for entry in sorted(os.scandir(root / folder), key=lambda found: found.name):
        if entry.name.startswith("."):
            continue
        # A name in another encoding is no text; it can't be a file of a report, only be told of.
        name = os.fsencode(entry.name).decode("utf-8", "replace")
        (folders if entry.is_dir(follow_symlinks=False) else files).append(name)
    return tuple(folders), tuple(files)


def refusal(file: str, why: Refused) -> Finding:
    """The finding that a refused file gives."""
    return Finding(Place(file), "S010", Severity.FEL, why.told)
