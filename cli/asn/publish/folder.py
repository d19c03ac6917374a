"""A report is put in its folder, whole.

A report is several files that belong together, and no file system replaces several files at once. It can
rename one folder. So the new report is written whole beside the old one, and the two trade names.
"""

from collections.abc import Sequence
from pathlib import Path

from asn.publish import disk, manifest, swap
from asn.publish.failure import failed
from asn.publish.ground import guard, refuse_strangers
from asn.publish.manifest import MANIFEST, Fingerprint, Output


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
    guard(folder, root)
    recover(folder)
    try:
        refuse_strangers(folder, names)
        _stage(swap.beside(folder, "new"), outputs, fingerprint)
        swap.trade(folder)
    except OSError as error:
        raise failed(error, folder, _undone(folder)) from error
    _finish(folder)


def recover(folder: Path) -> None:
    """Finish or undo what a killed build left; of no effect where nothing was left.

    Raises:
        PublishError: It could not be mended.
    """
    try:
        swap.mend(folder)
    except OSError as error:
        raise failed(error, folder, "Det ligger kvar sedan ett avbrutet bygge.") from error


def _stage(new: Path, outputs: Sequence[Output], fingerprint: Fingerprint) -> None:
    """Write the whole report beside, its manifest last, and have it on the disk."""
    new.parent.mkdir(parents=True, exist_ok=True)
    new.mkdir()
    inner = [new / name for name in disk.folders(output.name for output in outputs)]
    for path in inner:
        path.mkdir()
    for output in outputs:
        disk.write(new / output.name, output.data)
    disk.write(new / MANIFEST, manifest.written(outputs, fingerprint))
    for path in [*inner, new, new.parent]:
        disk.sync(path)


def _undone(folder: Path) -> str:
    """Take back a failed attempt, and say what the reader finds now."""
    try:
        swap.mend(folder)
    except OSError:
        kept = swap.beside(folder, "swap")
        if kept.exists() and not folder.exists():
            return f"Den förra rapporten ligger i {kept} och läggs tillbaka vid nästa bygge."
    return "Den förra rapporten ligger kvar orörd." if manifest.read(folder) else "Ingen rapport är skriven."


def _finish(folder: Path) -> None:
    """The new report is in place; see that it stays there, and tidy up after the old one."""
    try:
        disk.sync(folder.parent)
        swap.mend(folder)
    except OSError as error:
        raise failed(error, folder, "Den nya rapporten är på plats, men allt är inte städat.") from error
