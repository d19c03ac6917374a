"""What can be told of a project without reading what its files say: where it is, and which reports it has."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from asn.files import Listed, Refused, listed
from asn.period import PERIOD, order_of


def shards(root: Path, names: Sequence[str], count: int) -> tuple[tuple[str, ...], ...]:
    """At most ``count`` shares of about the same weight, each in the order of ``names``; none is empty.

    The heaviest goes first, each to the share that is lightest so far: near the best there is, and always the same.
    """
    weights = {name: _weight(root, f"content/{name}") for name in names}
    shares: list[list[str]] = [[] for _ in range(min(count, len(names)))]
    for name in sorted(names, key=lambda name: (-weights[name], name)):
        min(shares, key=lambda share: (sum(weights[other] for other in share), len(share))).append(name)
    return tuple(tuple(name for name in names if name in share) for share in shares)


def _weight(root: Path, folder: str) -> int:
    """The bytes of a folder's files."""
    return sum((root / folder / name).lstat().st_size for name in listed(root, folder).files)


_LEAST = 6
"""Seconds of processor time; our own six reports are checked in one."""
_BYTES, _FILES = 250_000, 75
"""Of content that are read, checked and compared in less than a second on a slow machine."""
_COUNTED = 1_000_000  # bytes of a file; the reader takes no more
YEAR = re.compile(r"(?:19|20)\d{2}")


class ProjectMissing(Exception):  # noqa: N818 - it says what is the case
    """There is no project here; the message is Swedish."""


def project_root(start: Path) -> Path:
    """The nearest folder, from ``start`` upwards, that has ``content/``.

    Raises:
        ProjectMissing: if there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return folder
    raise ProjectMissing(
        "Här finns inget projekt: mappen content/ saknas. Byt mapp, eller börja ett nytt med asn init."
    )


def source_files(root: Path) -> tuple[Path, ...]:
    """The folders that a report is made of."""
    return root / "content", root / "templates"


def seconds_needed(root: Path | None) -> int:
    """Seconds of processor time that it may take to read, check and compare what is in a project."""
    size, number = 0, 0
    folders = [root / "content"] if root else []
    while folders:
        with suppress(OSError):  # a folder that went away, or can't be read: the reading itself tells of it
            for entry in os.scandir(folders.pop()):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    number += 1
                    size += min(entry.stat().st_size, _COUNTED)
    return _LEAST + size // _BYTES + number // _FILES


def report_names(root: Path) -> tuple[str, ...]:
    """The reports that have a folder, 2023/T1, in order of time."""
    years = [name for name in _listed(root, "content").folders if YEAR.fullmatch(name)]
    found = [
        f"{year}/{period}"
        for year in years
        for period in _listed(root, f"content/{year}").folders
        if PERIOD.fullmatch(period)
    ]
    return tuple(sorted(found, key=order_of))


def _listed(root: Path, folder: str) -> Listed:
    """What lies in a folder; nothing in one that is a link, which the loading tells of."""
    try:
        return listed(root, folder)
    except Refused:
        return Listed()
