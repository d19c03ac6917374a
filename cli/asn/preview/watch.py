"""Seeing that something was saved: times and sizes of files, looked at again and again.

Polling costs under a millisecond for a whole project, and works on every system, in containers and on network disks,
where notices of change are lost.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("content", "templates")
CONTENT = (".yaml", ".yml")
ENDINGS = (*CONTENT, ".j2", ".css", ".ttf", ".woff2")
_SETTLING = 0.02  # seconds between two looks that must agree: an editor may empty a file before it fills it
_LOOKS = 25  # but a file that something writes to all the time is read in the end

Snapshot = frozenset[tuple[str, int, int]]
"""Path, time of change in nanoseconds and size of each file that matters, and the path of each folder."""


def snapshot(root: Path) -> Snapshot:
    """What the project's files look like now; an editor's own temporary files are passed over."""
    return frozenset(found for folder in FOLDERS for found in _seen(root / folder))


def settled(root: Path) -> Snapshot:
    """The same, once two looks agree."""
    before = snapshot(root)
    for _ in range(_LOOKS):
        time.sleep(_SETTLING)
        now = snapshot(root)
        if now == before:
            break
        before = now
    return before


def templates(seen: Snapshot) -> Snapshot:
    """The part of a snapshot that is not content."""
    return frozenset(one for one in seen if not one[0].endswith(CONTENT))


def _seen(folder: Path) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it was taken away while we looked; the next look sees it gone
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield entry.path, 0, 0
            yield from _seen(Path(entry.path))
        elif entry.name.endswith(ENDINGS):
            yield from _file(entry)


def _file(entry: os.DirEntry[str]) -> Iterator[tuple[str, int, int]]:
    try:
        told = entry.stat(follow_symlinks=False)
    except OSError:  # likewise
        return
    yield entry.path, told.st_mtime_ns, told.st_size
