"""A report is put in its folder, whole, by one build at a time.

A report is several files that belong together, and no file system replaces several files at once. It can
rename one folder. So the new report is written whole beside the old one, and the names of the two are exchanged.
"""

import errno
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from asn.files import Refused, cause
from asn.files.folder import Folder, open_below
from asn.files.reader import contents
from asn.publish.manifest import MANIFEST, Fingerprint, Output, manifest_json, names_of, parsed, read_manifest

_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt  # pragma: no cover - Windows only

    def _take(handle: int) -> None:  # pragma: no cover - Windows only
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class PublishError(Exception):
    """The report could not be put in place; the message is Swedish."""


class Busy(PublishError):  # noqa: N818 - it tells of a state, and the name is the contract's
    """Another build is writing the same report."""


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """A report's folder by its name in the one that is held open; beside it two names are ours.

    ``new`` is the report while it is written, and the one before once the names are exchanged: it is emptied.
    ``old`` is the one before where the system can't exchange names; it goes back if the report is gone.
    """

    around: Folder
    name: str
    new: str
    old: str


@contextmanager
def locked(folder: Path, root: Path | None = None) -> Iterator[ReportFolder]:
    """Hold the report's folder for this build alone, and mend what a killed one left beside it.

    The lock is on ``.<folder>.lock`` beside the folder, and is the system's own: it goes with the process,
    however that ends. The file stays, empty; to remove it would let two builds lock one each.

    Raises:
        Busy: Another build holds it. It is said at once, without waiting.
        PublishError: The folder is no place to write in, or the lock can't be made.
    """
    path = folder.with_name(f".{folder.name}.lock")
    with ExitStack() as held:
        around = _opened(folder, root or folder.parent, held)
        with _explained(path, "Inget är ändrat."):
            handle = around.open(path.name, os.O_RDWR | os.O_CREAT, 0o666)
            held.callback(os.close, handle)
            try:
                _take(handle)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                message = "Rapporten byggs redan av ett annat kommando. Vänta tills det är klart och försök igen."
                raise Busy(message) from error
        place = ReportFolder(around, folder.name, f".{folder.name}.new", f".{folder.name}.old")
        with _explained(around.path / folder.name, "Det ligger kvar sedan ett avbrutet bygge."):
            _mend(place)
        yield place


def _opened(folder: Path, root: Path, held: ExitStack) -> Folder:
    """The folder that a report's own lies in, made if need be; a link there could lead our writes anywhere."""
    if ".." in folder.parts or not folder.is_relative_to(root) or folder == root:
        raise PublishError(f"Mappen {folder} ligger inte i {root}, där rapporterna ska ligga.")
    try:
        start = next(path for path in root.absolute().parents if path.is_dir())
        around = held.enter_context(Folder.at(start))
        for part in folder.parent.absolute().relative_to(start).parts:
            with suppress(FileExistsError):
                around.make(part)
            around = held.enter_context(around.enter(part))
        _refuse_link(around, folder.name)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise _failed(error, folder, _outcome(folder)) from error
        raise PublishError(
            f"{_stopped_at(error, folder)} är en länk till en annan plats. "
            "Rapporter skrivs bara i riktiga mappar: peka ut målet med --out."
        ) from error
    return around


def _refuse_link(around: Folder, name: str) -> None:
    if around.kind(name) == stat.S_IFLNK:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)


