"""The changes: each gives the whole file with it, read, or says why it can't be made.

A change is proven before it is given: the new text is read, and says what the old one said but for the change.
"""

import copy
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from asn.editing.writing import STEP, list_item, scalar, scalar_style, written_block
from asn.finding import KeyPath
from asn.read import Tree, Value, read_yaml, value_at
from asn.read.tree import COLLECTION, LITERAL, PLAIN, Node

_MORE = "Ändringen kan inte skrivas här utan att något annat i filen ändras."


class EditError(Exception):
    """A change that can't be made here without touching more; the message is Swedish."""


def replaced(tree: Tree, path: KeyPath, value: Value, order: Sequence[str] = ()) -> Tree:
    """The file with another value at ``path``. A key that isn't there is put in.

    Args:
        tree: the file as it is.
        path: keys, and indexes of items; all but the last must be there.
        value: the new value; None leaves the key with nothing after it.
        order: the keys that the mapping may have, in the model's order: a new key comes after those before it.

    Raises:
        EditError: if the place isn't there, or the new text would say something else.
    """
    node = find(tree, path)
    parent = find(tree, path[:-1])
    if parent is None:
        raise EditError("Stället finns inte längre i filen.")
    if node is not None:
        return _with_value(tree, path, node, value)
    if _is_flow(tree, parent):
        key = key_among(tree, parent, str(path[-1]))
        text = _into_braces(tree, parent, f"{key}: {scalar(value, within_braces=True)}".rstrip())
    else:
        text = _with_key(tree, path, parent, value, order)
    return proven_change(tree, text, lambda root: put(root, path, value))


def _with_value(tree: Tree, path: KeyPath, node: Node, value: Value) -> Tree:
    """In the old text's style where that can hold the new one, else in any that can."""
    in_braces = is_in_braces(tree, path)
    column = tree.source.column(node.key[1] if node.key else node.span[0])
    for style in (scalar_style(value, column, node.style), LITERAL, PLAIN):
        text = _with_node(tree, node._replace(style=style), in_braces, value)
        with suppress(EditError):
            return proven_change(tree, text, lambda root: put(root, path, value))
    raise EditError(_MORE)


def removed(tree: Tree, path: KeyPath) -> Tree:
    """The file without the key or the item at ``path``; comments that stand above it stay.

    Raises:
        EditError: if it isn't there, or the new text would say something else.
    """
    node = find(tree, path)
    if node is None:
        raise EditError("Stället finns inte längre i filen.")
    start, end = _extent(tree, path, node)
    if is_in_braces(tree, path):
        text = _out_of_braces(tree.text, start, end)
    elif len(find(tree, path[:-1]).children) == 1 and path[:-1]:  # type: ignore[union-attr]  # the parent of what is
        text = _emptied(tree, path[:-1])
        return proven_change(tree, text, lambda root: put(root, path[:-1], None))
    else:
        text = _without_lines(tree.text, start, end)
    return proven_change(tree, text, lambda root: _delete(root, path))


def inserted(tree: Tree, path: KeyPath, value: Value) -> Tree:
    """The file with a new item before the one at ``path``, whose last step is an index; the list's length puts it last.

    Raises:
        EditError: if there is no list, or the new text would say something else.
    """
    *way, index = path
    parent = find(tree, tuple(way))
    if parent is None or not isinstance(index, int):
        raise EditError("Listan finns inte längre i filen.")
    if parent.value in (None, "", []):
        text = _with_node(tree, parent, is_in_braces(tree, tuple(way)), [value])
        return proven_change(tree, text, lambda root: put(root, tuple(way), [value]))
    if _is_flow(tree, parent):
        text = _item_into_brackets(tree, parent, index, scalar(value, within_braces=True))
    else:
        text = _item_between(tree, parent, index, value)
    return proven_change(tree, text, lambda root: value_at(root, tuple(way)).insert(index, value))


