"""What the model says of its fields to those who write the YAML.

The docstring below each field says it, in Swedish. pydantic can gather them when it makes the classes, but then every
command pays for reading the model's source, and only the schemas, the forms and the handbook need them.
"""

import ast
import inspect
import re
import sys
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pydantic import BaseModel

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
    for line, below in pairwise((*node.body, ast.Pass())):
        match line, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = _words(" ".join(inspect.cleandoc(text).split()))
    return found


def _words(text: str) -> FieldWords:
    example = _EXAMPLE.search(text)
    return FieldWords(text[: example.start()], example[1]) if example else FieldWords(text)
