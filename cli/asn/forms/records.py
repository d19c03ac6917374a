"""A record in a file: its kind, the way to it, what the records around it say of it, and what is found in it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asn.finding import Finding, KeyPath, Place
from asn.forms.controls import Control, form_fields
from asn.model.avsnitt import section_kind
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, key_of, register_fields
from asn.output.plain import plain
from asn.read import Tree, Value
from asn.read.tree import Node
from asn.readable import readable
from asn.schema import model_for

NEW_ITEM = "-"
"""The step to an item, or a key, that isn't there yet."""
_INDEX = re.compile(r"0|[1-9]\d{0,5}")


def pointer(path: KeyPath) -> str:
    """The pointer to a value; the whole file is the empty one."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def steps(text: str) -> tuple[str, ...]:
    """The steps of a pointer, as texts.

    Raises:
        ValueError: if it is none.
    """
    if text and not text.startswith("/"):
        raise ValueError(text)
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])


def index(step: str) -> int | None:
    """A step as a place in a list; None if it is none."""
    return int(step) if _INDEX.fullmatch(step) else None


@dataclass(frozen=True, slots=True)
class LocatedRecord:
    """A record, whether it is there or is only to be: its kind, its place, its values and the nearest scales.

    ``scales`` is the scale of each field that names one, in the record or those around it; ``around`` the values of
    the records around it, the nearest last.
    """

    kind: type[Värde]
    path: KeyPath
    value: Mapping[str, Value]
    scales: Mapping[str, str] = field(default_factory=dict)
    around: tuple[Mapping[str, Value], ...] = ()

    @property
    def scale(self) -> str:
        """The scale of its lights; empty for the ready-made one."""
        return self.scales.get(self.kind.ljusskala, "")

    def below(self, control: Control, path: KeyPath, value: Value) -> "LocatedRecord | None":
        """A record in it, filled in by ``control`` at ``path``; None if that is of no kind."""
        kind = _kind(control, value)
        return None if kind is None else _located(kind, path, value, self.scales, (*self.around, self.value))


def file_record(file: str, value: Value) -> LocatedRecord | None:
    """The record that a whole file is; None if it has no model, or its kind of section isn't one."""
    kind = model_for(file)
    if kind is not None and issubclass(kind, Avsnitt):
        kind = section_kind(value)
    return None if kind is None else _located(kind, (), value, {}, ())


def record_at(file: str, value: Value, way: tuple[str, ...]) -> LocatedRecord | None:
    """The record at the steps of a pointer; None if there is none.

    Only what the model has is found: fields by name, and items that are there.
    """
    record = file_record(file, value)
    steps = list(way)
    while steps and record:
        key = steps.pop(0)
        control = next((one.control for one in form_fields(record.kind) if one.key == key), None)
        inner, path = record.value.get(key), (*record.path, key)
        if control and control.kind == "list" and control.item and steps:
            place = index(steps.pop(0))
            if not isinstance(inner, list) or place is None or place >= len(inner):
                return None
            control, inner, path = control.item, inner[place], (*path, place)
        record = record.below(control, path, inner) if control else None
    return record


def _kind(control: Control, value: Value) -> type[Värde] | None:
    return section_kind(value) if control.kind == "section" else control.record


def _located(
    kind: type[Värde], path: KeyPath, value: Value, above: Mapping[str, str], around: tuple[Mapping[str, Any], ...]
) -> LocatedRecord:
    values = value if isinstance(value, dict) else {}
    names = [key_of(kind, name) for name, register in register_fields(kind).items() if register == "skalor"]
    own = {name: str(values[name]) for name in names if values.get(name)}
    return LocatedRecord(kind, path, values, own if issubclass(kind, Avsnitt) else {**above, **own}, around)


@readable
@dataclass(frozen=True, slots=True)
class Note:
    """A finding, beside what it is about."""

    allvar: str
    text: str
    hint: str = ""


def path_at(tree: Tree, place: Place) -> KeyPath:
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
