"""From a field's type and marks to what it is filled in by."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Arv, Bland, Ljus, Prosa, Ur
from asn.model.record import Värde, inheritance, key_of
from asn.model.scalars import ReadInYear
from asn.schema.descriptions import docstrings, without_marks
from asn.schema.fields import Dialect, Schema, spaced_name

Kind = Literal["line", "prose", "choice", "list", "group", "record", "section"]
_PROSE: Any = Prosa.__metadata__[0]  # type: ignore[attr-defined]  # what Annotated keeps
_LIGHT: Any = Ljus.__metadata__[0]  # type: ignore[attr-defined]
# What is said of how YAML is written says nothing to those who fill in a form.
_OF_YAML = ("citattecken", "klammer")


@dataclass(frozen=True, slots=True)
class Control:
    """What a value is filled in by.

    ``words`` are all that may be chosen, where the type says so; ``source`` is the mark that says where else its ids
    are listed. ``item`` is how each value of a list or a group is filled in, ``keys`` how a group's keys are.
    ``record`` is the kind of record that it is. ``optional`` says whether it may be left empty; ``by_year`` whether it
    may be a group of one value a year.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    source: Ur | Bland | None = None
    light: bool = False
    item: "Control | None" = None
    keys: "Control | None" = None
    record: type[Värde] | None = None
    optional: bool = False
    by_year: bool = False


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a record: its key in the file, what it is filled in by, and what is told of it."""

    key: str
    control: Control
    label: str
    help: str
    example: str
    required: bool
    own: bool
    """Whether it is to be written in each period, or must be there: it is shown even when it is empty."""


class _FormDialect(Dialect):
    """A field's type as the parts of a :class:`Control`."""

    def scalar(self, annotation: Any, marks: tuple[Any, ...]) -> Schema | None:
        if not isinstance(annotation, type) or issubclass(annotation, (BaseModel, StrEnum, tuple, dict)):
            return None
        if annotation is bool:
            return {"enum": ["ja", "nej"]}
        source = next((mark for mark in marks if isinstance(mark, (Ur, Bland))), None)
        light, prose = _LIGHT in marks, _PROSE in marks
        by_year = any(isinstance(mark, ReadInYear) for mark in marks)
        kind = "prose" if prose else "choice" if source or light else "line"
        return {"kind": kind, "source": source, "light": light, "by_year": by_year}

    def items(self, schema: Schema) -> Schema:
        return {"kind": "list", "item": schema, "optional": True}

    def group(self, keys: Any, value: Any) -> Schema:
        return {"kind": "group", "keys": self.field(keys), "item": self.field(value), "optional": True}

    def optional(self, schema: Schema) -> Schema:
        return schema | {"optional": True}


def _refer(kind: type[BaseModel]) -> Schema:
    return {"kind": "section" if kind is Avsnitt else "record", "record": kind}


_DIALECT = _FormDialect(_refer)


def _control(schema: Schema) -> Control:
    options = {
        name: value for name, value in schema.items() if name in Control.__slots__
    }  # less what editors' programs need
    words = tuple(map(str, schema.get("enum", (schema["const"],) if "const" in schema else ())))
    for part in ("item", "keys"):
        if part in options:
            options[part] = _control(options[part])
    return Control(**{"kind": "choice", **options}, words=words) if words else Control(**options)


@lru_cache(maxsize=512)
def form_fields(kind: type[Värde]) -> tuple[FieldSpec, ...]:
    """The fields of a record that can be filled in, in the model's order; last those of all records, and sections."""
    specs = [_field(kind, name) for name in kind.model_fields if name != "slag"]
    last = {"undantag": 1, "röjandeprövad": 1, "underavsnitt": 2}
    return tuple(sorted(specs, key=lambda one: last.get(one.key, 0)))


@lru_cache(maxsize=512)
def order(kind: type[Värde]) -> tuple[str, ...]:
    """The keys that a record may have, in the order in which they are written."""
    own = tuple(field.key for field in form_fields(kind))
    return ("slag", *own) if issubclass(kind, Avsnitt) else own


def _field(kind: type[Värde], name: str) -> FieldSpec:
    info, key = kind.model_fields[name], key_of(kind, name)
    control = _control(_DIALECT.field(info.annotation, tuple(info.metadata)))
    words = docstrings(kind).get(name)
    meaning, example = (words.meaning, words.example) if words else ("", "")
    required = info.default is PydanticUndefined and info.default_factory is None
    common = {*Avsnitt.model_fields} if issubclass(kind, Avsnitt) else set()
    own = required or (inheritance(kind)[key] is Arv.TÖMS and name not in common)
    is_chosen = control.kind == "choice"
    told = (_told(meaning, control), "" if is_chosen else _plain(example))
    return FieldSpec(key, control, spaced_name(key).capitalize(), *told, required, own)


def _told(meaning: str, control: Control) -> str:
    """What a field is for, without what only those need who write it in a file."""
    text = without_marks(meaning)
    if control.source:  # «Id på enheten, ur enheter.yaml.»
        text = re.sub(r"^Id på (\w)(.*?)(?:, ur \w+\.yaml)?\.", lambda match: f"{match[1].upper()}{match[2]}.", text)
    if control.light:  # «Ljuset: en klass i skalan …»
        text = f"{text.partition(':')[0].removesuffix('.')}."
    sentences = text.replace(". ", ".\0").split("\0")
    words = " ".join(one for one in sentences if not any(word in one for word in _OF_YAML))
    return words if " " in words else ""  # «Enheten.» says no more than the field's name


def _plain(example: str) -> str:
    """An example as it is typed into a form: without the quotes that YAML needs; none of several values at once."""
    if example[:1] in {"{", "["} or example.startswith("- "):
        return ""
    return example[1:-1] if example[:1] == example[-1:] == '"' else example
