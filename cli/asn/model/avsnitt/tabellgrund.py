"""What every section that is one table has: its cells as a grid, where each stands in its file, and how it is shown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import PrivateAttr

from asn.figures import Storhet
from asn.finding import KeyPath
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.fields import Decimaler, Flyttas, Grupp, Heltal, Id, Kolumnid, Lista, Nycklar, Text
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.ord import ifylld
from asn.model.ord.tabeller import Kolumnord
from asn.model.record import Post, Värde
from asn.table import (
    CellValue,
    Kolumn,
    Ljuscell,
    Prosacell,
    Roll,
    Tabell,
    Tabellform,
    TableRow,
    Talcell,
    raised_mark,
)

Filenhet = Literal["kr", "tkr", "mnkr", "mdkr"]


class Underlag(Värde):
    """A sheet that someone else made, and how it is read."""

    fil: Flyttas[Text]
    """Filen, räknat från periodens mapp. Lägg den i mappen `underlag`, som inte sparas i git.

    Exempel: `underlag/nettokostnad.xlsx`.
    """
    blad: Text | None = None
    """Bladets namn, om filen har fler än ett. Exempel: `Rapport`."""
    rubrikrad: Heltal
    """Raden som rubrikerna står på. Exempel: `6`."""
    nyckel: Text
    """Kolumnen som säger vilken rad det är: dess bokstav eller rubrik. Exempel: `A`."""
    enhet: Filenhet | None = None
    """Enheten i filen, när den är en annan än tabellens: `kr`, `tkr`, `mnkr` eller `mdkr`. Exempel: `kr`."""
    tecken: Literal["samma", "omvänt"] = "samma"
    """`samma` (förvalt), eller `omvänt` när filen skriver kostnader utan minus. Exempel: `omvänt`."""
    decimaler: Decimaler | None = None
    """Antal decimaler som talen avrundas till; utan det tabellens, och annars som talen är skrivna. Exempel: `0`."""
    kolumner: Grupp[Text, Text]
    """Tabellens kolumner, var och en med filens rubrik eller bokstav. Exempel: `{utfall: Ack utfall, prognos: F}`."""
    bortse: Lista[Text] = ()
    """Rader i filen som inte ska med, efter sin nyckel eller en annan text i raden; `*` står för vad som helst.

    Exempel: `["Summa *", "S:a *"]`.
    """
    ord: Lista[Text] = ()
    """Ord som får stå i filen i stället för tal; `*` står för vad som helst. En `tabell` får dem, andra blir tomma.

    Exempel: `["Stängt", "ung *"]`.
    """


class Underlagsrad(Post):
    """A row whose figures may come from a sheet."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `mottagning`."""
    namn: Flyttas[Text]
    """Namnet, så som rapporten skriver det. Exempel: `Mottagning`."""
    i_underlaget: Nycklar = ()
    """Radens nyckel i underlaget, eller flera i en lista: då läggs de ihop. Exempel: `["5520", "5521"]`."""


CellLookup = Callable[[str], Storhet | None]
_ROLES: dict[str, Roll] = {
    "verksamhet": "rad",
    "varav": "varav",
    "rubrik": "grupp",
    "summa": "summa",
    "resultat": "resultat",
    "fotnot": "varav",
}

ROLES_WITHOUT_LIGHT = frozenset({"rubrik", "summa", "resultat"})
"""Roles of rows that a light says nothing of, so that one that isn't set is no light at all."""


class Hämtad(Underlagsrad):
    """A row whose cells may stand in another table too: fetched from there, or stated here and held against it."""

    källa: Text | None = None
    """Raden i en annan tabell som den här raden hämtas ur, `tabell.rad`: tomma celler får beloppet i kolumnen med
    samma id.

    Exempel: `nettokostnad.resultat`.
    """
    källor: Grupp[Kolumnid, Text] = {}
    """Cellen som en enskild cell hämtas ur, kolumn för kolumn. Exempel: `{utfall: nettokostnad.resultat.utfall}`."""
    samma_som: Text | None = None
    """Raden i en annan tabell som har samma siffror, `tabell.rad`; E106 jämför kolumner med samma id.

    Exempel: `nettokostnad.resultat`.
    """
    samma_celler: Grupp[Kolumnid, Text] = {}
    """Cellen som har samma siffra som en enskild cell här. Exempel: `{budget: nettokostnad.resultat.budget}`."""

    def sources(self, columns: Iterable[str]) -> dict[str, str]:
        """The path of the cell that each column's is fetched from."""
        return _paths(self.källa, self.källor, columns)

    def same(self, columns: Iterable[str]) -> dict[str, str]:
        """The path of the cell that each column's is said to be the same as."""
        return _paths(self.samma_som, self.samma_celler, columns)


def _paths(row: str | None, cells: dict[str, str], columns: Iterable[str]) -> dict[str, str]:
    return ({name: f"{row}.{name}" for name in columns} if row else {}) | cells


