"""Faults in amounts: a digit, a sign, a row; in tables, bridges, shares and amounts in the text."""

from collections.abc import Callable, Iterator
from random import Random

from asn.finding import Severity
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn, Beloppsrad, Brygga
from asn.model.avsnitt.grund import Avsnitt, Uppdelning
from asn.model.avsnitt.mal import Indikator
from asn.model.report import Rapport

from .digits import changed, swapped_digits, turned
from .fault import Fault, Kind, Zone
from .ground import Ground
from .spots import Spot, field, records

# A row and the sums that it goes into share a wrong digit: nobody can tell which of them is wrong.
_TABLE = ("E101", "E102", "E103", "E104", "E106", "E107", "E108")
_DIFFERENCE = 3  # rounding explains 1 between two figures, and a table may already be off by 1 the other way
_SUM = 10  # rounding explains (n + 1)/2 in a sum of n rows

Cell = tuple[Rapport, Belopp, Beloppsrad, Beloppskolumn]
Wanted = Callable[[Cell], bool]
Change = Callable[[str, Random, int], str | None]


def _cells(ground: Ground, wanted: Wanted) -> Iterator[tuple[Cell, Spot]]:
    """Every stated cell that something else in the content has to agree with."""
    for report in ground.adopted:
        for table in records(report, Belopp):
            for row in table.rader:
                for column in table.kolumner:
                    cell, found = (report, table, row, column), field(row, "belopp", column.id)
                    if found and found.node.value and wanted(cell) and _least(ground, cell):
                        yield cell, found


def _least(ground: Ground, cell: Cell) -> int:
    """The smallest change that can't be rounding, in the last digit; 0 where nothing else tells the figure."""
    _report, table, row, column = cell
    formulas = [c for c in table.kolumner if c.av and not c.mot and column.id in {c.id, c.av, c.minus}]
    if any(row.belopp.get(formula.id) is not None for formula in formulas):
        return _DIFFERENCE
    if column.mot and ground.projekt.rapport(column.mot):
        return _DIFFERENCE
    if row.roll in {"summa", "resultat"}:
        return _SUM if any(part.belopp.get(column.id) is not None for part in _added(table, row)) else 0
    summed = any(row in _added(table, other) for other in table.rader if other.roll in {"summa", "resultat"})
    whole = any(other.id == row.del_av and other.fullständig for other in table.rader)
    return _SUM if summed or whole else 0


def _zones(ground: Ground, cell: Cell) -> tuple[Zone, ...]:
    """The row itself, the sums and wholes above it, the same row of other tables, and of later reports' comparisons."""
    report, table, row, _ = cell
    found, above = [row], [row]
    while above:
        lower = above.pop()
        upper = [r for r in table.rader if r not in found and (_sums(table, r, lower) or r.id == lower.del_av)]
        found += upper
        above += upper
    zones = [_zone(item) for item in found]
    for other in ground.projekt.rapporter:
        for twin in records(other, Belopp):
            compares = other is report and twin is not table
            compares |= any(column.mot == report.namn for column in twin.kolumner)
            zones += [_zone(item) for item in twin.rader if compares and item.id in {r.id for r in found}]
    return tuple(zones)


def _added(table: Belopp, row: Beloppsrad) -> list[Beloppsrad]:
    """The rows that a sum adds up."""
    return [part.post for part in table.grid.parts(table.grid.rows[row.id])]


def _sums(table: Belopp, upper: Beloppsrad, lower: Beloppsrad) -> bool:
    return upper.roll in {"summa", "resultat"} and lower in _added(table, upper)


def _zone(row: Beloppsrad) -> Zone:
    found = field(row)
    assert found
    return found.zone


def _wrong(wanted: Wanted, change: Change) -> Callable[[Ground, Random], Iterator[Fault]]:
    def plant(ground: Ground, chance: Random) -> Iterator[Fault]:
        for cell, found in _cells(ground, wanted):
            new = change(found.written, chance, _least(ground, cell))
            if new:
                yield found.replaced(new, _TABLE, _zones(ground, cell))

    return plant


def _swap(text: str, _: Random, least: int) -> str | None:
    return swapped_digits(text, least)


def _turn(text: str, _: Random, least: int) -> str | None:
    new = turned(text)
    return new if new and len(text.strip("-")) > len(str(2 * least)) else None


def _role(*roles: str) -> Wanted:
    return lambda cell: cell[3].roll in roles and cell[2].roll == "verksamhet"


def _is_total(cell: Cell) -> bool:
    return cell[2].roll in {"summa", "resultat"}


def _is_part(cell: Cell) -> bool:
    return cell[2].roll in {"varav", "fotnot"}


