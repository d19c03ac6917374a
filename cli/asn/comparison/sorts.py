"""Each sort of difference with sentences of its own: lights that turned, goals, risks, assignments and figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from asn.comparison.change import GONE, NEW, Change, ChangedPlace
from asn.comparison.things import ThingPair, changed_places
from asn.figures import MONEY, Mätvärde, Storhet, as_money, format_number
from asn.light import Bedömning, worse_by
from asn.model.avsnitt.belopp import Beloppspost, Brygga, Räknekolumn, Räknetabell, Tabellrad, Ändring
from asn.model.avsnitt.grund import Avsnitt, Fotnot
from asn.model.avsnitt.mal import Enhetsresultat, Indikator, Målaktivitet, Målbedömning, Nämndmål
from asn.model.avsnitt.matris import Mätpunkt, Mätrad
from asn.model.avsnitt.plan import Planmål
from asn.model.avsnitt.tabellgrund import Tabellavsnitt
from asn.model.avsnitt.uppfoljning import Risk, Uppdrag
from asn.model.grid import Grid, GridColumn, GridRow
from asn.model.record import Post, Värde


def lights(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Each light that is another than it was, or that has come or gone, in a record that both have."""
    for pair in pairs:
        if pair.före and pair.efter:
            earlier, later = _lights(pair.före.record), _lights(pair.efter.record)
            for name, month in dict.fromkeys((*earlier, *later)):
                before, after = earlier.get((name, month)), later.get((name, month))
                # A month that has got its light is the year going on; one whose light is another is a change.
                if before != after and not (month and None in {before, after}):
                    what = month or (name if name == "status" else "")
                    word, places = _light_verdict(before, after), pair.ställen(name, month)
                    yield Change(pair.efter.avsnitt, pair.efter.namn, what, before, after, word, places)


def _lights(record: Värde) -> dict[tuple[str, str], Bedömning]:
    """A record's lights by field, and those that it has month by month or year by year by field and month or year."""
    by_field: dict[tuple[str, str], Bedömning] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        lights = value.items() if isinstance(value, dict) else [("", value)]
        by_field |= {(name, str(key)): light for key, light in lights if isinstance(light, Bedömning)}
    return by_field


