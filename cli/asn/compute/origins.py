"""From a figure on the page to the cell that it was read from."""

from collections.abc import Mapping
from dataclasses import replace

from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.ledger import Origin, Underlagsfil
from asn.table import Cell, Tabell, TableRow, Talcell


def with_origins(part: Avsnitt, table: Tabell, ledger: Underlagsfil) -> Tabell:
    """The table, with each imported figure telling the cell that it was read from, FIL!Blad!CELL."""
    found = ledger.origins(str(part.id)) if isinstance(part, Tabellavsnitt) else {}
    if not found or not isinstance(part, Tabellavsnitt) or len(table.rader) != len(part.grid.rader):
        return table
    columns = [column.id for column in table.kolumner]
    rows = zip(part.grid.rader, table.rader, strict=True)
    return replace(table, rader=tuple(_row(row.id, shown, columns, found) for row, shown in rows))


def _row(id_: str, row: TableRow, columns: list[str], found: Mapping[tuple[str, str], Origin]) -> TableRow:
    cells = (_cell(cell, found.get((id_, column))) for cell, column in zip(row.celler, columns, strict=True))
    return replace(row, celler=tuple(cells))


def _cell(cell: Cell, origin: Origin | None) -> Cell:
    same = origin and isinstance(cell, Talcell) and cell.tal == origin.siffra.värde
    return replace(cell, ursprung=str(origin)) if same and isinstance(cell, Talcell) else cell
