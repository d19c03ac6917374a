"""What every format prints alike: the facts on the cover, where a page leads besides itself, and records on a line.

Where a page leads is told by relative address, from the folder of the report in ``build/``.
"""

from collections.abc import Collection
from dataclasses import dataclass

from asn.compute import Dokument
from asn.model.avsnitt.belopp import Beloppspost
from asn.model.avsnitt.mal import Indikator
from asn.model.avsnitt.plan import Planindikator, Uppdragspunkt
from asn.model.avsnitt.text import Styrdokument
from asn.model.ord import ifylld, med_kolon, med_versal
from asn.model.ord.sidan import Omslagsord
from asn.model.report import Fastställande
from asn.readable import readable


def cover_facts(document: Dokument) -> tuple[tuple[str, str], ...]:
    """Label and value of each fact on the cover."""
    sheet, words = document.rapport.blad, document.rapport.register.ord.omslag
    draft = document.rapport.utkast
    missing = words.uppgift_saknas if draft else None  # nobody will fill it in any more
    decision = document.rapport.beslut
    day = sheet.datum if not (decision and sheet.datum == decision.datum) else None
    facts: list[tuple[str, str | None]] = [
        (words.period, document.period),
        (words.datum, day.isoformat() if day else missing),
        (words.diarienummer, sheet.diarienummer or missing),
    ]
    facts += _adopted(decision, words) if decision else [(words.paragraf, sheet.paragraf)]
    if not decision:
        facts.append((words.status, med_versal(words.utkast if draft else words.fastställd)))
    facts.append((words.kontakt, document.rapport.register.nämnd.kontakt))
    return tuple((label, value) for label, value in facts if value)


def _adopted(decision: Fastställande, words: Omslagsord) -> list[tuple[str, str | None]]:
    """The decision on the report, told once: when and where, and by whom where it wasn't the board itself."""
    who = ", ".join(filter(None, (decision.av, decision.roll)))
    return [
        (med_versal(words.fastställd), f"{decision.datum.isoformat()}, {decision.paragraf}"),
        (words.fastställd_av, who),
    ]


def document_line(item: Styrdokument) -> str:
    """A steering document with its year in parentheses."""
    text = f"{item.år}, {item.anmärkning}" if item.anmärkning else str(item.år)
    return f"{item.namn} ({text})"


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


POINT_FILTERS = {
    "beloppspunkt": amount_point,
    "dokumentrad": document_line,
    "indikatorpunkt": indicator_point,
    "kolon": med_kolon,
    "uppdragspunkt": assignment_point,
}


@readable
@dataclass(frozen=True, slots=True)
class Länk:
    """What a link says, and where it leads."""

    text: str
    mål: str


def other_formats(document: Dokument, formats: Collection[str], own: str) -> tuple[Länk, ...]:
    """The files of the same report that the same build makes, but for the page's own format."""
    name, words = document.rapport.filnamn, document.rapport.register.ord.sida
    links = (
        ("pdf", words.pdf, f"{name}.pdf"),
        ("docx", words.word, f"{name}.docx"),
        ("html", words.webbsida, f"{name}.html"),
        ("md", words.markdown, f"{name}.md"),
        ("data", words.öppna_data, "data.json"),
    )
    return tuple(Länk(text, file) for kind, text, file in links if kind in formats and kind != own)


def neighbours(document: Dokument, formats: Collection[str], own: str) -> tuple[Länk, ...]:
    """The adopted reports of the same kind before and after, in the page's own format; none for a page by itself."""
    words = document.rapport.register.ord.sida
    both = ((words.föregående, document.föregående), (words.nästa, document.nästa))
    return tuple(
        Länk(ifylld(sentence, rapport=other.titel), f"../../{other.namn}/{other.filnamn}.{own}")
        for sentence, other in both
        if other and own in formats
    )
