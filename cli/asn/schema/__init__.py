"""JSON Schema for every file of the content, so that an editor's program completes, explains and underlines.

The schemas are made from the model. They say what the reader and the model accept, as a program sees it that reads
YAML 1.2: there ``-29390`` is a number, and ``-29 390`` and ``2023-05-17`` are texts. They can't tell apart what such a
program has turned into one number before it looks: ``1.0``, ``1e0``, ``+1`` and 1.

One is for each kind of file, with what VS Code writes when a kind of section is chosen in one.
"""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel

from asn.light import READY_CLASSES
from asn.load.registers import REGISTERS
from asn.model.avsnitt import KINDS, slag_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ledger import Underlagsfil
from asn.model.ord import Ord
from asn.model.record import Post, Värde, key_of, record_in, word_fields
from asn.model.register import Enhetsfil, Målområdesfil
from asn.model.report import UNITS, Enhetsrapport, Rapportblad
from asn.model.skalor import Skalfil
from asn.schema.fields import (
    DIALECT,
    LIGHTS,
    Own,
    Schema,
    YamlDialect,
    ascii_letters,
    default,
    docstrings,
    enum_schema,
    spaced_name,
    without_marks,
)

_ALSO = ("rubrik", "text")
"""Fields that a section nearly always has, though it can do without."""
_STANDS = {"rubrik": "Rubrik"}


def snippet(kind: type[Avsnitt]) -> Schema:
    """A section of a kind, to begin with: each text stands marked, so that Tab leads from one to the next."""
    slag = slag_of(kind)
    return {
        "label": slag,
        "description": without_marks(docstrings(kind)["slag"].meaning),
        "body": {"slag": slag, **_Stops().record(kind, _ALSO, ("slag",))},
    }


class _Stops:
    """The fields of a record and of those below it, with the places that Tab stops at numbered in order."""

    def __init__(self) -> None:
        self._last = 0
        self._ids: set[str] = set()

    def record(self, kind: type[Värde], also: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> dict[str, Any]:
        """The fields that a record must have, each with its example; a list of records holds one."""
        schema: dict[str, Any] = {}
        for name, field in kind.model_fields.items():
            if name not in without and (field.is_required() or name in also):
                schema[key_of(kind, name)] = self._value(kind, name)
        return schema

    def _value(self, kind: type[Värde], name: str) -> Any:
        inner, example = record_in(kind, key_of(kind, name)), docstrings(kind)[name].example
        if inner and not example:
            record = self.record(inner)
            return [record] if "tuple" in str(kind.model_fields[name].annotation) else record
        if name == "id" and example in self._ids:
            example = f"{example}_{self._last}"
        self._ids.add(example)
        return self._marked(_read(_STANDS.get(name, example) if issubclass(kind, Avsnitt) else example))

    def _marked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._marked(one) for key, one in list(value.items())[:1]}
        if isinstance(value, list):
            return [self._marked(one) for one in value]
        self._last += 1
        return f"${{{self._last}:{_escaped(str(value or ''))}}}"


