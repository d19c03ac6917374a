"""E101–E105: a row against its columns, a sum against its rows, and bridges.

What rounding can explain is silent (``asn.check.rounding``).
"""

from collections.abc import Callable, Iterator, Mapping

from asn.check.economy.cells import AmountCell, AmountCells, deviation_clue, sum_clue, tables
from asn.check.rounding import Rounded, total
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.belopp import Beloppsrad, Brygga


def bridge(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E105: the closing amount of a bridge, against the opening amount and its changes, all with one sign."""
    for table in seen.rapport.poster(Brygga):
        told = [Rounded.of(step.belopp) for step in table.steps() if step.belopp is not None]
        if len(told) < len(table.steps()):
            continue  # K904 asks for the rest
        opening, *changes, closing = told
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
    """E101: a stated difference, against the two columns that it is said to come from."""
    for cells in tables(seen.rapport):
        for cell in cells.stated():
            computed = cells.difference(cell.row, cell.column)
            if computed is not None:
                yield OK if cell.amount.agrees(computed) else _wrong_deviation(cells, cell, computed)


def _wrong_deviation(cells: AmountCells, cell: AmountCell, computed: Rounded) -> Fynd:
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


def _sums(cells: AmountCells, sums: Mapping[str, tuple[Beloppsrad, ...]]) -> Iterator[Fynd | Looked]:
    for cell in cells.stated():
        parts = sums.get(cell.row.id, ())
        computed = cells.added(parts, cell.column)
        if computed is not None:
            yield OK if cell.amount.agrees(computed) else _wrong_sum(cells, cell, parts, computed)


def _wrong_sum(cells: AmountCells, cell: AmountCell, parts: tuple[Beloppsrad, ...], computed: Rounded) -> Fynd:
    named = f"de {len(parts)} raderna" if len(parts) > _FEW else " och ".join(f"«{part.namn}»" for part in parts)
    message = f"{cell}, men {named} ger tillsammans {computed}."
    empty = [part.namn for part in parts if cells.amount(part, cell.column) is None]
    if empty:
        message += f" Tomt räknas som 0: {', '.join(empty)}."
    clue = sum_clue(cells, parts, cell.column, cell.amount - computed)
    return Fynd(cell.place, message, clue or f"Rätt vore {computed}, om raderna stämmer.")
