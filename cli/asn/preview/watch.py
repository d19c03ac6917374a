"""Seeing that something was saved: times and sizes of files, looked at again and again.

Polling costs under a millisecond for a whole project, and works on every system, in containers and on network disks,
where notices of change are lost.
"""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from asn.finding import Finding
from asn.images import ENDINGS as PICTURES
from asn.load.reading import FreshReader
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ord import Ord
from asn.model.record import Värde
from asn.read import Tree

R = TypeVar("R", bound=Värde)
Trees = tuple[Tree | None, tuple[Finding, ...]]
Made = tuple[Any, tuple[Finding, ...]]


class KeptReader:
    """Keeps the latest tree of each file, and the record that it gave; a file that comes back changed is read anew."""

    def __init__(self) -> None:
        self._fresh = FreshReader()
        self._trees: dict[str, tuple[bytes, Trees]] = {}
        self._made: dict[str, tuple[Tree, object, Made]] = {}

    def tree(self, name: str, data: bytes) -> Trees:
        """The values of a file, with their places."""
        kept = self._trees.get(name)
        if kept is None or kept[0] != data:
            kept = self._trees[name] = (data, self._fresh.tree(name, data))
        return kept[1]

    def record(self, kind: type[R], tree: Tree) -> tuple[R | None, tuple[Finding, ...]]:
        """A whole file as one record."""
        kept = self._made.get(tree.file)
        if kept is None or kept[0] is not tree or kept[1] is not kind:
            kept = self._made[tree.file] = (tree, kind, self._fresh.record(kind, tree))
        return cast("tuple[R | None, tuple[Finding, ...]]", kept[2])

    def section(self, tree: Tree, heading: str, words: Ord) -> tuple[Avsnitt | None, tuple[Finding, ...]]:
        """A whole file as a section, with the board's words."""
        kept = self._made.get(tree.file)
        if kept is None or kept[0] is not tree or kept[1] != (heading, words):
            kept = self._made[tree.file] = (tree, (heading, words), self._fresh.section(tree, heading, words))
        return kept[2]


_FOLDERS = ("content", "templates")
CONTENT = (".yaml", ".yml")
ENDINGS = (*CONTENT, ".j2", ".css", ".ttf", ".otf", ".woff2", ".pdf", *(f".{ending}" for ending in PICTURES))
_SETTLING = 0.02  # seconds between two looks that must agree: an editor may empty a file before it fills it
_LOOKS = 25  # but a file that something writes to all the time is read in the end

Snapshot = frozenset[tuple[str, int, int]]
"""Path, time of change in nanoseconds and size of each file that matters, and the path of each folder."""


def snapshot(root: Path) -> Snapshot:
    """What the project's files look like now; an editor's own temporary files are passed over."""
    return frozenset(_seen([root / folder for folder in _FOLDERS]))


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


def latest(seen: Snapshot, root: Path, names: Sequence[str]) -> str:
    """Of these reports the one that a file was saved in last, or the last of them; empty if there are none."""

    def saved(name: str) -> int:
        own = str(root / "content" / name) + os.sep
        return max((time for path, time, _ in seen if path.startswith(own)), default=0)

    return max(reversed(names), key=saved, default="")


def _seen(folders: list[Path]) -> Iterator[tuple[str, int, int]]:
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:  # it was taken away while we looked; the next look sees it gone
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield entry.path, 0, 0
                folders.append(Path(entry.path))
            elif entry.name.endswith(ENDINGS):
                yield from _file(entry)


def _file(entry: os.DirEntry[str]) -> Iterator[tuple[str, int, int]]:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # likewise
        return
    yield entry.path, status.st_mtime_ns, status.st_size
