"""E112–E115: amounts that are right by themselves, and can't be right beside each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from asn.check.economy.cells import stated_cells, tables
from asn.check.figures_in_text import AMOUNT, comparable, kind_of
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import MONEY, Rounded, Storhet, as_money, decimals_of, format_quantity
from asn.finding import Place
from asn.model.avsnitt.belopp import Beloppspost, Beloppsposter
from asn.model.avsnitt.text import Avgifter
from asn.model.grid import Grid, GridColumn, GridRow

_WHOLES = {"utfall", "budget", "prognos"}
_THOUSAND = Decimal(1000)
_NEAR = Decimal(5)
"""How many times larger or smaller than its siblings' median an amount may be and still be of their kind."""
_TWICE = Decimal(2)
_FEW = 3  # siblings that are needed before one of them can be the odd one
_NET = Decimal("1.5")
"""How much larger than its row a note's part may be: incomes are taken off a net cost, and not off a part of it."""
_TIMES = {"timme", "timma", "tim", "dygn", "dag", "besök", "tillfälle", "gång", "måltid"}
_DEAR = Decimal(50_000)
"""Kronor that nothing is paid by the hour or the day with."""


def part_of_whole(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E112: a part of a row is no larger than the row, and has its sign: a cost isn't part of an income."""
    for cells in tables(seen.rapport):
        for row in cells.rader:
            whole = cells.rows.get(row.del_av or "")
            for column in cells.kolumner if whole else ():
                if whole and column.roll in _WHOLES:
                    yield from _part(cells, row, whole, column)


def _part(cells: Grid, row: GridRow, whole: GridRow, column: GridColumn) -> Iterator[Fynd | Looked]:
    part, all_of_it = row.tal.get(column.id), cells.rounded(whole.id, column.id)
    if part is None or all_of_it is None or not part or not all_of_it.value:
        return
    if cells.unit(row.id, column.id) != cells.unit(whole.id, column.id):
        return
    place = row.place(column.id)
    text = f"{row.namn}: «{column.full_heading}» är {format_quantity(Storhet(part))}"
    if (part < 0) != (all_of_it.value < 0):
        yield Fynd(
            place, f"{text} men {whole.namn} är {all_of_it}: de har olika tecken.", "Rätta tecknet på en av dem."
        )
    elif (
        abs(part)
        > abs(all_of_it.value) * (_NET if row.roll == "fotnot" else 1) + all_of_it.slack + Rounded.of(part).slack
    ):
        yield Fynd(place, f"{text} men hela {whole.namn} är {all_of_it}.", "En del kan inte vara större än det hela.")
    else:
        yield OK


def lost_digits(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E115: ``decimaler`` leaves room for what is written: a figure is never rounded away in silence."""
    for cells in tables(seen.rapport):
        for cell in stated_cells(cells):
            own = cell.column.decimaler
            places = cells.decimaler if own is None else own
            if places is not None:
                yield _room(cell.place, cell.amount.value, places)


def _room(place: Place, amount: Decimal, places: int) -> Fynd | Looked:
    if decimals_of(amount) <= places:
        return OK
    text = "inga decimaler" if places == 0 else f"{places} {'decimal' if places == 1 else 'decimaler'}"
    message = (
        f"Beloppet {format_quantity(Storhet(amount))} har {decimals_of(amount)} decimaler, men tabellen skriver {text}."
    )
    return Fynd(place, message, f"Skriv decimaler: {decimals_of(amount)}, ta bort fältet, eller avrunda beloppet.")


def thousandfold(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E113: an amount in the wrong unit: a thousandfold off its siblings in a list, or the same amount in a table."""
    for section in seen.rapport.alla_avsnitt():
        if isinstance(section, Beloppsposter):
            posts = [(item.at("belopp"), item.namn, item.belopp) for item in section.poster if item.belopp]
            yield from _siblings(posts)
        amounts = [(section.at("tal", name), name, value) for name, value in section.tal.items()]
        yield from _before_and_after(amounts)
        for place, name, value in amounts:
            yield from _against_tables(place, name, value, seen)
        if isinstance(section, Avgifter):
            for item in section.avgifter:
                yield _fee(item.at("belopp"), item.belopp, item.per or "")


def _siblings(posts: Sequence[tuple[Place, str, Storhet]]) -> Iterator[Fynd | Looked]:
    """An amount whose digits are of the others' size, and whose unit isn't."""
    money = [(place, name, value) for place, name, value in posts if value.enhet in MONEY and value.tal]
    units = Counter(value.enhet for _, _, value in money)
    if len(money) < _FEW or len(units) == 1:
        yield from _pair(money) if len(money) == _FEW - 1 else ()
        return
    unit, count = units.most_common(1)[0]
    if count < len(money) - 1:
        return
    usual = median(abs(value.tal) for _, _, value in money if value.enhet == unit)
    for place, name, value in money:
        if value.enhet == unit:
            continue
        small = MONEY[value.enhet] < MONEY[unit] and decimals_of(value.tal) and abs(value.tal) < usual
        if small or usual / _NEAR <= abs(value.tal) <= usual * _NEAR:
            message = f"{name} är {format_quantity(value)}, men de andra beloppen i listan är i {unit}."
            yield Fynd(place, message, f"Menas {format_quantity(Storhet(value.tal, unit))}?")
        else:
            yield OK


def _pair(money: Sequence[tuple[Place, str, Storhet]]) -> Iterator[Fynd | Looked]:
    """Two amounts of a list: digits of one size in two units, or a thousand mnkr beside a few."""
    (_, _, one), (_, _, other) = sorted(money, key=lambda post: MONEY[post[2].enhet])
    place, name, _ = next(post for post in money if post[2] is one)
    ratio = abs(one.tal / other.tal)
    if one.enhet != other.enhet and decimals_of(one.tal) == decimals_of(other.tal) and 1 / _NEAR <= ratio <= _NEAR:
        message = f"{name} är {format_quantity(one)}, men det andra beloppet i listan är {format_quantity(other)}."
        yield Fynd(place, message, f"Menas {format_quantity(Storhet(one.tal, other.enhet))}?")
        return
    for place, name, value in money if one.enhet == other.enhet == "mnkr" else ():
        beside = other if value is one else one
        if abs(value.tal) >= _THOUSAND and abs(value.tal) / _THOUSAND <= abs(beside.tal) * _NEAR < _THOUSAND:
            message = f"{name} är {format_quantity(value)}, men det andra beloppet är {format_quantity(beside)}."
            yield Fynd(place, message, f"Menas {format_quantity(Storhet(value.tal, 'tkr'))}?")
            return
    yield OK


def _before_and_after(amounts: Sequence[tuple[Place, str, Storhet]]) -> Iterator[Fynd | Looked]:
    """Named figures that are one thing before and after, as ``ersättning_före`` and ``ersättning``, in two units."""
    money = [(place, name, value) for place, name, value in amounts if value.enhet in MONEY and value.tal]
    for place, name, value in money:
        for _, other, beside in money:
            same = other.startswith(f"{name}_") and value.enhet != beside.enhet
            if same and Decimal("0.5") <= abs(value.tal / beside.tal) <= _TWICE:
                message = f"«{name}» är {format_quantity(value)}, men «{other}» är {format_quantity(beside)}."
                yield Fynd(place, message, f"Menas {format_quantity(Storhet(value.tal, beside.enhet))}?")


def _against_tables(place: Place, name: str, value: Storhet, seen: Granskad) -> Iterator[Fynd | Looked]:
    """A named figure that would be the table's, if its unit were another."""
    if kind_of(value) != AMOUNT or not value.tal:
        return
    words = set(name.split("_"))
    for cell in seen.celler.all:
        if kind_of(cell.value) != AMOUNT or not cell.value.tal or not words & set("_".join(cell.steps).split("_")):
            continue
        number, there = (abs(as_money(one, "kr").tal) for one in (value, cell.value))
        for factor in (_THOUSAND, 1 / _THOUSAND):
            if comparable(Storhet(number * factor, "kr")).value == there and _digits(value) >= _FEW:
                message = f"«{name}» är {format_quantity(value)} här, men {format_quantity(cell.value)} i tabellen."
                yield Fynd(place, f"{message[:-1]} ({cell.path}): enheten skiljer tusen gånger.", "Rätta enheten.")
                return
    yield OK


def _digits(value: Storhet) -> int:
    return len(f"{abs(value.tal).normalize():f}".replace(".", "").strip("0"))


def _fee(place: Place, amount: Storhet, per: str) -> Fynd | Looked:
    """What is paid by the hour or the day is told in kronor."""
    word = per.strip().lower().split(" ")[0] if per.strip() else ""
    if word in _TIMES and amount.enhet in MONEY and abs(as_money(amount, "kr").tal) >= _DEAR:
        message = f"{format_quantity(amount)} per {per} är ett orimligt belopp."
        return Fynd(place, message, f"Menas {format_quantity(Storhet(amount.tal, 'kr'))}?")
    return OK


def fetched_from(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E114: a post that is named as one row fetches that row's amount, from the column that its siblings fetch from."""
    known = {cells.id: cells for cells in tables(seen.rapport)}
    for section in seen.rapport.poster(Beloppsposter):
        sources = [(item, *_source(item, known)) for item in section.poster if item.källa]
        placed = [(item, cells, row, column) for item, cells, row, column in sources if cells and row]
        columns = Counter((cells.id, column) for _, cells, _, column in placed)
        usual, count = columns.most_common(1)[0] if columns else (None, 0)
        taken: dict[str, Beloppspost] = {}
        for item, cells, row, column in placed:
            path = f"{cells.id}.{row}.{column}"
            named = _row_named(cells, item.namn)
            if named and named != row:
                own, fetched = cells.rows[named].namn, cells.rows[row].namn
                message = f"Posten heter {own}, men hämtar sitt belopp från raden {fetched}."
                yield Fynd(item.at("källa"), message, f"Skriv {cells.id}.{named}.{column}, eller byt namn på posten.")
            elif usual and (cells.id, column) != usual and count >= _FEW and count == len(placed) - 1:
                title = cells.columns[usual[1]].full_heading if usual[1] in cells.columns else usual[1]
                message = f"{item.namn} hämtas från en annan kolumn än de andra posterna, som hämtas från «{title}»."
                yield Fynd(item.at("källa"), message, f"Skriv {cells.id}.{row}.{usual[1]}, om det inte är meningen.")
            elif taken.setdefault(path, item) is not item:
                message = f"{item.namn} hämtar samma belopp som {taken[path].namn}: {path}."
                yield Fynd(item.at("källa"), message, "Hämta det som posten heter, eller ta bort en av dem.")
            else:
                yield OK


def _source(item: Beloppspost, known: dict[str, Grid]) -> tuple[Grid | None, str, str]:
    """The table, the row and the column that a post fetches its amount from."""
    steps = (item.källa or "").partition("|")[0].strip().split(".")
    cells = known.get(steps[0]) if len(steps) == _FEW else None
    if cells is None or steps[1] not in cells.rows or steps[2] not in cells.columns:
        return None, "", ""
    return cells, steps[1], steps[2]


def _row_named(cells: Grid, name: str) -> str | None:
    """The id of the one row of that name."""
    wanted = name.strip("* ").casefold()
    ids = [row.id for row in cells.rader if row.namn.strip("* ").casefold() == wanted]
    return ids[0] if len(ids) == 1 else None
