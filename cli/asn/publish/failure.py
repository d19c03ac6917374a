"""What stops a report from being put on disk, told in Swedish."""

import os
from pathlib import Path

from asn.files import cause


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


def failed(error: OSError, folder: Path, outcome: str) -> PublishError:
    """The system's error in an editor's words, with what became of the report."""
    path = _stopped_at(os.fsdecode(error.filename), folder) if isinstance(error.filename, str | bytes) else folder
    return PublishError(f"Kunde inte skriva {path}: {cause(error)}. {outcome}", path, error.errno)


def _stopped_at(name: str, folder: Path) -> Path:
    """Where a name is that the system told without its folder: one of the folder's own parts, or a file beside it."""
    for path in (*reversed(folder.parents), folder):
        if path.name == name:
            return path
    return folder.parent / name
