"""G101–G105: what is put together from several boards: each has decided, for this period, and the sums are right."""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.figures import Rounded, format_number, total
from asn.finding import Severity
from asn.model.avsnitt.samlat import Nämnddata, Nämndrad, Samlade_ekonomin, Samlade_målen

_FETCH = "Be nämnden om data.json ur bygget av den fastställda rapporten."


def not_adopted(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A board has adopted the report that its figures are taken from: until then they may change."""
    for board in seen.rapport.poster(Nämnddata):
        told = board.läst
        if told is None:
            continue
        if told.tillstånd == "fastställd":
            yield OK
            continue
        name = told.titel or told.namn or "rapporten"
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
    told = board.läst
    assert told, "only of a board whose file was read"
    if board.sha256 == told.summa:
        return OK
    hint = f"Stämmer det som rapporten säger med filen: skriv sha256: {told.summa}"
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
    told = board.läst
    if told is None:
        return OK if board.fil else Fynd(board.at("namn"), f"{board.namn}: fil saknas.", _FETCH)
    if told.saknas:
        field = "rad" if isinstance(board, Nämndrad) and board.rad else "fil"
        return Fynd(board.at(field), f"{board.namn}: filen har inte «{told.saknas}».", "Skriv tabellens och radens id.")
    return OK


def of_period(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A board's report is of the same year and period as the one that it is put into."""
    for board in seen.rapport.poster(Nämnddata):
        told = board.läst
        if told is None or not told.namn:
            continue
        if told.namn == seen.rapport.namn:
            yield OK
            continue
        message = f"{board.namn}: filen är {told.namn}, men den här rapporten är {seen.rapport.namn}."
        yield Fynd(board.at("fil"), message, _FETCH)


FEL, VARNING = Severity.FEL, Severity.VARNING
RULES = (
    Rule("G101", not_adopted, FEL, "Nämnd som inte har fastställt", VARNING),
    Rule("G102", sums, FEL, "Nämnderna blir något annat än summan"),
    Rule("G103", versions, FEL, "Nämndens fil har ändrats"),
    Rule("G104", missing_boards, FEL, "Nämnd som saknas", VARNING),
    Rule("G105", of_period, FEL, "Nämnd för en annan period"),
)
