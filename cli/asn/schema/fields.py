"""From a field to what JSON Schema says of it: by its type, and in the words that the model has for it.

A type list (``["string", "null"]``) is preferred to ``anyOf``: editors then say what is wrong in one sentence.

The docstring below each field says what it is, in Swedish. pydantic can gather them when it makes the classes, but then
every command pays for reading the model's source, and only the schemas, the forms and the handbook need them.
"""

import ast
import datetime
import inspect
import json
import re
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, ForwardRef, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from asn.figures import DASH, MAX_DIGITS, MINUS, SPACES
from asn.light import COLOURS, READY_LIGHTS, SIGNS
from asn.model import fields
from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Bredvid, Platser, Ur
from asn.model.record import Ordgrupp
from asn.model.scalars import GRADES, MAX_DECIMALS, WHOLE, Read

Schema: TypeAlias = dict[str, Any]
Own: TypeAlias = Mapping[str, Mapping[str, str]]
LIGHTS = "ljus"
Refer = Callable[[type[BaseModel]], Schema]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMED = "Ett namn skrivs med små bokstäver, siffror, - och _, med en bokstav först. Ett årtal går också."
_KEY = "^([a-zåäö][a-zåäö0-9_-]*|[0-9]{4})$"

_BLANKS = rf"[\s{SPACES}]*"
_SIGN = rf"[+\-{MINUS}{DASH}]?"
_GROUP = f"[{SPACES}][0-9]{{3}}"
# At most 17 digits, as the reader: one or two and five groups, or one to three and fewer.
_WHOLE = f"([1-9][0-9]?({_GROUP}){{5}}|[1-9][0-9]{{0,2}}({_GROUP}){{1,4}}|0|[1-9][0-9]{{0,{MAX_DIGITS - 1}}})"
_NUMBER = f"{_SIGN}{_WHOLE}(,[0-9]{{1,{MAX_DIGITS}}})?"
_UNIT = f"([{SPACES}]?(%|[a-zåäöA-ZÅÄÖ][^0-9<>]*))?"
_MOST = 10**MAX_DIGITS - 1

_NOT_BLANK = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "patternErrorMessage": "Här saknas text. Ta bort nyckeln, eller lämna den helt tom.",
    "errorMessage": "Här ska det stå text.",
}
_MOST_TOLD = 12
"""Words that a message lists; of more it says that they can be shown."""


def _whole(text: str, low: int, high: int) -> Schema:
    return {"type": ["integer", "string"], "minimum": low, "maximum": high, "pattern": text}


def _figure(pattern: str) -> Schema:
    return _whole(f"^{_BLANKS}{pattern}{_BLANKS}$", -_MOST, _MOST)


def _hint(message: str, *examples: object) -> Schema:
    """What VS Code says of a value in the wrong form or of the wrong kind, and what it shows as right."""
    return {"patternErrorMessage": message, "errorMessage": message, "examples": list(examples)}


def enum_schema(words: Iterable[object], names: Iterable[str] = ()) -> Schema:
    """One of some words, with what VS Code says of any other and, where they are told, what each is called."""
    listed = list(words)
    texts = [str(word) for word in listed if isinstance(word, str)]
    if len(texts) > _MOST_TOLD:
        message = "Det finns inte här. Ctrl+blanksteg visar det som finns."
    else:
        message = (
            f"Skriv {', '.join(texts[:-1])}{' eller ' if texts[:-1] else ''}{texts[-1]}."
            if texts
            else "Inget finns än."
        )
    named = list(names)
    return {"enum": listed, **({"enumDescriptions": named} if named else {}), "errorMessage": message}


def _reader(alias: Any) -> object:
    """The function that reads a kind of field: it is what tells Id from Text, as both become ``str``."""
    return alias.__metadata__[0].read


def _file(alias: Any) -> Schema:
    """The name of a file of another kind than YAML, by the mark that its field has."""
    mark: Bredvid = alias.__metadata__[1]
    form = rf"^([a-z][a-z0-9_-]*/)?[a-z0-9][a-z0-9_-]*\.({'|'.join(mark.ändelser)})$"
    return {"type": "string", "pattern": form} | _hint(
        "Ett filnamn skrivs med små a–z, siffror, - eller _.", mark.exempel
    )


