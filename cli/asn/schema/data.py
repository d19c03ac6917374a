"""The JSON Schema of data.json, made from the same models as the data: a new kind of section brings its own part."""

import datetime
import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from asn.figures import Cellvärde, Mätvärde, Storhet
from asn.light import Bedömning
from asn.model.avsnitt import KINDS, slag_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ledger import Koladavärde, LästTabell
from asn.model.record import Undantag, key_of
from asn.model.register import Nämnd
from asn.model.report import Fastställande
from asn.model.skalor import Skala
from asn.period import PERIOD_NAME
from asn.schema.fields import DIALECT, Dialect, Schema, ascii_letters, docstrings, without_marks

SCHEMA = "data.schema.json"
_EMPTY_LEFT_OUT = ("array", "object")
# A sentence that tells how something is written in YAML says nothing to those who read the data.
_TO_WRITERS = re.compile(r"[^.;]*\{\{.*?\}\}[^.;]*[.;] ?")
_NUMBER = {"type": "number", "description": "Talet, med decimalpunkt."}
_UNIT = {"type": "string", "description": "Enheten: kr, tkr, mnkr, %, ett annat ord, eller inget."}
_VALUES: dict[type, Schema] = {
    Storhet: {
        "description": "En siffra med enhet.",
        "type": "object",
        "properties": {"tal": _NUMBER, "enhet": _UNIT},
        "required": ["tal", "enhet"],
        "additionalProperties": False,
    },
    Cellvärde: {
        "description": "En cell i en tabell: det som står i den, och talet om det är ett.",
        "type": "object",
        "properties": {"tal": _NUMBER, "text": {"type": "string", "description": "Cellen så som den är skriven."}},
        "required": ["text"],
        "additionalProperties": False,
    },
    Mätvärde: {
        "description": "Ett utfall eller en målnivå: en siffra med enhet och jämförelsetecken, eller bara ord.",
        "type": "object",
        "properties": {
            "tal": _NUMBER,
            "enhet": _UNIT,
            "operator": {"enum": ["", "<", ">", "≤", "≥", "="], "description": "Tecknet framför talet."},
            "text": {"type": "string", "description": "Värdet så som rapporten skriver det."},
            "år": {
                "type": "object",
                "description": "Värdena år för år, så som rapporten skriver dem.",
                "additionalProperties": {"type": "string"},
            },
        },
        "required": ["text"],
        "dependentRequired": {"tal": ["enhet", "operator"]},
        "additionalProperties": False,
    },
}
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    Bedömning: {"type": "string", "pattern": "^[a-zåäö][a-zåäö0-9_]*$"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    datetime.date: {"type": "string", "format": "date"},
}
_REPORT = {
    "namn": {"type": "string", "description": "År och period, till exempel 2023/T1."},
    "titel": {"type": "string", "description": "Rapportens titel."},
    "slag": {"type": "string", "description": "Rapportslagets id."},
    "år": {"type": "integer", "description": "Året som rapporten gäller."},
    "period": {
        "type": "string",
        "pattern": PERIOD_NAME,
        "description": "Periodens id: en färdig eller en av nämndens egna.",
    },
    "tillstånd": {"enum": ["utkast", "fastställd"], "description": "Om rapporten är ett utkast eller fastställd."},
    "datum": {"type": ["string", "null"], "format": "date", "description": "Dokumentets datum."},
    "diarienummer": {"type": ["string", "null"], "description": "Ärendets diarienummer."},
}


class DataDialect(Dialect):
    """Values as data.json tells them: what is empty is left out, but for a value in a table's row."""

    def scalar(self, annotation: Any, marks: tuple[Any, ...]) -> Schema | None:  # noqa: ARG002 - the type says all
        """Numbers are numbers; a figure with a unit is a record of its own."""
        return self._refer(annotation) if annotation in _VALUES else _PLAIN.get(annotation)

    def items(self, schema: Schema) -> Schema:
        """A list with something in it."""
        return {"type": "array", "items": schema}

    def group(self, keys: Any, value: Any) -> Schema:  # noqa: ARG002 - any name
        """An object with something in it."""
        return {"type": "object", "additionalProperties": _Rows(self._refer).field(value)}

    def optional(self, schema: Schema) -> Schema:
        """The value: a field without one is left out."""
        return schema


class _Rows(DataDialect):
    """Values of a group, such as a table's row, where one may be told as missing."""

    def optional(self, schema: Schema) -> Schema:
        return {"anyOf": [schema, {"type": "null"}]}


@lru_cache(maxsize=1)
def data_schema() -> str:
    """The schema, as JSON Schema 2020-12 with descriptions in Swedish."""
    parts = _Parts()
    kinds = {slag_of(kind): parts.refer(kind) for kind in KINDS}
    for kind in KINDS:
        _numbered(parts.schemas[_name(kind)])
    parts.refer(Nämnd)
    parts.refer(LästTabell)
    parts.refer(Skala)
    parts.schemas[_OF_KOLADA] = _of_kolada(parts.record(Koladavärde))
    parts.schemas["avsnitt"] = _choice(kinds)
    about = "Beslutet att fastställa rapporten, där det är angivet."
    decision = {"type": "object", "description": about, **parts.record(Fastställande)}
    return json.dumps(_whole(parts.schemas, decision), ensure_ascii=False, indent=2) + "\n"


