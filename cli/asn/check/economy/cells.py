"""The cells of a table, as the rules of economy look at them: each with its rounding, and how it is computed."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from asn.figures import Mätvärde, Rounded, Storhet
from asn.finding import Place
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.report import Rapport

CELL_HINT = "Skriv tabellens, radens och kolumnens id med punkt emellan: nettokostnad.resultat.budget_helår."


class AmountCell(NamedTuple):
    """A cell that the content states."""

    row: GridRow
    column: GridColumn
    amount: Rounded

    def __str__(self) -> str:
        return f"{self.row.namn}: «{self.column.full_heading}» är {self.amount}"

    @property
    def place(self) -> Place:
        """Where the amount stands."""
        return self.row.place(self.column.id)


class CellPair(NamedTuple):
    """Two cells that a third is computed from, and what they are called: columns of its row, or rows of its column."""

    names: tuple[str, str]
    first: Rounded
    second: Rounded
    turned: bool = False
    added: bool = False

    @property
    def difference(self) -> Rounded:
        """The first less the second; where an income stands among costs without minus, the other way round."""
        if self.added:
            return self.first + self.second
        return self.second - self.first if self.turned else self.first - self.second

    @property
    def share(self) -> Rounded | None:
        """The first as per cent of the second; None if that may be nothing."""
        share = self.first.share_of(self.second)
        return -share if share and self.second.value < 0 else share

    def in_words(self) -> str:
        """The names and the amounts, as a sum: «A» − «B»: 1 − 2."""
        sign = "+" if self.added else "−"
        (one, other), (a, b) = self.names, (self.first, self.second)
        if self.turned:
            one, other, a, b = other, one, b, a
        return f"«{one}» {sign} «{other}»|{a} {sign} {b.term()}"


def stated_cells(table: Grid) -> Iterator[AmountCell]:
    """Every cell that the content states a figure in."""
    for row, column in table.cells():
        if column.id in row.tal:
            yield AmountCell(row, column, Rounded.of(row.tal[column.id]))


def sums_of(table: Grid) -> dict[str, tuple[GridRow, ...]]:
    """The rows that each sum adds up, by the sum's id."""
    return {row.id: table.parts(row) for row in table.rader if row.is_sum}


def shares_of(table: Grid) -> dict[str, tuple[GridRow, ...]]:
    """The «varav» rows of each row that says that they are all of it, by that row's id."""
    rows = table.rader
    return {row.id: tuple(part for part in rows if part.del_av == row.id) for row in rows if row.fullständig}


def column_pair(table: Grid, row: GridRow, column: GridColumn) -> CellPair | None:
    """The two columns that a cell is the difference or the share of, in its own row."""
    first, second = table.columns.get(column.av or ""), table.columns.get(column.minus or column.procent_av or "")
    if not first or not second or column.mot:
        return None
    one, other = table.rounded(row.id, first.id), table.rounded(row.id, second.id)
    if one is None or other is None:
        return None
    return CellPair((first.full_heading, second.full_heading), one, other, table.is_turned(row, column))


def row_pair(table: Grid, row: GridRow, column: GridColumn) -> CellPair | None:
    """The two rows that a cell is the difference or the share of, in its own column."""
    first, second = table.rows.get(row.av or ""), table.rows.get(row.minus or row.procent_av or "")
    if not first or not second or (column.slag == "procent" and not row.procent_av):
        return None
    one, other = table.rounded(first.id, column.id), table.rounded(second.id, column.id)
    if one is None or other is None:
        return None
    added = bool(row.minus) and table.adds_differences(column)
    return CellPair((first.namn, second.namn), one, other, added=added)


def added_rows(table: Grid, parts: tuple[GridRow, ...], whole: GridRow, column: GridColumn) -> Rounded | None:
    """Some rows of a column, added up into another; shares aren't added up."""
    return None if column.slag == "procent" else table.added(parts, whole, column)


class FoundCell(NamedTuple):
    """A cell that was looked up by its path: its table, row and column, and its amount."""

    cells: Grid
    row: GridRow
    column: GridColumn
    amount: Rounded

    @property
    def unit(self) -> str:
        """The unit of the amount."""
        return self.cells.unit(self.row.id, self.column.id)


