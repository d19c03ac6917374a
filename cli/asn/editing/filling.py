"""Many values at once, each in its own key: the file is read again a single time, however many they are."""

from collections.abc import Mapping

from asn.editing.changes import EditError, end_of, find, is_in_braces, key_among, line_end, proven_change, put
from asn.editing.writing import scalar, written_block
from asn.finding import KeyPath
from asn.read import Tree, Value
from asn.read.tree import COLLECTION, Node

_Edit = tuple[int, int, str]
_GONE = "Stället finns inte längre i filen."


def filled(tree: Tree, values: Mapping[KeyPath, Value]) -> Tree:
    """The file with a value in each of some keys, put in where they aren't; all else keeps its bytes.

    The values are single ones, by their way in the file; the record that a key is to be in must be there.

    Raises:
        EditError: if a place isn't there, or the new text would say something else.
    """
    edits: list[_Edit] = []
    for way, inner in _by_mapping(tree, values).items():
        edits += _edits(tree, way, inner)
    text = tree.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]

    def change(root: Value) -> None:
        for path, value in values.items():
            put(root, path, value)

    return proven_change(tree, text, change) if edits else tree


def _by_mapping(tree: Tree, values: Mapping[KeyPath, Value]) -> dict[KeyPath, dict[str, Value]]:
    """The values by the nearest mapping that is there; what is missing between is made."""
    by_place: dict[KeyPath, dict[str, Value]] = {}
    for path, value in values.items():
        *way, key = path
        nested: Value = value
        while find(tree, tuple(way)) is None and way:
            key, nested = way.pop(), {str(key): nested}
            if isinstance(key, int):
                raise EditError(_GONE)
        inner = by_place.setdefault(tuple(way), {})
        have = inner.get(str(key))
        inner[str(key)] = {**have, **nested} if isinstance(have, dict) and isinstance(nested, dict) else nested
    return by_place


def _edits(tree: Tree, way: KeyPath, inner: dict[str, Value]) -> list[_Edit]:
    node = find(tree, way)
    if node is None or (node.style != COLLECTION and node.value):
        raise EditError(_GONE)
    within = is_in_braces(tree, (*way, ""))
    if node.style != COLLECTION:
        return [_whole(tree, node, dict(inner), within=is_in_braces(tree, way))]
    there = {key: value for key, value in inner.items() if key in node.children}
    edits = [_whole(tree, node.children[key], value, within=within) for key, value in there.items()]
    missing = {key: value for key, value in inner.items() if key not in there}
    return [*edits, _added(tree, node, missing, within=within)] if missing else edits


def _whole(tree: Tree, node: Node, value: Value, *, within: bool) -> _Edit:
    """All that stands after a key's colon."""
    if node.key is None:
        raise EditError(_GONE)
    colon = tree.text.index(":", node.key[1]) + 1
    if within or not isinstance(value, dict):
        written, end = scalar(value, within_braces=within), max(node.span[1], colon)
        while within and tree.text[end] == " ":
            end += 1
        return colon, end, f" {written}" if written else ""
    return colon, max(node.span[1], colon), written_block(value, tree.source.column(node.key[0]) - 1)


def _added(tree: Tree, node: Node, values: dict[str, Value], *, within: bool) -> _Edit:
    """Keys last in a mapping."""
    if within:
        place = node.span[1] - 1
        pairs = ((key_among(tree, node, key), scalar(value, within_braces=True)) for key, value in values.items())
        keys = ", ".join(f"{key}: {value}".rstrip() for key, value in pairs)
        return place, place, f", {keys}" if node.children else keys
    children = list(node.children.values())
    first = children[0].key
    assert first is not None
    indent = tree.source.column(first[0]) - 1
    place = line_end(tree.text, end_of(children[-1]))
    named = ((key_among(tree, node, key), value) for key, value in values.items())
    lines = "".join(f"{' ' * indent}{key}:{written_block(value, indent)}\n" for key, value in named)
    return place, place, lines if tree.text[:place].endswith("\n") else f"\n{lines}"
