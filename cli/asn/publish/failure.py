"""What stops a report from being put on disk, told in Swedish."""

import errno
import os
from pathlib import Path

CAUSES = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet du får använda är slut",
    errno.EACCES: "rättighet saknas, eller så är filen öppen i ett annat program",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "disken är skrivskyddad",
    errno.EIO: "disken svarar med ett läs- eller skrivfel",
    errno.EBUSY: "den används av ett annat program",
    errno.ENAMETOOLONG: "sökvägen är för lång",
    errno.EXDEV: "filsystemet kan inte flytta mappen; ta bort den för hand och bygg igen",
    errno.EEXIST: "där finns redan något som asn inte har skrivit",
    errno.ENOTEMPTY: "där finns redan något som asn inte har skrivit",
    errno.ELOOP: "den är en symbolisk länk",
}


class PublishError(Exception):
    """The report could not be put in place; ``str()`` of it is what the editor reads.

    Attributes:
        path: The file or folder that it stopped at.
        errno: The operating system's number for the cause, or None where we ourselves refused.
    """

    def __init__(self, message: str, path: Path, errno: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.errno = errno


class Busy(PublishError):  # noqa: N818 - it tells of a state, and the name is the contract's
    """Another build is writing the same report."""


def cause(error: OSError) -> str:
    """The cause in Swedish, with the system's own name for it, as IT asks for that one."""
    number = error.errno or 0
    name = errno.errorcode.get(number, str(number))
    return f"{CAUSES.get(number) or os.strerror(number)} ({name})"


def failed(error: OSError, folder: Path, outcome: str) -> PublishError:
    """The system's error in an editor's words, with what became of the report."""
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else folder
    return PublishError(f"Kunde inte skriva {path}: {cause(error)}. {outcome}", path, error.errno)
