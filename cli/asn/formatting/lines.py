"""Which lines of a file belong to what."""

from collections.abc import Iterator

from asn.read import Tree
from asn.read.alignment import BLOCKS
from asn.read.tree import Node


def nodes(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in node.children.values():
        yield from nodes(child)


def line_starts(text: str) -> tuple[int, ...]:
    """The offset of each line's first character."""
    return (0, *(index + 1 for index, char in enumerate(text) if char == "\n"))


def line_of(tree: Tree, offset: int) -> int:
    """The line that holds a character, from 0."""
    return tree.source.line(offset) - 1


def column_of(tree: Tree, offset: int) -> int:
    """The column of a character, from 0."""
    return tree.source.column(offset) - 1


def continued_lines(tree: Tree) -> frozenset[int]:
    """The lines, from 0, on which a text goes on: what looks like a comment there is text."""
    texts = (node for node in nodes(tree.root) if isinstance(node.value, str))
    return frozenset(line for node in texts for line in _after_first(tree, node))


def block_lines(tree: Tree) -> frozenset[int]:
    """Those of them that belong to a text after ``|`` or ``>``, where blanks last on a line may mean something."""
    texts = (node for node in nodes(tree.root) if node.style in BLOCKS)
    return frozenset(line for node in texts for line in _after_first(tree, node))


def _after_first(tree: Tree, node: Node) -> range:
    return range(line_of(tree, node.span[0]) + 1, line_of(tree, node.span[1]) + 1)
