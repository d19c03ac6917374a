"""What every section that is one table has: its cells as a grid, where each stands in its file, and how it is shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import PrivateAttr

from asn.charts import Diagram, Serie, drawn_as
from asn.figures import Storhet, round_half_up
from asn.model.avsnitt.grund import Avsnitt, Namnrymd
from asn.model.fields import Decimaler, Flyttas, Grupp, Heltal, Id, Kolumnid, Lista, Nycklar, Text
from asn.model.grid import SIGNED, Grid, GridColumn, GridRow
from asn.model.ord import Ord, ifylld
from asn.model.ord.tabeller import Kolumnord
from asn.model.record import Path, Post, Värde
from asn.table import (
    Cell,
    Kolumn,
    Ljuscell,
    Prosacell,
    Roll,
    Tabell,
    Tabellform,
    TableRow,
    Talcell,
    raised,
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


Look = Callable[[str], Storhet | None]
ROLES: dict[str, Roll] = {
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


class Tabelldiagram(Värde):
    """A chart of some of the table's columns."""

    slag: Literal["avvikelser", "staplar", "linjer"]
    """`avvikelser` ritas åt båda håll från noll, `staplar` bredvid varandra, `linjer` från kolumn till kolumn.

    Exempel: `avvikelser`.
    """
    kolumner: Lista[Id]
    """Id på kolumnerna som ritas. Exempel: `[avvikelse]`."""
    rader: Lista[Id] = ()
    """Id på raderna som ritas; utan dem alla verksamheter. Exempel: `[mottagning, insatser]`."""
    titel: Flyttas[Text | None] = None
    """Vad diagrammet mäter; utan det kolumnens rubrik. Rubriken över det, vad siffrorna visar, räknas ut.

    Exempel: `Avvikelse mot budget per verksamhet`.
    """


class Tabellavsnitt(Avsnitt):
    """A section that is one table, whose rows and columns have ids.

    A kind of table says in ``made_grid`` what its cells are; all else follows. ``cell_path`` is where a cell stands in
    the file, for what reads or writes single cells.
    """

    _look: Look | None = PrivateAttr(default=None)

    def made_grid(self) -> Grid:
        """The table's columns and rows as a grid."""
        raise NotImplementedError

    @cached_property
    def grid(self) -> Grid:
        """The table as a grid, with what it fetches from the report's other tables."""
        made = self.made_grid()
        if self._look:
            made.look = self._look
        return made

    def linked(self, look: Look) -> None:
        """Let cells be fetched from other tables: ``look`` gives one by its path, ``table.row.column``."""
        self._look = look
        self.__dict__.pop("grid", None)

    def cell_path(self, row: str, column: str) -> Path:
        """The way in the file to the cell of a row and a column, both by id, whether the content states it or not."""
        found = self.grid.rows[row]
        return (*found.post.path(), *found.steps(column))

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
    """A grid as it is shown.

    Args:
        grid: the table.
        form: what the style sheets know it by.
        caption: its caption, with the unit.
        first: the heading over the rows' names.
        lying: whether it is to lie down even where it fits upright.
    """
    columns = (Kolumn("rad", first), *(_shown_column(grid, column) for column in grid.kolumner))
    rows = tuple(
        TableRow((_name(row), *(_cell(grid, row, column) for column in grid.kolumner)), _role(row))
        for row in grid.rader
    )
    names = grid.names(grid.rader)
    reasons = ((names[row.id], told) for row in grid.rader for told in (row.saknas, row.kommentar, row.omräknad))
    notes = tuple(f"{name}: {reason}" for name, reason in reasons if reason)
    return Tabell(grid.id, caption, form, columns, rows, notes, lying)


def _shown_column(grid: Grid, column: GridColumn) -> Kolumn:
    kind: Literal["tal", "ljus", "text"] = "tal" if column.is_figure else "ljus" if column.slag == "ljus" else "text"
    return Kolumn(column.id, column.visad or column.rubrik, kind, column.grupp, grid.column_unit(column.id))


def _role(row: GridRow) -> Roll:
    return "summa" if row.medelvärde else ROLES[row.roll]


def _name(row: GridRow) -> str:
    return f"{row.visat or row.namn}{raised(row.not_)}"


def _cell(grid: Grid, row: GridRow, column: GridColumn) -> Cell:
    mark, words, light = raised(row.noter.get(column.id, "")), row.ord.get(column.id), row.bedömningar.get(column.id)
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
        tecken=column.roll in SIGNED,
        märke=mark,
        stor=grid.is_large(row, column),
    )


def told_large(table: Tabell, grid: Grid, words: Kolumnord) -> Tabell:
    """The table with a note that says what bold deviations are, where it has any."""
    limit = grid.kommentarsgräns
    if not limit or not any(isinstance(cell, Talcell) and cell.stor for row in table.rader for cell in row.celler):
        return table
    told = words.stor_från if limit.räknas_in else words.stor_över
    return table.med_noter([ifylld(told, gräns=str(limit.värde))])


def grid_charts(grid: Grid, wanted: Iterable[Tabelldiagram], heading: str, words: Ord) -> tuple[Diagram, ...]:
    """The charts that the content asks for, of those that have something to draw.

    Args:
        grid: the table.
        wanted: the charts.
        heading: the heading over the rows' names.
        words: the board's words.
    """
    drawable = [chart for chart in wanted if chart.kolumner and drawn_rows(grid, chart)]
    flera = words.diagram.verksamheter if heading == words.kolumner.verksamhet else ""
    return tuple(_chart(grid, number, chart, flera, words) for number, chart in enumerate(drawable, 1))


