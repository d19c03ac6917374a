"""Money and other figures that are others than they were."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from asn.comparison.change import GONE, NEW, Change
from asn.comparison.things import Pair
from asn.figures import MONEY, Mätvärde, Storhet, as_money, format_number
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn, Beloppspost, Beloppsrad, Brygga, Ändring
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde

_Both = tuple[Storhet | None, Storhet | None]
UNIT = "tkr"
EMPTIED = "inga belopp"
_TOTALS = frozenset({"summa", "resultat"})
_OF_MONEY = (Belopp, Beloppsrad, Beloppspost, Brygga, Ändring)
# What a section counts. Other whole numbers only say in which order things come.
_COUNTS = frozenset({"grön", "gul", "röd", "totalt", "avdelningar"})


def money(found: Iterable[Pair]) -> Iterator[Change]:
    """Amounts that changed, in tkr: a table's totals first, then its other rows."""
    for pair in found:
        match (pair.före and pair.före.record, pair.efter and pair.efter.record):
            case Belopp() as before, Belopp() as after:
                yield from _cells(before, after)
            case Brygga() as before, Brygga() as after:
                yield from _steps(before, after)
            case Beloppspost() as before, Beloppspost() as after:
                if not (before.källa or after.källa):  # a fetched amount is told by the table that it is fetched from
                    yield from _amount(pair.någon.avsnitt, pair.någon.namn, "", (before.belopp, after.belopp))


def _cells(before: Belopp, after: Belopp) -> Iterator[Change]:
    """The cells of the columns that hold the same thing in both tables."""
    earlier_roles = {column.id: column.roll for column in before.kolumner}
    columns = [column for column in after.kolumner if earlier_roles.get(column.id) == column.roll]
    earlier = {row.id: row for row in before.rader}
    for row in sorted(after.rader, key=lambda row: row.roll not in _TOTALS):
        old = earlier.pop(row.id, None) or earlier.pop(row.ersätter or "", None)
        both = [(c.rubrik, (_cell(before, old, c) if old else None, _cell(after, row, c))) for c in columns]
        yield from _row(after.tabellrubrik, row.namn, both, "" if old else NEW)
    for row in earlier.values():
        both = [(c.rubrik, (_cell(before, row, c), None)) for c in columns]
        yield from _row(after.tabellrubrik, row.namn, both, GONE)


def _row(table: str, name: str, both: Sequence[tuple[str, _Both]], word: str) -> Iterator[Change]:
    """A row's cells by their column. One that has lost them all, as in a new draft, is told in one line."""
    if not word and any(before for _, (before, _) in both) and not any(after for _, (_, after) in both):
        yield Change(table, name, "", None, None, EMPTIED)
        return
    for column, cells in both:
        yield from _amount(table, name, column, cells, word)


def _cell(table: Belopp, row: Beloppsrad, column: Beloppskolumn) -> Storhet | None:
    value = table.amount(row.id, column.id)
    return None if value is None else Storhet(value, table.enhet)


def _steps(before: Brygga, after: Brygga) -> Iterator[Change]:
    earlier = {step.id: step for step in (before.ingående, *before.ändringar, before.utgående)}
    for step in (after.ingående, *after.ändringar, after.utgående):
        old = earlier.get(step.id)
        if old:
            both = Storhet(old.belopp, before.enhet), Storhet(step.belopp, after.enhet)
            yield from _amount(after.tabellrubrik, step.namn, "", both)


def _amount(section: str, name: str, what: str, both: _Both, word: str = "") -> Iterator[Change]:
    before, after = (as_money(value, UNIT) if value and value.enhet in MONEY else value for value in both)
    if before == after:
        return
    change = word
    if before and after and before.enhet == after.enhet:
        change = format_number(after.tal - before.tal, sign=True)
    yield Change(section, name, what, before and before.tal, after and after.tal, change)


def figures(found: Iterable[Pair]) -> Iterator[Change]:
    """Outcomes, targets, named figures and measurements that changed, in a record that both reports have."""
    for pair in found:
        if pair.före and pair.efter and not pair.of(*_OF_MONEY):
            earlier, later = _figures(pair.före.record), _figures(pair.efter.record)
            for name in dict.fromkeys((*earlier, *later)):
                before, after = earlier.get(name), later.get(name)
                # A figure that only one of the texts names is told with the text.
                if before != after and not (pair.of(Avsnitt) and None in {before, after}):
                    yield Change(pair.efter.avsnitt, pair.efter.namn, name.replace("_", " "), before, after)


def _figures(record: Värde) -> dict[str, Storhet | Mätvärde]:
    """A record's figures by field, and those of a group by their own names."""
    found: dict[str, Storhet | Mätvärde] = {}
    unit = str(getattr(record, "enhet", ""))
    for name in type(record).model_fields:
        value = getattr(record, name)
        inner: Mapping[str, object] = value if isinstance(value, dict) else {name: value}
        for key, figure in inner.items():
            if isinstance(figure, (Storhet, Mätvärde)):
                found[str(key)] = figure
            elif isinstance(figure, Decimal) or (key in _COUNTS and type(figure) is int):
                found[str(key)] = Storhet(Decimal(figure), unit)
    return found
