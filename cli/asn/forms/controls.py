"""From a field's type and marks to what it is filled in by, and what may be chosen there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from asn.light import READY_CLASSES, Ljusklass
from asn.load.from_registers import ready_made
from asn.load.project import Projekt
from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Arv, Bland, Ljus, Prosa, Ur
from asn.model.ord import Ord
from asn.model.record import Post, Värde, inheritance, key_of
from asn.model.register import Enhetsfil, Målområdesfil
from asn.model.report import Rapport
from asn.model.scalars import ReadInYear
from asn.model.skalor import Skala, Skalfil
from asn.schema.fields import Dialect, Schema, docstrings, spaced_name, without_marks

if TYPE_CHECKING:
    from asn.forms.records import LocatedRecord

Option = tuple[str, str]
"""What is written in the file, and the word that is shown."""
ControlKind = Literal["line", "prose", "choice", "list", "group", "record", "section"]
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

    kind: ControlKind
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
    texts = (_help_text(meaning, control), "" if is_chosen else _plain(example))
    return FieldSpec(key, control, spaced_name(key).capitalize(), *texts, required, own)


def _help_text(meaning: str, control: Control) -> str:
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


class Choices:
    """The ids of a project's registers and of one of its reports."""

    def __init__(self, project: Projekt, report: Rapport | None, year: int) -> None:
        shared = project.gemensamt
        words = shared.get("ord.yaml")
        self._report = report
        self._ready = ready_made(words.ljus) if isinstance(words, Ord) else READY_CLASSES
        self._scales: Mapping[str, Skala] = {}
        self._registers: dict[str, tuple[Option, ...]] = {"enheter": (), "målområden": (), "skalor": ()}
        match shared.get("skalor.yaml"):
            case Skalfil(skalor=scales):
                self._scales = {scale.id: scale for scale in scales}
                self._registers["skalor"] = _named(scales)
        match shared.get("enheter.yaml"):
            case Enhetsfil(enheter=units):
                self._registers["enheter"] = _named(units, year)
        match shared.get("malomraden.yaml"):
            case Målområdesfil(målområden=areas):
                self._registers["målområden"] = _named(areas, year)

    def options(self, control: Control, record: "LocatedRecord") -> tuple[Option, ...]:
        """What may be chosen in a field of a record; nothing where anything may be written."""
        if control.words:
            return tuple((word, word) for word in control.words)
        if control.light:
            return tuple((klass.id, klass.ord) for klass in self._lights(record.scale))
        match control.source:
            case Ur(register=name):
                return self._registers[name]
            case Bland() as mark:
                return self._among(mark, record)
        return ()

    def _lights(self, scale: str) -> tuple[Ljusklass, ...]:
        return self._scales[scale].ljusklasser(self._ready) if scale in self._scales else self._ready

    def _among(self, mark: Bland, record: "LocatedRecord") -> tuple[Option, ...]:
        for around in (record.value, *reversed(record.around)):
            value = around.get(mark.lista)
            if isinstance(value, list):
                return tuple(_written(item) for item in value if isinstance(item, dict) and item.get("id"))
        records = self._report.poster(Post) if self._report else ()
        listed = (item for one in records for item in getattr(one, mark.lista, ()) if isinstance(item, Värde))
        return _named([item for item in listed if not mark.villkor or getattr(item, mark.villkor)])


def _written(item: Mapping[str, object]) -> Option:
    name = item.get("rubrik") or item.get("namn") or item["id"]
    return str(item["id"]), str(name)


def _named(records: Sequence[Värde], year: int = 0) -> tuple[Option, ...]:
    """Ids with names; of what has years only what is there in the year."""
    return tuple((one.id, _name(one)) for one in records if not year or _lasts(one, year))  # type: ignore[attr-defined]


def _name(record: Värde) -> str:
    return str(getattr(record, "kort", "") or getattr(record, "namn", "") or getattr(record, "id", ""))


def _lasts(record: Värde, year: int) -> bool:
    first, last = getattr(record, "från", None), getattr(record, "till", None)
    return (first is None or first <= year) and (last is None or year <= last)
