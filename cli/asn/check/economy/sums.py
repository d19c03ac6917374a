"""E101–E108: a row against its columns, a sum against its rows, bridges, and a figure that another table has too.

What rounding can explain is silent (:class:`asn.figures.Rounded`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from asn.check.economy.cells import (
    CELL_HINT,
    AmountCell,
    CellPair,
    FoundCell,
    added_rows,
    cell_at,
    column_pair,
    deviation_clue,
    has_cell,
    no_cell,
    row_pair,
    same_figure,
    same_row,
    same_table,
    shares_of,
    stated_cells,
    sum_clue,
    sums_of,
    tables,
)
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Rounded, converted, total
from asn.finding import Severity
from asn.model.avsnitt.belopp import Brygga
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.report import Rapport


def bridge(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E105: the closing amount of a bridge, against the opening amount and its changes, all with one sign."""
    for table in seen.rapport.poster(Brygga):
        figures = [Rounded.of(step.belopp) for step in table.steps() if step.belopp is not None]
        if len(figures) < len(table.steps()):
            continue  # K904 asks for the rest
        opening, *changes, closing = figures
        added = changes if table.tecken == "adderas" else [-change for change in changes]
        computed = opening + total(added)
        if closing.agrees(computed):
            yield OK
            continue
        amounts = " + ".join(amount.term() for amount in (opening, *added))
        message = (
            f"{table.utgående.namn} är {closing}, men {table.ingående.namn} och ändringarna ger {computed}: {amounts}."
        )
        yield Fynd(table.utgående.at("belopp"), message, _bridge_clue(table, opening, added, closing))


def _bridge_clue(table: Brygga, opening: Rounded, added: list[Rounded], closing: Rounded) -> str:
    computed = opening + total(added)
    if closing.agrees(opening - total(added)):
        other = "subtraheras" if table.tecken == "adderas" else "adderas"
        return f"Alla ändringar har omvänt tecken. Skriv «tecken: {other}», eller byt tecken på dem."
    for step, amount in zip(table.ändringar, added, strict=True):
        if closing.agrees(computed - amount - amount):
            return f"«{step.namn}» tycks ha omvänt tecken mot de andra ändringarna."
    return f"Rätt vore {computed}, om ändringarna stämmer."


_FEW = 3  # so many rows are told by name


