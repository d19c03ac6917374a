"""E101–E105: a row against its columns, a sum against its rows, and bridges.

What rounding can explain is silent (:class:`asn.figures.Rounded`).
"""

import re
from collections.abc import Callable, Iterator, Mapping

from asn.check.economy.cells import (
    AmountCell,
    CellPair,
    added_rows,
    column_pair,
    deviation_clue,
    row_pair,
    shares_of,
    stated_cells,
    sum_clue,
    sums_of,
    tables,
)
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Rounded, total
from asn.finding import Severity
from asn.model.avsnitt.belopp import Brygga
from asn.model.grid import Grid, GridColumn, GridRow


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
