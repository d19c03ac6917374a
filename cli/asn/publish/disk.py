"""Writes that are on the disk when they return."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

CANNOT_SYNC_FOLDERS = {
    errno.EINVAL,
    errno.ENOTSUP,
}  # some network file systems; the files are synced all the same


def write(path: Path, data: bytes) -> None:
    """Write a new file, through to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """See to it that the names in a folder outlive a power cut; Windows does that by itself."""
    if os.name == "nt":
        return  # pragma: no cover - Windows only
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(handle)


def folders(names: Iterable[str]) -> list[str]:
    """The folders that hold these files, each one after the one it lies in."""
    return sorted({str(parent) for name in names for parent in PurePosixPath(name).parents} - {"."})
