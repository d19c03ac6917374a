"""E106–E108: a figure that another table has too, in the same report or in an earlier one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from asn.check.economy.cells import CELL_HINT, AmountCell, AmountCells, cell_at, no_cell, tables
from asn.check.rounding import Rounded
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.belopp import Beloppskolumn, Beloppsrad, Brygga, Ändring
from asn.model.report import Rapport

_ONE = "Det ska vara samma belopp: rätta det som är fel."


@dataclass(frozen=True)
class EarlierColumn:
    """A column of an earlier report."""

    report: Rapport
    cells: AmountCells
    column: Beloppskolumn

    def amount(self, row: Beloppsrad) -> Rounded | None:
        """Its amount for a row of this report, which may have had another id."""
        then = self.cells.rows.get(row.id) or self.cells.rows.get(row.ersätter or "")
        return self.cells.amount(then, self.column) if then else None


def same_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E106: the board's result in two tables; and an amount of a bridge that says where else it stands."""
    results: dict[tuple[str, str], list[tuple[AmountCells, Beloppsrad]]] = {}
    for cells in tables(seen.rapport):
        for row in cells.table.rader:
            if row.roll == "resultat":
                results.setdefault((row.id, row.namn), []).append((cells, row))
    for found in results.values():
        views = _views_of_the_whole(found)
        for cells, row in views[1:]:
            yield from _same_row(cells, row, views[0][0])
    yield from _bridge_ends(seen.rapport)


def _views_of_the_whole(found: list[tuple[AmountCells, Beloppsrad]]) -> list[tuple[AmountCells, Beloppsrad]]:
    """The tables that share no row with another: tables of the same kinds of rows are of one part of the board each."""
    rows = Counter(id_ for cells, result in found for id_ in cells.rows if id_ != result.id)
    return [(cells, result) for cells, result in found if all(rows[id_] == 1 for id_ in cells.rows if id_ != result.id)]


def _same_row(cells: AmountCells, row: Beloppsrad, other: AmountCells) -> Iterator[Fynd | Looked]:
    twin = other.rows[row.id]
    for column in cells.table.kolumner:
        stated, match = row.belopp.get(column.id), other.columns.get(column.id)
        if stated is None or match is None or match.rubrik != column.rubrik:
            continue
        there = other.amount(twin, match)
        if there is None:
            continue
        cell = AmountCell(row, column, Rounded.of(stated))
        if _same(cell.amount, cells.here(there, other.table.enhet)):
            yield OK
        else:
            place = twin.at("belopp", match.id)
            where = f"i tabellen «{other.table.tabellrubrik}» (rad {place.line} i {place.file})"
            yield Fynd(cell.place, f"{cell}, men {there} {where}.", _ONE)


def _bridge_ends(report: Rapport) -> Iterator[Fynd | Looked]:
    for bridge in report.poster(Brygga):
        for step in bridge.steps():
            if step.samma_som and step.belopp is not None:
                yield _bridge_end(report, bridge, step, step.samma_som, Rounded.of(step.belopp))


def _bridge_end(report: Rapport, bridge: Brygga, step: Ändring, path: str, here: Rounded) -> Fynd | Looked:
    found = cell_at(report, path)
    if found is None:
        return Fynd(step.at("samma_som"), no_cell(path), CELL_HINT)
    cells, there = found
    if _same(cells.here(here, bridge.enhet), there):
        return OK
    message = f"{step.namn} är {here}, men {there} i tabellen «{cells.table.tabellrubrik}» ({path})."
    return Fynd(step.at("belopp"), message, _ONE)


def _same(one: Rounded, other: Rounded) -> bool:
    """Whether two tables print one figure: the same digits, unless one of them has fewer or is computed from others."""
    return one.value == other.value if one.slack == other.slack else one.agrees(other)


def against_forecast(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E107: a changed forecast, against this forecast and the one before it in the same year."""
    for cells in tables(seen.rapport):
        for column in cells.table.kolumner:
            own = cells.columns.get(column.av or "") or _forecast(cells)
            if column.roll == "förändring" and own and (column.mot or not column.minus):
                earlier = _named_table(seen, cells, column) if column.mot else _latest_forecast(seen, cells)
                if earlier:
                    yield from _differences(cells, column, own, earlier)


def _forecast(cells: AmountCells) -> Beloppskolumn | None:
    """The forecast of a table, if it has just one."""
    found = [column for column in cells.table.kolumner if column.roll == "prognos"]
    return found[0] if len(found) == 1 else None


def _latest_forecast(seen: Granskad, cells: AmountCells) -> EarlierColumn | None:
    for report in reversed(seen.tidigare):
        other = _table(report, cells) if report.år == seen.rapport.år else None
        column = other and _forecast(other)
        if other and column:
            return EarlierColumn(report, other, column)
    return None


def against_last_year(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E108: a comparison with a column of an earlier report, against both reports."""
    for cells in tables(seen.rapport):
        for column in cells.table.kolumner:
            own = cells.columns.get(column.av or "")
            if column.roll != "jämförelse" or not own or not column.mot or not column.minus:
                continue
            earlier = _named_table(seen, cells, column)
            if earlier:
                yield from _differences(cells, column, own, earlier)


def _named_table(seen: Granskad, cells: AmountCells, column: Beloppskolumn) -> EarlierColumn | None:
    """What a column says that it is compared with, if that report is in content/ and has the table."""
    report = next((report for report in seen.tidigare if report.namn == column.mot), None)
    other = report and _table(report, cells)
    if not report or not other:
        return None
    match = other.columns.get(column.minus) if column.minus else _forecast(other)
    return EarlierColumn(report, other, match) if match else None


def _table(report: Rapport, cells: AmountCells) -> AmountCells | None:
    return next((other for other in tables(report) if other.table.id == cells.table.id), None)


def _differences(
    cells: AmountCells, column: Beloppskolumn, own: Beloppskolumn, earlier: EarlierColumn
) -> Iterator[Fynd | Looked]:
    for cell in cells.stated():
        if cell.column.id != column.id or cell.row.omräknad:
            continue
        now, before = cells.amount(cell.row, own), earlier.amount(cell.row)
        if now is None or before is None:
            continue
        before = cells.here(before, earlier.cells.table.enhet)
        computed = now - before
        if cell.amount.agrees(computed):
            yield OK
            continue
        names = f"«{own.rubrik}» − «{earlier.column.rubrik}» i {earlier.report.namn}"
        hint = f"Rätt vore {computed}. Är den tidigare siffran omräknad: skriv varför i «omräknad» på raden."
        yield Fynd(cell.place, f"{cell}, men {names} ger {computed}: {now} − {before.term()}.", hint)