class Tabellavsnitt(Avsnitt):
    """A section that is one table, whose rows and columns have ids.

    A kind of table says in ``made_grid`` what its cells are; all else follows. ``cell_path`` is where a cell stands in
    the file, for what reads or writes single cells.
    """

    _look: CellLookup | None = PrivateAttr(default=None)

    def made_grid(self) -> Grid:
        """The table's columns and rows as a grid."""
        raise NotImplementedError

    @cached_property
    def grid(self) -> Grid:
        """The table as a grid, with what it fetches from the report's other tables."""
        grid = self.made_grid()
        if self._look:
            grid.look = self._look
        return grid

    def linked(self, look: CellLookup) -> None:
        """Let cells be fetched from other tables: ``look`` gives one by its path, ``table.row.column``."""
        self._look = look
        self.__dict__.pop("grid", None)

    def cell_path(self, row: str, column: str) -> KeyPath:
        """The way in the file to the cell of a row and a column, both by id, whether the content states it or not."""
        grid_row = self.grid.rows[row]
        return (*grid_row.post.path(), *grid_row.steps(column))

    def värden(self) -> Namnrymd:
        """Each row by its id, and in it each cell by its column, with the unit; a year has v before it (v2022)."""
        return super().värden() | {row.id: dict(_values(self.grid, row)) for row in self.grid.rader}


class Underlagd(Tabellavsnitt):
    """A table whose figures may come from a sheet of someone else's."""

    underlag: Underlag | None = None
    """Filen som siffrorna läses ur med `asn import`, och hur den läses."""

    takes_words: ClassVar[bool] = False
    """Whether words may stand in place of figures."""

    def sheet_rows(self) -> tuple[Underlagsrad, ...]:
        """The rows whose figures may come from the sheet."""
        return tuple(row.post for row in self.grid.rader if isinstance(row.post, Underlagsrad))

    def hidden(self, row: str) -> tuple[str, ...]:  # noqa: ARG002 - most tables may tell all
        """The columns whose figure isn't to be told in a row, so that it isn't read from the sheet either."""
        return ()


def _values(grid: Grid, row: GridRow) -> Iterator[tuple[str, object]]:
    yield "namn", row.namn
    for column in grid.kolumner:
        name = f"v{column.id}" if column.id.isdigit() else column.id
        if column.is_figure and (figure := grid.figure(row.id, column.id)):
            yield name, figure
        elif column.id in row.ord:
            yield name, row.ord[column.id]


def grid_table(grid: Grid, form: Tabellform, caption: str, first: str, *, lying: bool = False) -> Tabell:
    """A grid as it is shown: ``caption`` has the unit, and ``first`` is the heading over the rows' names.

    ``lying`` is whether it is to lie down even where it fits upright.
    """
    columns = (Kolumn("rad", first), *(_shown_column(grid, column) for column in grid.kolumner))
    rows = tuple(
        TableRow((_name(row), *(_cell(grid, row, column) for column in grid.kolumner)), _role(row))
        for row in grid.rader
    )
    names = grid.names(grid.rader)
    reasons = ((names[row.id], text) for row in grid.rader for text in (row.saknas, row.kommentar, row.omräknad))
    notes = tuple(f"{name}: {reason}" for name, reason in reasons if reason)
    return Tabell(grid.id, caption, form, columns, rows, notes, lying)


def _shown_column(grid: Grid, column: GridColumn) -> Kolumn:
    kind: Literal["tal", "ljus", "text"] = "tal" if column.is_figure else "ljus" if column.slag == "ljus" else "text"
    return Kolumn(column.id, column.visad or column.rubrik, kind, column.grupp, grid.column_unit(column.id))


def _role(row: GridRow) -> Roll:
    return "summa" if row.medelvärde else _ROLES[row.roll]


def _name(row: GridRow) -> str:
    return f"{row.visat or row.namn}{raised_mark(row.not_)}"


def _cell(grid: Grid, row: GridRow, column: GridColumn) -> CellValue:
    mark = raised_mark(row.noter.get(column.id, ""))
    words, light = row.ord.get(column.id), row.bedömningar.get(column.id)
    if column.slag == "ljus" and (light or words is None):
        return None if row.roll in ROLES_WITHOUT_LIGHT and not light else Ljuscell(light)
    if words is not None:
        return f"{words}{mark}" if column.slag != "text" else Prosacell(words + mark)
    if not column.is_figure:
        return None
    return Talcell(
        grid.amount(row.id, column.id),
        grid.places(row.id, column.id),
        light,
        tecken=column.is_difference,
        märke=mark,
        stor=grid.is_large(row, column),
    )


def with_large_note(table: Tabell, grid: Grid, words: Kolumnord) -> Tabell:
    """The table with a note that says what bold deviations are, where it has any."""
    limit = grid.kommentarsgräns
    if not limit or not any(isinstance(cell, Talcell) and cell.stor for row in table.rader for cell in row.celler):
        return table
    text = words.stor_från if limit.räknas_in else words.stor_över
    return table.med_noter([ifylld(text, gräns=str(limit.värde))])


def grid_column(record: Post, **own: Any) -> GridColumn:
    """A column of the grid as its record tells it, by fields of the same names, and with fields of its own."""
    return GridColumn(**_alike(GridColumn, record, own))


def grid_row(record: Post, **own: Any) -> GridRow:
    """The same of a row."""
    return GridRow(**_alike(GridRow, record, own))


def _alike(kind: type[GridColumn | GridRow], record: Post, own: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)} & type(record).model_fields.keys()
    values = {name: value for name in names if (value := getattr(record, name)) is not None}
    return {**values, **own, "post": record}


def figures_of(values: dict[str, Decimal | None]) -> dict[str, Decimal]:
    """The cells that are filled in."""
    return {name: value for name, value in values.items() if value is not None}
