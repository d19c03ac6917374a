"""Rows and columns that have come to a table or gone from it, and tables that are new or gone as a whole."""

from collections.abc import Iterable, Iterator, Mapping

from asn.comparison.change import GONE, NEW, Change
from asn.comparison.things import Pair
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


def tables(found: Iterable[Pair]) -> Iterator[Change]:
    """What has come and gone, table by table; then the rows of the lists that a section holds."""
    rows = tuple(found)
    for pair in rows:
        if pair.of(Belopp, Matris, Brygga):
            yield from _table(pair)
    yield from _listed(pair for pair in rows if _is_row(pair.någon.record))


def _listed(rows: Iterable[Pair]) -> Iterator[Change]:
    """The rows of lists, by name; of a list that came or went as a whole only how many they were."""
    lists: dict[tuple[str, type], list[Pair]] = {}
    for pair in rows:
        lists.setdefault((pair.någon.avsnitt, type(pair.någon.record)), []).append(pair)
    for (section, kind), pairs in lists.items():
        fates = {_fate(pair) for pair in pairs}
        if len(pairs) > 1 and fates in ({NEW}, {GONE}):
            yield Change(section, str(len(pairs)), LISTS.get(kind, LISTS[Post]), None, None, fates.pop())
        else:
            yield from (Change(section, p.någon.namn, "rad", None, None, fate) for p in pairs if (fate := _fate(p)))


def _fate(pair: Pair) -> str:
    if pair.före and pair.efter:
        return ""
    return NEW if pair.efter else GONE


def _is_row(record: Värde) -> bool:
    """Whether a record is a row that a reader knows by a name, and that no other sort tells of."""
    if not isinstance(record, Post) or isinstance(record, (*_IN_A_TABLE, *_TOLD_ELSEWHERE)):
        return False
    return isinstance(record, _NAMED_BY_THE_REGISTER) or bool(getattr(record, "namn", None))


def _table(pair: Pair) -> Iterator[Change]:
    before, after = pair.före and pair.före.record, pair.efter and pair.efter.record
    if isinstance(before, _Table) and isinstance(after, _Table):
        name = after.tabellrubrik
        yield from _differing(name, "kolumn", _columns(before), _columns(after))
        yield from _differing(name, "rad", _rows(before, {}), _rows(after, _rows(before, {})))
    else:
        one = after or before
        assert isinstance(one, _Table)
        yield Change(pair.någon.avsnitt, one.tabellrubrik, "tabell", None, None, NEW if after else GONE)


def _differing(table: str, what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    yield from (Change(table, name, what, None, None, NEW) for key, name in after.items() if key not in before)
    yield from (Change(table, name, what, None, None, GONE) for key, name in before.items() if key not in after)


def _columns(table: _Table) -> dict[str, str]:
    """A table's columns by what they hold; one that holds something else under the same id is another column."""
    match table:
        case Belopp():
            return {f"{column.id} {column.roll}": column.rubrik for column in table.kolumner}
        case Matris():
            return {point.id: point.rubrik for point in table.mätpunkter}
    return {}


def _rows(table: _Table, earlier: Mapping[str, str]) -> dict[str, str]:
    """A table's rows by id; one that replaces a row of the earlier table goes by that one's."""
    if isinstance(table, Brygga):
        return {step.id: step.namn for step in (table.ingående, *table.ändringar, table.utgående)}
    rows: tuple[Beloppsrad | Mätrad, ...] = table.rader
    return {row.ersätter if row.ersätter in earlier and row.ersätter else row.id: row.namn for row in rows}