def _escaped(text: str) -> str:
    """A text within a place that Tab stops at: what would end it is told apart."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _read(example: str) -> Any:
    """An example, which is the program's own, as a value of texts."""
    return yaml.load(example, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings alone


FOLDER = "schema"
"""Where a project keeps its schemas."""

_SECTION, _UNIT = "avsnitt", "enhetsrapport"
_ENDING = ".schema.json"
_REGISTER_DEPTH, _REPORT_DEPTH = 2, 4
_REGISTERS = {name.removesuffix(".yaml"): kind for name, kind in REGISTERS.items()}
_OF_PERIODS: Mapping[str, type[Värde]] = {"rapport": Rapportblad, "underlag": Underlagsfil}
_RECORDS: Mapping[str, type[Värde]] = {**_OF_PERIODS, _UNIT: Enhetsrapport, **_REGISTERS}


def model_for(file: str) -> type[Värde] | None:
    """The model that a file is read by; Avsnitt for a section, whose kind the file itself says."""
    name = schema_for(file)
    return None if name is None else _RECORDS.get(name.removesuffix(_ENDING), Avsnitt)


def schema_for(file: str) -> str | None:
    """The name of the schema for a file of the project, such as ``content/2023/T1/mal.yaml``; None if it has none."""
    path = PurePosixPath(file)
    if path.suffix != ".yaml" or path.parts[0] != "content":
        return None
    if len(path.parts) == _REGISTER_DEPTH:
        return _named(path.stem) if path.stem in _REGISTERS else None
    if len(path.parts) == _REPORT_DEPTH + 1 and path.parts[-2] == UNITS:
        return _named(_UNIT)
    if len(path.parts) != _REPORT_DEPTH:
        return None
    return _named(path.stem if path.stem in _OF_PERIODS else _SECTION)


def _named(kind: str) -> str:
    return kind + _ENDING


SCHEMA_NAMES = frozenset(_named(name) for name in (*_RECORDS, _SECTION))
"""The file name of every schema."""


def schemas(own: Own | None = None) -> dict[str, Schema]:
    """Every schema by its file name.

    ``own`` are the project's ids, which are then offered and the only ones taken, as ``YamlDialect`` has them; not in
    the registers, where they are made.
    """
    files = {
        _named(name): _whole_file(kind, {} if name in _REGISTERS else own or {}) for name, kind in _RECORDS.items()
    }
    files[_named(_SECTION)] = _section(own or {})
    return {name: {**schema, "$comment": OF_PROJECT} for name, schema in files.items()} if own else files


OF_PROJECT = "asn schema --project"
"""What a schema says of itself that has a project's own ids."""


def schema_text(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Definitions:
    """The records that a schema refers to, each described once."""

    def __init__(self, own: Own) -> None:
        self.schemas: dict[str, Schema] = {}
        self._values = YamlDialect(self.refer, own)

    def refer(self, kind: type[BaseModel]) -> Schema:
        """A reference to a record. A section below a section may be any kind: that is the whole schema again."""
        if kind is Avsnitt:
            return {"$ref": "#"}
        name = ascii_letters(kind.__name__)
        if name not in self.schemas:
            self.schemas[name] = {}  # taken before it is made: a record may hold its own kind
            self.schemas[name] = self.record(kind)
        return {"$ref": f"#/$defs/{name}"}

    def record(self, kind: type[BaseModel]) -> Schema:
        """A record: its fields, which of them it must have, and no others."""
        properties = {key_of(kind, name): self._property(kind, name) for name in kind.model_fields}
        required = [key_of(kind, name) for name, info in kind.model_fields.items() if info.is_required()]
        return {
            "title": spaced_name(kind.__name__),
            "type": "object",
            "properties": properties,
            **_demanded(required),
            "additionalProperties": False,
            "errorMessage": "Här passar bara de fält som Ctrl+blanksteg visar, ett på varje rad.",
        }

    def _property(self, kind: type[BaseModel], name: str) -> Schema:
        info = kind.model_fields[name]
        schema = self._values.field(info.annotation, tuple(info.metadata))
        word = word_fields(kind).get(name) if issubclass(kind, Värde) else None
        stands = word.word(Ord(), kind) if word else info.default
        usual = {} if info.is_required() else default(stands)
        words = docstrings(kind)[name]
        if "pattern" in schema and "patternErrorMessage" not in schema:
            schema |= {"patternErrorMessage": f"Skriv på det sättet: {words.example}"}
        return {"description": without_marks(words.meaning), **schema, **usual}


def _demanded(names: list[str]) -> Schema:
    """That these keys must be there, each in a rule of its own, so that VS Code says which in Swedish."""
    rules = [{"required": [name], "errorMessage": f"Fältet {name} saknas."} for name in names]
    return {"allOf": rules} if rules else {}


def _whole_file(kind: type[BaseModel], own: Own) -> Schema:
    definitions = _Definitions(own)
    return {"$schema": DIALECT, **definitions.record(kind), "$defs": _sorted(definitions)}


def _section(own: Own) -> Schema:
    """A section says its kind in ``slag``, and only that kind's fields are offered and demanded."""
    definitions = _Definitions(own)
    kinds = {slag_of(kind): definitions.refer(kind) for kind in KINDS}
    return {
        "$schema": DIALECT,
        "title": "Avsnitt",
        "type": "object",
        "required": ["slag"],
        "errorMessage": "Ett avsnitt börjar med sitt slag. Skriv slag: och välj ett.",
        "defaultSnippets": [snippet(kind) for kind in KINDS],
        "properties": {
            "slag": {
                "description": without_marks(docstrings(Avsnitt)["slag"].meaning),
                **enum_schema(kinds, [without_marks(docstrings(kind)["slag"].meaning) for kind in KINDS]),
            }
        },
        "allOf": [
            {"if": {"properties": {"slag": {"const": name}}, "required": ["slag"]}, "then": reference}
            for name, reference in kinds.items()
        ],
        "$defs": _sorted(definitions),
    }


def _sorted(definitions: _Definitions) -> Schema:
    return dict(sorted(definitions.schemas.items()))


def own_ids(shared: Mapping[str, Post]) -> Own:
    """The ids that a project has, with their names, by the register; a register that couldn't be read has none."""
    ids: dict[str, dict[str, str]] = {}
    for record in shared.values():
        match record:
            case Enhetsfil():
                ids["enheter"] = {one.id: one.namn for one in record.enheter}
            case Målområdesfil():
                ids["målområden"] = {one.id: one.namn for one in record.målområden}
            case Skalfil():
                ids["skalor"] = {one.id: one.namn for one in record.skalor}
                own = [light for one in record.skalor for light in one.ljus()]
                ready = {klass.id: klass.ord for klass in READY_CLASSES}
                ids[LIGHTS] = {**ready, **{light.id: light.ord for light in own}}
    return ids
