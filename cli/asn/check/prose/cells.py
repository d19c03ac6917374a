"""What prose can fetch instead of stating it: every figure of a report's tables, by the name that fetches it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from asn.check.figures_in_text import AMOUNT, PERCENT, Figure, comparable, kind_of
from asn.figures import Mätvärde, Rounded, Storhet, as_money, decimals_of, round_half_up
from asn.model.avsnitt.grund import Avsnitt
from asn.model.report import Rapport

_STEM = 5  # letters of a word that stay when it is bent


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A figure of a table: its path in names, its value, and what the table calls its row."""

    steps: tuple[str, ...]
    value: Storhet
    namn: str

    @property
    def path(self) -> str:
        """What fetches the figure: nettokostnad.resultat.avvikelse."""
        return ".".join(self.steps)

    @property
    def rounded(self) -> Rounded:
        """The value in kronor or percent."""
        return comparable(self.value)


@dataclass(frozen=True)
class Cells:
    """Every figure of a report's tables; those that a section itself only states in ``tal`` are none."""

    report: Rapport

    @cached_property
    def all(self) -> tuple[TableFigure, ...]:
        """The figures in the report's order."""
        return tuple(cell for part in self.report.alla_avsnitt() for cell in _of(part))

    @cached_property
    def _sorted(self) -> dict[str, list[tuple[Decimal, int]]]:
        kinds: dict[str, list[tuple[Decimal, int]]] = {}
        for number, cell in enumerate(self.all):
            kinds.setdefault(kind_of(cell.value), []).append((abs(cell.rounded.value), number))
        return {kind: sorted(values) for kind, values in kinds.items()}

    def that_print(self, figure: Figure) -> tuple[TableFigure, ...]:
        """The figures that are printed so when they are rounded as far as the text has done it."""
        rounded = figure.exact
        least, most = abs(rounded.value) - rounded.slack, abs(rounded.value) + rounded.slack
        known = self._sorted.get(kind_of(figure.value), [])
        places = []
        for place in range(bisect_left(known, (least, -1)), len(known)):
            amount, number = known[place]
            if amount > most:
                break
            places.append(number)
        return tuple(cell for number in sorted(places) if _fits(cell := self.all[number], figure))


def stems(text: str) -> frozenset[str]:
    """The longer words of a text, cut so that their forms are alike."""
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text.lower())) - _COMMON


# Words that say nothing of which figure is meant.
_COMMON = frozenset(
    word[:_STEM]
    for word in (
        *("avvikelse", "utfall", "budget", "prognos", "andel", "antal", "resultat", "värde", "målnivå", "belopp"),
        *("kommunen", "nämnden", "förvaltningen", "verksamhet", "enhet", "arbete", "insats", "personer", "totalt"),
        *("under", "efter", "eller", "andra", "mellan", "perioden", "helår", "föregående", "procent", "kronor"),
    )
)


def _fits(cell: TableFigure, figure: Figure) -> bool:
    signs = not figure.signed or (cell.value.tal < 0) == (figure.value.tal < 0)
    return signs and cell.rounded.slack <= figure.exact.slack


def _of(section: Avsnitt) -> Iterator[TableFigure]:
    if section.id:
        values = {name: value for name, value in section.värden().items() if value is not section.tal.get(name)}
        yield from _leaves((section.id,), values, "")


def _leaves(steps: tuple[str, ...], values: Mapping[str, Any], called: str) -> Iterator[TableFigure]:
    named = values.get("namn", called)
    for name, value in values.items():
        match value:
            case Mapping():
                yield from _leaves((*steps, name), value, "")
            case Storhet() | Mätvärde(operator="") if value.tal is not None:
                yield TableFigure(
                    (*steps, name), Storhet(value.tal, value.enhet), named if isinstance(named, str) else ""
                )


_DECIMALS = {"mnkr": 1, "mdkr": 1, "tkr": 0, "kr": 0}


def as_told(value: Storhet, like: Storhet) -> Storhet:
    """A figure in the unit and with the decimals of another of its kind."""
    amount = as_money(value, like.enhet) if kind_of(value) == AMOUNT else value
    return Storhet(round_half_up(amount.tal, decimals_of(like.tal)), amount.enhet)


def expression(cell: TableFigure, figure: Figure) -> str:
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