_ID = {"type": "string", "pattern": "^[a-zåäö][a-zåäö0-9_]*$"} | _hint(
    "Ett id skrivs med små bokstäver, siffror och _, med en bokstav först.", "ekonomiskt_bistånd"
)
_SCALARS: dict[object, Schema] = {
    _reader(fields.Text): _NOT_BLANK,
    _reader(fields.Prosa): _NOT_BLANK,
    _reader(fields.Mått): _NOT_BLANK | {"minimum": -_MOST, "maximum": _MOST, "examples": ["36 %", "< 852", "Ja"]},
    _reader(fields.Årsmått): _NOT_BLANK
    | {
        "type": ["string", "number", "object"],
        "minimum": -_MOST,
        "maximum": _MOST,
        "patternProperties": {"^(199[0-9]|20[0-9]{2}|2100)$": {"type": ["string", "number", "null"], "pattern": r"\S"}},
        "additionalProperties": False,
        "examples": ["36 %", {"2024": "34 %", "2025": "36 %"}],
    },
    _reader(fields.Cellen): {
        "type": ["string", "number"],
        "pattern": r"\S",
        "patternErrorMessage": "Här ska det stå ett tal eller en text. Ta bort nyckeln, eller lämna den helt tom.",
        "examples": ["-29 390", "Stängt", "2026"],
    },
    _reader(fields.Id): _ID,
    _reader(fields.Klassid): _ID,
    _reader(fields.Ljus): {"type": "string", "pattern": "^[a-zåäö][a-zåäö0-9_]*$"}
    | _hint("Ett ljus skrivs med sitt id i skalan, med små bokstäver.", *READY_LIGHTS),
    _reader(fields.Tecken): enum_schema(SIGNS),
    _reader(fields.Färgnamn): {"type": "string", "pattern": f"^({'|'.join(COLOURS)}|#[0-9a-fA-F]{{6}})$"}
    | _hint("Här ska det stå en färg: ett namn, eller # och sex siffror.", *COLOURS, "#1f6fa8"),
    _reader(fields.Fil): {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_-]{0,60}\.yaml$"}
    | _hint("Ett filnamn skrivs med a–z, siffror, - eller _, och .yaml.", "handelser.yaml"),
    **{_reader(alias): _file(alias) for alias in (fields.Bildfil, fields.Typsnittsfil, fields.Pdffil, fields.Datafil)},
    _reader(fields.Färg): {"type": "string", "pattern": "^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"}
    | _hint("En färg skrivs med sex tecken, inom citattecken.", "#1b4f68"),
    _reader(fields.Tal): _figure(_NUMBER)
    | _hint("Här ska det stå ett tal, till exempel 4,53 eller -29 390.", "-29 390", "4,53"),
    _reader(fields.Mängd): _figure(_NUMBER + _UNIT)
    | _hint("Här ska det stå ett tal med enhet, till exempel 36 %.", "36 %", "-1,8 mnkr", "221,5 årsarbetare"),
    _reader(fields.Procent): _whole(rf"^{_BLANKS}(100(,0+)?|[1-9]?[0-9](,[0-9]+)?)[{SPACES}]?%?{_BLANKS}$", 0, WHOLE)
    | _hint("Här ska det stå en andel från 0 till 100 %.", "60 %", 100),
    _reader(fields.Heltal): _whole("^(0|[1-9][0-9]{0,8})$", 0, 999_999_999) | _hint("Här ska det stå ett heltal.", 20),
    _reader(fields.Grad): _whole(f"^[{GRADES[0]}-{GRADES[1]}]$", *GRADES)
    | _hint(f"Här ska det stå ett heltal från {GRADES[0]} till {GRADES[1]}.", 4),
    _reader(fields.Decimaler): _whole(f"^[0-{MAX_DECIMALS}]$", 0, MAX_DECIMALS)
    | _hint(f"Här ska det stå ett heltal från 0 till {MAX_DECIMALS}.", 1),
    _reader(fields.År): _whole("^(199[0-9]|20[0-9]{2}|2100)$", 1990, 2100) | _hint("Här ska det stå ett årtal.", 2025),
    _reader(fields.Datum): {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    | _hint("Ett datum skrivs år-månad-dag: 2025-05-17.", "2025-05-17"),
    _reader(fields.Nycklar): {"type": ["string", "number", "array", "null"], "items": _NOT_BLANK}
    | {"errorMessage": "Här ska det stå en nyckel, eller flera i en lista."},
    _reader(fields.JaNej): enum_schema(("ja", "nej", True, False)),
}
# Four figures may be written without quotes, but not with a zero first: an editor's program would lose it.
_FOUR_FIGURES = _whole(r"^\d{4}$", 1000, 9999)


class Dialect:
    """How values are written, in a file of the project or in data.json; this is what both have alike.

    ``refer`` gives a reference to a record; the union of all kinds of section is given as its base, Avsnitt.
    """

    def __init__(self, refer: Refer) -> None:
        self._refer = refer

    def field(self, annotation: Any, marks: tuple[Any, ...] = ()) -> Schema:
        """The schema of a field of this type; ``marks`` is what pydantic keeps beside the type."""
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self.field(inner, (*more, *marks))
        if get_origin(annotation) in {Union, types.UnionType}:
            return self._union(get_args(annotation), marks)
        schema = self.scalar(annotation, marks)
        return self._composite(annotation) if schema is None else schema

    def scalar(self, annotation: Any, marks: tuple[Any, ...]) -> Schema | None:
        """The schema of a single value; None if the type is no such."""
        raise NotImplementedError

    def items(self, schema: Schema) -> Schema:
        """A list of such values."""
        raise NotImplementedError

    def group(self, keys: Any, value: Any) -> Schema:
        """Values by name; ``keys`` and ``value`` are types."""
        raise NotImplementedError

    def optional(self, schema: Schema) -> Schema:
        """A value that may be missing."""
        raise NotImplementedError

    def _composite(self, annotation: Any) -> Schema:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return {"const": args[0], "errorMessage": f"Skriv {args[0]}."} if len(args) == 1 else enum_schema(args)
        if origin is tuple:
            return self.items(self.field(args[0]))
        if origin is dict:
            return self.group(*args)
        if isinstance(annotation, type) and issubclass(annotation, StrEnum):
            return enum_schema(member.value for member in annotation)
        if isinstance(annotation, ForwardRef):  # the only one: the union of all kinds of section, below a section
            return self._refer(Avsnitt)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._refer(annotation)
        raise TypeError(f"no JSON Schema for {annotation}")

    def _union(self, members: tuple[Any, ...], marks: tuple[Any, ...]) -> Schema:
        kinds = [member for member in members if member is not types.NoneType]
        if len(kinds) > 1:
            raise TypeError(f"records of several kinds can't be told apart by an editor: {members}")
        schema = self.field(kinds[0], marks)
        return self.optional(schema) if len(kinds) < len(members) else schema


def _named_in(marks: tuple[Any, ...]) -> str:
    """The register that a field names something in, or LIGHTS; empty where it names nothing."""
    if any(isinstance(mark, Read) and mark.read is _reader(fields.Ljus) for mark in marks):
        return LIGHTS
    return next((mark.register for mark in marks if isinstance(mark, Ur)), "")


class YamlDialect(Dialect):
    """Values as they are written in YAML; what may be missing may also be an empty key.

    ``own`` is what the project has of what fields can name: ids with their names, by the register, and LIGHTS.
    """

    def __init__(self, refer: Refer, own: Own) -> None:
        super().__init__(refer)
        self._own = own

    def scalar(self, annotation: Any, marks: tuple[Any, ...]) -> Schema | None:  # noqa: ARG002 - what reads it says more
        """One of the project's own words where they are known, else by its reader or its pattern."""
        known = self._own.get(_named_in(marks))
        if known:
            return enum_schema(known, known.values())
        form = next((mark.pattern for mark in marks if getattr(mark, "pattern", None)), None)
        if form:
            return _FOUR_FIGURES if form == _FOUR_FIGURES["pattern"] else {"type": "string", "pattern": form}
        places = next((mark for mark in marks if isinstance(mark, Platser)), None)
        if places:
            kinds = "string" if places.namn else ["string", "number"]
            message = "Här ska det stå text" + "".join(f", med {{{name}}}" for name in places.namn) + "."
            return {"type": kinds, "pattern": places.form, "patternErrorMessage": message, "errorMessage": message}
        reader = next((mark.read for mark in marks if isinstance(mark, Read)), None)
        return dict(_SCALARS[reader]) if reader in _SCALARS else None

    def items(self, schema: Schema) -> Schema:
        """A list; an empty key in a draft is an empty list."""
        message = "Här ska det stå en lista: en rad för varje, med streck först."
        return {"type": ["array", "null"], "items": schema, "errorMessage": message}

    def group(self, keys: Any, value: Any) -> Schema:
        """A mapping whose keys are written as keys are."""
        schema, inner = self.field(keys), self.field(value)
        message = "Här ska det stå namn och värden, ett par på varje rad."
        group = {"type": ["object", "null"], "errorMessage": message}
        if "enum" in schema:  # each can be offered by its name
            offered = {"properties": dict.fromkeys(schema["enum"], inner), "additionalProperties": False}
            return group | offered | {"errorMessage": schema["errorMessage"]}
        form = schema.get("pattern", _KEY)
        names = {"pattern": _KEY if form == r"\S" else form} | {"patternErrorMessage": _NAMED}
        return group | {"propertyNames": names, "additionalProperties": inner}

    def optional(self, schema: Schema) -> Schema:
        """The value, or an empty key."""
        return _or_null(schema)


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "const" in schema:
        return {"enum": [schema["const"], None]}
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return schema | {"type": [*(kind for kind in kinds if kind != "null"), "null"]}


def default(value: object) -> Schema:
    """What stands when the key is left out, where that is more than nothing."""
    if isinstance(value, bool):
        return {"default": "ja" if value else "nej"}
    if isinstance(value, str) and value:
        return {"default": str(value)}
    if isinstance(value, (Decimal, datetime.date)):
        return {"default": str(value)}
    return {}


def ascii_letters(name: str) -> str:
    """A name that needs no escaping in a reference."""
    return name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


def spaced_name(name: str) -> str:
    """A record's name as words: PolitisktUppdrag is a «Politiskt uppdrag»."""
    parts = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])|_", " ", name).split()
    return " ".join([parts[0], *(part.lower() for part in parts[1:])])


