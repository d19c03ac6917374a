"""Rows and columns that have come to a table or gone from it, and tables that are new or gone as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from asn.comparison.change import GONE, NEW, Change, Spot
from asn.comparison.things import Pair, spots
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn, Beloppsrad, Brygga, Ändring
from asn.model.avsnitt.grund import Avsnitt, Fotnot
from asn.model.avsnitt.mal import Enhetsresultat, Indikator, Målbedömning, Nämndmål
from asn.model.avsnitt.matris import Matris, Mätpunkt, Mätrad
from asn.model.avsnitt.plan import Planmål
from asn.model.avsnitt.uppfoljning import Risk, Uppdrag
from asn.model.record import Post, Värde

_Table = Belopp | Matris | Brygga
# A row or a column of these is the same as one of its own table only: every table may have its «resultat».
_IN_A_TABLE = (Beloppsrad, Beloppskolumn, Ändring, Mätrad, Mätpunkt)
_TOLD_ELSEWHERE = (Nämndmål, Planmål, Indikator, Risk, Uppdrag, Avsnitt, Fotnot)
LISTS: Mapping[type, str] = {Post: "rader", Enhetsresultat: "enheter"}
"""What the rows of a list that came or went as a whole are called; of most kinds, as of any Post."""

_NAMED_BY_THE_REGISTER = (Målbedömning, Enhetsresultat)


def tables(found: Iterable[Pair], same: Mapping[int, Värde]) -> Iterator[Change]:
    """What has come and gone, table by table; then the rows of the lists that a section holds."""
    rows = tuple(found)
    for pair in rows:
        if pair.of(Belopp, Matris, Brygga):
            yield from _table(pair, same)
    yield from _listed(pair for pair in rows if _is_row(pair.någon.record))


def _listed(rows: Iterable[Pair]) -> Iterator[Change]:
    """The rows of lists, by name; of a list that came or went as a whole only how many they were."""
    lists: dict[tuple[str, type], list[Pair]] = {}
    for pair in rows:
        lists.setdefault((pair.någon.avsnitt, type(pair.någon.record)), []).append(pair)
    for (section, kind), pairs in lists.items():
        fates = {_fate(pair) for pair in pairs}
        if len(pairs) > 1 and fates in ({NEW}, {GONE}):
            told = frozenset[Spot]().union(*(pair.ställen() for pair in pairs))
            yield Change(section, str(len(pairs)), LISTS.get(kind, LISTS[Post]), None, None, fates.pop(), told)
        else:
            for pair in pairs:
                if fate := _fate(pair):
                    yield Change(section, pair.någon.namn, "rad", None, None, fate, pair.ställen())


def _fate(pair: Pair) -> str:
    if pair.före and pair.efter:
        return ""
    return NEW if pair.efter else GONE


def _is_row(record: Värde) -> bool:
    """Whether a record is a row that a reader knows by a name, and that no other sort tells of."""
    if not isinstance(record, Post) or isinstance(record, (*_IN_A_TABLE, *_TOLD_ELSEWHERE)):
        return False
    return isinstance(record, _NAMED_BY_THE_REGISTER) or bool(getattr(record, "namn", None))


def _table(pair: Pair, same: Mapping[int, Värde]) -> Iterator[Change]:
    before, after = pair.före and pair.före.record, pair.efter and pair.efter.record
    if isinstance(before, _Table) and isinstance(after, _Table):
        yield from _differing(after.tabellrubrik, "kolumn", (_columns(before), _columns(after)), same)
        yield from _differing(after.tabellrubrik, "rad", (_rows(before), _rows(after)), same)
    else:
        one = after or before
        assert isinstance(one, _Table)
        fate = NEW if after else GONE
        yield Change(pair.någon.avsnitt, one.tabellrubrik, "tabell", None, None, fate, pair.ställen())


_Named = Sequence[tuple[str, Värde]]


def _differing(table: str, what: str, both: tuple[_Named, _Named], same: Mapping[int, Värde]) -> Iterator[Change]:
    """What has come and gone; a column that holds something else is another, and both are told."""
    before, after = both
    kept = {id(old) for _, new in after if (old := same.get(id(new))) and _holds(old) == _holds(new)}
    for name, new in after:
        if id(same.get(id(new))) not in kept:
            yield Change(table, name, what, None, None, NEW, spots((new,)) | spots((new,), "roll"))
    for name, old in before:
        if id(old) not in kept:
            yield Change(table, name, what, None, None, GONE, spots((old,)))


def _holds(record: Värde) -> str:
    return record.roll if isinstance(record, Beloppskolumn) else ""


def _columns(table: _Table) -> _Named:
    """A table's columns by their headings."""
    match table:
        case Belopp():
            return [(column.rubrik, column) for column in table.kolumner]
        case Matris():
            return [(point.rubrik, point) for point in table.mätpunkter]
    return []


def _rows(table: _Table) -> _Named:
    """A table's rows by their names."""
    if isinstance(table, Brygga):
        return [(step.namn, step) for step in (table.ingående, *table.ändringar, table.utgående)]
    return [(row.namn, row) for row in table.rader]
