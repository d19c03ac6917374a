"""Charts that are drawn of a table: what the content says of one, and what it shows."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from asn.charts import Diagram, Serie, drawn_as
from asn.figures import round_half_up
from asn.model.fields import Flyttas, Id, Lista, Text
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.ord import Ord
from asn.model.record import Värde


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


def grid_charts(grid: Grid, wanted: Iterable[Tabelldiagram], heading: str, words: Ord) -> tuple[Diagram, ...]:
    """The charts that the content asks for, of those that have something to draw.

    ``heading`` is the one over the rows' names.
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
    by_column = [(column.full_heading, [grid.amount(row.id, column.id) for row in rows]) for column in columns]
    lines = chart.slag == "linjer"
    series = tuple(Serie(name, tuple(values)) for name, values in (by_row if lines else by_column))
    names = tuple(column.full_heading for column in columns) if lines else tuple(told_rows[row.id] for row in rows)
    unit = words.enheter.enhet(next((grid.unit(row.id, column.id) for row in rows for column in columns), ""))
    return Diagram(
        f"{grid.id}_{number}",
        chart.slag,
        chart.titel or (grid.tabellrubrik if lines else ", ".join(column.full_heading for column in columns)),
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
    shares = tuple(share_of_budget(grid, row, column) for row in rows)
    return shares if any(share is not None for share in shares) else ()


def share_of_budget(grid: Grid, row: GridRow, column: GridColumn) -> Decimal | None:
    """A deviation as per cent of its row's budget, with one decimal; None where that can't be told."""
    budget = grid.budget_of(column) if column.roll == "avvikelse" else None
    if not budget or row.roll == "rubrik" or grid.unit(row.id, column.id) != grid.unit(row.id, budget.id):
        return None
    off, planned = grid.amount(row.id, column.id), grid.amount(row.id, budget.id)
    return None if off is None or not planned else round_half_up(off * 100 / abs(planned), 1)