_EXAMPLE = re.compile(r"\s*Exempel: `(.+)`\.$")
_SIGNS = re.compile(r"[{[]|: ")
"""What is a sign of YAML's in a text that isn't within quotes."""


class FieldWords(NamedTuple):
    """What a field is for, as Markdown, and a value that it may have, as YAML; a list of records has no such value."""

    meaning: str
    example: str = ""


@lru_cache(maxsize=256)
def docstrings(kind: type[BaseModel]) -> dict[str, FieldWords]:
    """The words of each field of a record, by the field's name; its own where it says other than the kind it builds on.

    A kind of section that is defined where no source is, has none. A word that is printed is its own example.
    """
    words: dict[str, FieldWords] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            words |= _classes(base.__module__).get(base.__name__, {})
    return words | dict(_printed(kind, words)) if issubclass(kind, Ordgrupp) else words


def _printed(kind: type[Ordgrupp], words: Mapping[str, FieldWords]) -> Iterator[tuple[str, FieldWords]]:
    for number, (name, info) in enumerate(kind.model_fields.items(), 1):
        meaning = words[name].meaning if name in words else f"{kind.varje} {number}."
        yield (
            name,
            FieldWords(
                meaning, json.dumps(info.default, ensure_ascii=False) if _SIGNS.search(info.default) else info.default
            ),
        )


def without_marks(markdown: str) -> str:
    """Words without the marks of Markdown, for programs that show them as they are."""
    return markdown.replace("`", "")


@lru_cache(maxsize=64)
def _classes(module: str) -> dict[str, dict[str, FieldWords]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _below_fields(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _below_fields(node: ast.ClassDef) -> dict[str, FieldWords]:
    words = {}
    for line, below in pairwise((*node.body, ast.Pass())):
        match line, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                words[name] = _words(" ".join(inspect.cleandoc(text).split()))
    return words


def _words(text: str) -> FieldWords:
    example = _EXAMPLE.search(text)
    return FieldWords(text[: example.start()], example[1]) if example else FieldWords(text)
