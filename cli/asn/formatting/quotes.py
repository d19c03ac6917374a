"""Quotes around texts are double, as on every other line, where that changes nothing within them."""

from asn.formatting.lines import nodes
from asn.read import Tree

_APART = ('"', "\\", "''", "\n")


def double_quoted(tree: Tree) -> str:
    """The text with double quotes for single ones."""
    parts, done = [], 0
    singles = (node.span for node in nodes(tree.root) if node.style == "'")
    for start, end in sorted(singles):
        inner = tree.text[start + 1 : end - 1]
        if not any(mark in inner for mark in _APART):
            parts += [tree.text[done:start], f'"{inner}"']
            done = end
    return "".join([*parts, tree.text[done:]])
