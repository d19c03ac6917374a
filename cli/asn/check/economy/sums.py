"""E101–E104: a row against its columns, and a sum against its rows.

What rounding can explain is silent (``asn.check.rounding``).
"""

from collections.abc import Callable, Iterator, Mapping

from asn.check.economy.cells import Cell, Cells, tables
from asn.check.economy.clues import deviation_clue, sum_clue
from asn.check.rounding import Rounded
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.belopp import Beloppsrad

_FEW = 3  # so many rows are told by name


def deviation(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E101: a stated difference, against the two columns that it is said to come from."""
    for cells in tables(seen.rapport):
        for cell in cells.stated():
            computed = cells.difference(cell.row, cell.column)
            if computed is not None:
                yield OK if cell.amount.agrees(computed) else _wrong_deviation(cells, cell, computed)


def _wrong_deviation(cells: Cells, cell: Cell, computed: Rounded) -> Fynd:
    from_, less = cells.columns[cell.column.av or ""], cells.columns[cell.column.minus or ""]
    names = f"«{from_.rubrik}» − «{less.rubrik}»"
    subtracted = cells.amount(cell.row, less)
    amounts = f"{cells.amount(cell.row, from_)} − {subtracted.term() if subtracted else 0}"
    hint = f"Rätt vore {computed}, om de båda kolumnerna stämmer."
    if cell.amount.agrees(-computed):
        hint = f"Tecknet är omvänt: rätt vore {computed}. Plus betyder bättre än budget."
    return Fynd(
        cell.place,
        f"{cell}, men {names} ger {computed}: {amounts}.",
        deviation_clue(cells, cell.row, cell.column) or hint,
    )


def sum_row(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E102: a total, against the rows that it adds up."""
    return _chosen(seen, lambda row: row.roll == "summa" or not row.summerar)


def result(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E104: a result, against the incomes and the costs that it names."""
    return _chosen(seen, lambda row: row.roll == "resultat" and bool(row.summerar))


def parts_of_row(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E103: the «varav» rows, against the row that they are said to be the whole of."""
    for cells in tables(seen.rapport):
        yield from _sums(cells, cells.shares)


def _chosen(seen: Granskad, wanted: Callable[[Beloppsrad], bool]) -> Iterator[Fynd | Looked]:
    for cells in tables(seen.rapport):
        yield from _sums(cells, {id_: parts for id_, parts in cells.parts.items() if wanted(cells.rows[id_])})


def _sums(cells: Cells, sums: Mapping[str, tuple[Beloppsrad, ...]]) -> Iterator[Fynd | Looked]:
    for cell in cells.stated():
        parts = sums.get(cell.row.id, ())
        computed = cells.added(parts, cell.column)
        if computed is not None:
            yield OK if cell.amount.agrees(computed) else _wrong_sum(cells, cell, parts, computed)


def _wrong_sum(cells: Cells, cell: Cell, parts: tuple[Beloppsrad, ...], computed: Rounded) -> Fynd:
    named = f"de {len(parts)} raderna" if len(parts) > _FEW else " och ".join(f"«{part.namn}»" for part in parts)
    message = f"{cell}, men {named} ger tillsammans {computed}."
    empty = [part.namn for part in parts if cells.amount(part, cell.column) is None]
    if empty:
        message += f" Tomt räknas som 0: {', '.join(empty)}."
    clue = sum_clue(cells, parts, cell.column, cell.amount - computed)
    return Fynd(cell.place, message, clue or f"Rätt vore {computed}, om raderna stämmer.")
