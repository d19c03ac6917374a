"""K904: what the content has room for but doesn't tell: empty texts, empty lists, rows without amounts."""

from collections.abc import Iterator

from asn.check.economy.cells import Cells
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.belopp import Belopp, Beloppskolumn, Beloppsposter, Beloppsrad, Brygga
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.text import Nyckeltalslista, Textavsnitt
from asn.model.avsnitt.uppfoljning import Risker

_PROSE = ("inledning", "text")
_MANDATORY = {"utfall", "budget", "prognos"}
_EXCUSE = "eller skriv i «saknas» varför det är tomt"


def blank(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A text, a list or an amount that the reader waits for is there, or ``saknas`` says why it isn't.

    What a scale wants commented is another rule's (U401), and so are holes in a series of measurements (M204).
    """
    for part in seen.rapport.alla_avsnitt():
        if part.saknas:
            continue
        yield from _texts(part)
        yield from _lists(part)
        yield from _of_kind(part)


def _of_kind(part: Avsnitt) -> Iterator[Fynd | Looked]:
    match part:
        case Belopp():
            yield from _amounts(Cells(part))
        case Beloppsposter():
            yield from _headed_amounts(part)
        case Brygga():
            for step in part.steps():
                told = step.belopp is not None
                yield OK if told else Fynd(step.at("belopp"), f"{step.namn} har inget belopp.", "Fyll i beloppet.")
        case Matris():
            yield from _measurements(part)
        case Risker():
            yield from _measures(part)
        case Nyckeltalslista():
            for item in part.nyckeltal:
                told = item.värde is not None
                yield (OK if told else Fynd(item.at("värde"), f"«{item.namn}» har inget värde.", f"Fyll i, {_EXCUSE}."))


def _texts(part: Avsnitt) -> Iterator[Fynd | Looked]:
    """A key that stands without its text is a blank to fill; so is a section that holds nothing at all."""
    for name in _PROSE:
        if name not in part.model_fields_set:
            continue
        if getattr(part, name):
            yield OK
        else:
            yield Fynd(part.key(name), f"{_called(part)} har ingen {name}.", "Skriv den, eller ta bort raden.")
    if isinstance(part, Textavsnitt) and not part.model_fields_set & {"text", "inledning", "underavsnitt", "anvisning"}:
        yield Fynd(part.at(), f"{_called(part)} är tomt.", f"Skriv «text», {_EXCUSE}.")


def _lists(part: Avsnitt) -> Iterator[Fynd | Looked]:
    """The lists that a kind of section can't be without: its events, rows, goals, questions and so on."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() and isinstance(value, tuple):
            message = f"{_called(part)} har inget under «{name}»."
            yield OK if value else Fynd(part.key(name), message, f"Fyll i, {_EXCUSE}.")


def _amounts(cells: Cells) -> Iterator[Fynd | Looked]:
    rows = [row for row in cells.table.rader if row.roll in {"verksamhet", "varav", "fotnot"}]
    told = {
        row.id: {column.id for column in cells.table.kolumner if cells.amount(row, column) is not None} for row in rows
    }
    for row in rows:
        if not told[row.id]:
            yield Fynd(row.at("belopp"), f"{row.namn} har inga belopp.", f"Fyll i beloppen, {_EXCUSE}.")
    whole = [row for row in rows if row.roll == "verksamhet" and told[row.id]]
    for column in cells.table.kolumner:
        lacking = [row for row in whole if column.id not in told[row.id]]
        # A column that most rows lack, as a change that is told for the board alone, isn't told row by row.
        if column.roll in _MANDATORY and 2 * len(lacking) < len(whole):
            yield from (_empty_cell(row, column) if row in lacking else OK for row in whole)


def _empty_cell(row: Beloppsrad, column: Beloppskolumn) -> Fynd:
    message = f"{row.namn}: «{column.rubrik}» är tom, men de flesta andra rader har ett belopp."
    return Fynd(row.at("belopp", column.id), message, "Fyll i beloppet; är det inget, skriv 0.")


def _headed_amounts(part: Beloppsposter) -> Iterator[Fynd | Looked]:
    for item in part.poster:
        if item.belopp is None and not item.källa:
            hint = "Skriv cellen som beloppet hämtas ur i «källa», eller beloppet i «belopp»."
            yield Fynd(item.at("namn"), f"«{item.namn}» har inget belopp.", hint)
        else:
            yield OK


def _measurements(part: Matris) -> Iterator[Fynd | Looked]:
    for row in part.rader:
        if row.saknas or any(value is not None for value in row.värden.values()):
            yield OK
        else:
            yield Fynd(row.key("värden"), f"«{row.namn}» har inga värden.", f"Fyll i dem, {_EXCUSE}.")


def _measures(part: Risker) -> Iterator[Fynd | Looked]:
    """A risk without measures, where the table's others have some."""
    if not any(risk.åtgärder for risk in part.risker):
        return
    for risk in part.risker:
        if risk.åtgärder or risk.avslutad:
            yield OK
        else:
            yield Fynd(risk.at("åtgärder"), f"Risken «{risk.namn}» har inga åtgärder.", "Skriv minst en åtgärd.")


def _called(part: Avsnitt) -> str:
    return f"Avsnittet «{part.rubrik}»" if part.rubrik else "Avsnittet"