class _Parts:
    """The records that the schema refers to, each described once."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {_name(kind): dict(value) for kind, value in _VALUES.items()}
        self._values = DataDialect(self.refer)

    def refer(self, record: type) -> Schema:
        """A reference to a record; any kind of section is the part ``avsnitt``."""
        name = _name(record)
        if name not in self.schemas and record is not Avsnitt:
            self.schemas[name] = {}  # taken before it is made: a record may hold its own kind
            self.schemas[name] = self.record(record)
        return {"$ref": f"#/$defs/{name}"}

    def record(self, record: type[BaseModel]) -> Schema:
        """A record: its fields, those that it always has, and no others."""
        properties, required = {}, []
        for name, field in record.model_fields.items():
            if record is Undantag and name == "till_läsaren":  # printed in the report, not told as data
                continue
            schema, key = self._values.field(field.annotation), key_of(record, name)
            properties[key] = {**schema, "description": _to_readers(docstrings(record)[name].meaning)}
            if field.is_required() and schema.get("type") not in _EMPTY_LEFT_OUT:
                required.append(key)
        return {**_closed(properties), "required": sorted(required)}


def _to_readers(meaning: str) -> str:
    """What a field is, without what only those who write the YAML need."""
    kept = _TO_WRITERS.sub("", f"{meaning} ").rstrip("; ")
    return without_marks(kept if kept.endswith((".", "…")) else f"{kept}.")


def _name(record: type) -> str:
    return ascii_letters(record.__name__).lower()


def _choice(kinds: dict[str, Schema]) -> Schema:
    """A section of any kind: its ``slag`` alone decides, or a validator would try all kinds at each level."""
    chosen = ({"if": {"properties": {"slag": {"const": kind}}}, "then": part} for kind, part in kinds.items())
    return {
        "type": "object",
        "properties": {"slag": {"enum": list(kinds), "description": "Avsnittets slag."}},
        "required": ["slag"],
        "allOf": list(chosen),
    }


def _whole(parts: Schema, decision: Schema) -> Schema:
    return {
        "$schema": DIALECT,
        "title": "En nämnds rapport som data",
        "description": "Allt som rapporten säger: mål, utfall, belopp, risker, uppdrag, text. Tomma fält är inte med.",
        "type": "object",
        "properties": {
            "$schema": {"const": SCHEMA, "description": "Schemat som filen följer; det ligger bredvid filen."},
            "rapport": {
                **_closed({**_REPORT, "fastställd": decision}),
                "required": list(_REPORT),
                "description": "Vilken rapport det är.",
            },
            "nämnd": {"$ref": "#/$defs/namnd", "description": "Nämnden som rapporten är från."},
            "skalor": {
                "type": "array",
                "items": {"$ref": "#/$defs/skala"},
                "description": "Skalorna som ljusen i rapporten bedöms efter, med ordet för varje ljus.",
            },
            "avsnitt": {
                "type": "array",
                "items": {"$ref": "#/$defs/avsnitt"},
                "description": "Rapportens kapitel i ordning.",
            },
            "underlag": {
                "type": "array",
                "items": {"$ref": f"#/$defs/{_name(LästTabell)}"},
                "description": "Vilken fil och cell varje inläst siffra kommer från.",
            },
            "kolada": {
                "type": "array",
                "items": {"$ref": f"#/$defs/{_OF_KOLADA}"},
                "description": "Vilka siffror som är Koladas, och vad Kolada sade om dem.",
            },
        },
        "required": ["$schema", "rapport", "nämnd", "skalor", "avsnitt"],
        "additionalProperties": False,
        "$defs": dict(sorted(parts.items())),
    }


_OF_KOLADA = "koladasiffra"


def _of_kolada(value: Schema) -> Schema:
    """A figure of Kolada's: where it stands, the measure, and the value with what was said of it."""
    properties = {
        "avsnitt": {"type": "string", "description": "Avsnittets id."},
        "rad": {"type": "string", "description": "Radens eller indikatorns id."},
        "fält": {"type": "string", "description": "Fältet, till exempel värden.2023 eller utfall."},
        "nyckeltal": {"type": "string", "description": "Nyckeltalets id i Kolada."},
        "namn": {"type": "string", "description": "Nyckeltalets namn i Kolada."},
        "hämtades": {"type": "string", "format": "date", "description": "När värdet hämtades."},
        **value["properties"],
    }
    return {**_closed(properties), "required": ["fält", "nyckeltal", "namn", "hämtades", "år"]}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _numbered(section: Schema) -> None:
    """What the computed report adds to a section: its heading and number, and sections that have the same."""
    properties = section["properties"]
    properties["nummer"] = {"type": "string", "description": "Kapitelnumret, till exempel 2.1; tomt om det saknas."}
    properties["rubrik"] = {"type": "string", "description": "Rubriken, utan nummer; tom om avsnittet saknar rubrik."}
    properties["underavsnitt"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/avsnitt"},
        "description": "Avsnitt under det här, i ordning.",
    }
    section["required"] = sorted({*section.get("required", ()), "nummer", "rubrik"})
