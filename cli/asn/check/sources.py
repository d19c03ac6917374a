"""X112, Y1xx, G101–G105: figures from elsewhere: read from a file, fetched from Kolada, or other boards'.

A board has decided, for this period, and the boards' sums are right. The rest of family X is said by ``asn import``.
"""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.figures import Rounded, format_number, total
from asn.finding import Severity
from asn.kolada.use import KoladaUse, agrees, uses
from asn.model.avsnitt.samlat import Nämnddata, Nämndrad, Samlade_ekonomin, Samlade_målen
from asn.model.avsnitt.tabellgrund import Underlagd
from asn.model.ledger import Koladavärde, LästSiffra, LästTabell

_FETCH = "Be nämnden om data.json ur bygget av den fastställda rapporten."


def not_adopted(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A board has adopted the report that its figures are taken from: until then they may change."""
    for board in seen.rapport.poster(Nämnddata):
        data = board.läst
        if data is None:
            continue
        if data.tillstånd == "fastställd":
            yield OK
            continue
        name = data.titel or data.namn or "rapporten"
        yield Fynd(board.at("fil"), f"{board.namn} har inte fastställt {name}.", _FETCH)


def sums(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The boards' amounts make up the sum that the kommun's own accounts have, as far as rounding allows."""
    for part in seen.rapport.poster(Samlade_ekonomin):
        for column, stated in part.avstäms_mot.items():
            known = part.grid.columns.get(column)
            if known is None:
                there = ", ".join(part.grid.columns)
                yield Fynd(
                    part.at("avstäms_mot", column), f"Tabellen har ingen kolumn «{column}».", f"Det finns: {there}."
                )
                continue
            amounts = [part.grid.amount(board.id, column) for board in part.nämnder]
            parts = [Rounded.of(amount) for amount in amounts if amount is not None]
            if stated is None or not parts:
                continue
            summed = total(parts)
            if summed.agrees(Rounded.of(stated)):
                yield OK
                continue
            text = f"Nämndernas «{known.rubrik}» är tillsammans {summed}, men ska vara {format_number(stated)}"
            off = format_number(summed.value - stated, sign=True)
            hint = f"Skillnaden är {off}. Saknas en nämnd, eller har en av dem räknat annorlunda?"
            yield Fynd(part.at("avstäms_mot", column), f"{text}.", hint)


def versions(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A board's file is the version whose SHA-256 was written down, and has the figures that were."""
    for part in (part for part in seen.rapport.alla_avsnitt() if isinstance(part, (Samlade_ekonomin, Samlade_målen))):
        for board in part.nämnder:
            if board.läst is None:
                continue
            yield _version(board)
            if isinstance(part, Samlade_ekonomin) and isinstance(board, Nämndrad):
                yield from _figures(part, board)


def _version(board: Nämnddata) -> Fynd | Looked:
    data = board.läst
    assert data, "only of a board whose file was read"
    if board.sha256 == data.summa:
        return OK
    hint = f"Stämmer det som rapporten säger med filen: skriv sha256: {data.summa}"
    if board.sha256 is None:
        return Fynd(board.at("fil"), f"{board.namn}: filens kontrollsumma är inte antecknad.", hint)
    message = f"{board.namn}: filen är en annan än den som antecknades."
    return Fynd(board.at("sha256"), message, hint)


def _figures(part: Samlade_ekonomin, board: Nämndrad) -> Iterator[Fynd | Looked]:
    for column, stated in board.belopp.items():
        now = board.läst.belopp.get(column) if board.läst else None
        if stated is None or now is None:
            continue
        if stated == now:
            yield OK
            continue
        known = part.grid.columns.get(column)
        name = known.rubrik if known else column
        message = f"{board.namn}: «{name}» är {format_number(now)} i filen, men {format_number(stated)} här."
        yield Fynd(board.at("belopp", column), message, "Ta bort beloppet här, så hämtas det ur filen.")


def missing_boards(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Every board that belongs is there, with its file and what is looked for in it.

    A board belongs that the report tells of elsewhere, or that the report before of the same kind told of.
    """
    parts = [part for part in seen.rapport.alla_avsnitt() if isinstance(part, (Samlade_ekonomin, Samlade_målen))]
    before = next((other for other in reversed(seen.tidigare) if other.slag.id == seen.rapport.slag.id), None)
    belonging = {board.id: board.namn for board in seen.rapport.poster(Nämnddata)}
    earlier = {board.id: board.namn for board in before.poster(Nämnddata)} if before else {}
    for part in parts:
        here = {board.id for board in part.nämnder}
        for id_, name in {**earlier, **belonging}.items():
            if id_ in here:
                yield OK
                continue
            where = f"i {before.omnämnd}" if before and id_ not in belonging else "i rapporten"
            yield Fynd(part.key("nämnder"), f"{name} finns {where} men inte här.", "Lägg till nämnden.")
        yield from (_complete(board) for board in part.nämnder)


def _complete(board: Nämnddata) -> Fynd | Looked:
    data = board.läst
    if data is None:
        return OK if board.fil else Fynd(board.at("namn"), f"{board.namn}: fil saknas.", _FETCH)
    if data.saknas:
        field = "rad" if isinstance(board, Nämndrad) and board.rad else "fil"
        return Fynd(board.at(field), f"{board.namn}: filen har inte «{data.saknas}».", "Skriv tabellens och radens id.")
    return OK


def of_period(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A board's report is of the same year and period as the one that it is put into."""
    for board in seen.rapport.poster(Nämnddata):
        data = board.läst
        if data is None or not data.namn:
            continue
        if data.namn == seen.rapport.namn:
            yield OK
            continue
        message = f"{board.namn}: filen är {data.namn}, men den här rapporten är {seen.rapport.namn}."
        yield Fynd(board.at("fil"), message, _FETCH)


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
            yield _figure_finding(table, read, one)


def _figure_finding(table: Underlagd, read: LästTabell, one: LästSiffra) -> Fynd | Looked:
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


def _doubt(use: KoladaUse, value: Koladavärde) -> str | None:
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
    Rule("G101", not_adopted, Severity.FEL, "Nämnd som inte har fastställt", Severity.VARNING),
    Rule("G102", sums, Severity.FEL, "Nämnderna blir något annat än summan"),
    Rule("G103", versions, Severity.FEL, "Nämndens fil har ändrats"),
    Rule("G104", missing_boards, Severity.FEL, "Nämnd som saknas", Severity.VARNING),
    Rule("G105", of_period, Severity.FEL, "Nämnd för en annan period"),
)
