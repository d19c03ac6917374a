"""The JSON Schema of data.json, made from the same models as the data: a new kind of section brings its own part."""

import builtins
import datetime
import json
import types
import typing
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_origin

from asn.compute.document import ascii_name
from asn.figures import Mätvärde, Storhet
from asn.model.avsnitt import KINDS
from asn.model.record import Undantag, Värde
from asn.model.register import Nämnd

SCHEMA = "data.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EMPTY_LEFT_OUT = ("array", "object")
_NUMBER = {"type": "number", "description": "Talet, med decimalpunkt."}
_UNIT = {"type": "string", "description": "Enheten: kr, tkr, mnkr, %, ett annat ord, eller inget."}
_VALUES: dict[type, dict[str, Any]] = {
    Storhet: {
        "description": "En siffra med enhet.",
        "type": "object",
        "properties": {"tal": _NUMBER, "enhet": _UNIT},
        "required": ["tal", "enhet"],
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
        },
        "required": ["text"],
        "dependentRequired": {"tal": ["enhet", "operator"]},
        "additionalProperties": False,
    },
}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    datetime.date: {"type": "string", "format": "date"},
}
# What a field is, where the model says nothing of its own or speaks to those who write the YAML.
_WORDS = {
    "id": "Namnet som är detsamma från rapport till rapport.",
    "namn": "Namnet så som rapporten skriver det.",
    "ersätter": "Id i tidigare rapporter.",
    "slag": "Avsnittets slag.",
    "skala": "Id på skalan som ljusen bedöms efter.",
    "målområde": "Målområdets id.",
    "bedömning": "Ljuset; vad det betyder står i skalan.",
    "utfall": "Det som blev.",
    "text": "Text i Markdown.",
    "kommentar": "Text i Markdown.",
    "inledning": "Text i Markdown före tabellen.",
    "tal": "Siffror i texten, med enhet.",
    "belopp": "Beloppen kolumn för kolumn, så som de anges; CSV-filen har även de uträknade.",
    "enhet": "Enheten som beloppen eller värdena har.",
    "tecken": "Hur beloppens tecken ska läsas.",
}
_REPORT = {
    "namn": {"type": "string", "description": "År och period, till exempel 2023/T1."},
    "titel": {"type": "string", "description": "Rapportens titel."},
    "slag": {"type": "string", "description": "Rapportslagets id."},
    "år": {"type": "integer", "description": "Året som rapporten gäller."},
    "period": {
        "type": "string",
        "pattern": "^(?:T[12]|VB|plan|M(?:0[1-9]|1[0-2]))$",
        "description": "T1 och T2: delår. VB: helår. plan: nämndplan. M01–M12: månad.",
    },
    "tillstånd": {"enum": ["utkast", "fastställd"], "description": "Om rapporten är ett utkast eller fastställd."},
    "datum": {"type": ["string", "null"], "format": "date", "description": "Dokumentets datum."},
    "diarienummer": {"type": ["string", "null"], "description": "Ärendets diarienummer."},
}


@lru_cache(maxsize=1)
def data_schema() -> str:
    """The schema, as JSON Schema 2020-12 with descriptions in Swedish.

    It is made by hand from the models' fields: pydantic's own generator describes the YAML, and takes longer than the
    rest of the data.
    """
    kinds = {ascii_name(kind.__name__): kind for kind in KINDS}
    parts: dict[str, Any] = {_name(kind): {**value} for kind, value in _VALUES.items()}
    waiting: list[type] = [*KINDS, Nämnd]
    while waiting:
        record = waiting.pop()
        if _name(record) not in parts:
            parts[_name(record)] = _part(record, waiting)
    for name in kinds:
        _numbered(parts[name])
    parts["avsnitt"] = _choice({parts[name]["properties"]["slag"]["const"]: name for name in kinds})
    return json.dumps(_whole(parts), ensure_ascii=False, indent=2) + "\n"


