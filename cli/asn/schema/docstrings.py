"""The docstrings that stand below the model's fields.

pydantic can gather them when it makes the classes, but then every command pays for reading the model's source, and only
the editor's schema needs them.
"""

import ast
import inspect
import sys
from functools import lru_cache
from itertools import pairwise

from pydantic import BaseModel


@lru_cache(maxsize=256)
def docstrings(kind: type[BaseModel]) -> dict[str, str]:
    """What is written below each field of a record, and of the kinds that it builds on unless it says otherwise."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        found |= _classes(base.__module__).get(base.__name__, {}) if issubclass(base, BaseModel) else {}
    return {name: told for name, told in found.items() if told}


@lru_cache(maxsize=64)
def _classes(module: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _below_fields(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _below_fields(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for field, below in pairwise((*node.body, ast.Pass())):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
            case ast.AnnAssign(target=ast.Name(id=name)), _:
                found[name] = ""
    return found