def publish(folder: Path, outputs: Sequence[Output], fingerprint: Fingerprint, root: Path | None = None) -> None:
    """Put a report in its folder: all of it with its manifest, or nothing.

    Promised, where the system can exchange two folders (Linux, macOS): at every moment, through kill -9, a
    full disk or a power cut, the folder holds the whole old report or the whole new one, with the manifest
    that belongs to it. Elsewhere the folder may be missing between two renames; the next ``locked`` or
    ``publish`` then puts the old report back. Files of the old report that the new one lacks are removed;
    files that we did not write stay.

    Args:
        folder: The report's own folder.
        outputs: All files of the report except the manifest.
        fingerprint: What they were made of.
        root: The folder that all reports go in; the report's parent if not told.

    Raises:
        Busy: As :func:`locked`.
        PublishError: It could not be written, or the folder is not ours to write in.
    """
    names = names_of(outputs)
    with locked(folder, root) as place:
        try:
            _refuse_strangers(place, names)
            _stage(place, [*outputs, Output(MANIFEST, manifest_json(outputs, fingerprint))])
            _exchange(place)
        except OSError as error:
            with suppress(OSError):
                _mend(place)
            raise _failed(error, folder, _outcome(folder)) from error
        with _explained(folder, "Den nya rapporten är på plats, men allt är inte städat."):
            place.around.sync()
            _mend(place)


def _refuse_strangers(place: ReportFolder, names: Collection[str]) -> None:
    """Never write over, nor delete, what we did not write.

    Raises:
        PublishError: The folder holds files but no manifest of ours, or an output's name is taken.
    """
    kind, path = place.around.kind(place.name), place.around.path / place.name
    if kind is None:
        return
    with place.around.enter(place.name) as report:
        ours = _ours(report) if kind == stat.S_IFDIR else None
        if ours is None and (kind != stat.S_IFDIR or [*report.scan()]):
            raise PublishError(
                f"{path} finns redan, med innehåll som asn inte har skrivit. "
                "Flytta det, eller välj en annan mapp med --out."
            )
        before = ours or {MANIFEST}
        folders = _folders([*names, *before])
        there = {whole for *_, whole in _below(report, {f"{name}/" for name in folders})}
    taken = [name for name in names if name not in before and there & {name, f"{name}/"}]
    taken += [name for name in folders if name in there]
    if taken:
        raise PublishError(f"{path / taken[0]} finns redan, och asn har inte skrivit den. Flytta den och bygg igen.")


def _stage(place: ReportFolder, outputs: Sequence[Output]) -> None:
    """Write the whole report beside, and have it on the disk; a file that is as it was isn't written again."""
    place.around.make(place.new)
    folders = _folders(output.name for output in outputs)
    with place.around.enter(place.new) as new:
        for name in folders:
            with _holding(new, name) as (outer, last):
                outer.make(last)
        for output in outputs:
            with _holding(new, output.name) as (folder, last):
                if not _kept(place, output, folder):
                    folder.fill(last, output.data)
        for name in [*folders, "."]:
            with open_below(new, name.split("/")) as folder:
                folder.sync()
    place.around.sync()


def _kept(place: ReportFolder, output: Output, new: Folder) -> bool:
    """Let a file of the report that stands be one of the new report's too; False where it can't be."""
    try:
        with place.around.enter(place.name) as report, _holding(report, output.name) as (folder, last):
            same = contents(folder, last, -1)[0] == output.data
            if same:
                folder.link(last, last, new)
    except (OSError, Refused):  # not every disk has second names
        return False
    return same


def _exchange(place: ReportFolder) -> None:
    """The step that counts: afterwards the new report has the name, and the one before is beside it."""
    around = place.around
    if around.kind(place.name) is None:
        around.rename(place.new, place.name)
    elif not around.exchange(place.new, place.name):
        around.rename(place.name, place.old)
        around.rename(place.new, place.name)


def _mend(place: ReportFolder) -> None:
    """Finish an exchange that was made, undo one that was not; of no effect where nothing is left over."""
    around = place.around
    if around.has(place.old) and around.kind(place.name) is None:
        around.rename(place.old, place.name)
    for name in (place.old, place.new):
        if around.has(name):
            with around.enter(name) as left:
                ours = _ours(left)
                if ours is None and name == place.new:
                    # Torn, and ours alone: strangers' files come only with the manifest of a whole report.
                    _delete(left)
                else:
                    _empty(left, ours or set(), place)
            around.remove(name)