def _choice(kinds: dict[str, str]) -> dict[str, Any]:
    """A section of any kind: its ``slag`` alone decides, or a validator would try all kinds at each level."""
    chosen = (
        {"if": {"properties": {"slag": {"const": kind}}}, "then": _reference(name)} for kind, name in kinds.items()
    )
    return {
        "type": "object",
        "properties": {"slag": {"enum": list(kinds), "description": "Avsnittets slag."}},
        "required": ["slag"],
        "allOf": list(chosen),
    }


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _name(record: type) -> str:
    return ascii_name(record.__name__)


def _part(record: type, waiting: list[type]) -> dict[str, Any]:
    """A record or a word list, and in ``waiting`` the records that it speaks of."""
    if issubclass(record, StrEnum):
        return {"enum": [member.value for member in record]}
    assert issubclass(record, Värde), record
    properties, required = {}, []
    for name, field in record.model_fields.items():
        if record is Undantag and name == "till_läsaren":  # printed in the report, not told as data
            continue
        told = _type(field.annotation, waiting)
        words = field.description if field.description and "{{" not in field.description else _WORDS.get(name)
        properties[name.rstrip("_")] = {**told, **({"description": words} if words else {})}
        if field.is_required() and told.get("type") not in _EMPTY_LEFT_OUT:
            required.append(name.rstrip("_"))
    return {**_record(properties), "required": sorted(required)}


def _type(annotation: Any, waiting: list[type]) -> dict[str, Any]:
    arguments = get_args(annotation)
    match get_origin(annotation) or annotation:
        case typing.Annotated:
            return _type(arguments[0], waiting)
        case types.UnionType | typing.Union:
            # A field without a value is left out, so that only the type itself is told.
            return _type(next(one for one in arguments if one is not NoneType), waiting)
        case typing.Literal:
            return {"enum": list(arguments)} if len(arguments) > 1 else {"const": arguments[0]}
        case builtins.tuple:
            return {"type": "array", "items": _type(arguments[0], waiting)}
        case builtins.dict:
            return {"type": "object", "additionalProperties": _nullable(arguments[1], waiting)}
        case typing.ForwardRef():
            return _reference("avsnitt")
        case plain if plain in _PLAIN:
            return dict(_PLAIN[plain])
        case record:
            waiting.append(record)
            return _reference(_name(record))


def _nullable(annotation: Any, waiting: list[type]) -> dict[str, Any]:
    """A value in a table's row, which may be told as missing."""
    told = _type(annotation, waiting)
    return {"anyOf": [told, {"type": "null"}]} if NoneType in get_args(annotation) else told


def _whole(parts: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": "En nämnds rapport som data",
        "description": "Allt som rapporten säger: mål, utfall, belopp, risker, uppdrag, text. Tomma fält är inte med.",
        "type": "object",
        "properties": {
            "$schema": {"const": SCHEMA, "description": "Schemat som filen följer; det ligger bredvid filen."},
            "rapport": {**_record(_REPORT), "description": "Vilken rapport det är."},
            "nämnd": {**_reference("namnd"), "description": "Nämnden som rapporten är från."},
            "avsnitt": {
                "type": "array",
                "items": _reference("avsnitt"),
                "description": "Rapportens kapitel i ordning.",
            },
        },
        "required": ["$schema", "rapport", "nämnd", "avsnitt"],
        "additionalProperties": False,
        "$defs": dict(sorted(parts.items())),
    }


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _numbered(section: dict[str, Any]) -> None:
    """What the computed report adds to a section: its heading and number, and sections that have the same."""
    properties = section["properties"]
    properties["nummer"] = {"type": "string", "description": "Kapitelnumret, till exempel 2.1; tomt om det saknas."}
    properties["rubrik"] = {"type": "string", "description": "Rubriken, utan nummer; tom om avsnittet saknar rubrik."}
    properties["underavsnitt"] = {
        "type": "array",
        "items": _reference("avsnitt"),
        "description": "Avsnitt under det här, i ordning.",
    }
    section["required"] = sorted({*section.get("required", ()), "nummer", "rubrik"})
