"""The expression language of ``{{ … }}``: names, four operations, filters; nothing else.

No code is ever made of an expression, so there is no sandbox to escape from: no calls, no indexing, no strings to
repeat. Nearly every one is a name, the sum or the difference of two, and filters; that is read here. Whatever is more
is read by Jinja's parser (:mod:`asn.binding.syntax`), which says the same of these.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from asn.binding.operations import ExpressionError, added, amount, fetched, filtered, subtracted
from asn.figures import Storhet

__all__ = ["ExpressionError", "Uttryck", "evaluate", "expressions"]

_OPEN, _CLOSE = "{{", "}}"
_MAX_LENGTH = 200
_NAME = r"[a-zåäöA-ZÅÄÖ_][a-zåäöA-ZÅÄÖ0-9_]*"
# Words that mean something else to Jinja where a name could begin.
_PATH = rf"(?!(?:not|true|false|none|True|False|None)\b){_NAME}(?:\.{_NAME})*"
_FILTER = rf"\s*\|\s*{_NAME}(?:\([0-9]\))?"
_SIMPLE = re.compile(
    rf"(?:(?P<path>{_PATH})|\((?P<left>{_PATH}) (?P<sign>[+-]) (?P<right>{_PATH})\))"
    rf"(?P<filters>(?:{_FILTER})*)"
)
_FILTERS = re.compile(rf"({_NAME})(?:\(([0-9])\))?")


@dataclass(frozen=True, slots=True)
class Uttryck:
    """One ``{{ … }}`` in a text: where it stands, and what is between the braces."""

    start: int
    end: int
    text: str


def expressions(text: str) -> Iterator[Uttryck]:
    """Every expression in a text, in order."""
    start = text.find(_OPEN)
    while start >= 0 and (close := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        end = close + len(_CLOSE)
        yield Uttryck(start, end, text[start + len(_OPEN) : close].strip())
        start = text.find(_OPEN, end)


def evaluate(text: str, names: Mapping[str, Any]) -> str:
    """What an expression prints.

    Args:
        text: what stands between the braces.
        names: the figures and words that can be fetched, in groups that a dot opens.

    Raises:
        ExpressionError: if it can't be read, names something unknown, or uses a filter on the wrong thing.
    """
    simple = _SIMPLE.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    value = _simple(simple, names) if simple else _computed(text, names)
    if isinstance(value, Mapping):
        known = ", ".join(sorted(value))
        raise ExpressionError(f"«{text}» är en grupp, ingen siffra.", f"Välj en av: {known}.")
    return str(value)


def _simple(found: re.Match[str], names: Mapping[str, Any]) -> Any:
    if found["path"]:
        value = _at(found["path"], names)
    else:
        operation = added if found["sign"] == "+" else subtracted
        value = operation(amount(_at(found["left"], names)), amount(_at(found["right"], names)))
    for name, decimals in _FILTERS.findall(found["filters"]):
        value = filtered(value, name, (Storhet(Decimal(decimals)),) if decimals else ())
    return value


def _at(path: str, names: Mapping[str, Any]) -> Any:
    return reduce(fetched, path.split("."), names)


def _computed(text: str, names: Mapping[str, Any]) -> Any:
    from asn.binding.syntax import computed  # a check must not pay for Jinja

    return computed(text, names, _MAX_LENGTH)