def deviation(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E101: a stated difference, against the two columns, or the two rows, that it is said to come from."""
    for cells in tables(seen.rapport):
        for cell in stated_cells(cells):
            own, other = cell.column.minus, cell.row.minus
            for pair in (
                column_pair(cells, cell.row, cell.column) if own else None,
                row_pair(cells, cell.row, cell.column) if other else None,
            ):
                if pair:
                    yield OK if cell.amount.agrees(pair.difference) else _wrong_deviation(cells, cell, pair)


def _wrong_deviation(cells: Grid, cell: AmountCell, pair: CellPair) -> Fynd:
    computed = pair.difference
    names, _, amounts = pair.in_words().partition("|")
    hint = f"Rätt vore {computed}, om de båda {'kolumnerna' if cell.column.minus else 'raderna'} stämmer."
    if cell.amount.agrees(-computed):
        good = "Plus" if cells.better(cell.column) > 0 else "Minus"
        hint = f"Tecknet är omvänt: rätt vore {computed}. {good} betyder bättre än budget."
    clue = deviation_clue(cells, cell.row, cell.column) if cell.column.minus else ""
    return Fynd(cell.place, f"{cell}, men {names} ger {computed}: {amounts}.", clue or hint)


def sum_row(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E102: a total, against the rows, or the columns, that it adds up."""
    yield from _chosen(seen, lambda row: row.roll == "summa" or not row.summerar)
    for cells in tables(seen.rapport):
        yield from _computed_without_words(cells)
    for cells in tables(seen.rapport):
        for cell in stated_cells(cells):
            parts = tuple(cells.columns[part] for part in cell.column.summerar if part in cells.columns)
            computed = cells.by_column(cell.row, cell.column) if parts else None
            if computed is not None:
                yield OK if cell.amount.agrees(computed) else _wrong_total(cell, parts, computed)


def _computed_without_words(cells: Grid) -> Iterator[Fynd]:
    """Sums that nobody states, of rows where some have a figure in words: «ca 1 100» is read and isn't counted."""
    for id_, parts in sums_of(cells).items():
        row, names = cells.rows[id_], cells.names(cells.rader)
        for column in cells.figure_columns:
            rows = [part for part in parts if re.search(r"\d", part.ord.get(column.id, ""))]
            if not rows or column.id in row.tal or column.id in row.ord or cells.rounded(row.id, column.id) is None:
                continue
            words = " och ".join(f"«{part.ord[column.id]}» ({names[part.id]})" for part in rows[:_FEW])
            message = (
                f"{names[row.id]}: «{column.full_heading}» är {cells.rounded(row.id, column.id)}, räknat utan {words}."
            )
            hint = "Skriv summan själv i cellen, eller tal i stället för orden."
            yield Fynd(row.place(column.id), message, hint, Severity.RÅD)


def _wrong_total(cell: AmountCell, parts: tuple[GridColumn, ...], computed: Rounded) -> Fynd:
    named = " och ".join(f"«{part.full_heading}»" for part in parts)
    message = f"{cell}, men {named} ger tillsammans {computed}."
    return Fynd(cell.place, message, f"Rätt vore {computed}, om kolumnerna stämmer.")


def result(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E104: a result, against the incomes and the costs that it names."""
    return _chosen(seen, lambda row: row.roll == "resultat" and bool(row.summerar))


def parts_of_row(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E103: the «varav» rows, against the row that they are said to be the whole of."""
    for cells in tables(seen.rapport):
        yield from _sums(cells, shares_of(cells))


def _chosen(seen: Granskad, wanted: Callable[[GridRow], bool]) -> Iterator[Fynd | Looked]:
    for cells in tables(seen.rapport):
        yield from _sums(cells, {id_: parts for id_, parts in sums_of(cells).items() if wanted(cells.rows[id_])})


def _sums(cells: Grid, sums: Mapping[str, tuple[GridRow, ...]]) -> Iterator[Fynd | Looked]:
    for cell in stated_cells(cells):
        parts = sums.get(cell.row.id, ())
        computed = added_rows(cells, parts, cell.row, cell.column)
        if computed is not None:
            yield OK if cell.amount.agrees(computed) else _wrong_sum(cells, cell, parts, computed)


def _wrong_sum(cells: Grid, cell: AmountCell, parts: tuple[GridRow, ...], computed: Rounded) -> Fynd:
    named = f"de {len(parts)} raderna" if len(parts) > _FEW else " och ".join(f"«{part.namn}»" for part in parts)
    message = f"{cell}, men {named} ger tillsammans {computed}."
    words = [part.namn for part in parts if cell.column.id in part.ord]
    empty = [part.namn for part in parts if cells.amount(part.id, cell.column.id) is None and part.namn not in words]
    if empty:
        message += f" Tomt räknas som 0: {', '.join(empty)}."
    if words:
        message += f" Ord räknas inte: {', '.join(words)}."
    clue = sum_clue(cells, parts, cell.column, cell.amount - computed)
    hint = f"Rätt vore {computed}, om raderna stämmer."
    if cell.row.fält == "celler" and not cell.row.summerar:
        hint += " Räknas bara några rader: nämn dem i «summerar». Är raden en skillnad: skriv «av» och «minus»."
    return Fynd(cell.place, message, clue or hint)


_ONE = "Det ska vara samma belopp: rätta det som är fel."


class EarlierColumn(NamedTuple):
    """A column of an earlier report."""

    report: Rapport
    cells: Grid
    column: GridColumn

    def amount(self, row: GridRow, unit: str) -> Rounded | None:
        """Its amount for a row of this report, which may have had another id, in a unit."""
        then = same_row(self.cells, row)
        rounded = self.cells.rounded(then.id, self.column.id) if then else None
        return converted(rounded, self.cells.unit(then.id, self.column.id), unit) if then and rounded else None


def repeated_figures(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E106: the board's result in two tables; and a cell that says where else its figure stands."""
    results: dict[tuple[str, str], list[tuple[Grid, GridRow]]] = {}
    for cells in tables(seen.rapport):
        for row in cells.rader:
            if row.roll == "resultat":
                results.setdefault((row.id, row.namn), []).append((cells, row))
    for same in results.values():
        views = _views_of_the_whole(same)
        for cells, row in views[1:]:
            yield from _same_row(cells, row, views[0][0])
    yield from _said_to_be_same(seen.rapport)


def _views_of_the_whole(same: list[tuple[Grid, GridRow]]) -> list[tuple[Grid, GridRow]]:
    """The tables that share no row with another: tables of the same kinds of rows are of one part of the board each."""
    rows = Counter(id_ for cells, result in same for id_ in cells.rows if id_ != result.id)
    return [(cells, result) for cells, result in same if all(rows[id_] == 1 for id_ in cells.rows if id_ != result.id)]


def _same_row(cells: Grid, row: GridRow, other: Grid) -> Iterator[Fynd | Looked]:
    twin = other.rows[row.id]
    for column in cells.kolumner:
        stated, match = row.tal.get(column.id), other.columns.get(column.id)
        if stated is None or match is None or match.full_heading != column.full_heading:
            continue
        there = other.rounded(twin.id, match.id)
        units = other.unit(twin.id, match.id), cells.unit(row.id, column.id)
        same = there and converted(there, *units)
        if there is None or same is None:
            continue
        cell = AmountCell(row, column, Rounded.of(stated))
        if same_figure(cell.amount, same):
            yield OK
        else:
            place = twin.place(match.id)
            where = f"i tabellen «{other.tabellrubrik}» (rad {place.line} i {place.file})"
            yield Fynd(cell.place, f"{cell}, men {there} {where}.", _ONE)


def _said_to_be_same(report: Rapport) -> Iterator[Fynd | Looked]:
    """The cells that say where else their figure stands; a row may say it of all columns that both tables have."""
    for cells in tables(report):
        for row in cells.rader:
            known = {name: path for name, path in row.samma.items() if has_cell(report, path)}
            for name, path in row.samma.items():
                lone = row.single or name in getattr(row.post, "samma_celler", ())
                if name not in known and (lone or not known):
                    yield Fynd(row.said_at(name), no_cell(path), CELL_HINT)
                    if not lone:
                        break
        for cell in stated_cells(cells):
            other = cell_at(report, cell.row.samma.get(cell.column.id, ""))
            if other:
                yield _said_cell(cells, cell, other)


def _said_cell(cells: Grid, cell: AmountCell, other: FoundCell) -> Fynd | Looked:
    here = converted(cell.amount, cells.unit(cell.row.id, cell.column.id), other.unit)
    path = cell.row.samma[cell.column.id]
    if here is None:
        return Fynd(cell.place, f"{cell}, men {path} har en annan enhet.", _ONE)
    if same_figure(here, other.amount):
        return OK
    text = f"{cell.row.namn} är {cell.amount}" if cell.row.single else str(cell)
    where = f"i tabellen «{other.cells.tabellrubrik}» ({path})"
    return Fynd(cell.place, f"{text}, men {other.amount} {where}.", _ONE)


def against_forecast(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E107: a changed forecast, against this forecast and the one before it in the same year."""
    for cells in tables(seen.rapport):
        for column in cells.kolumner:
            own = cells.columns.get(column.av or "") or _forecast(cells)
            if column.roll == "förändring" and own and (column.mot or not column.minus):
                earlier = _named_table(seen, cells, column) if column.mot else _latest_forecast(seen, cells)
                if earlier:
                    yield from _differences(cells, column, own, earlier)


def _forecast(cells: Grid) -> GridColumn | None:
    """The forecast of a table, if it has just one."""
    columns = [column for column in cells.kolumner if column.roll == "prognos"]
    return columns[0] if len(columns) == 1 else None


def _latest_forecast(seen: Granskad, cells: Grid) -> EarlierColumn | None:
    for report in reversed(seen.i_år):
        other = same_table(report, cells)
        column = other and _forecast(other)
        if other and column:
            return EarlierColumn(report, other, column)
    return None


def against_last_year(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E108: a comparison with a column of an earlier report, against both reports."""
    for cells in tables(seen.rapport):
        for column in cells.kolumner:
            own = cells.columns.get(column.av or "")
            if column.roll != "jämförelse" or not own or not column.mot or not column.minus:
                continue
            earlier = _named_table(seen, cells, column)
            if earlier:
                yield from _differences(cells, column, own, earlier)


def _named_table(seen: Granskad, cells: Grid, column: GridColumn) -> EarlierColumn | None:
    """What a column says that it is compared with, if that report is in content/ and has the table."""
    report = next((report for report in seen.tidigare if report.namn == column.mot), None)
    other = report and same_table(report, cells)
    if not report or not other:
        return None
    match = other.columns.get(column.minus) if column.minus else _forecast(other)
    return EarlierColumn(report, other, match) if match else None


def _differences(cells: Grid, column: GridColumn, own: GridColumn, earlier: EarlierColumn) -> Iterator[Fynd | Looked]:
    for cell in stated_cells(cells):
        if cell.column.id != column.id or cell.row.omräknad:
            continue
        unit = cells.unit(cell.row.id, own.id)
        now, before = cells.rounded(cell.row.id, own.id), earlier.amount(cell.row, unit)
        if now is None or before is None:
            continue
        computed = before - now if cells.is_turned(cell.row, column) else now - before
        if cell.amount.agrees(computed):
            yield OK
            continue
        names = f"«{own.full_heading}» − «{earlier.column.full_heading}» i {earlier.report.namn}"
        hint = f"Rätt vore {computed}. Är den tidigare siffran omräknad: skriv varför i «omräknad» på raden."
        yield Fynd(cell.place, f"{cell}, men {names} ger {computed}: {now} − {before.term()}.", hint)