def figure_named(names: Mapping[str, Any], path: str) -> Storhet | None:
    """A figure by the name that texts fetch it with; None if there is none."""
    value: Any = names
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, Mätvärde) and value.tal is not None:
        return Storhet(value.tal, value.enhet)
    return value if isinstance(value, Storhet) else None


def same_figure(one: Rounded, other: Rounded) -> bool:
    """Whether two reports tell one figure: the same digits, unless one of them has fewer."""
    return one.value == other.value if one.slack == other.slack else one.agrees(other)


def cell_at(report: Rapport, path: str) -> FoundCell | None:
    """A cell by the name that texts fetch it with, ``table.row.column``; None if there is none, or nothing in it."""
    place = _named(report, path)
    amount = place and place[0].rounded(place[1].id, place[2].id)
    return FoundCell(*place, amount) if place and amount else None


def _named(report: Rapport, path: str) -> tuple[Grid, GridRow, GridColumn] | None:
    table, _, rest = path.partition(".")
    row, _, column = rest.partition(".")
    for cells in tables(report):
        if cells.id == table and row in cells.rows and column in cells.columns:
            return cells, cells.rows[row], cells.columns[column]
    return None


def has_cell(report: Rapport, path: str) -> bool:
    """Whether there is a cell by that name, with or without an amount in it yet."""
    return _named(report, path) is not None


def no_cell(path: str) -> str:
    """What is said of a name that leads to no cell."""
    return f"Det finns ingen cell «{path}» med ett belopp i rapportens tabeller."


def tables(report: Rapport) -> Iterator[Grid]:
    """Every table in a report."""
    return (table.grid for table in report.tabeller)


def same_table(report: Rapport, table: Grid) -> Grid | None:
    """A report's table with the id of another's."""
    return next((other for other in tables(report) if other.id == table.id), None)


def same_row(table: Grid, row: GridRow) -> GridRow | None:
    """A table's row that another's row is, or has taken over from."""
    return table.rows.get(row.id) or table.rows.get(row.ersätter or "")


def deviation_clue(cells: Grid, row: GridRow, column: GridColumn) -> str:
    """The cell whose correction would mend both a row's difference and the sum of its own column, if there is one."""
    for name in (column.av, column.minus):
        operand = cells.columns[name or ""]
        for whole, parts in (*sums_of(cells).items(), *shares_of(cells).items()):
            lack = _lack(cells, cells.rows[whole], parts, operand) if row in parts else None
            clue = lack and _clue(cells, row, operand, lack)
            if clue:
                return clue
    return ""


def sum_clue(cells: Grid, parts: tuple[GridRow, ...], column: GridColumn, lack: Rounded) -> str:
    """The cell whose correction would mend both a sum that lacks an amount and the difference of its own row."""
    return next(filter(None, (_clue(cells, part, column, lack) for part in parts)), "")


def _lack(cells: Grid, whole: GridRow, parts: tuple[GridRow, ...], column: GridColumn) -> Rounded | None:
    """What some rows lack of the row that they are the whole of; None when they agree."""
    stated, computed = cells.rounded(whole.id, column.id), added_rows(cells, parts, whole, column)
    return None if stated is None or computed is None or stated.agrees(computed) else stated - computed


def _clue(cells: Grid, row: GridRow, column: GridColumn, lack: Rounded) -> str:
    amount = cells.rounded(row.id, column.id)
    for change in _corrections(cells, row, column):
        if amount and change.agrees(lack):
            return (
                f"Felet tycks stå i «{column.full_heading}» för {row.namn}: "
                f"{amount} borde vara cirka {amount + change}. Då stämmer både raden och summan."
            )
    return ""


def _corrections(cells: Grid, row: GridRow, column: GridColumn) -> Iterator[Rounded]:
    """What a cell would have to change by for each difference of its row that doesn't agree and that it has part in."""
    for other in cells.kolumner:
        stated, pair = row.tal.get(other.id), column_pair(cells, row, other) if other.minus else None
        if stated is None or pair is None or Rounded.of(stated).agrees(pair.difference):
            continue
        off = Rounded.of(stated) - pair.difference
        if column.id == other.av:
            yield off
        elif column.id in {other.id, other.minus}:
            yield -off
