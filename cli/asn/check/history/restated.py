"""H601: figures of earlier periods, against what those periods' reports said.

Only what the content declares to be an earlier figure is compared: by names alone, «personalomsättning_2022» in
T1 2023 would be held against T1 2022, though it speaks of the whole year.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from asn.check.economy.cells import figure_named, same_figure, same_row, same_table, tables
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import MONEY, Mätvärde, Rounded, Storhet, Årsvärden, converted, decimals_of, format_quantity
from asn.finding import Place
from asn.model.avsnitt.grund import Avsnitt, TidigareSiffra
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.matris import Matris, Mätrad
from asn.model.fields import MONTH_NUMBERS
from asn.model.grid import Grid, GridColumn
from asn.model.report import Rapport

_YEAR = re.compile(r"_\d{4}$")
_NAME = "Skriv namnet så som texten hämtar siffran: t1_2022.sjukfrånvaro.sjukfrånvaro."
_REASON = "Är den det: skriv varför i «omräknad», så att läsaren får veta det."


class _Published(NamedTuple):
    """A figure as an earlier report told it."""

    amount: Rounded
    text: str
    report: str


def restated_figures(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure of an earlier period is the one that was published then, or says why it isn't.

    The texts' figures say themselves which published figure they are; columns of an earlier report say which column
    of which report; measurements have their years and months.
    """
    names = seen.namn
    titles = {report.namnrymd: report.omnämnd for report in seen.tidigare}
    known = {period.namnrymd for period in seen.rapport.register.perioder.values()}
    for section in seen.rapport.alla_avsnitt():
        for item in section.tidigare_siffror:
            yield from _text_figure(section, item, names, titles, known)
        if isinstance(section, Matris):
            yield from _measurements(section, seen)
    yield from _outcomes(seen)
    for cells in tables(seen.rapport):
        for column in cells.kolumner:
            if column.mot and column.kolumn:
                yield from _column(cells, column, seen)


def _text_figure(
    section: Avsnitt, item: TidigareSiffra, names: Mapping[str, Any], titles: Mapping[str, str], periods: set[str]
) -> Iterator[Fynd | Looked]:
    figure = section.tal.get(item.tal)
    if figure is None:
        known = ", ".join(section.tal) or "inga"
        yield Fynd(item.at("tal"), f"Avsnittet har ingen siffra «{item.tal}».", f"Siffror som finns i tal: {known}.")
        return
    report, _, _ = item.källa.partition(".")
    if report not in titles and _YEAR.sub("", report) in periods:
        return  # that report isn't in content/: there is nothing to hold the figure against
    before = figure_named(names, item.källa)
    if before is None:
        yield Fynd(item.at("källa"), f"Det finns ingen siffra «{item.källa}».", _NAME)
        return
    published = _Published(_as_told(before, figure), str(before), titles.get(report, item.källa))
    yield from _compared(section.at("tal", item.tal), f"«{item.tal}»", figure, published, item.omräknad)


def _as_told(before: Storhet, now: Storhet) -> Rounded:
    """A published figure as a text tells it now: money in its unit and, as «ett underskott på», without its minus."""
    amount = Rounded.of(before.tal)
    if before.enhet not in MONEY or now.enhet not in MONEY:
        return amount  # a noun («ungdomar», «feriejobb») may be another
    amount = amount.times(MONEY[before.enhet] / MONEY[now.enhet])
    return -amount if amount.value < 0 < now.tal else amount


def _measurements(section: Matris, seen: Granskad) -> Iterator[Fynd | Looked]:
    published = _published_values(section, seen)
    for row in section.rader:
        for point, value in row.värden.items():
            before = published.get((row.id, point)) or published.get((row.ersätter or "", point))
            if value is not None and before:
                text = f"{row.namn.rstrip('.')}: värdet för {point}"
                yield from _compared(row.at("värden", point), text, Storhet(value, row.enhet), before, row.omräknad)


def _published_values(section: Matris, seen: Granskad) -> dict[tuple[str, str], _Published]:
    """The values of the same matrix that were final when an earlier report told them; the latest report counts."""
    values = {}
    for report in seen.tidigare:
        for other in report.alla_avsnitt():
            if isinstance(other, Matris) and other.id == section.id:
                for row, point, value in _final(other, report, seen.rapport):
                    figure = Storhet(value, row.enhet)
                    values[row.id, point] = _Published(Rounded.of(value), str(figure), report.omnämnd)
    return values