def drawn_rows(grid: Grid, chart: Tabelldiagram) -> list[GridRow]:
    """The rows that a chart shows: those it names, else all verksamheter."""
    if chart.rader:
        return [grid.rows[row] for row in chart.rader if row in grid.rows]
    return [row for row in grid.rader if row.roll == "verksamhet"]


def _in_order(grid: Grid, chart: Tabelldiagram, columns: Sequence[GridColumn]) -> list[GridRow]:
    """A chart's rows: deviations from the best to the worst, if it doesn't say itself which rows it has."""
    rows = drawn_rows(grid, chart)
    if chart.slag != "avvikelser" or chart.rader:
        return rows
    amounts = {row.id: (grid.amount(row.id, column.id), grid.better(column)) for row in rows for column in columns}
    known = {id_: amount * better for id_, (amount, better) in amounts.items() if amount is not None}
    return sorted(rows, key=lambda row: (row.id not in known, -known.get(row.id, Decimal(0))))


def _chart(grid: Grid, number: int, chart: Tabelldiagram, flera: str, words: Ord) -> Diagram:
    columns = [grid.columns[name] for name in chart.kolumner if name in grid.columns]
    parts = _in_order(grid, chart, columns[:1])
    sums = _sums(grid, chart, columns[:1], parts)
    rows = [*parts, *sums]
    told_rows = grid.names(rows)
    by_row = [(told_rows[row.id], [grid.amount(row.id, column.id) for column in columns]) for row in rows]
    by_column = [(column.told, [grid.amount(row.id, column.id) for row in rows]) for column in columns]
    lines = chart.slag == "linjer"
    series = tuple(Serie(name, tuple(values)) for name, values in (by_row if lines else by_column))
    names = tuple(column.told for column in columns) if lines else tuple(told_rows[row.id] for row in rows)
    unit = words.enheter.enhet(next((grid.unit(row.id, column.id) for row in rows for column in columns), ""))
    return Diagram(
        f"{grid.id}_{number}",
        chart.slag,
        chart.titel or (grid.tabellrubrik if lines else ", ".join(column.told for column in columns)),
        words.diagram.beskrivning(grid.tabellrubrik, unit, drawn_as(chart.slag, names)),
        names,
        series,
        unit,
        max((grid.places(row.id, column.id) for row in rows for column in columns), default=0),
        summor=len(sums),
        andelar=_shares(grid, columns[0], rows) if chart.slag == "avvikelser" else (),
        hela={row.id for row in grid.rader if row.roll == "verksamhet"} <= {row.id for row in rows},
        flera=flera,
        bättre=_better(grid, columns[0], rows) if chart.slag == "avvikelser" else 0,
    )


def _sums(grid: Grid, chart: Tabelldiagram, columns: Sequence[GridColumn], parts: Sequence[GridRow]) -> list[GridRow]:
    """The row that says what all deviations come to: the table's last result, else its last sum."""
    if chart.slag != "avvikelser" or chart.rader or len(parts) == 1:
        return []
    for roll in ("resultat", "summa"):
        for row in reversed(grid.rader):
            if row.roll == roll and all(_is_sum_of(grid, row, column, parts) for column in columns):
                return [row]
    return []


def _is_sum_of(grid: Grid, row: GridRow, column: GridColumn, parts: Sequence[GridRow]) -> bool:
    """Whether a row has a figure in the unit of some others."""
    units = {grid.unit(one.id, column.id) for one in (row, *parts)}
    return len(units) == 1 and grid.amount(row.id, column.id) is not None


def _better(grid: Grid, column: GridColumn, rows: Sequence[GridRow]) -> int:
    """Which sign of a column's figures is good; 0 where they aren't deviations in money from a budget of this table."""
    ours = column.roll == "avvikelse" and not column.mot and all(grid.is_money(row.id, column.id) for row in rows)
    return 0 if not ours or (grid.costs_positive and not grid.budget_of(column)) else grid.better(column)


def _shares(grid: Grid, column: GridColumn, rows: Sequence[GridRow]) -> tuple[Decimal | None, ...]:
    """Each row's deviation as per cent of its budget, where the table has that; nothing where it has none."""
    made = tuple(share_of_budget(grid, row, column) for row in rows)
    return made if any(share is not None for share in made) else ()


def share_of_budget(grid: Grid, row: GridRow, column: GridColumn) -> Decimal | None:
    """A deviation as per cent of its row's budget, with one decimal; None where that can't be told."""
    budget = grid.budget_of(column) if column.roll == "avvikelse" else None
    if not budget or row.roll == "rubrik" or grid.unit(row.id, column.id) != grid.unit(row.id, budget.id):
        return None
    off, planned = grid.amount(row.id, column.id), grid.amount(row.id, budget.id)
    return None if off is None or not planned else round_half_up(off * 100 / abs(planned), 1)


def column_of(record: Post, **own: Any) -> GridColumn:
    """A column of the grid as its record tells it, by fields of the same names, and with fields of its own."""
    return GridColumn(**_alike(GridColumn, record, own))


def row_of(record: Post, **own: Any) -> GridRow:
    """The same of a row."""
    return GridRow(**_alike(GridRow, record, own))


def _alike(kind: type[GridColumn | GridRow], record: Post, own: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)} & type(record).model_fields.keys()
    told = {name: value for name in names if (value := getattr(record, name)) is not None}
    return {**told, **own, "post": record}


def figures_of(values: dict[str, Decimal | None]) -> dict[str, Decimal]:
    """The cells that are filled in."""
    return {name: value for name, value in values.items() if value is not None}