def _light_verdict(before: Bedömning | None, after: Bedömning | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return GONE
    step = worse_by(before, after)
    return "annan skala" if step is None else "bättre" if step < 0 else "sämre"


def goals(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Goals, indicators and activities that are new or gone: the plan is what a report answers to."""
    yield from _come_and_gone(pairs, Nämndmål, Planmål, Indikator, Målaktivitet)


def changed_risks(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Risks that are new, gone, or have another value."""
    for pair in pairs:
        if pair.of(Risk):
            before, after = map(_risk_value, pair.poster)
            if not pair.före or not pair.efter:
                yield _one(pair, "riskvärde" if before or after else "", before, after)
            elif before != after:
                word = "" if before is None or after is None else "högre" if after > before else "lägre"
                places = pair.ställen("riskvärde")
                yield Change(pair.efter.avsnitt, pair.efter.namn, "riskvärde", before, after, word, places)


def _risk_value(risk: Värde | None) -> Decimal | None:
    value = risk.value() if isinstance(risk, Risk) else None
    return None if value is None else Decimal(value)


def assignments(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Assignments that are new, gone, or shall be done at another time."""
    rows = tuple(pairs)
    yield from _come_and_gone(rows, Uppdrag)
    for pair in rows:
        match pair.poster:
            case Uppdrag(klart=before), Uppdrag(klart=after) if before != after:
                thing = pair.någon
                yield Change(thing.avsnitt, thing.namn, "klart", before, after, "", pair.ställen("klart"))


def _come_and_gone(pairs: Iterable[ThingPair], *kinds: type[Värde]) -> Iterator[Change]:
    yield from (_one(pair) for pair in pairs if pair.of(*kinds) and not (pair.före and pair.efter))


def _one(pair: ThingPair, what: str = "", before: Decimal | None = None, after: Decimal | None = None) -> Change:
    word = GONE if pair.efter is None else NEW
    return Change(pair.någon.avsnitt, pair.någon.namn, what, before, after, word, pair.ställen())


# A row or a column of these is the same as one of its own table only: every table may have its «resultat».
_IN_A_TABLE = (Tabellrad, Räknekolumn, Ändring, Mätrad, Mätpunkt)
_TOLD_ELSEWHERE = (Nämndmål, Planmål, Indikator, Risk, Uppdrag, Avsnitt, Fotnot)
LISTS: Mapping[type, str] = {Post: "rader", Enhetsresultat: "enheter"}
"""What the rows of a list that came or went as a whole are called; of most kinds, as of any Post."""

_NAMED_BY_THE_REGISTER = (Målbedömning, Enhetsresultat)


def changed_tables(pairs: Iterable[ThingPair], same: Mapping[int, Värde]) -> Iterator[Change]:
    """What has come and gone, table by table; then the rows of the lists that a section holds."""
    rows = tuple(pairs)
    for pair in rows:
        if pair.of(Tabellavsnitt):
            yield from _table(pair, same)
    yield from _listed(pair for pair in rows if _is_row(pair.någon.record))


def _listed(rows: Iterable[ThingPair]) -> Iterator[Change]:
    """The rows of lists, by name; of a list that came or went as a whole only how many they were."""
    lists: dict[tuple[str, type], list[ThingPair]] = {}
    for pair in rows:
        lists.setdefault((pair.någon.avsnitt, type(pair.någon.record)), []).append(pair)
    for (section, kind), pairs in lists.items():
        fates = {_new_or_gone(pair) for pair in pairs}
        if len(pairs) > 1 and fates in ({NEW}, {GONE}):
            places = frozenset[ChangedPlace]().union(*(pair.ställen() for pair in pairs))
            yield Change(section, str(len(pairs)), LISTS.get(kind, LISTS[Post]), None, None, fates.pop(), places)
        else:
            for pair in pairs:
                if fate := _new_or_gone(pair):
                    yield Change(section, pair.någon.namn, "rad", None, None, fate, pair.ställen())


def _new_or_gone(pair: ThingPair) -> str:
    if pair.före and pair.efter:
        return ""
    return NEW if pair.efter else GONE


def _is_row(record: Värde) -> bool:
    """Whether a record is a row that a reader knows by a name, and that no other sort tells of."""
    if not isinstance(record, Post) or isinstance(record, (*_IN_A_TABLE, *_TOLD_ELSEWHERE)):
        return False
    return isinstance(record, _NAMED_BY_THE_REGISTER) or bool(getattr(record, "namn", None))


def _table(pair: ThingPair, same: Mapping[int, Värde]) -> Iterator[Change]:
    before, after = pair.poster
    if isinstance(before, Tabellavsnitt) and isinstance(after, Tabellavsnitt):
        name = after.grid.tabellrubrik
        yield from _differing(name, "kolumn", (_columns(before), _columns(after)), same)
        yield from _differing(name, "rad", (_rows(before), _rows(after)), same)
    else:
        one = after or before
        assert isinstance(one, Tabellavsnitt)
        fate = NEW if after else GONE
        yield Change(pair.någon.avsnitt, one.grid.tabellrubrik, "tabell", None, None, fate, pair.ställen())


_Named = Sequence[tuple[str, Värde]]


def _differing(table: str, what: str, both: tuple[_Named, _Named], same: Mapping[int, Värde]) -> Iterator[Change]:
    """What has come and gone; a column that holds something else is another, and both are told."""
    before, after = both
    kept = {id(old) for _, new in after if (old := same.get(id(new))) and _holds(old) == _holds(new)}
    for name, new in after:
        if id(same.get(id(new))) not in kept:
            yield Change(table, name, what, None, None, NEW, changed_places((new,)) | changed_places((new,), "roll"))
    for name, old in before:
        if id(old) not in kept:
            yield Change(table, name, what, None, None, GONE, changed_places((old,)))


def _holds(record: Värde) -> str:
    return record.roll or "" if isinstance(record, Räknekolumn) else ""


def _columns(table: Tabellavsnitt) -> _Named:
    """A table's columns by their headings; the one of a bridge is no record of its own."""
    return [(column.full_heading, column.post) for column in table.grid.kolumner if column.post is not table]


def _rows(table: Tabellavsnitt) -> _Named:
    """A table's rows by their names."""
    return [(row.namn, row.post) for row in table.grid.rader]


_Both = tuple[Storhet | None, Storhet | None]
UNIT = "tkr"
EMPTIED = "inga belopp"
_TOTALS = frozenset({"summa", "resultat"})
_OF_MONEY = (Räknetabell, Tabellrad, Beloppspost, Brygga, Ändring)
# What a section counts. Other whole numbers only say in which order things come.
_COUNTS = frozenset({"antal", "totalt", "avdelningar"})


def money(pairs: Iterable[ThingPair], same: Mapping[int, Värde]) -> Iterator[Change]:
    """Amounts that changed, in tkr: a table's totals first, then its other rows; ``same`` as in ``pairs``."""
    for pair in pairs:
        match pair.poster:
            case Räknetabell() | Brygga() as before, Räknetabell() | Brygga() as after:
                yield from _cells(before.grid, after.grid, same)
            case Beloppspost() as before, Beloppspost() as after:
                if not (before.källa or after.källa):  # a fetched amount is told by the table that it is fetched from
                    row = Change(pair.någon.avsnitt, pair.någon.namn, ställen=pair.ställen("belopp"))
                    yield from _amount(row, (before.belopp, after.belopp))


def _cells(before: Grid, after: Grid, same: Mapping[int, Värde]) -> Iterator[Change]:
    """The cells of the columns that hold the same thing in both tables."""
    columns = [(old, new) for new in after.figure_columns if (old := _same_column(before, new, same))]
    earlier = {id(row.post): row for row in before.rader}
    for row in sorted(after.rader, key=lambda row: row.roll not in _TOTALS):
        yield from _row((before, after), (earlier.pop(id(same.get(id(row.post))), None), row), columns)
    for row in earlier.values():
        yield from _row((before, after), (row, None), columns)


def _same_column(before: Grid, new: GridColumn, same: Mapping[int, Värde]) -> GridColumn | None:
    """The column that was the same in the earlier table; the only one of a bridge is."""
    old = same.get(id(new.post))
    return next((one for one in before.figure_columns if one.post is old and one.roll == new.roll), None)


def _row(
    tables: tuple[Grid, Grid],
    rows: tuple[GridRow | None, GridRow | None],
    columns: Sequence[tuple[GridColumn, GridColumn]],
) -> Iterator[Change]:
    """A row's cells by their column. One that has lost them all, as in a new draft, is told in one line."""
    before, after = rows
    one = after or before
    assert one, "a row is in one of the tables at least"
    word = "" if before and after else NEW if after else GONE
    both = [(new, (_cell(tables[0], before, old), _cell(tables[1], after, new))) for old, new in columns]
    records = tuple(row.post if row else None for row in rows)
    title = tables[1].tabellrubrik
    if not word and any(old for _, (old, _) in both) and not any(new for _, (_, new) in both):
        # Of these columns only: what stands in one that isn't compared is told as any other field.
        places = frozenset(spot for column, _ in both for spot in changed_places(records, *one.steps(column.id)))
        yield Change(title, one.namn, "", None, None, EMPTIED, places)
        return
    for column, cells in both:
        places = changed_places(records, *one.steps(column.id))
        heading = "" if one.single else column.full_heading
        yield from _amount(Change(title, one.namn, heading, omdöme=word, ställen=places), cells)


def _cell(table: Grid, row: GridRow | None, column: GridColumn) -> Storhet | None:
    return table.figure(row.id, column.id) if row else None


def _amount(row: Change, both: _Both) -> Iterator[Change]:
    """An amount of a row that is another than it was."""
    before, after = (as_money(value, UNIT) if value and value.enhet in MONEY else value for value in both)
    if before == after:
        return
    change = row.omdöme
    if before and after and before.enhet == after.enhet:
        change = format_number(after.tal - before.tal, sign=True)
    yield replace(row, före=before and before.tal, efter=after and after.tal, omdöme=change)


def changed_figures(pairs: Iterable[ThingPair]) -> Iterator[Change]:
    """Outcomes, targets, named figures and measurements that changed, in a record that both reports have."""
    for pair in pairs:
        if pair.före and pair.efter and not pair.of(*_OF_MONEY):
            earlier, later = _figures(pair.före.record), _figures(pair.efter.record)
            for field, key in dict.fromkeys((*earlier, *later)):
                before, after = earlier.get((field, key)), later.get((field, key))
                # One that only one of the texts names has come or gone with its text, and is no figure that changed.
                if before != after and not (pair.of(Avsnitt) and None in {before, after}):
                    what, places = (key or field).replace("_", " "), pair.ställen(field, key)
                    yield Change(pair.efter.avsnitt, pair.efter.namn, what, before, after, "", places)


def _figures(record: Värde) -> dict[tuple[str, str], Storhet | Mätvärde]:
    """A record's figures by field, and those of a group by field and their own name."""
    figures: dict[tuple[str, str], Storhet | Mätvärde] = {}
    unit = str(getattr(record, "enhet", ""))
    for name in type(record).model_fields:
        value = getattr(record, name)
        inner: Mapping[str, object] = value if isinstance(value, dict) else {"": value}
        for key, figure in inner.items():
            if isinstance(figure, (Storhet, Mätvärde)):
                figures[name, str(key)] = figure
            elif isinstance(figure, Decimal) or (name in _COUNTS and type(figure) is int):
                figures[name, str(key)] = Storhet(Decimal(figure), unit)
    return figures
