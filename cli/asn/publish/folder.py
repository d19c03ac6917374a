"""A report is put in its folder, whole, by one build at a time.

A report is several files that belong together, and no file system replaces several files at once. It can
rename one folder. So the new report is written whole beside the old one, and the names of the two are exchanged.
"""

import errno
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from asn.files import Refused
from asn.files.folder import Folder, reached
from asn.files.reader import contents
from asn.publish.manifest import MANIFEST, Fingerprint, Output, manifest_json, names_of, parsed
from asn.publish.place import PublishError, ReportFolder, explained, failed, opened, outcome

_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt  # pragma: no cover - Windows only

    def _take(handle: int) -> None:  # pragma: no cover - Windows only
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(PublishError):  # noqa: N818 - it tells of a state, and the name is the contract's
    """Another build is writing the same report."""


@contextmanager
def locked(folder: Path, root: Path | None = None) -> Iterator[None]:
    """Hold the report's folder for this build alone, and mend what a killed one left beside it.

    The lock is on ``.<folder>.lock`` beside the folder, and is the system's own: it goes with the process,
    however that ends. The file stays, empty; to remove it would let two builds lock one each.

    Raises:
        Busy: Another build holds it. It is said at once, without waiting.
        PublishError: The folder is no place to write in, or the lock can't be made.
    """
    with opened(folder, root) as place:
        path = folder.with_name(f".{folder.name}.lock")
        with explained(path, "Inget är ändrat."):
            handle = place.around.open(path.name, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            with explained(path, "Inget är ändrat."):
                _hold(handle, path)
            _recover(place)
            yield
        finally:
            os.close(handle)


def publish(folder: Path, outputs: Sequence[Output], fingerprint: Fingerprint, root: Path | None = None) -> None:
    """Put a report in its folder: all of it with its manifest, or nothing.

    Promised, where the system can exchange two folders (Linux, macOS): at every moment, through kill -9, a
    full disk or a power cut, the folder holds the whole old report or the whole new one, with the manifest
    that belongs to it. Elsewhere the folder may be missing between two renames; the next ``locked`` or
    ``publish`` then puts the old report back. Files of the old report that the new one lacks are removed;
    files that we did not write stay. Call it inside ``locked``.

    Args:
        folder: The report's own folder.
        outputs: All files of the report except the manifest.
        fingerprint: What they were made of.
        root: The folder that all reports go in; the report's parent if not told.

    Raises:
        PublishError: It could not be written, or the folder is not ours to write in.
    """
    names = names_of(outputs)
    with opened(folder, root) as place:
        _recover(place)
        try:
            _refuse_strangers(place, names)
            _stage(place, [*outputs, Output(MANIFEST, manifest_json(outputs, fingerprint))])
            _exchange(place)
        except OSError as error:
            with suppress(OSError):
                _mend(place)
            raise failed(error, folder, outcome(folder)) from error
        with explained(folder, "Den nya rapporten är på plats, men allt är inte städat."):
            place.around.sync()
            _mend(place)


def _hold(handle: int, path: Path) -> None:
    try:
        _take(handle)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        message = "Rapporten byggs redan av ett annat kommando. Vänta tills det är klart och försök igen."
        raise Busy(message, path, error.errno) from error


def _refuse_strangers(place: ReportFolder, names: Collection[str]) -> None:
    """Never write over, nor delete, what we did not write.

    Raises:
        PublishError: The folder holds files but no manifest of ours, or an output's name is taken.
    """
    if place.around.kind(place.name) is None:
        return
    with place.around.enter(place.name) as report:
        is_folder = place.around.kind(place.name) == stat.S_IFDIR
        ours = _ours(report) if is_folder else None
        if ours is None and not (is_folder and not [*report.scan()]):
            raise PublishError(
                f"{place.path} finns redan, med innehåll som asn inte har skrivit. "
                "Flytta det, eller välj en annan mapp med --out.",
                place.path,
                errno.ENOTEMPTY,
            )
        before = ours or {MANIFEST}
        taken = [name for name in names if name not in before and _kind(report, name) is not None]
        taken += [name for name in _folders([*names, *before]) if _kind(report, name) not in (None, stat.S_IFDIR)]
    if taken:
        path = place.path / taken[0]
        raise PublishError(
            f"{path} finns redan, och asn har inte skrivit den. Flytta den och bygg igen.", path, errno.EEXIST
        )


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
            with reached(new, name.split("/")) as folder:
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


def _recover(place: ReportFolder) -> None:
    """Finish or undo what a killed build left; of no effect where nothing was left."""
    with explained(place.path, "Det ligger kvar sedan ett avbrutet bygge."):
        _mend(place)


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
                    _delete(
                        left
                    )  # torn, and ours alone: strangers' files come only with the manifest of a whole report
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


def _delete(folder: Folder, ours: Collection[str] | None = None, way: str = "") -> None:
    """Take away what is named, and folders, named with a slash, if they are empty then; all, if none is named."""
    for entry in folder.scan():
        inner = entry.is_dir(follow_symlinks=False)
        name = f"{way}{entry.name}/" if inner else f"{way}{entry.name}"
        if ours is not None and name not in ours:
            continue
        if not inner:
            folder.unlink(entry.name)
            continue
        with folder.enter(entry.name) as below:
            _delete(below, ours, name)
            kept = [*below.scan()]
        if not kept:
            folder.remove(entry.name)


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
    with reached(folder, way) as inner:
        yield inner, last


def _kind(report: Folder, name: str) -> int | None:
    try:
        with _holding(report, name) as (inner, last):
            return inner.kind(last)
    except OSError as why:
        # ELOOP, ENOTDIR: something else is where a folder would be, which is told of by the folder's own name.
        if why.errno not in {errno.ENOENT, errno.ELOOP, errno.ENOTDIR}:
            raise
        return None