def _empty(left: Folder, ours: set[str], place: ReportFolder) -> None:
    """Delete what is ours, move all else to the report's folder; the manifest goes last."""
    _delete(left, {*ours, *(f"{name}/" for name in _folders(ours))} - {MANIFEST})
    strange = [entry.name for entry in left.scan() if entry.name != MANIFEST]
    if strange:
        with place.around.enter(place.name) as report:
            for name in strange:
                _move(left, name, report)
    with suppress(FileNotFoundError):
        left.unlink(MANIFEST)


def _delete(left: Folder, ours: Collection[str] | None = None) -> None:
    """Take away what is named, and folders, named with a slash, if they are empty then; all, if none is named."""
    for folder, name, whole in _below(left, ours):
        if ours is not None and whole not in ours:
            continue
        if not whole.endswith("/"):
            folder.unlink(name)
            continue
        with folder.enter(name) as inner:
            kept = [*inner.scan()]
        if not kept:
            folder.remove(name)


def _below(folder: Folder, into: Collection[str] | None, way: str = "") -> Iterator[tuple[Folder, str, str]]:
    """What lies in a folder, and in those of ``into`` below it, or in all: where it lies, its name, and its whole name.

    The whole name of a folder ends with a slash, and what lies in it comes before it.
    """
    for entry in folder.scan():
        inner = entry.is_dir(follow_symlinks=False)
        whole = f"{way}{entry.name}/" if inner else f"{way}{entry.name}"
        if inner and (into is None or whole in into):
            with folder.enter(entry.name) as below:
                yield from _below(below, into, whole)
        yield folder, entry.name, whole


def _move(left: Folder, name: str, report: Folder) -> None:
    """Move an editor's own file or folder along, into a folder of the same name if there is one."""
    kinds = left.kind(name), report.kind(name)
    if kinds == (stat.S_IFDIR, stat.S_IFDIR):
        with left.enter(name) as inner, report.enter(name) as to:
            for entry in inner.scan():
                _move(inner, entry.name, to)
        left.remove(name)
    elif kinds[1] is not None:
        raise FileExistsError(errno.EEXIST, "", str(report.path / name))
    else:
        left.rename(name, name, report)


def _ours(folder: Folder) -> set[str] | None:
    """The files of ours in a folder, by its manifest; None where it has none of ours."""
    try:
        manifest = parsed(contents(folder, MANIFEST, -1)[0])
    except (FileNotFoundError, Refused):
        return None
    return {MANIFEST, *manifest["outputs"]} if manifest else None


def _folders(names: Iterable[str]) -> list[str]:
    """The folders that hold these files, each one after the one it lies in."""
    return sorted({str(parent) for name in names for parent in PurePosixPath(name).parents} - {"."})


@contextmanager
def _holding(folder: Folder, name: str) -> Iterator[tuple[Folder, str]]:
    """The folder that an entry below another one lies in, and its name there."""
    *way, last = name.split("/")
    with open_below(folder, way) as inner:
        yield inner, last


@contextmanager
def _explained(path: Path, result: str) -> Iterator[None]:
    """The system's errors, raised as ours."""
    try:
        yield
    except OSError as error:
        raise _failed(error, path, result) from error


def _failed(error: OSError, folder: Path, result: str) -> PublishError:
    """The system's error in an editor's words, with what became of the report."""
    return PublishError(f"Kunde inte skriva {_stopped_at(error, folder)}: {cause(error)}. {result}")


def _stopped_at(error: OSError, folder: Path) -> Path:
    """The path of a name that the system told without its folder: one of the folder's parts, or a file beside it."""
    if not isinstance(error.filename, str | bytes):
        return folder
    name = os.fsdecode(error.filename)
    return next((path for path in (*reversed(folder.parents), folder) if path.name == name), folder.parent / name)


def _outcome(folder: Path) -> str:
    """What the reader finds in a report's folder after a failure."""
    if read_manifest(folder):
        return "Den förra rapporten ligger kvar orörd."
    kept = folder.with_name(f".{folder.name}.old")
    if read_manifest(kept):
        return f"Den förra rapporten ligger i {kept} och läggs tillbaka vid nästa bygge."
    return "Ingen rapport är skriven."