def moved(tree: Tree, path: KeyPath, index: int) -> Tree:
    """The file with the item at ``path`` at another place in its list; it keeps the comments within it.

    Raises:
        EditError: if it isn't there, or the new text would say something else.
    """
    node = find(tree, path)
    if node is None or not isinstance(path[-1], int):
        raise EditError("Raden finns inte längre i filen.")
    if is_in_braces(tree, path):
        raise EditError("En lista inom hakparenteser kan inte ordnas om här.")
    if len(value_at(tree.value, path[:-1])) == 1:
        return tree
    start, end = _extent(tree, path, node)
    first, after = _line_start(tree.text, start), line_end(tree.text, end)
    lines = tree.text[first:after]
    rest = _tree(tree, tree.text[:first] + tree.text[after:])
    parent = find(rest, path[:-1])
    assert parent is not None
    place = _before_item(rest, parent, index)
    text = f"{rest.text[:place]}{lines if lines.endswith(chr(10)) else lines + chr(10)}{rest.text[place:]}"

    def change(root: Value) -> None:
        items = value_at(root, path[:-1])
        items.insert(index, items.pop(path[-1]))

    return proven_change(tree, text, change)


def encoded(text: str, old: bytes) -> bytes:
    """A file's new bytes, with the byte order mark and the line ends that it had."""
    ends = b"\r\n" in old
    mark = BOM_UTF8 if old.startswith(BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if ends else text).encode()


def proven_change(tree: Tree, text: str, change: Callable[[Value], None]) -> Tree:
    """The new text, read, if it says what the old one said but for the change.

    Raises:
        EditError: if it says something else.
    """
    wanted = copy.deepcopy(tree.value)
    change(wanted)
    result = _tree(tree, text)
    if _trimmed(result.value) != _trimmed(wanted):
        raise EditError(_MORE)
    return result


def _tree(tree: Tree, text: str) -> Tree:
    parsed, _ = read_yaml(tree.file, text.encode())
    if parsed is None:
        raise EditError("Ändringen kan inte skrivas här: filen skulle inte gå att läsa.")
    return parsed


def _trimmed(value: Value) -> Value:
    """A value without blanks last in its texts, which no field reads; an empty list is nothing, as in a draft."""
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value] or None
    return (value.rstrip() or None) if isinstance(value, str) else value


def put(root: Value, path: KeyPath, value: Value) -> None:
    """Put a value at a place; what is missing on the way, or a key with nothing after it yet, becomes a mapping."""
    at: Any = root
    for step, after in pairwise(path):
        if isinstance(after, str) and (at.get(step) if isinstance(at, dict) else at[step]) is None:
            at[step] = {}
        at = at[step]
    at[path[-1]] = copy.copy(value)


def _delete(root: Value, path: KeyPath) -> None:
    del value_at(root, path[:-1])[path[-1]]


def find(tree: Tree, path: KeyPath) -> Node | None:
    """What stands at a place; None if nothing does."""
    node: Node | None = tree.root
    for step in path:
        node = node.children.get(step) if node else None
    return node


def _is_flow(tree: Tree, node: Node) -> bool:
    return node.style == COLLECTION and tree.text[node.span[0] : node.span[0] + 1] in {"{", "["}


def is_in_braces(tree: Tree, path: KeyPath) -> bool:
    """Whether a place is within braces or brackets."""
    ways = [path[:length] for length in range(len(path))]
    return any(_is_flow(tree, node) for way in ways if (node := find(tree, way)))


def _with_node(tree: Tree, node: Node, in_braces: bool, value: Value) -> str:  # noqa: FBT001 - where it stands
    """The text with a value in the place of another."""
    start, end = node.span
    # Nothing within brackets is no style to keep: what comes there has lines of its own.
    is_flow = _is_flow(tree, node) and (node.children or node.key is None)
    if in_braces or (is_flow and isinstance(value, (dict, list))):
        written = scalar(value, within_braces=in_braces)
        gap = " " if written and node.key is not None and tree.text[:start].endswith(":") else ""
        return f"{tree.text[:start]}{gap}{written}{tree.text[end:]}"
    if node.key is None:
        indent = tree.source.column(start) - 1
        return f"{tree.text[:start]}{written_block(value, indent - STEP, node.style).lstrip()}{tree.text[end:]}"
    colon = tree.text.index(":", node.key[1]) + 1
    text = written_block(value, tree.source.column(node.key[0]) - 1, node.style)
    return f"{tree.text[:colon]}{text}{tree.text[max(end, colon) :]}"


