"""E109–E111: what a report says of its amounts outside the tables: shares, breakdowns, explanations."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from asn.check.economy.cells import (
    CELL_HINT,
    AmountCell,
    CellPair,
    FoundCell,
    cell_at,
    column_pair,
    figure_named,
    has_cell,
    no_cell,
    row_pair,
    stated_cells,
    tables,
)
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Rounded, Storhet, converted, decimals_of, format_number, format_quantity, total
from asn.model.avsnitt.belopp import Beloppspost
from asn.model.avsnitt.grund import Uppdelning
from asn.model.avsnitt.mal import Andel, Indikator
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.report import Rapport
from asn.model.skalor import Gräns

_PERCENT = {"%", "procent"}
_NAME = "Skriv namnet så som texten hämtar siffran mellan {{ och }}."
_WHOLE = Rounded(Decimal("Infinity"), Decimal(0))


def share(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E109: an outcome or a cell in percent, against the two cells that it is the share of."""
    for indicator in seen.rapport.poster(Indikator):
        outcome = indicator.utfall
        if indicator.andel and outcome and outcome.tal is not None and outcome.enhet in _PERCENT:
            yield _share(seen.rapport, indicator, indicator.andel, outcome.tal)
        elif indicator.andel:
            yield from _misnamed(seen.rapport, indicator.andel)
    for cells in tables(seen.rapport):
        for cell in stated_cells(cells):
            for pair in _whole_and_part(cells, cell):
                yield _told_share(cell, pair)


def _whole_and_part(cells: Grid, cell: AmountCell) -> Iterator[CellPair]:
    """What a cell is said to be the share of: two columns of its row, or two rows of its column."""
    of_columns = column_pair(cells, cell.row, cell.column) if cell.column.procent_av else None
    of_rows = row_pair(cells, cell.row, cell.column) if cell.row.procent_av else None
    yield from filter(None, (of_columns, of_rows))


def _told_share(cell: AmountCell, pair: CellPair) -> Fynd | Looked:
    computed = pair.share
    if computed is None or cell.amount.agrees(computed):
        return OK
    places = decimals_of(cell.amount.value)
    (one, other), text = pair.names, format_number(computed.value, places + 1)
    message = f"{cell} %, men «{one}» av «{other}» är {text} %: {pair.first} av {pair.second}."
    return Fynd(cell.place, message, f"Rätt vore {format_number(computed.value, places)} %.")


def _misnamed(report: Rapport, cells: Andel) -> Iterator[Fynd | Looked]:
    """Before there is an outcome, a name that leads nowhere can still be told."""
    for field, path in (("täljare", cells.täljare), ("nämnare", cells.nämnare)):
        if not has_cell(report, path):
            yield Fynd(cells.at(field), no_cell(path), CELL_HINT)


def _share(report: Rapport, indicator: Indikator, cells: Andel, stated: Decimal) -> Fynd | Looked:
    amounts: list[FoundCell] = []
    for field, path in (("täljare", cells.täljare), ("nämnare", cells.nämnare)):
        cell = cell_at(report, path)
        if cell is None:
            return Fynd(cells.at(field), no_cell(path), CELL_HINT)
        amounts.append(cell)
    part, whole = amounts[0].amount, amounts[1].amount
    same = converted(whole, amounts[1].unit, amounts[0].unit)
    computed = part.share_of(same) if same else None
    if computed is None or Rounded.of(stated).agrees(computed):
        return OK
    text, size = format_number(computed.value, decimals_of(stated) + 1), -whole if whole.value < 0 else whole
    message = f"{indicator.namn} är {format_number(stated)} %, men {part} av {size} är {text} %."
    hint = f"Rätt vore {format_number(computed.value, decimals_of(stated))} %."
    if Rounded.of(stated).agrees(-computed):
        hint += " Tecknet är omvänt: plus betyder bättre än budget."
    return Fynd(indicator.at("utfall"), message, hint)


