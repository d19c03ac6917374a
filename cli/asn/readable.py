"""What a template may read of a record: its fields, and the methods and properties that say here that they are for it.

The mark stands on the record, so that whoever adds a method decides there; all that isn't marked is closed.
"""

import dataclasses
from functools import lru_cache
from inspect import getattr_static
from types import FunctionType, MethodType
from typing import Any, TypeVar

T = TypeVar("T")
_MARK = "__readable__"


def readable(item: T) -> T:
    """Let templates read a record's fields, or use a method, a property's function or a function."""
    setattr(item, _MARK, True)
    return item


def is_callable(value: object) -> bool:
    """Whether it is a function or a method that templates may call."""
    return isinstance(value, (FunctionType, MethodType)) and getattr(value, _MARK, False) is True


def readable_names(value: object) -> frozenset[str]:
    """What a template may read of a value; nothing of one that isn't a marked record."""
    return _names(type(value))  # type: ignore[arg-type]  # a class is hashable


@lru_cache(maxsize=512)  # a few hundred kinds of record
def _names(kind: type) -> frozenset[str]:
    if not getattr(kind, _MARK, False):
        return frozenset()
    fields: Any = getattr(kind, "model_fields", None) or [field.name for field in dataclasses.fields(kind)]
    marked = (name for name in dir(kind) if _is_marked(getattr_static(kind, name)))
    return frozenset(name for name in (*fields, *marked) if not name.startswith("_"))


def _is_marked(member: object) -> bool:
    function = member.fget if isinstance(member, property) else member
    return isinstance(function, FunctionType) and hasattr(function, _MARK)
