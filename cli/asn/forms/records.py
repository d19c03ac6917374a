"""A record in a file: its kind, the way to it, and what the records around it say of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asn.forms.controls import Control, form_fields
from asn.model.avsnitt import section_kind
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, key_of, register_fields
from asn.read import Path, Value
from asn.schema.files import model_for

NEW = "-"
"""The step to an item, or a key, that isn't there yet."""
_INDEX = re.compile(r"0|[1-9]\d{0,5}")


def pointer(path: Path) -> str:
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
class Located:
    """A record, whether it is there or is only to be: its kind, its place, its values and the nearest scales.

    ``scales`` is the scale of each field that names one, in the record or those around it; ``around`` the values of
    the records around it, the nearest last.
    """

    kind: type[Värde]
    path: Path
    value: Mapping[str, Value]
    scales: Mapping[str, str] = field(default_factory=dict)
    around: tuple[Mapping[str, Value], ...] = ()

    @property
    def scale(self) -> str:
        """The scale of its lights; empty for the ready-made one."""
        return self.scales.get(self.kind.ljusskala, "")

    def below(self, control: Control, path: Path, value: Value) -> "Located | None":
        """A record in it, filled in by ``control`` at ``path``; None if that is of no kind."""
        kind = _kind(control, value)
        return None if kind is None else _made(kind, path, value, self.scales, (*self.around, self.value))


def file_record(file: str, value: Value) -> Located | None:
    """The record that a whole file is; None if it has no model, or its kind of section isn't one."""
    kind = model_for(file)
    if kind is not None and issubclass(kind, Avsnitt):
        kind = section_kind(value)
    return None if kind is None else _made(kind, (), value, {}, ())


def record_at(file: str, value: Value, way: tuple[str, ...]) -> Located | None:
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


def _made(
    kind: type[Värde], path: Path, value: Value, above: Mapping[str, str], around: tuple[Mapping[str, Any], ...]
) -> Located:
    values = value if isinstance(value, dict) else {}
    names = [key_of(kind, name) for name, register in register_fields(kind).items() if register == "skalor"]
    own = {name: str(values[name]) for name in names if values.get(name)}
    return Located(kind, path, values, own if issubclass(kind, Avsnitt) else {**above, **own}, around)
