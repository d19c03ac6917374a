"""Where a report goes: the open folder that its own folder lies in, and whether that is ours to write in."""

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from asn.files import Refused
from asn.files.folder import Folder, reached
from asn.files.reader import contents
from asn.publish import manifest
from asn.publish.failure import PublishError, failed
from asn.publish.manifest import MANIFEST


@dataclass(frozen=True, slots=True)
class Place:
    """A report's folder by its name in the one that is held open; beside it two names are ours.

    ``new`` is the report while it is written, and the one before once the two have traded names: it is emptied.
    ``old`` is the one before where the system can't let folders trade names; it goes back if the report is gone.
    """

    around: Folder
    name: str

    @property
    def new(self) -> str:
        return f".{self.name}.new"

    @property
    def old(self) -> str:
        return f".{self.name}.old"


@contextmanager
def opened(folder: Path, root: Path | None = None) -> Iterator[Place]:
    """The place of a report's folder, made if need be; a link there could lead our writes anywhere.

    Raises:
        PublishError: The folder is not plainly inside the root, it or something on the way is a link, or can't be made.
    """
    root = root or folder.parent
    if ".." in folder.parts or not folder.is_relative_to(root) or folder == root:
        raise PublishError(f"Mappen {folder} ligger inte i {root}, där rapporterna ska ligga.", folder)
    try:
        start = next(path for path in root.absolute().parents if path.is_dir())
        around = _made(start, folder.parent.absolute().relative_to(start).parts, folder.name)
    except OSError as error:
        raise failed(error, folder, outcome(folder)) from error
    with around:
        yield Place(around, folder.name)


def _made(start: Path, parts: Iterable[str], name: str) -> Folder:
    """The folder, made where it is missing, in which ``name`` is no link."""
    around = Folder.at(start)
    for part in parts:
        with around:
            with suppress(FileExistsError):
                around.make(part)
            _no_link(around, part)
            around = around.enter(part)
    try:
        _no_link(around, name)
    except BaseException:
        around.close()
        raise
    return around


def _no_link(around: Folder, name: str) -> None:
    if around.kind(name) == stat.S_IFLNK:
        path = around.path / name
        raise PublishError(
            f"{path} är en länk till en annan plats. Rapporter skrivs bara i riktiga mappar: peka ut målet med --out.",
            path,
            errno.ELOOP,
        )


def outcome(folder: Path) -> str:
    """What the reader finds in a report's folder after a failure."""
    return "Den förra rapporten ligger kvar orörd." if manifest.read_manifest(folder) else "Ingen rapport är skriven."


def known(folder: Folder) -> dict[str, object] | None:
    """The manifest of an open folder, if it is one of ours."""
    try:
        return manifest.parsed(contents(folder, MANIFEST, -1)[0])
    except (FileNotFoundError, Refused):
        return None


def folders(names: Iterable[str]) -> list[str]:
    """The folders that hold these files, each one after the one it lies in."""
    return sorted({str(parent) for name in names for parent in PurePosixPath(name).parents} - {"."})


def refuse_strangers(place: Place, names: Collection[str]) -> None:
    """Never write over, nor delete, what we did not write.

    Raises:
        PublishError: The folder holds files but no manifest of ours, or an output's name is taken.
    """
    kind, path = place.around.kind(place.name), place.around.path / place.name
    if kind is None:
        return
    with place.around.enter(place.name) as report:
        told = known(report) if kind == stat.S_IFDIR else None
        if told is None and not (kind == stat.S_IFDIR and not [*report.scan()]):
            raise PublishError(
                f"{path} finns redan, med innehåll som asn inte har skrivit. "
                "Flytta det, eller välj en annan mapp med --out.",
                path,
                errno.ENOTEMPTY,
            )
        ours = {MANIFEST, *told["outputs"]} if told else {MANIFEST}  # type: ignore[misc]  # names, as parsed saw to
        taken = [name for name in names if name not in ours and _kind(report, name) is not None]
        taken += [name for name in folders([*names, *ours]) if _kind(report, name) not in (None, stat.S_IFDIR)]
    if taken:
        raise PublishError(
            f"{path / taken[0]} finns redan, och asn har inte skrivit den. Flytta den och bygg igen.",
            path / taken[0],
            errno.EEXIST,
        )


def _kind(report: Folder, name: str) -> int | None:
    *way, last = name.split("/")
    try:
        with reached(report, way) as inner:
            return inner.kind(last)
    except FileNotFoundError:
        return None
    except OSError as why:  # something else is where a folder would be, which is told of by the folder's own name
        if why.errno not in {errno.ELOOP, errno.ENOTDIR}:
            raise
        return None


def lost(place: Place) -> str:
    """Where the report is, if it could not be put back; empty if it stands."""
    with suppress(OSError):
        if place.around.kind(place.name) is None and place.around.kind(place.old) is not None:
            kept = place.around.path / place.old
            return f"Den förra rapporten ligger i {os.fspath(kept)} och läggs tillbaka vid nästa bygge."
    return ""
