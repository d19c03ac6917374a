"""Which field of a form a finding is about: the one whose value, or the nearest around it, stands at its place."""

from collections.abc import Collection, Iterable, Mapping

from asn.finding import Finding, Place
from asn.forms.form import Note
from asn.forms.records import pointer
from asn.output.plain import plain
from asn.read import Path, Tree
from asn.read.tree import Node


def path_at(tree: Tree, place: Place) -> Path:
    """The way to the innermost value that a place of a file lies in; a key belongs to its value."""
    lines = tree.text.split("\n")[: place.line - 1]
    offset = sum(len(line) + 1 for line in lines) + place.column - 1
    path: list[str | int] = []
    node: Node | None = tree.root
    while node:
        # An empty value ends where what is around it ends; where two meet, the one that begins there is meant.
        step = next((step for step, child in reversed(node.children.items()) if _holds(child, offset)), None)
        if step is not None:
            path.append(step)
        node = None if step is None else node.children[step]
    return tuple(path)


def by_name(
    findings: Iterable[Finding], tree: Tree, names: Iterable[str], added: Mapping[str, str], rest: str | None = None
) -> dict[str, list[Note]]:
    """The findings by the name of the field, or of what holds fields, that they stand beside.

    Args:
        findings: those of one file.
        tree: the file.
        names: what there is on the page.
        added: items that the file has and the page doesn't yet, with the name that they have there.
        rest: the name that those of other places, and of other files, stand beside; without it they are left out.
    """
    there = set(names)
    by_field: dict[str, list[Note]] = {}
    for finding in findings:
        own = finding.place.file == tree.file
        name = _nearest(pointer(path_at(tree, finding.place)), there, added) if own else None
        text = (
            plain(finding.message)
            if own
            else f"{plain(finding.place.file)}, rad {finding.place.line}: {plain(finding.message)}"
        )
        name = rest if name is None else name
        if name is not None:
            note = Note(finding.severity.value, text, plain(finding.suggestion))
            notes = by_field.setdefault(name, [])
            notes += [] if note in notes else [note]
    return by_field


def _nearest(name: str, there: Collection[str], added: Mapping[str, str]) -> str | None:
    for start, other in added.items():
        if name == start or name.startswith(f"{start}/"):
            name = other + name.removeprefix(start)
    while name and name not in there:
        name = name.rpartition("/")[0]
    return name if name in there else None


def _holds(node: Node, offset: int) -> bool:
    """Whether a place is the value's or its key's; that of an empty value is where it would stand."""
    start = node.key[0] if node.key else node.span[0]
    return start <= offset <= max(node.span[1], node.key[1] if node.key else 0)
