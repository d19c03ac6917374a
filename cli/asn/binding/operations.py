"""What an expression can do with figures: fetch them, pass them through filters, add, subtract, multiply and divide."""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from decimal import DivisionByZero, InvalidOperation
from typing import Any

from asn.binding.filters import FILTERS, FilterError, Uttryckt
from asn.figures import MONEY, Mätvärde, Storhet, as_money

_SHARES = {"%", "procent", "procentenheter"}
_NO_SHARES = {*MONEY, *_SHARES}


class ExpressionError(ValueError):
    """An expression that gives nothing; message and suggestion are Swedish."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion


def fetch_name(group: Any, name: str) -> Any:
    """What a group holds by a name.

    Raises:
        ExpressionError: if it is no group, or has nothing by that name.
    """
    if not isinstance(group, Mapping):
        raise ExpressionError(f"«{name}» finns inte: det som står före punkten är ingen grupp.")
    if name not in group:
        near = difflib.get_close_matches(name, list(group), 1, 0.6)
        known = ", ".join(sorted(filter(None, group))[:12])
        raise ExpressionError(
            f"«{name}» finns inte.", f"Menade du {near[0]}?" if near else f"Det som finns här: {known}."
        )
    value = group[name]
    if isinstance(value, Mätvärde):
        return Storhet(value.tal, value.enhet) if value.tal is not None else value.text
    return value


def filtered(value: Any, name: str, args: tuple[Any, ...]) -> Any:
    """A value passed through a filter.

    Raises:
        ExpressionError: if there is no such filter, or it can't be used so.
    """
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


def amount(value: Any) -> Storhet:
    """A value to count with.

    Raises:
        ExpressionError: if it is none.
    """
    if isinstance(value, Uttryckt):
        raise ExpressionError("Räkna först och filtrera sedan: {{ (a - b) | mnkr }}.")
    if not isinstance(value, Storhet):
        raise ExpressionError(f"«{value}» går inte att räkna med.")
    return value


def negated(value: Storhet) -> Storhet:
    """The same figure with the other sign."""
    return replace(value, tal=-value.tal)


def added(left: Storhet, right: Storhet) -> Storhet:
    """The sum of two figures of one unit."""
    _of_one_unit(left, right)
    return Storhet(left.tal + right.tal, left.enhet, _derived(left, right))


def subtracted(left: Storhet, right: Storhet) -> Storhet:
    """The difference of two figures of one unit; that of two shares is told in procentenheter, not in procent."""
    _of_one_unit(left, right)
    unit = "procentenheter" if left.enhet == "%" else left.enhet
    return Storhet(left.tal + -right.tal, unit, _derived(left, right))


def _derived(left: Storhet, right: Storhet) -> bool:
    return left.härledd or right.härledd


def _of_one_unit(left: Storhet, right: Storhet) -> None:
    if left.enhet != right.enhet:
        raise ExpressionError(f"{left} och {right} har olika enheter.")


def multiplied(left: Storhet, right: Storhet) -> Storhet:
    """The product of two figures, of which only one can have a unit."""
    if left.enhet and right.enhet:
        raise ExpressionError(f"{left} gånger {right} säger inget.")
    return Storhet(left.tal * right.tal, left.enhet or right.enhet, _derived(left, right))


def divided(left: Storhet, right: Storhet) -> Storhet:
    """The quotient of two figures: of two with one unit it has none, and so have two amounts of money.

    Money, or a count, may be shared by a count: kronor per ärende, ärenden per handläggare. Nothing is shared by money
    or by percent.
    """
    if left.enhet in MONEY and right.enhet in MONEY:
        left, right = as_money(left, "kr"), as_money(right, "kr")
    elif right.enhet != left.enhet and (right.enhet in _NO_SHARES or (right.enhet and left.enhet in _SHARES)):
        raise ExpressionError(f"{left} delat med {right} säger inget.")
    try:
        quotient = left.tal / right.tal
    except (DivisionByZero, InvalidOperation):
        raise ExpressionError("Det går inte att dela med noll.") from None
    return Storhet(quotient, "" if left.enhet == right.enhet else left.enhet, härledd=True)
