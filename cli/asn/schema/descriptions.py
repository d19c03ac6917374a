"""What the model says of its fields to those who write the YAML.

The docstring below each field says it, in Swedish. pydantic can gather them when it makes the classes, but then every
command pays for reading the model's source, and only the schemas, the forms and the handbook need them.
"""

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pydantic import BaseModel

from asn.model.record import Ordgrupp

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
    found: dict[str, FieldWords] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _classes(base.__module__).get(base.__name__, {})
    return found | dict(_printed(kind, found)) if issubclass(kind, Ordgrupp) else found


def _printed(kind: type[Ordgrupp], found: Mapping[str, FieldWords]) -> Iterator[tuple[str, FieldWords]]:
    for number, (name, info) in enumerate(kind.model_fields.items(), 1):
        meaning = found[name].meaning if name in found else f"{kind.varje} {number}."
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
    found = {}
    for line, below in pairwise((*node.body, ast.Pass())):
        match line, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = _words(" ".join(inspect.cleandoc(text).split()))
    return found


def _words(text: str) -> FieldWords:
    example = _EXAMPLE.search(text)
    return FieldWords(text[: example.start()], example[1]) if example else FieldWords(text)
