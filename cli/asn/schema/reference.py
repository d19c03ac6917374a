"""What the model says of its fields to those who write the YAML, and the handbook's tables and chapter made of it.

The docstring below each field says it, in Swedish. pydantic can gather them when it makes the classes, but then every
command pays for reading the model's source, and only the schemas and the handbook need them.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from asn import model
from asn.files import read_file
from asn.model.avsnitt import KINDS
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde, key_of, record_in
from asn.schema.fields import ascii_letters, slag_of

_EXAMPLE = re.compile(r"\s*Exempel: `(.+)`\.$")


class FieldWords(NamedTuple):
    """What a field is for, as Markdown, and a value that it may have, as YAML; a list of records has no such value."""

    meaning: str
    example: str = ""


@lru_cache(maxsize=256)
def docstrings(kind: type[BaseModel]) -> dict[str, FieldWords]:
    """The words of each field of a record, by the field's name; its own where it says other than the kind it builds on.

    A kind of section that is defined where no source is, has none.
    """
    found: dict[str, FieldWords] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _classes(base.__module__).get(base.__name__, {})
    return found


def without_marks(markdown: str) -> str:
    """Words without the marks of Markdown, for programs that show them as they are."""
    return markdown.replace("`", "")


@lru_cache(maxsize=64)
def _classes(module: str) -> dict[str, dict[str, FieldWords]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _below_fields(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _below_fields(node: ast.ClassDef) -> dict[str, FieldWords]:
    found = {}
    for field, below in pairwise((*node.body, ast.Pass())):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = _words(" ".join(inspect.cleandoc(text).split()))
    return found


def _words(text: str) -> FieldWords:
    example = _EXAMPLE.search(text)
    return FieldWords(text[: example.start()], example[1]) if example else FieldWords(text)


HEADING = ("| Fält | Vad | Exempel |", "|---|---|---|")
_EXAMPLES = Path(model.__file__).parent / "avsnitt" / "exempel"
_BELOW = "· "
"""Stands before a field's name, once for each level that it lies below the first."""


def kinds() -> str:
    """Every kind of section, in alphabetical order: what it is, a whole file as an example, and its fields."""
    return "\n".join(_kind(kind) for kind in sorted(KINDS, key=_alphabetical))


def _alphabetical(kind: type[Avsnitt]) -> str:
    return slag_of(kind).translate(str.maketrans("åäö", "{|}"))


def _kind(kind: type[Avsnitt]) -> str:
    name = slag_of(kind)
    file = f"{ascii_letters(name)}.yaml"
    meaning = docstrings(kind)["slag"].meaning
    example = read_file(_EXAMPLES, file).decode()
    return f"### {name}\n\n{meaning}\n\n```yaml {file}\n{example}```\n\n{table(kind)}"


def table(kind: type[Värde]) -> str:
    """The fields of a record and of those below it; not those that every record, or every section, has."""
    return "".join(f"{line}\n" for line in (*HEADING, *_rows(kind, common=_common(kind), level=0)))


def _common(kind: type[Värde]) -> frozenset[str]:
    """The names of the fields that a record has in common with all of its like."""
    shared = [base for base in (Post, Avsnitt) if issubclass(kind, base) and kind is not base]
    own = {"slag"} if issubclass(kind, Avsnitt) and kind is not Avsnitt else set()
    return frozenset(own.union(*(base.model_fields for base in shared)))


def _rows(kind: type[Värde], common: frozenset[str], level: int) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        if name in common:
            continue
        words = docstrings(kind)[name]
        required = " *" if field.is_required() else ""
        example = f"`{words.example}`" if words.example else ""
        cells = (f"{_BELOW * level}`{key_of(kind, name)}`{required}", words.meaning, example)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        if below := record_in(kind, key_of(kind, name)):
            yield from _rows(below, _common(below), level + 1)
