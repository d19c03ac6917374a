"""The filters that prose may pass a figure through; each turns a value into one that knows how to print itself."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from asn.figures import MONEY, NumberError, Storhet, as_money, format_quantity

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
        told = _figure(value)
        try:
            amount = as_money(told.storhet, unit)
        except NumberError as why:
            raise FilterError(str(why)) from None
        usual = told.decimaler if told.storhet.enhet == unit else _DECIMALS[unit]
        return replace(told, storhet=amount, decimaler=_decimals(args, usual))

    return convert


def _percent(value: Any, *args: Any) -> Uttryckt:
    told = _figure(value)
    if told.storhet.enhet not in {"%", "procent", ""}:
        raise FilterError(f"{told} är ingen andel.")
    if not told.storhet.enhet and abs(told.storhet.tal) > _LARGEST_SHARE:
        raise FilterError(f"{told} är ett antal, ingen andel.")
    share = told.storhet.tal if told.storhet.enhet else (100 * told.storhet.tal).normalize()
    storhet = Storhet(share, "procent", härledd=told.storhet.härledd)
    return replace(told, storhet=storhet, decimaler=_decimals(args, told.decimaler))


def _points(value: Any, *args: Any) -> Uttryckt:
    told = _figure(value)
    if told.storhet.enhet not in {"%", "procentenheter"}:
        raise FilterError(f"{told} är ingen skillnad mellan två andelar.")
    points = replace(told.storhet, enhet="procentenheter")
    return replace(told, storhet=points, decimaler=_decimals(args, told.decimaler))


def _bare(value: Any, *args: Any) -> Uttryckt:
    told = _figure(value)
    return replace(told, storhet=replace(told.storhet, enhet=""), decimaler=_decimals(args, told.decimaler))


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