def _any(_: Cell) -> bool:
    return True


def dropped_row(ground: Ground, _: Random) -> Iterator[Fault]:
    yield from (fault for row, table in _rows(ground) if (fault := _dropped(row, table)))


def _dropped(row: Beloppsrad, table: Belopp) -> Fault | None:
    whole = field(row)
    return whole.removed(("E102", "E103", "E104"), _totals(table)) if whole else None


def doubled_row(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A row copied, with an id and a name of its own: only the sum can tell."""
    for row, table in _rows(ground):
        whole = field(row)
        lines = whole.lines() if whole else None
        if whole and lines and whole.tree.text[: lines[1]].endswith("\n"):
            new = whole.tree.text[slice(*lines)].replace(f"id: {row.id}", f"id: {row.id}_{chance.randrange(9)}")
            new = new.replace(f"namn: {row.namn}", f"namn: {row.namn} igen")
            fault = whole.followed(new, ("E102", "E103", "E104"), _totals(table), f"{row.id} en gång till")
            if fault:
                yield fault


def _rows(ground: Ground) -> Iterator[tuple[Beloppsrad, Belopp]]:
    """The rows that are too large for rounding to hide in a sum that has them as a part."""
    for report in ground.adopted:
        for table in records(report, Belopp):
            for row in table.rader:
                large = any(amount and abs(amount) > 10 * _SUM for amount in row.belopp.values())
                named = any(row.id in {*other.summerar, other.del_av} for other in table.rader)  # then U404 tells
                if large and row.roll == "verksamhet" and not named:
                    yield row, table


def _totals(table: Belopp) -> tuple[Zone, ...]:
    return tuple(_zone(row) for row in table.rader if row.roll in {"summa", "resultat"})


def bridge(ground: Ground, chance: Random) -> Iterator[Fault]:
    for report in ground.projekt.rapporter:
        for table in records(report, Brygga):
            zone = _whole(table)
            for step in (table.ingående, *table.ändringar, table.utgående):
                found = field(step, "belopp")
                for make in (lambda text: changed(text, chance, _SUM), turned, lambda text: swapped_digits(text, _SUM)):
                    new = make(found.written) if found else None
                    if found and new:
                        yield found.replaced(new, ("E105", "E106"), (zone,))


def _whole(record: Avsnitt) -> Zone:
    found = field(record)
    assert found
    return found.zone


def share(ground: Ground, chance: Random) -> Iterator[Fault]:
    """The deviation in percent that a goal is judged by, and that two cells of the tables give."""
    for report in ground.adopted:
        for indicator in records(report, Indikator):
            found = field(indicator, "utfall") if indicator.andel else None
            for _ in range(10 if found else 0):
                new = changed(found.written, chance, 2) if found else None
                if found and new:
                    yield found.replaced(new, ("E109",))


def breakdown(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A figure of the text that is said to be a sum, or a part of one."""
    for report in ground.adopted:
        for section in records(report, Avsnitt):
            for item in section.uppdelningar:
                names = (item.total, *item.delar)
                yield from _breakdown(section, item, [name for name in names if name in section.tal], chance)


def _breakdown(section: Avsnitt, item: Uppdelning, names: list[str], chance: Random) -> Iterator[Fault]:
    whole = field(item)
    for name in names:
        found = field(section, "tal", name)
        for _ in range(3):
            new = changed(found.written, chance, _SUM) if found else None
            if found and whole and new:
                yield found.replaced(new, ("E110",), (whole.zone, found.zone))


_FEL, _VARNING = Severity.FEL, Severity.VARNING
KINDS = (
    Kind("digit in outcome or forecast", _FEL, _wrong(_role("utfall", "prognos"), changed)),
    Kind("digit in budget", _FEL, _wrong(_role("budget"), changed)),
    Kind("digit in deviation", _FEL, _wrong(_role("avvikelse"), changed)),
    Kind("digit in changed forecast", _FEL, _wrong(_role("förändring"), changed)),
    Kind("digit in comparison", _FEL, _wrong(lambda cell: cell[3].roll == "jämförelse", changed)),
    Kind("digit in total", _FEL, _wrong(_is_total, changed)),
    Kind("digit in varav row", _FEL, _wrong(_is_part, changed)),
    Kind("digits changed about", _FEL, _wrong(_any, _swap)),
    Kind("sign turned", _FEL, _wrong(_any, _turn)),
    Kind("row dropped", _FEL, dropped_row),
    Kind("row counted twice", _FEL, doubled_row),
    Kind("digit in bridge", _FEL, bridge),
    Kind("share of budget", _FEL, share),
    Kind("part of a stated total", _VARNING, breakdown),
)
