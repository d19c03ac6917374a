"""How it stands against the report before: the light then, an arrow with words, the figure then.

A row is the same row if its record has the same id; ids last over the years for that reason.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from asn.figures import Mätvärde, Storhet, format_quantity
from asn.light import Bedömning, worse_by
from asn.model.ord import Ord, ifylld
from asn.model.ord.sidan import Förändringsord
from asn.model.report import Rapport
from asn.table import CellValue, Kolumn, Ljuscell, Tabell, TableRow, Talcell

COLUMN = "sedan"
_OUTCOME = re.compile(r"utfall_\d{4}")
_FORMS = frozenset({"mal", "oversikt", "risk"})
_FIGURES = frozenset({"utfall", "riskvärde"})
_UP, _DOWN, _SAME = "\N{UPWARDS ARROW}", "\N{DOWNWARDS ARROW}", "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class RowStatus:
    """How a row stood: its light and its figure."""

    bedömning: Bedömning | None
    tal: Storhet | None


@dataclass(frozen=True)
class EarlierRows:
    """An earlier report's rows by form and id."""

    titel: str
    rader: Mapping[tuple[str, str], RowStatus]


def history(earlier: Iterable[Rapport]) -> tuple[EarlierRows, ...]:
    """The earlier reports, the latest first."""
    latest_first = sorted(earlier, key=attrgetter("ordning"), reverse=True)
    return tuple(EarlierRows(report.titel, _rows(report)) for report in latest_first)


def _rows(report: Rapport) -> dict[tuple[str, str], RowStatus]:
    rows: dict[tuple[str, str], RowStatus] = {}
    for section in report.alla_avsnitt():
        for table in section.tabeller(report.register):
            for row in table.rader if table.form in _FORMS else ():
                status = _status(table, row)
                if row.id and (status.bedömning or status.tal):
                    rows.setdefault((table.form, row.id), status)
    return rows


def _status(table: Tabell, row: TableRow) -> RowStatus:
    light: Bedömning | None = None
    figure: Storhet | None = None
    for column, cell in zip(table.kolumner, row.celler, strict=True):
        if isinstance(cell, Ljuscell):
            light = cell.bedömning
        elif column.id in _FIGURES:
            figure = _figure(cell)
    return RowStatus(light, figure)


def _figure(cell: CellValue) -> Storhet | None:
    match cell:
        case Talcell(tal=Decimal() as number):
            return Storhet(number)
        case Mätvärde(tal=Decimal() as number, enhet=unit, operator=""):
            return Storhet(number, unit)
    return None


def with_trend(table: Tabell, earlier: tuple[EarlierRows, ...], words: Ord) -> Tabell:
    """The table with a column of changes since the latest report that has any of its rows; else as it was."""
    for before in earlier if table.form in _FORMS else ():
        changes = [_change(_status(table, row), before.rader.get((table.form, row.id)), words) for row in table.rader]
        if any(changes):
            since = f"{before.titel[:1].lower()}{before.titel[1:]}"
            return _with_column(table, since, changes, words)
    return _since_last_year(table, words)


def _since_last_year(table: Tabell, words: Ord) -> Tabell:
    """Where no earlier report tells it: the change since the year before, of goals whose outcomes are told by year.

    A table of the board's own columns has those and no other.
    """
    years = [place for place, column in enumerate(table.kolumner) if _OUTCOME.fullmatch(column.id)]
    now = next((place for place, column in enumerate(table.kolumner) if column.id == "utfall"), 0)
    if table.form not in _FORMS or not years or not now or max(years) > now:
        return table
    changes = [_number(_figure(row.celler[now]), _figure(row.celler[max(years)]), words.sedan) for row in table.rader]
    year = table.kolumner[max(years)].id.removeprefix("utfall_")
    return _with_column(table, year, changes, words) if any(changes) else table


def _with_column(table: Tabell, since: str, changes: Sequence[str | None], words: Ord) -> Tabell:
    """The table with its changes in a column after its last light."""
    lights = [index for index, column in enumerate(table.kolumner) if column.slag == "ljus"]
    at = lights[-1] + 1 if lights else len(table.kolumner)
    column = Kolumn(COLUMN, ifylld(words.sedan.rubrik, rapport=since))
    rows = zip(table.rader, changes, strict=True)
    widened = tuple(replace(row, celler=(*row.celler[:at], text, *row.celler[at:])) for row, text in rows)
    return replace(table, kolumner=(*table.kolumner[:at], column, *table.kolumner[at:]), rader=widened)


def _change(now: RowStatus, before: RowStatus | None, words: Ord) -> str | None:
    if before is None:
        return None
    parts = (_light(now.bedömning, before.bedömning, words), _number(now.tal, before.tal, words.sedan))
    return ", ".join(part for part in parts if part) or None


def _light(now: Bedömning | None, before: Bedömning | None, words: Ord) -> str | None:
    if now is None or before is None:
        return None
    step, light = worse_by(before, now), before.ord
    if step is None:  # two scales that have nothing in common: no arrow can be computed
        return ifylld(words.sedan.annan_skala, ljus=light)
    if step == 0:
        return f"{_SAME} {ifylld(words.sedan.oförändrat, ljus=light)}"
    better, worse = (ifylld(text, ljus=light) for text in (words.sedan.bättre, words.sedan.sämre))
    return f"{_UP} {better}" if step < 0 else f"{_DOWN} {worse}"


def _number(now: Storhet | None, before: Storhet | None, words: Förändringsord) -> str | None:
    if now is None or before is None or now.enhet != before.enhet or now.tal == before.tal:
        return None
    arrow, text = (_UP, words.upp) if now.tal > before.tal else (_DOWN, words.ner)
    return f"{arrow} {ifylld(text, tal=format_quantity(before))}"
