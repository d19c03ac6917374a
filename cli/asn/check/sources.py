"""X112, Y1xx: a figure of the report against what was read from its file, or fetched from Kolada.

The rest of family X is said by ``asn import``.
"""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.figures import format_number
from asn.finding import Severity
from asn.kolada.use import Use, agrees, uses
from asn.model.avsnitt.tabellgrund import Underlagd
from asn.model.ledger import Koladavärde, LästSiffra, LästTabell


def figure_by_hand(seen: Granskad) -> Iterator[Fynd | Looked]:
    """What stands in a table is what was read from its file, else a reader is led to a cell that says otherwise."""
    tables = {part.id: part for part in seen.rapport.poster(Underlagd)}
    for read in seen.rapport.underlag.tabeller:
        table = tables.get(read.tabell)
        if table is None:
            hint = "Ta bort den ur underlag.yaml, eller ge tabellen sitt id igen."
            yield Fynd(read.at("tabell"), f"Rapporten har ingen tabell «{read.tabell}» med underlag.", hint)
            continue
        for one in read.siffror:
            yield _judged(table, read, one)


def _judged(table: Underlagd, read: LästTabell, one: LästSiffra) -> Fynd | Looked:
    row = table.grid.rows.get(one.rad)
    if row is None:
        hint = "Läs in igen med asn import, så skrivs underlag.yaml om."
        return Fynd(one.at("rad"), f"Tabellen «{read.tabell}» har ingen rad «{one.rad}».", hint)
    now = row.tal.get(one.kolumn)
    if now == one.värde:
        return OK
    was = "tom" if one.värde is None else format_number(one.värde)
    stands = "tom" if now is None else format_number(now)
    cell = "!".join(filter(None, (read.fil, read.blad, one.cell)))
    message = f"{one.kolumn} är {stands}, men {was} lästes ur {cell}."
    return Fynd(
        row.place(one.kolumn), message, "Rätta i filen och läs in igen med asn import, eller skriv ett undantag."
    )


_FEW = 20  # municipalities that a light is worth comparing with
_OLD = 2  # years without any value after which a measure seems to have ended


def differing(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure of Kolada's is the one that was fetched, rounded as it is stated."""
    for use in uses(seen.rapport):
        kept = use.stored(seen.rapport.register)
        stands = kept[1].värde if kept else None
        if kept is None or use.stated is None or stands is None:
            continue
        measure, value = kept
        if agrees(use.stated, value):
            yield OK
            continue
        text = f"{use.measure} är {format_number(use.stated)} här, men {format_number(stands)} i Kolada"
        hint = "Skriv det som Kolada har, hämta på nytt med asn import kolada, eller skriv ett undantag med orsaken."
        yield Fynd(use.post.at(*use.steps), f"{text} för {value.år} (hämtat {measure.hämtades}).", hint)


def ended(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A measure that no municipality has had a value of for years can't be followed up any more."""
    years: set[int] = set()
    for use in uses(seen.rapport):
        measure = seen.rapport.register.kolada.get(use.measure)
        if measure is None or measure.senast is None or id(use.post) in years:
            continue
        years.add(id(use.post))
        if seen.rapport.år - measure.senast <= _OLD:
            yield OK
            continue
        message = f"{use.measure} har inga värden i Kolada efter {measure.senast}: måttet ser ut att ha upphört."
        hint = "Byt till det nyckeltal som tog över, eller hämta på nytt med asn import kolada."
        yield Fynd(use.post.at("kolada"), message, hint)


def uncertain(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A value that Kolada marks, or doesn't have, is told as such; a light among few municipalities says little."""
    for use in uses(seen.rapport):
        kept = use.stored(seen.rapport.register)
        if kept is None or use.stated is None:
            continue
        why = _doubt(use, kept[1])
        if why is None:
            yield OK
        else:
            hint = "Säg det i kommentaren eller under tabellen, eller låt värdet vara tomt."
            yield Fynd(use.post.at(*use.steps), f"{use.measure} {kept[1].år} är osäkert: {why}.", hint)


def _doubt(use: Use, value: Koladavärde) -> str | None:
    if value.värde is None:
        return "Kolada har inget värde" + (f" ({value.status})" if value.status else "")
    if value.status:
        return f"Kolada har märkt värdet «{value.status}»"
    if use.light and value.kommuner is not None and value.kommuner < _FEW:
        return f"ljuset jämför med bara {value.kommuner} kommuner"
    return None


RULES: tuple[Rule, ...] = (
    Rule("X112", figure_by_hand, Severity.FEL, "Siffra som skiljer sig från den som lästes in"),
    Rule("Y101", differing, Severity.FEL, "Värdet är ett annat än det i Kolada"),
    Rule("Y102", ended, Severity.VARNING, "Nyckeltal som har upphört i Kolada"),
    Rule("Y103", uncertain, Severity.VARNING, "Osäkert värde ur Kolada"),
)
