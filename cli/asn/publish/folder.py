"""A report is put in its folder, whole.

A report is several files that belong together, and no file system replaces several files at once. It can
rename one folder. So the new report is written whole beside the old one, and the two trade names.
"""

import errno
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from asn.files.failure import Refused
from asn.files.folder import Folder, reached
from asn.files.reader import contents
from asn.publish import manifest
from asn.publish.failure import failed
from asn.publish.manifest import MANIFEST, Fingerprint, Output
from asn.publish.place import Place, folders, known, lost, opened, outcome, refuse_strangers


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
    names = manifest.names_of(outputs)
    with opened(folder, root) as place:
        recover(place)
        try:
            refuse_strangers(place, names)
            _stage(place, outputs, fingerprint)
            _trade(place)
        except OSError as error:
            with suppress(OSError):
                _mend(place)
            raise failed(error, folder, lost(place) or outcome(folder)) from error
        try:
            place.around.sync()
            _mend(place)
        except OSError as error:
            raise failed(error, folder, "Den nya rapporten är på plats, men allt är inte städat.") from error


def recover(place: Place) -> None:
    """Finish or undo what a killed build left; of no effect where nothing was left.

    Raises:
        PublishError: It could not be mended.
    """
    try:
        _mend(place)
    except OSError as error:
        path = place.around.path / place.name
        raise failed(error, path, "Det ligger kvar sedan ett avbrutet bygge.") from error


def _stage(place: Place, outputs: Sequence[Output], fingerprint: Fingerprint) -> None:
    """Write the whole report beside, its manifest last, and have it on the disk; what is unchanged isn't rewritten."""
    sums = _standing(place)
    place.around.make(place.new)
    with place.around.enter(place.new) as new:
        inner = folders(output.name for output in outputs)
        for name in inner:
            *way, last = name.split("/")
            with reached(new, way) as outer:
                outer.make(last)
        for one in (*outputs, Output(MANIFEST, manifest.manifest_json(outputs, fingerprint))):
            *way, last = one.name.split("/")
            with reached(new, way) as holding:
                if sums.get(one.name) != manifest.digest(one.data) or not _kept(place, one, holding):
                    holding.fill(last, one.data)
        for name in [*inner, "."]:
            with reached(new, name.split("/")) as holding:
                holding.sync()
    place.around.sync()


def _standing(place: Place) -> dict[str, str]:
    """The sums of the files that the manifest of the report that stands lists."""
    if place.around.kind(place.name) is None:
        return {}
    with place.around.enter(place.name) as report:
        told = known(report)
    return dict(told["outputs"]) if told else {}  # type: ignore[call-overload]  # as parsed saw to


def _kept(place: Place, one: Output, holding: Folder) -> bool:
    """Let a file of the report that stands be one of the new report's too; False where it can't be."""
    *way, last = one.name.split("/")
    try:
        with place.around.enter(place.name) as report, reached(report, way) as there:
            if contents(there, last, -1)[0] != one.data:
                return False
            there.link(last, last, holding)
    except (OSError, Refused):  # not every disk has second names
        return False
    return True


def _trade(place: Place) -> None:
    """The step that counts: afterwards the new report has the name, and the one before is beside it."""
    around = place.around
    if around.kind(place.name) is None:
        around.rename(place.new, place.name)
    elif not around.exchange(place.new, place.name):
        around.rename(place.name, place.old)
        around.rename(place.new, place.name)


def _mend(place: Place) -> None:
    """Finish a trade that was made, undo one that was not; of no effect where nothing is left over."""
    around = place.around
    beside = [name for name in (place.old, place.new) if around.has(name)]
    if place.old in beside and around.kind(place.name) is None:
        around.rename(place.old, place.name)
        beside.remove(place.old)
    for name in beside:
        with around.enter(name) as left:
            told = known(left)
            if told is None and name == place.new:
                _clear(left)  # torn, and ours alone: strangers' files come only with the manifest of a whole report
            else:
                _empty(left, list(told["outputs"]) if told else [], place)  # type: ignore[call-overload]
        around.remove(name)


def _clear(folder: Folder) -> None:
    for entry in folder.scan():
        if entry.is_dir(follow_symlinks=False):
            with folder.enter(entry.name) as inner:
                _clear(inner)
            folder.remove(entry.name)
        else:
            folder.unlink(entry.name)


def _empty(left: Folder, names: list[str], place: Place) -> None:
    """Delete what the old manifest lists, move all else to the report's folder; the manifest goes last."""
    for name in names:
        _remove(left, name, stat.S_IFREG)
    for name in reversed(folders(names)):
        _remove(left, name, stat.S_IFDIR)
    strange = [entry.name for entry in left.scan() if entry.name != MANIFEST]
    if strange:
        with place.around.enter(place.name) as report:
            for name in strange:
                _move(left, name, report)
    with suppress(FileNotFoundError):
        left.unlink(MANIFEST)


def _remove(folder: Folder, name: str, kind: int) -> None:
    """Take a file, or a folder that is empty, away; nothing that lies where a link leads."""
    *way, last = name.split("/")
    try:
        with reached(folder, way) as inner:
            found = inner.kind(last)
            if kind == stat.S_IFDIR and found == kind:
                with inner.enter(last) as whole:
                    kept = [*whole.scan()]
                if not kept:
                    inner.remove(last)
            elif kind != stat.S_IFDIR and found not in (None, stat.S_IFDIR):
                inner.unlink(last)
    except OSError as why:
        if why.errno not in {errno.ENOENT, errno.ELOOP, errno.ENOTDIR}:
            raise


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
