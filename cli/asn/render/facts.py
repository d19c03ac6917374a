"""What stands on the cover, the same in every format."""

from asn.compute import Dokument
from asn.model.avsnitt.belopp import Beloppspost
from asn.model.avsnitt.mal import Indikator
from asn.model.avsnitt.plan import Planindikator, Uppdragspunkt
from asn.model.avsnitt.text import Styrdokument
from asn.model.ord import med_versal


def cover_facts(document: Dokument) -> tuple[tuple[str, str], ...]:
    """Label and value of each fact on the cover."""
    sheet, words = document.rapport.blad, document.rapport.register.ord.omslag
    state = words.utkast if document.rapport.utkast else words.fastställd
    facts = [
        (words.period, document.period),
        (words.datum, sheet.datum.isoformat() if sheet.datum else words.uppgift_saknas),
        (words.diarienummer, sheet.diarienummer or words.uppgift_saknas),
        (words.paragraf, sheet.paragraf),
        (words.status, med_versal(state)),
    ]
    return tuple((label, value) for label, value in facts if value)


def document_line(item: Styrdokument) -> str:
    """A steering document with its year in parentheses."""
    told = f"{item.år}, {item.anmärkning}" if item.anmärkning else str(item.år)
    return f"{item.namn} ({told})"


def indicator_point(item: Indikator) -> str:
    """An indicator of the plan with its parts and, in parentheses, its target."""
    target = f" ({item.målnivå})" if item.målnivå else ""
    parts = item.underpunkter if isinstance(item, Planindikator) else ()
    return "\n".join((item.namn + target, *(f"  - {part}" for part in parts)))


def assignment_point(item: Uppdragspunkt) -> str:
    """A point of a political assignment with the points below it."""
    return "\n".join((item.text.strip(), *(f"  - {part}" for part in item.underpunkter)))


def amount_point(item: Beloppspost) -> str:
    """An amount that no text explains."""
    return f"{item.namn} {item.visat}"


POINTS = {
    "beloppspunkt": amount_point,
    "dokumentrad": document_line,
    "indikatorpunkt": indicator_point,
    "uppdragspunkt": assignment_point,
}
