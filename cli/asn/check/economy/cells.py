"""The cells of a table, as the rules of economy look at them: each with its rounding, and how it is computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from asn.check.rounding import Rounded, total
from asn.figures import MONEY, Mätvärde, Storhet
from asn.finding import Place
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.report import Rapport

CELL_HINT = "Skriv tabellens, radens och kolumnens id med punkt emellan: nettokostnad.resultat.budget_helår."


@dataclass(frozen=True, slots=True)
class AmountCell:
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


@dataclass(frozen=True, slots=True)
class CellPair:
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


@dataclass(frozen=True)
class AmountCells:
    """A table's cells. What the content leaves out is computed, as the table itself does when it is printed."""

    table: Grid

    @property
    def rows(self) -> dict[str, GridRow]:
        """The rows by id."""
        return self.table.rows

    @property
    def columns(self) -> dict[str, GridColumn]:
        """The columns by id."""
        return self.table.columns

    @cached_property
    def parts(self) -> dict[str, tuple[GridRow, ...]]:
        """The rows that each sum adds up, by the sum's id."""
        return {row.id: self.table.parts(row) for row in self.table.rader if row.is_sum}

    @cached_property
    def shares(self) -> dict[str, tuple[GridRow, ...]]:
        """The «varav» rows of each row that says that they are all of it, by that row's id."""
        rows = self.table.rader
        return {row.id: tuple(part for part in rows if part.del_av == row.id) for row in rows if row.fullständig}

    def stated(self) -> Iterator[AmountCell]:
        """Every cell that the content states a figure in."""
        for row, column in self.table.cells():
            if column.id in row.tal:
                yield AmountCell(row, column, Rounded.of(row.tal[column.id]))

    def amount(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """A cell as stated, else fetched, else computed."""
        key = row.id, column.id
        if self.table.amount(*key) is None:
            return None
        stated = row.tal.get(column.id)
        if stated is not None:
            return Rounded.of(stated)
        for computed in (self.fetched, self.difference, self._column_sum, self._share, self.row_difference, self.sum):
            rounded = computed(row, column)
            if rounded is not None:
                return rounded
        return None

    def fetched(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What a cell's source has."""
        there = self.table.look(row.källor[column.id]) if column.id in row.källor else None
        unit = self.table.unit(row.id, column.id)
        return converted(Rounded.of(there.tal), there.enhet, unit) if there else None

    def difference(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What the column's difference gives, where all of it stands in this table."""
        pair = self.column_pair(row, column) if column.minus else None
        return pair.difference if pair else None

    def column_pair(self, row: GridRow, column: GridColumn) -> CellPair | None:
        """The two columns that a cell is the difference or the share of, in its own row."""
        first, second = self.columns.get(column.av or ""), self.columns.get(column.minus or column.procent_av or "")
        if not first or not second or column.mot:
            return None
        one, other = self.amount(row, first), self.amount(row, second)
        if one is None or other is None:
            return None
        return CellPair((first.full_heading, second.full_heading), one, other, self.table.is_turned(row, column))

    def row_difference(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What the row's difference gives in a column."""
        pair = self.row_pair(row, column) if row.minus else None
        return pair.difference if pair else None

    def row_pair(self, row: GridRow, column: GridColumn) -> CellPair | None:
        """The two rows that a cell is the difference or the share of, in its own column."""
        first, second = self.rows.get(row.av or ""), self.rows.get(row.minus or row.procent_av or "")
        if not first or not second or (column.slag == "procent" and not row.procent_av):
            return None
        one, other = self.amount(first, column), self.amount(second, column)
        if one is None or other is None:
            return None
        added = bool(row.minus) and self.table.adds_differences(column)
        return CellPair((first.namn, second.namn), one, other, added=added)

    def _share(self, row: GridRow, column: GridColumn) -> Rounded | None:
        pair = self.column_pair(row, column) if column.procent_av else None
        pair = pair or (self.row_pair(row, column) if row.procent_av else None)
        return pair.share if pair else None

    def _column_sum(self, row: GridRow, column: GridColumn) -> Rounded | None:
        return self.added_columns(row, self.summed_columns(column))

    def summed_columns(self, column: GridColumn) -> tuple[GridColumn, ...]:
        """The columns that a column adds up."""
        return tuple(self.columns[part] for part in column.summerar if part in self.columns)

    def added_columns(self, row: GridRow, columns: tuple[GridColumn, ...]) -> Rounded | None:
        """Some columns of a row, added up."""
        figures = [amount for column in columns if (amount := self.amount(row, column)) is not None]
        return total(figures) if figures else None

    def sum(self, row: GridRow, column: GridColumn) -> Rounded | None:
        """What the rows of a sum give; an empty row counts as nothing, and only empty ones give None."""
        return self.added(self.parts.get(row.id, ()), column, row)

    def added(self, rows: tuple[GridRow, ...], column: GridColumn, whole: GridRow) -> Rounded | None:
        """Some rows of a column, added up into another, which has the same unit."""
        unit = self.table.unit(whole.id, column.id)
        if column.slag == "procent" or any(self.table.unit(row.id, column.id) != unit for row in rows):
            return None
        figures = [
            -amount if self.table.is_taken_off(row, whole, column) else amount
            for row in rows
            if (amount := self.amount(row, column)) is not None
        ]
        return total(figures) if figures else None


@dataclass(frozen=True, slots=True)
class Found:
    """A cell that was looked up by its path: its table, row and column, and its amount."""

    cells: AmountCells
    row: GridRow
    column: GridColumn
    amount: Rounded

    @property
    def unit(self) -> str:
        """The unit of the amount."""
        return self.cells.table.unit(self.row.id, self.column.id)


def converted(amount: Rounded, from_: str, unit: str) -> Rounded | None:
    """An amount in another unit; None if the two measure different things."""
    if from_ == unit:
        return amount
    return amount.times(MONEY[from_] / MONEY[unit]) if from_ in MONEY and unit in MONEY else None


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


def cell_at(report: Rapport, path: str) -> Found | None:
    """A cell by the name that texts fetch it with, ``table.row.column``; None if there is none, or nothing in it."""
    place = _named(report, path)
    amount = place and place[0].amount(*place[1:])
    return Found(*place, amount) if place and amount else None


def _named(report: Rapport, path: str) -> tuple[AmountCells, GridRow, GridColumn] | None:
    table, _, rest = path.partition(".")
    row, _, column = rest.partition(".")
    for cells in tables(report):
        if cells.table.id == table and row in cells.rows and column in cells.columns:
            return cells, cells.rows[row], cells.columns[column]
    return None


def has_cell(report: Rapport, path: str) -> bool:
    """Whether there is a cell by that name, with or without an amount in it yet."""
    return _named(report, path) is not None


def no_cell(path: str) -> str:
    """What is said of a name that leads to no cell."""
    return f"Det finns ingen cell «{path}» med ett belopp i rapportens tabeller."


def tables(report: Rapport) -> Iterator[AmountCells]:
    """Every table in a report, each as the cells that it has."""
    return (AmountCells(table.grid) for table in report.tabeller())


def deviation_clue(cells: AmountCells, row: GridRow, column: GridColumn) -> str:
    """The cell whose correction would mend both a row's difference and the sum of its own column, if there is one."""
    for name in (column.av, column.minus):
        operand = cells.columns[name or ""]
        for whole, parts in (*cells.parts.items(), *cells.shares.items()):
            lack = _lack(cells, cells.rows[whole], parts, operand) if row in parts else None
            clue = lack and _clue(cells, row, operand, lack)
            if clue:
                return clue
    return ""


def sum_clue(cells: AmountCells, parts: tuple[GridRow, ...], column: GridColumn, lack: Rounded) -> str:
    """The cell whose correction would mend both a sum that lacks an amount and the difference of its own row."""
    return next(filter(None, (_clue(cells, part, column, lack) for part in parts)), "")


def _lack(cells: AmountCells, whole: GridRow, parts: tuple[GridRow, ...], column: GridColumn) -> Rounded | None:
    """What some rows lack of the row that they are the whole of; None when they agree."""
    stated, computed = cells.amount(whole, column), cells.added(parts, column, whole)
    return None if stated is None or computed is None or stated.agrees(computed) else stated - computed


def _clue(cells: AmountCells, row: GridRow, column: GridColumn, lack: Rounded) -> str:
    amount = cells.amount(row, column)
    for change in _corrections(cells, row, column):
        if amount and change.agrees(lack):
            return (
                f"Felet tycks stå i «{column.full_heading}» för {row.namn}: "
                f"{amount} borde vara cirka {amount + change}. Då stämmer både raden och summan."
            )
    return ""


def _corrections(cells: AmountCells, row: GridRow, column: GridColumn) -> Iterator[Rounded]:
    """What a cell would have to change by for each difference of its row that doesn't agree and that it has part in."""
    for other in cells.table.kolumner:
        stated, computed = row.tal.get(other.id), cells.difference(row, other)
        if stated is None or computed is None or Rounded.of(stated).agrees(computed):
            continue
        off = Rounded.of(stated) - computed
        if column.id == other.av:
            yield off
        elif column.id in {other.id, other.minus}:
            yield -off
