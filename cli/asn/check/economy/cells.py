"""The cells of a table of amounts, as the rules of economy look at them: each with its rounding."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from asn.check.rounding import Rounded, total
from asn.figures import MONEY
from asn.finding import Place
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn, Beloppsrad
from asn.model.report import Rapport

CELL_HINT = "Skriv tabellens, radens och kolumnens id med punkt emellan: nettokostnad.resultat.budget_helår."


@dataclass(frozen=True, slots=True)
class AmountCell:
    """A cell that the content states."""

    row: Beloppsrad
    column: Beloppskolumn
    amount: Rounded

    def __str__(self) -> str:
        return f"{self.row.namn}: «{self.column.rubrik}» är {self.amount}"

    @property
    def place(self) -> Place:
        """Where the amount stands."""
        return self.row.at("belopp", self.column.id)


@dataclass(frozen=True)
class AmountCells:
    """A table's cells. What the content leaves out is computed, as the table itself does when it is printed."""

    table: Belopp

    @cached_property
    def rows(self) -> dict[str, Beloppsrad]:
        """The rows by id."""
        return {row.id: row for row in self.table.rader}

    @cached_property
    def columns(self) -> dict[str, Beloppskolumn]:
        """The columns by id."""
        return {column.id: column for column in self.table.kolumner}

    @cached_property
    def parts(self) -> dict[str, tuple[Beloppsrad, ...]]:
        """The rows that each sum adds up, by the sum's id."""
        return {row.id: self.table.parts(row) for row in self.table.rader if row.roll in {"summa", "resultat"}}

    @cached_property
    def shares(self) -> dict[str, tuple[Beloppsrad, ...]]:
        """The «varav» rows of each row that says that they are all of it, by that row's id."""
        rows = self.table.rader
        return {row.id: tuple(part for part in rows if part.del_av == row.id) for row in rows if row.fullständig}

    def stated(self) -> Iterator[AmountCell]:
        """Every cell that the content states."""
        for row in self.table.rader:
            for name, amount in row.belopp.items():
                if amount is not None:
                    yield AmountCell(row, self.columns[name], Rounded.of(amount))

    def amount(self, row: Beloppsrad, column: Beloppskolumn) -> Rounded | None:
        """A cell as stated, else computed."""
        stated = row.belopp.get(column.id)
        if stated is not None:
            return Rounded.of(stated)
        computed = self.difference(row, column)
        return self.sum(row, column) if computed is None else computed

    def difference(self, row: Beloppsrad, column: Beloppskolumn) -> Rounded | None:
        """What the column's formula gives, where all of it stands in this table."""
        if not column.av or not column.minus or column.mot:
            return None
        from_, less = self.amount(row, self.columns[column.av]), self.amount(row, self.columns[column.minus])
        return None if from_ is None or less is None else from_ - less

    def sum(self, row: Beloppsrad, column: Beloppskolumn) -> Rounded | None:
        """What the rows of a sum give; an empty row counts as nothing, and only empty ones give None."""
        return self.added(self.parts.get(row.id, ()), column)

    def added(self, rows: tuple[Beloppsrad, ...], column: Beloppskolumn) -> Rounded | None:
        """Some rows of a column, added up."""
        found = [amount for row in rows if (amount := self.amount(row, column)) is not None]
        return total(found) if found else None

    def here(self, amount: Rounded, unit: str) -> Rounded:
        """An amount in another money unit, in this table's."""
        return amount.times(MONEY[unit] / MONEY[self.table.enhet])


def cell_at(report: Rapport, path: str) -> tuple[AmountCells, Rounded] | None:
    """A cell by the name that texts fetch it with, ``table.row.column``, and its table; None if there is none."""
    table, _, rest = path.partition(".")
    row, _, column = rest.partition(".")
    for cells in tables(report):
        if cells.table.id == table and row in cells.rows and column in cells.columns:
            amount = cells.amount(cells.rows[row], cells.columns[column])
            return None if amount is None else (cells, amount)
    return None


def has_cell(report: Rapport, path: str) -> bool:
    """Whether there is a cell by that name, with or without an amount in it yet."""
    table, _, rest = path.partition(".")
    row, _, column = rest.partition(".")
    return any(cells.table.id == table and row in cells.rows and column in cells.columns for cells in tables(report))


def no_cell(path: str) -> str:
    """What is said of a name that leads to no cell."""
    return f"Det finns ingen cell «{path}» med ett belopp i rapportens tabeller."


def tables(report: Rapport) -> Iterator[AmountCells]:
    """Every table of amounts in a report."""
    return (AmountCells(table) for table in report.poster(Belopp))


def deviation_clue(cells: AmountCells, row: Beloppsrad, column: Beloppskolumn) -> str:
    """The cell whose correction would mend both a row's difference and the sum of its own column, if there is one."""
    for name in (column.av, column.minus):
        operand = cells.columns[name or ""]
        for whole, parts in (*cells.parts.items(), *cells.shares.items()):
            lack = _lack(cells, cells.rows[whole], parts, operand) if row in parts else None
            clue = lack and _clue(cells, row, operand, lack)
            if clue:
                return clue
    return ""


def sum_clue(cells: AmountCells, parts: tuple[Beloppsrad, ...], column: Beloppskolumn, lack: Rounded) -> str:
    """The cell whose correction would mend both a sum that lacks an amount and the difference of its own row."""
    return next(filter(None, (_clue(cells, part, column, lack) for part in parts)), "")


def _lack(
    cells: AmountCells, whole: Beloppsrad, parts: tuple[Beloppsrad, ...], column: Beloppskolumn
) -> Rounded | None:
    """What some rows lack of the row that they are the whole of; None when they agree."""
    stated, computed = cells.amount(whole, column), cells.added(parts, column)
    return None if stated is None or computed is None or stated.agrees(computed) else stated - computed


def _clue(cells: AmountCells, row: Beloppsrad, column: Beloppskolumn, lack: Rounded) -> str:
    amount = cells.amount(row, column)
    for change in _corrections(cells, row, column):
        if amount and change.agrees(lack):
            return (
                f"Felet tycks stå i «{column.rubrik}» för {row.namn}: {amount} borde vara cirka {amount + change}. "
                "Då stämmer både raden och summan."
            )
    return ""


def _corrections(cells: AmountCells, row: Beloppsrad, column: Beloppskolumn) -> Iterator[Rounded]:
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
