"""Reading that remembers: of all files only the one that was saved is read again."""

from typing import Any, TypeVar, cast

from asn.finding import Finding
from asn.load.project import FreshReader
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post
from asn.read import Tree

R = TypeVar("R", bound=Post)
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

    def section(self, tree: Tree, heading: str) -> tuple[Avsnitt | None, tuple[Finding, ...]]:
        """A whole file as a section."""
        kept = self._made.get(tree.file)
        if kept is None or kept[0] is not tree or kept[1] != heading:
            kept = self._made[tree.file] = (tree, heading, self._fresh.section(tree, heading))
        return kept[2]
