"""How a figure is told as another one is, and how it is fetched."""

from asn.check.figures_in_text import AMOUNT, PERCENT, Figure, kind_of
from asn.check.prose.cells import Cell
from asn.figures import Storhet, as_money, decimals_of, round_half_up

_DECIMALS = {"mnkr": 1, "mdkr": 1, "tkr": 0, "kr": 0}


def as_told(value: Storhet, like: Storhet) -> Storhet:
    """A figure in the unit and with the decimals of another of its kind."""
    told = as_money(value, like.enhet) if kind_of(value) == AMOUNT else value
    return Storhet(round_half_up(told.tal, decimals_of(like.tal)), told.enhet)


def expression(cell: Cell, figure: Figure) -> str:
    """What an editor writes to fetch a figure as the text shows it."""
    unit, decimals = figure.value.enhet, decimals_of(figure.value.tal)
    fetched = cell.path
    if kind_of(figure.value) == PERCENT:
        fetched += " | procent"
    elif unit in _DECIMALS:
        fetched += f" | {unit}" if decimals == _DECIMALS[unit] else f" | {unit}({decimals})"
    if cell.value.tal < 0 and not figure.signed:
        fetched += " | utan_tecken"
    elif figure.signed and figure.value.tal > 0:
        fetched += " | med_tecken"
    return f"{{{{ {fetched} }}}}"
