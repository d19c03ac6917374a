"""Whether a folder is ours to write in."""

import errno
import os
from collections.abc import Collection
from pathlib import Path

from asn.publish import disk, manifest
from asn.publish.failure import PublishError
from asn.publish.manifest import MANIFEST


def is_real(path: Path) -> bool:
    """A folder that is not a link to one."""
    return path.is_dir() and not path.is_symlink()


def is_taken(path: Path) -> bool:
    """Whether a folder's name is taken by something else: a file, or a link that may lead out."""
    return os.path.lexists(path) and not is_real(path)


def guard(folder: Path, root: Path | None = None) -> None:
    """Refuse a folder that is not plainly inside the root: a link there could lead our writes anywhere.

    Raises:
        PublishError: It is outside, or it or something on the way is a link.
    """
    root = root or folder.parent
    if ".." in folder.parts or not folder.is_relative_to(root) or folder == root:
        raise PublishError(f"Mappen {folder} ligger inte i {root}, där rapporterna ska ligga.", folder)
    inner = folder.relative_to(root)
    links = [path for path in (*(root / part for part in inner.parents), folder) if path.is_symlink()]
    # A junction in Windows is no symlink, but resolves like one.
    if links or folder.resolve() != root.resolve() / inner:
        path = (links or [folder])[0]
        raise PublishError(
            f"{path} är en länk till en annan plats. Rapporter skrivs bara i riktiga mappar: peka ut målet med --out.",
            path,
            errno.ELOOP,
        )


def refuse_strangers(folder: Path, names: Collection[str]) -> None:
    """Never write over, nor delete, what we did not write.

    Raises:
        PublishError: The folder holds files but no manifest of ours, or an output's name is taken.
    """
    if not folder.exists():
        return
    known = manifest.read(folder)
    if known is None and not (folder.is_dir() and not any(folder.iterdir())):
        raise PublishError(
            f"{folder} finns redan, med innehåll som asn inte har skrivit. "
            "Flytta det, eller välj en annan mapp med --out.",
            folder,
            errno.ENOTEMPTY,
        )
    ours = {MANIFEST, *known["outputs"]} if known else {MANIFEST}
    taken = [folder / name for name in names if name not in ours and os.path.lexists(folder / name)]
    taken += [folder / name for name in disk.folders([*names, *ours]) if is_taken(folder / name)]
    if taken:
        raise PublishError(
            f"{taken[0]} finns redan, och asn har inte skrivit den. Flytta den och bygg igen.",
            taken[0],
            errno.EEXIST,
        )
