"""Any expression, as Jinja's parser reads it; only the nodes named here are evaluated, by us, over exact decimals.

Importing Jinja takes longer than checking a report does, so this is for what :mod:`asn.binding.expression` can't read.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from asn.binding.operations import (
    ExpressionError,
    added,
    amount,
    divided,
    fetched,
    filtered,
    multiplied,
    negated,
    subtracted,
)
from asn.figures import Storhet

_MAX_PARENTHESES = 8


def computed(text: str, names: Mapping[str, Any], longest: int) -> Any:
    """What an expression gives.

    Raises:
        ExpressionError: if it can't be read, names something unknown, or uses a filter on the wrong thing.
    """
    if not text:
        raise ExpressionError("Uttrycket är tomt.", "Skriv namnet på en siffra mellan {{ och }}.")
    if len(text) > longest or text.count("(") > _MAX_PARENTHESES:
        raise ExpressionError(
            "Uttrycket är för långt.",
            "Ett uttryck hämtar en siffra: {{ nettokostnad.resultat.prognos | mnkr }}.",
        )
    return _value(_parsed(text), names)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> nodes.Node:
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
            return fetched(names, name)
        case nodes.Getattr(node=owner, attr=name):
            return fetched(_value(owner, names), name)
        case nodes.Filter(node=inner, name=name, args=args, kwargs=[]) if inner is not None:
            return filtered(_value(inner, names), name, tuple(_value(arg, names) for arg in args))
        case nodes.Const(value=value) if isinstance(value, (int, str)) and not isinstance(value, bool):
            return Storhet(Decimal(value)) if isinstance(value, int) else value
        case nodes.Neg(node=inner):
            return negated(amount(_value(inner, names)))
        case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
            return _operated(node, amount(_value(node.left, names)), amount(_value(node.right, names)))
    raise ExpressionError("Uttrycket innehåller något annat än namn, tal, + - * / och filter.")


def _operated(node: nodes.BinExpr, left: Storhet, right: Storhet) -> Storhet:
    match node:
        case nodes.Add():
            return added(left, right)
        case nodes.Sub():
            return subtracted(left, right)
        case nodes.Mul():
            return multiplied(left, right)
    return divided(left, right)
