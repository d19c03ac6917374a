"""What an expression can do with figures: fetch them, pass them through filters, add, subtract, multiply and divide.

A filter turns a value into one that knows how to print itself.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any, Literal

from asn.figures import MONEY, Mätvärde, NumberError, Storhet, as_money, format_quantity
from asn.finding import did_you_mean

_DECIMALS = {"kr": 0, "tkr": 0, "mnkr": 1, "mdkr": 1}
_MAX_DECIMALS = 6
_LARGEST_SHARE = 10  # a figure without unit that is larger was never one part of another


class FilterError(ValueError):
    """A filter that can't be used so; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class Uttryckt:
    """A figure and how the text wants it printed."""

    storhet: Storhet
    decimaler: int | None = None
    tecken: Literal["vanligt", "alltid", "aldrig"] = "vanligt"

    def __str__(self) -> str:
        value = replace(self.storhet, tal=self.storhet.tal.copy_abs()) if self.tecken == "aldrig" else self.storhet
        return format_quantity(value, self.decimaler, sign=self.tecken == "alltid")


@dataclass(frozen=True, slots=True)
class Dag:
    """A day, and its month's name."""

    dag: datetime.date
    månad: str

    def __str__(self) -> str:
        return self.dag.isoformat()


def _figure(value: Any) -> Uttryckt:
    if isinstance(value, Uttryckt):
        return value
    if isinstance(value, Storhet):
        return Uttryckt(value)
    raise FilterError(f"«{value}» är ingen siffra.")


def _decimals(args: tuple[Any, ...], default: int | None) -> int | None:
    if not args:
        return default
    wanted = args[0].tal if isinstance(args[0], Storhet) else args[0]
    if len(args) > 1 or not isinstance(wanted, Decimal) or wanted not in range(_MAX_DECIMALS + 1):
        raise FilterError(f"Antalet decimaler ska vara ett heltal från 0 till {_MAX_DECIMALS}.")
    return int(wanted)


def _money(unit: str) -> Callable[..., Uttryckt]:
    def convert(value: Any, *args: Any) -> Uttryckt:
        figure = _figure(value)
        try:
            amount = as_money(figure.storhet, unit)
        except NumberError as why:
            raise FilterError(str(why)) from None
        usual = figure.decimaler if figure.storhet.enhet == unit else _DECIMALS[unit]
        return replace(figure, storhet=amount, decimaler=_decimals(args, usual))

    return convert


def _percent(value: Any, *args: Any) -> Uttryckt:
    figure = _figure(value)
    if figure.storhet.enhet not in {"%", "procent", ""}:
        raise FilterError(f"{figure} är ingen andel.")
    if not figure.storhet.enhet and abs(figure.storhet.tal) > _LARGEST_SHARE:
        raise FilterError(f"{figure} är ett antal, ingen andel.")
    share = figure.storhet.tal if figure.storhet.enhet else (100 * figure.storhet.tal).normalize()
    storhet = Storhet(share, "procent", härledd=figure.storhet.härledd)
    return replace(figure, storhet=storhet, decimaler=_decimals(args, figure.decimaler))


def _points(value: Any, *args: Any) -> Uttryckt:
    figure = _figure(value)
    if figure.storhet.enhet not in {"%", "procentenheter"}:
        raise FilterError(f"{figure} är ingen skillnad mellan två andelar.")
    points = replace(figure.storhet, enhet="procentenheter")
    return replace(figure, storhet=points, decimaler=_decimals(args, figure.decimaler))


def _bare(value: Any, *args: Any) -> Uttryckt:
    figure = _figure(value)
    return replace(figure, storhet=replace(figure.storhet, enhet=""), decimaler=_decimals(args, figure.decimaler))


def _signed(value: Any) -> Uttryckt:
    return replace(_figure(value), tecken="alltid")


def _unsigned(value: Any) -> Uttryckt:
    return replace(_figure(value), tecken="aldrig")


def _date(value: Any) -> str:
    if not isinstance(value, Dag):
        raise FilterError(f"«{value}» är inget datum.")
    return f"{value.dag.day}\N{NO-BREAK SPACE}{value.månad} {value.dag.year}"


def _direction(value: Any, *words: Any) -> str:
    if len(words) not in {2, 3} or not all(isinstance(word, str) for word in words):
        raise FilterError("riktning vill ha två eller tre ord: riktning('ökat', 'minskat', 'varit oförändrad').")
    number = _figure(value).storhet.tal
    if number > 0:
        return str(words[0])
    if number < 0:
        return str(words[1])
    if len(words) == 2:  # noqa: PLR2004 - up and down, but no word for unchanged
        raise FilterError("Värdet är oförändrat, och riktning har inget ord för det. Lägg till ett tredje ord.")
    return str(words[2])


FILTERS: dict[str, Callable[..., Any]] = {
    **{unit: _money(unit) for unit in MONEY},
    "procent": _percent,
    "procentenheter": _points,
    "tal": _bare,
    "med_tecken": _signed,
    "utan_tecken": _unsigned,
    "datum": _date,
    "riktning": _direction,
}


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
        known = ", ".join(sorted(filter(None, group))[:12])
        raise ExpressionError(f"«{name}» finns inte.", did_you_mean(name, group, f"Det som finns här: {known}."))
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
        hint = did_you_mean(name, FILTERS, "Filter: " + ", ".join(FILTERS) + ".")
        raise ExpressionError(f"Filtret «{name}» finns inte.", hint)
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
