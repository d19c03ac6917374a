"""The expression language of ``{{ … }}``: names, four operations, filters; nothing else.

Jinja's parser reads it, and only the nodes named here are evaluated, by us, over exact decimals. No code is ever
made of an expression, so there is no sandbox to escape from: no calls, no indexing, no strings to repeat.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from asn.binding.filters import FILTERS, FilterError, Uttryckt
from asn.figures import Mätvärde, Storhet

_OPEN, _CLOSE = "{{", "}}"
_MAX_LENGTH = 200
_MAX_PARENTHESES = 8


class ExpressionError(ValueError):
    """An expression that gives nothing; message and suggestion are Swedish."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion


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
    value = _value(_parsed(text), names)
    if isinstance(value, Mapping):
        known = ", ".join(sorted(value))
        raise ExpressionError(f"«{text}» är en grupp, ingen siffra.", f"Välj en av: {known}.")
    return str(value)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> nodes.Node:
    if not text:
        raise ExpressionError("Uttrycket är tomt.", "Skriv namnet på en siffra mellan {{ och }}.")
    if len(text) > _MAX_LENGTH or text.count("(") > _MAX_PARENTHESES:
        raise ExpressionError(
            "Uttrycket är för långt.",
            "Ett uttryck hämtar en siffra: {{ nettokostnad.resultat.prognos | mnkr }}.",
        )
    try:
        body = Environment(autoescape=True).parse("{{ " + text + " }}").body
    except TemplateSyntaxError:
        raise ExpressionError(
            f"«{text}» går inte att läsa.", "Skriv namn, punkter och filter: {{ sjukfrånvaro | procent }}."
        ) from None
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise ExpressionError(f"«{text}» är inte ett enda uttryck.", "Skriv en siffra mellan varje {{ och }}.")
    return output.nodes[0]


def _value(node: nodes.Node, names: Mapping[str, Any]) -> Any:
    match node:
        case nodes.Name(name=name):
            return _look_up(names, name, name)
        case nodes.Getattr(node=owner, attr=name):
            group = _value(owner, names)
            if not isinstance(group, Mapping):
                raise ExpressionError(f"«{name}» finns inte: det som står före punkten är ingen grupp.")
            return _look_up(group, name, name)
        case nodes.Filter(node=inner, name=name, args=args, kwargs=[]) if inner is not None:
            return _filtered(_value(inner, names), name, tuple(_value(arg, names) for arg in args))
        case nodes.Const(value=value) if isinstance(value, (int, str)) and not isinstance(value, bool):
            return Storhet(Decimal(value)) if isinstance(value, int) else value
        case nodes.Neg(node=inner):
            return _negated(_amount(_value(inner, names)))
        case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
            return _operated(node, _amount(_value(node.left, names)), _amount(_value(node.right, names)))
    raise ExpressionError("Uttrycket innehåller något annat än namn, tal, + - * / och filter.")


def _look_up(group: Mapping[str, Any], name: str, told: str) -> Any:
    if name not in group:
        near = difflib.get_close_matches(name, list(group), 1, 0.6)
        known = ", ".join(sorted(group)[:12])
        raise ExpressionError(
            f"«{told}» finns inte.", f"Menade du {near[0]}?" if near else f"Det som finns här: {known}."
        )
    value = group[name]
    if isinstance(value, Mätvärde):
        return Storhet(value.tal, value.enhet) if value.tal is not None else value.text
    return value


def _filtered(value: Any, name: str, args: tuple[Any, ...]) -> Any:
    if name not in FILTERS:
        near = difflib.get_close_matches(name, list(FILTERS), 1, 0.6)
        raise ExpressionError(
            f"Filtret «{name}» finns inte.",
            f"Menade du {near[0]}?" if near else "Filter: " + ", ".join(FILTERS) + ".",
        )
    try:
        return FILTERS[name](value, *args)
    except FilterError as why:
        raise ExpressionError(str(why)) from None
    except TypeError:
        raise ExpressionError(f"Filtret «{name}» används på fel sätt.") from None


def _amount(value: Any) -> Storhet:
    if isinstance(value, Uttryckt):
        raise ExpressionError("Räkna först och filtrera sedan: {{ (a - b) | mnkr }}.")
    if not isinstance(value, Storhet):
        raise ExpressionError(f"«{value}» går inte att räkna med.")
    return value


def _negated(value: Storhet) -> Storhet:
    return replace(value, tal=-value.tal)


def _operated(node: nodes.Node, left: Storhet, right: Storhet) -> Storhet:
    if isinstance(node, (nodes.Add, nodes.Sub)):
        if left.enhet != right.enhet:
            raise ExpressionError(f"{left} och {right} har olika enheter.")
        change = right.tal if isinstance(node, nodes.Add) else -right.tal
        # The difference of two shares is told in procentenheter, not in procent.
        points = left.enhet == "%" and isinstance(node, nodes.Sub)
        return Storhet(left.tal + change, "procentenheter" if points else left.enhet)
    if isinstance(node, nodes.Mul):
        if left.enhet and right.enhet:
            raise ExpressionError(f"{left} gånger {right} säger inget.")
        return Storhet(left.tal * right.tal, left.enhet or right.enhet)
    try:
        quotient = left.tal / right.tal
    except (DivisionByZero, InvalidOperation):
        raise ExpressionError("Det går inte att dela med noll.") from None
    return Storhet(quotient, "" if left.enhet == right.enhet else left.enhet)
