"""A new report and the one before it trade places, and what remains is tidied up.

Three names beside a report ``T1`` are ours, each with one meaning, so that a killed build can be mended:

``.T1.new``   a report being written; it may be torn, holds nothing but our own, and may be thrown away
``.T1.swap``  a whole report, old or new, about to trade places; it goes back if ``T1`` is gone
``.T1.old``   a report that has been replaced, being emptied
"""

import errno
import os
import shutil
from pathlib import Path

from asn.publish import disk, manifest
from asn.publish.exchange import exchange
from asn.publish.ground import is_real, is_taken
from asn.publish.manifest import MANIFEST


def beside(folder: Path, role: str) -> Path:
    """The name that a report has in a role: new, swap or old."""
    return folder.with_name(f".{folder.name}.{role}")


def trade(folder: Path) -> None:
    """The step that counts: afterwards the new report has the name, and the one before is ``.swap``.

    Raises:
        OSError: They did not trade; ``mend`` takes it back.
    """
    new, swap = beside(folder, "new"), beside(folder, "swap")
    if not folder.exists():
        new.rename(folder)
        return
    new.rename(swap)
    if exchange(swap, folder):
        return
    swap.rename(new)
    folder.rename(swap)
    new.rename(folder)


def mend(folder: Path) -> None:
    """Finish a trade that was made, undo one that was not; of no effect where nothing is left over.

    Raises:
        OSError: Something is left over still.
    """
    new, swap, old = (beside(folder, role) for role in ("new", "swap", "old"))
    for path in (new, swap, old):
        if is_taken(path):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if swap.exists() and not folder.exists():
        swap.rename(folder)
    if old.exists():
        _empty(old, folder)
    if swap.exists():
        swap.rename(old)
        _empty(old, folder)
    if new.exists():
        shutil.rmtree(new)


def _empty(old: Path, folder: Path) -> None:
    """Delete what the old manifest lists, move all else to the folder; the manifest goes last."""
    known = manifest.read(old)
    names = known["outputs"] if known else ()
    listed = [name for name in names if not any(is_taken(old / inner) for inner in disk.folders([name]))]
    for name in listed:
        (old / name).unlink(missing_ok=True)
    for name in reversed(disk.folders(listed)):
        if (old / name).exists() and not any((old / name).iterdir()):
            (old / name).rmdir()
    for path in sorted(old.iterdir()):
        if path.name != MANIFEST:
            _move(path, folder / path.name)
    (old / MANIFEST).unlink(missing_ok=True)
    old.rmdir()


def _move(path: Path, place: Path) -> None:
    """Move an editor's own file or folder along, into a folder of the same name if there is one."""
    if is_real(path) and is_real(place):
        for inner in sorted(path.iterdir()):
            _move(inner, place / inner.name)
        path.rmdir()
    elif os.path.lexists(place):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    else:
        place.parent.mkdir(exist_ok=True)
        path.rename(place)
