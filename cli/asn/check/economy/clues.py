"""Which cell is likely to be wrong: where a row and a sum are off by the same amount, they share the culprit."""

from collections.abc import Iterator

from asn.check.economy.cells import Cells
from asn.check.rounding import Rounded
from asn.model.avsnitt.belopp import Beloppskolumn, Beloppsrad


def deviation_clue(cells: Cells, row: Beloppsrad, column: Beloppskolumn) -> str:
    """The cell whose correction would mend both a row's difference and the sum of its own column, if there is one."""
    for name in (column.av, column.minus):
        operand = cells.columns[name or ""]
        for whole, parts in (*cells.parts.items(), *cells.shares.items()):
            lack = _lack(cells, cells.rows[whole], parts, operand) if row in parts else None
            clue = lack and _clue(cells, row, operand, lack)
            if clue:
                return clue
    return ""


def sum_clue(cells: Cells, parts: tuple[Beloppsrad, ...], column: Beloppskolumn, lack: Rounded) -> str:
    """The cell whose correction would mend both a sum that lacks an amount and the difference of its own row."""
    return next(filter(None, (_clue(cells, part, column, lack) for part in parts)), "")


def _lack(cells: Cells, whole: Beloppsrad, parts: tuple[Beloppsrad, ...], column: Beloppskolumn) -> Rounded | None:
    """What some rows lack of the row that they are the whole of; None when they agree."""
    stated, computed = cells.amount(whole, column), cells.added(parts, column)
    return None if stated is None or computed is None or stated.agrees(computed) else stated - computed


def _clue(cells: Cells, row: Beloppsrad, column: Beloppskolumn, lack: Rounded) -> str:
    amount = cells.amount(row, column)
    for change in _corrections(cells, row, column):
        if amount and change.agrees(lack):
            return (
                f"Felet tycks stå i «{column.rubrik}» för {row.namn}: {amount} borde vara cirka {amount + change}. "
                "Då stämmer både raden och summan."
            )
    return ""


def _corrections(cells: Cells, row: Beloppsrad, column: Beloppskolumn) -> Iterator[Rounded]:
    """What a cell would have to change by for each difference of its row that doesn't agree and that it has part in."""
    for other in cells.table.kolumner:
        stated, computed = row.belopp.get(other.id), cells.difference(row, other)
        if stated is None or computed is None or Rounded.of(stated).agrees(computed):
            continue
        off = Rounded.of(stated) - computed
        if column.id == other.av:
            yield off
        elif column.id in {other.id, other.minus}:
            yield -off
