"""The schemas, one for each kind of file."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from pydantic import BaseModel

from asn.model.avsnitt import KINDS
from asn.model.avsnitt.grund import Avsnitt
from asn.model.enhetsrapport import UNITS, Enhetsrapport
from asn.model.kolada import Koladafil
from asn.model.ledger import Underlagsfil
from asn.model.ord import Ord
from asn.model.rapportslag import Rapportslagsfil
from asn.model.record import Värde, key_of, word_fields
from asn.model.register import Enhetsfil, Målområdesfil, Nämndfil
from asn.model.report import Rapportblad
from asn.model.skalor import Skalfil
from asn.model.utseende import Utseendefil
from asn.schema.docstrings import docstrings, without_marks
from asn.schema.fields import DIALECT, Schema, YamlDialect, ascii_letters, default, slag_of, spaced_name

FOLDER = "schema"
"""Where a project keeps its schemas."""

_SECTION, _UNIT = "avsnitt", "enhetsrapport"
_ENDING = ".schema.json"
_REGISTER_DEPTH, _REPORT_DEPTH = 2, 4
_REGISTERS: Mapping[str, type[Värde]] = {
    "namnd": Nämndfil,
    "enheter": Enhetsfil,
    "malomraden": Målområdesfil,
    "skalor": Skalfil,
    "rapportslag": Rapportslagsfil,
    "ord": Ord,
    "utseende": Utseendefil,
    "kolada": Koladafil,
}
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


def schemas() -> dict[str, Schema]:
    """Every schema by its file name."""
    return {_named(name): _whole_file(kind) for name, kind in _RECORDS.items()} | {_named(_SECTION): _section()}


def schema_text(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Definitions:
    """The records that a schema refers to, each described once."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}
        self._values = YamlDialect(self.refer)

    def refer(self, kind: type[BaseModel]) -> Schema:
        """A reference to a record. A section below a section may be any kind: that is the whole schema again."""
        if kind is Avsnitt:
            return {"$ref": "#"}
        name = ascii_letters(kind.__name__)
        if name not in self.made:
            self.made[name] = {}  # taken before it is made: a record may hold its own kind
            self.made[name] = self.record(kind)
        return {"$ref": f"#/$defs/{name}"}

    def record(self, kind: type[BaseModel]) -> Schema:
        """A record: its fields, which of them it must have, and no others."""
        properties = {key_of(kind, name): self._property(kind, name) for name in kind.model_fields}
        required = [key_of(kind, name) for name, info in kind.model_fields.items() if info.is_required()]
        return {
            "title": spaced_name(kind.__name__),
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _property(self, kind: type[BaseModel], name: str) -> Schema:
        info = kind.model_fields[name]
        made = self._values.field(info.annotation, tuple(info.metadata))
        word = word_fields(kind).get(name) if issubclass(kind, Värde) else None
        stands = word.word(Ord(), kind) if word else info.default
        told = {} if info.is_required() else default(stands)
        return {"description": without_marks(docstrings(kind)[name].meaning), **made, **told}


def _whole_file(kind: type[BaseModel]) -> Schema:
    definitions = _Definitions()
    return {"$schema": DIALECT, **definitions.record(kind), "$defs": _sorted(definitions)}


def _section() -> Schema:
    """A section says its kind in ``slag``, and only that kind's fields are offered and demanded."""
    definitions = _Definitions()
    kinds = {slag_of(kind): definitions.refer(kind) for kind in KINDS}
    return {
        "$schema": DIALECT,
        "title": "Avsnitt",
        "type": "object",
        "required": ["slag"],
        "properties": {
            "slag": {
                "description": without_marks(docstrings(Avsnitt)["slag"].meaning),
                "enum": list(kinds),
                "enumDescriptions": [without_marks(docstrings(kind)["slag"].meaning) for kind in KINDS],
            }
        },
        "allOf": [
            {"if": {"properties": {"slag": {"const": name}}, "required": ["slag"]}, "then": reference}
            for name, reference in kinds.items()
        ],
        "$defs": _sorted(definitions),
    }


def _sorted(definitions: _Definitions) -> Schema:
    return dict(sorted(definitions.made.items()))