def _final(table: Matris, report: Rapport, now: Rapport) -> Iterator[tuple[Mätrad, str, Decimal]]:
    points = {point.id for point in table.mätpunkter if _was_over(point.id, report, now)}
    for row in table.rader:
        for point, value in row.värden.items():
            if value is not None and point in points:
                yield row, point, value


def _was_over(point: str, report: Rapport, now: Rapport) -> bool:
    """Whether a measuring point was over when a report told it: a year in its last report, a month of this year."""
    if point in MONTH_NUMBERS:
        return report.år == now.år and MONTH_NUMBERS[point] <= report.månader[1]
    return point.isdigit() and (int(point) < report.år or (int(point) == report.år and report.tid.helår))


def _outcomes(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Outcomes of years that have been, against the last report of that year, or what any report said of it after."""
    published: dict[tuple[type, str, int], _Published] = {}
    for report in seen.tidigare:
        for item in _measured(report):
            for year, value in _years(item, report):
                if item.id and value.tal is not None and (year < report.år or report.tid.helår):
                    published[type(item), item.id, year] = _Published(Rounded.of(value.tal), str(value), report.omnämnd)
    for item in _measured(seen.rapport):
        for year, value in _years(item, seen.rapport):
            ids = (item.id or "", item.ersätter or "")
            before = next((one for id_ in ids if (one := published.get((type(item), id_, year)))), None)
            if year < seen.rapport.år and before and value.tal is not None:
                text = f"{item.namn.rstrip('.')}: utfallet för {year}"
                place = item.at("utfall", str(year))
                reason = item.omräknad if isinstance(item, Indikator) else None
                yield from _compared(place, text, Storhet(value.tal, value.enhet), before, reason)


def _measured(report: Rapport) -> Iterator[Nämndmål | Indikator]:
    yield from report.poster(Nämndmål)
    yield from report.poster(Indikator)


def _years(item: Nämndmål | Indikator, report: Rapport) -> Iterator[tuple[int, Mätvärde]]:
    """The outcome of each year that is told."""
    if isinstance(item.utfall, Årsvärden):
        yield from ((year, value) for year, value in item.utfall.år if value)
    elif item.utfall:
        yield report.år, item.utfall


def _column(cells: Grid, column: GridColumn, seen: Granskad) -> Iterator[Fynd | Looked]:
    report = next((report for report in seen.tidigare if report.namn == column.mot), None)
    if report is None:
        return
    other = same_table(report, cells)
    match = other.columns.get(column.kolumn or "") if other else None
    if other is None or match is None:
        message = f"{report.titel} har ingen kolumn «{column.kolumn}» i tabellen «{cells.id}»."
        known = f"Kolumner som finns: {', '.join(other.columns)}." if other else "Tabellerna ska ha samma id."
        yield Fynd(column.at("kolumn"), message, known)
        return
    for row in cells.rader:
        then, stated = same_row(other, row), row.tal.get(column.id)
        before = other.rounded(then.id, match.id) if then else None
        if not then or stated is None or before is None:
            continue
        unit, unit_then = cells.unit(row.id, column.id), other.unit(then.id, match.id)
        same = converted(before, unit_then, unit)
        if same:
            published = _Published(same, str(Storhet(before.value, unit_then)), report.omnämnd)
            text, figure = f"{row.namn}: «{column.full_heading}»", Storhet(stated, unit)
            yield from _compared(row.place(column.id), text, figure, published, row.omräknad)


def _compared(
    place: Place, text: str, figure: Storhet, before: _Published, reason: str | None
) -> Iterator[Fynd | Looked]:
    now = Rounded.of(figure.tal)
    if reason or same_figure(now, before.amount):
        yield OK
        return
    message = f"{text} är {figure}, men {before.report} skrev {before.text}."
    decimals = min(decimals_of(figure.tal), decimals_of(before.amount.value))
    right = format_quantity(Storhet(before.amount.value, figure.enhet), decimals)
    yield Fynd(place, message, f"Rätt vore {right}, om siffran inte är omräknad. {_REASON}")
