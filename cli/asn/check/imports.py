"""X112: a figure that was read from a file and then changed by hand; the rest of family X is said by ``asn import``."""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.figures import format_number
from asn.finding import Severity
from asn.model.avsnitt.tabellgrund import Underlagd
from asn.model.ledger import LästSiffra, LästTabell


def figure_by_hand(seen: Granskad) -> Iterator[Fynd | Looked]:
    """What stands in a table is what was read from its file, else a reader is led to a cell that says otherwise."""
    tables = {part.id: part for part in seen.rapport.alla_avsnitt() if isinstance(part, Underlagd)}
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


RULES: tuple[Rule, ...] = (Rule("X112", figure_by_hand, Severity.FEL, "Siffra som skiljer sig från den som lästes in"),)