def _with_key(tree: Tree, path: KeyPath, parent: Node, value: Value, order: Sequence[str]) -> str:
    """The text with a new key in a mapping: after the last of those that the model has before it, else last."""
    key = str(path[-1])
    if parent.style != COLLECTION:  # nothing yet
        if parent.key is None:
            raise EditError("Stället finns inte längre i filen.")
        return _with_node(tree, parent, in_braces=False, value={key: value})
    present = [name for name in parent.children if isinstance(name, str)]
    before = [name for name in order[: order.index(key)] if name in present] if key in order else present
    first = parent.children[present[0]]
    assert first.key is not None
    indent = tree.source.column(first.key[0]) - 1
    name = key_among(tree, parent, key)
    line = f"{' ' * indent}{name}:{written_block(value, indent, scalar_style(value, indent + len(name) + 2))}\n"
    last = parent.children[before[-1] if before else present[-1]]
    place = line_end(tree.text, end_of(last))
    head = tree.text[:place]
    return f"{head}{'' if head.endswith(chr(10)) else chr(10)}{line}{tree.text[place:]}"


def key_among(tree: Tree, parent: Node, key: str) -> str:
    """A new key as it is written in a mapping: a year within the marks that all the others' have, else as it is."""
    marks = {tree.text[child.key[0]] for child in parent.children.values() if child.key}
    mark = marks.pop() if len(marks) == 1 and key.isdigit() else ""
    return f"{mark}{key}{mark}" if mark in {'"', "'"} else key


def end_of(node: Node) -> int:
    """Where a value ends, or its key where it is empty."""
    return max(node.span[1], node.key[1] if node.key else 0)


def _extent(tree: Tree, path: KeyPath, node: Node) -> tuple[int, int]:
    """From the key, or the dash, to the end of the value."""
    if node.key is not None:
        return node.key[0], end_of(node)
    if is_in_braces(tree, path):
        return node.span
    return tree.text.rindex("-", 0, node.span[0]), node.span[1]


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Past the line end of the line that ``offset`` stands on, or where a comment after it ends."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _without_lines(text: str, start: int, end: int) -> str:
    """The text without the lines of a key or an item; the first key of an item leaves its dash to the next."""
    before = text[_line_start(text, start) : start]
    after = line_end(text, end)
    if before.strip():  # «- key: value»
        return text[:start] + text[after:].lstrip(" ")
    return text[: _line_start(text, start)] + text[after:]


def _emptied(tree: Tree, path: KeyPath) -> str:
    """The text with nothing at ``path``, whose only content is to go."""
    node = find(tree, path)
    assert node is not None
    return _with_node(tree, node, is_in_braces(tree, path), None)


def _out_of_braces(text: str, start: int, end: int) -> str:
    """The text without a part within braces; the comma before it goes too, or the one after if it is the first."""
    head, tail = text[:start].rstrip(), text[end:]
    if head.endswith(","):
        return head[:-1] + tail
    kept = tail.lstrip()
    return text[:start] + (kept[1:].lstrip() if kept.startswith(",") else tail)


def _into_braces(tree: Tree, parent: Node, written: str) -> str:
    """The text with a part last within braces."""
    head = tree.text[: parent.span[1] - 1].rstrip()
    comma = "" if head.endswith(("{", "[")) else ", "
    return f"{head}{comma}{written}{tree.text[parent.span[1] - 1 :]}"


def _item_into_brackets(tree: Tree, parent: Node, index: int, written: str) -> str:
    if index >= len(parent.children):
        return _into_braces(tree, parent, written)
    place = parent.children[index].span[0]
    return f"{tree.text[:place]}{written}, {tree.text[place:]}"


def _item_between(tree: Tree, parent: Node, index: int, value: Value) -> str:
    indent = tree.source.column(parent.span[0]) - 1
    place = _before_item(tree, parent, index)
    head = tree.text[:place]
    return (
        f"{head}{'' if head.endswith(chr(10)) or not head else chr(10)}{list_item(value, indent)}\n{tree.text[place:]}"
    )


def _before_item(tree: Tree, parent: Node, index: int) -> int:
    """Where an item's lines begin; past the last item's, where there is none."""
    if index < len(parent.children):
        return _line_start(tree.text, tree.text.rindex("-", 0, parent.children[index].span[0]))
    return line_end(tree.text, end_of(parent.children[len(parent.children) - 1]))