def breakdown(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E110: a total that a text tells, against the amounts that are said to be all of it."""
    names = seen.namn
    for section in seen.rapport.alla_avsnitt():
        own = {**names, **section.värden()} if section.uppdelningar else {}
        for item in section.uppdelningar:
            yield _breakdown(item, own)


def _breakdown(item: Uppdelning, names: Mapping[str, Any]) -> Fynd | Looked:
    whole = figure_named(names, item.total)
    if whole is None:
        return Fynd(item.at("total"), f"Det finns ingen siffra «{item.total}».", _NAME)
    parts = []
    for index, name in enumerate(item.delar):
        figure = figure_named(names, name)
        part = converted(Rounded.of(figure.tal), figure.enhet, whole.enhet) if figure else None
        if part is None:
            return Fynd(item.at("delar", index), f"Det finns ingen siffra «{name}» i {whole.enhet}.", _NAME)
        parts.append(part)
    stated, computed = Rounded.of(whole.tal), total(parts)
    # A deficit is often told without its minus: «ett underskott på 14,6 mnkr».
    if stated.agrees(computed) or (stated.value > 0 and stated.agrees(-computed)):
        return OK
    amounts = " + ".join(part.term() for part in parts)
    text = format_quantity(Storhet(computed.value, whole.enhet), decimals_of(whole.tal))
    message = f"«{item.total}» är {whole}, men delarna blir {text}: {amounts}."
    return Fynd(item.at("total"), message, f"Rätt vore {text}, om delarna stämmer och ingen saknas.")


def uncommented(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E111: a row that is off budget by more than the table's own limit, and that nothing explains."""
    sources = [item.källa for item in seen.rapport.poster(Beloppspost) if item.källa and item.text]
    mentioned = {tuple(source.split(".")[:2]) for source in sources}
    for cells in tables(seen.rapport):
        limit = cells.kommentarsgräns
        if limit and limit.värde.enhet not in _PERCENT:
            yield Fynd(limit.at("värde"), "Gränsen för kommentar är en andel av budgeten.", "Skriv till exempel 10 %.")
        elif limit:
            explained = {row.id for row in cells.rader if row.kommentar or (cells.id, row.id) in mentioned}
            yield from _unexplained(cells, limit, explained)


def _unexplained(cells: Grid, limit: Gräns, explained: set[str]) -> Iterator[Fynd | Looked]:
    for row in cells.rader:
        sizes = _deviations(cells, row) if row.roll == "verksamhet" else ()
        largest = max(sizes, key=lambda size: abs(size[1].value), default=None)
        if largest and row.id not in explained and limit.reached_by(abs(largest[1].value)):
            yield _uncommented(cells, row, limit, *largest)
        elif largest:
            yield OK


def _deviations(cells: Grid, row: GridRow) -> Iterator[tuple[GridColumn, Rounded]]:
    """A row's differences against budget, as shares of it."""
    for column in cells.kolumner:
        budget = cells.budget_of(column)
        difference = cells.rounded(row.id, column.id)
        if budget is None or difference is None:
            continue
        planned = cells.rounded(row.id, budget.id)
        if planned is not None and difference.value:
            yield column, difference.share_of(planned) or _WHOLE


def _uncommented(cells: Grid, row: GridRow, limit: Gräns, column: GridColumn, size: Rounded) -> Fynd:
    text = "fast budgeten är 0" if size is _WHOLE else f"{format_number(abs(size.value), 1)} % av budgeten"
    name = cells.names(cells.rader)[row.id]
    message = f"{name}: «{column.full_heading}» är {cells.rounded(row.id, column.id)}, {text}, utan kommentar."
    word = "från" if limit.räknas_in else "över"
    hint = f"Avvikelser {word} {limit.värde} förklaras: skriv «kommentar» på raden, eller en post med dess källa."
    return Fynd(row.place(column.id), message, hint)
