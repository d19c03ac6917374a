"""Where a report goes: the open folder that its own folder lies in, and what is told where nothing can be written."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from asn.files import cause
from asn.files.folder import Folder
from asn.publish.manifest import read_manifest


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


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """A report's folder by its name in the one that is held open; beside it two names are ours.

    ``new`` is the report while it is written, and the one before once the names are exchanged: it is emptied.
    ``old`` is the one before where the system can't exchange names; it goes back if the report is gone.
    """

    around: Folder
    name: str

    @property
    def new(self) -> str:
        return f".{self.name}.new"

    @property
    def old(self) -> str:
        return f".{self.name}.old"

    @property
    def path(self) -> Path:
        return self.around.path / self.name


@contextmanager
def opened(folder: Path, root: Path | None) -> Iterator[ReportFolder]:
    """The place of a report's folder, made if need be; a link there could lead our writes anywhere."""
    root = root or folder.parent
    if ".." in folder.parts or not folder.is_relative_to(root) or folder == root:
        raise PublishError(f"Mappen {folder} ligger inte i {root}, där rapporterna ska ligga.", folder)
    with ExitStack() as held:
        try:
            start = next(path for path in root.absolute().parents if path.is_dir())
            around = held.enter_context(_made(start, folder.parent.absolute().relative_to(start).parts))
            _no_link(around, folder.name)
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise failed(error, folder, outcome(folder)) from error
            path = _stopped_at(error, folder)
            raise PublishError(
                f"{path} är en länk till en annan plats. "
                "Rapporter skrivs bara i riktiga mappar: peka ut målet med --out.",
                path,
                errno.ELOOP,
            ) from error
        yield ReportFolder(around, folder.name)


def _no_link(around: Folder, name: str) -> None:
    if around.kind(name) == stat.S_IFLNK:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)


def _made(start: Path, parts: Iterable[str]) -> Folder:
    """A folder, made where it is missing."""
    folder = Folder.at(start)
    for part in parts:
        with folder:
            with suppress(FileExistsError):
                folder.make(part)
            folder = folder.enter(part)
    return folder


@contextmanager
def explained(path: Path, result: str) -> Iterator[None]:
    """The system's errors, raised as ours."""
    try:
        yield
    except OSError as error:
        raise failed(error, path, result) from error


def failed(error: OSError, folder: Path, result: str) -> PublishError:
    """The system's error in an editor's words, with what became of the report."""
    path = _stopped_at(error, folder)
    return PublishError(f"Kunde inte skriva {path}: {cause(error)}. {result}", path, error.errno)


def _stopped_at(error: OSError, folder: Path) -> Path:
    """The path of a name that the system told without its folder: one of the folder's parts, or a file beside it."""
    if not isinstance(error.filename, str | bytes):
        return folder
    name = os.fsdecode(error.filename)
    return next((path for path in (*reversed(folder.parents), folder) if path.name == name), folder.parent / name)


def outcome(folder: Path) -> str:
    """What the reader finds in a report's folder after a failure."""
    if read_manifest(folder):
        return "Den förra rapporten ligger kvar orörd."
    kept = folder.with_name(f".{folder.name}.old")
    if read_manifest(kept):
        return f"Den förra rapporten ligger i {kept} och läggs tillbaka vid nästa bygge."
    return "Ingen rapport är skriven."
