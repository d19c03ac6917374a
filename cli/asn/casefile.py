"""The case file: what the registry gets of a report, made of its data and a few words of the editor's."""

import re
from collections.abc import Iterator, Sequence

from asn.build import NotReady
from asn.cache import WEASYPRINT
from asn.compute import Dokument
from asn.compute.document import ascii_name
from asn.finding import Severity
from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.pipeline import Checked, computed, outputs
from asn.publish import Output, digest
from asn.render.docx import word_page
from asn.render.docx_template import read_template
from asn.resources import Resources

CHECKSUMS = "kontrollsummor.txt"
_DRAFT = "utkast"


def case_file(
    project: Projekt, judged: Checked, resources: Resources, *, engine: str = WEASYPRINT
) -> tuple[Output, ...]:
    """Every file of the case: the report as PDF and Word, the documents about it, annexes, and the sums of all.

    Raises:
        NotReady: if the report has errors, or doesn't say what the board is to decide.
        PdfEngineMissing: if this machine can't make a PDF.
        PdfError: if the PDF engine found something wrong.
        TemplateFault: if a template can't be used.
        WordTemplateError: if the municipality's own can't.
    """
    report = judged.rapport
    _refuse(judged)
    built = {one.name: one.data for one in outputs(project, judged, resources, ("pdf", "docx"), engine)}
    kept = [(case_file_name(report, "", ending), built[f"{report.filnamn}.{ending}"]) for ending in ("pdf", "docx")]
    annexes = [(name, data) for name, data in built.items() if name.startswith("bilagor/")]
    files = [Output(*file) for file in (*kept, *annexes)]
    pages = case_pages(computed(project, judged), resources, [one.name for one in files])
    return with_sums((*pages, *files))


def _refuse(judged: Checked) -> None:
    wrong = sum(finding.severity is Severity.FEL for finding in judged.fynd)
    if wrong:
        raise NotReady(f"packas inte, för rapporten har {wrong} fel. asn check visar dem.")
    if not judged.rapport.blad.beslut:
        sheet = f"content/{judged.rapport.namn}/rapport.yaml"
        raise NotReady(f"packas inte, för {sheet} säger inte vad nämnden ska besluta. Skriv det under beslut.")


def case_pages(document: Dokument, resources: Resources, others: Sequence[str] = ()) -> tuple[Output, ...]:
    """The documents about the report: the letter to the board, what it is to decide, and the summary.

    Args:
        document: the report.
        resources: the templates.
        others: the names of the other files, which the letter lists.
    """
    report, sheet = document.rapport, document.blad
    words = report.register.ord
    own = words.ärende
    name = {kind: case_file_name(report, kind, "docx") for kind in _KINDS}
    listed = [
        (own.förslag, name["forslag-till-beslut"]),
        (own.rapportens_sammanfattning, name["sammanfattning"]),
        *((_description(file, report), file) for file in others),
    ]
    case = sheet.ärende if sheet else None
    who = ", ".join(filter(None, (case.handläggare, case.roll))) if case else ""
    facts = (
        (words.omslag.datum, report.datum.isoformat() if report.datum else ""),
        (words.omslag.diarienummer, report.blad.diarienummer or ""),
        (own.handläggare, who),
    )
    more = {"rubrik": report.titel, "uppgifter": [fact for fact in facts if fact[1]], "handlingar": listed}
    titles = dict(zip(_KINDS, (own.tjänsteskrivelse, own.förslag, own.rapportens_sammanfattning), strict=True))
    template = read_template(resources.word) if resources.word else None
    return tuple(
        Output(name[kind], word_page(page, f"{titles[kind]}, {report.titel}", document, resources, template, **more))
        for kind, page in _KINDS.items()
    )


_KINDS = {
    "tjansteskrivelse": "docx/tjansteskrivelse.j2",
    "forslag-till-beslut": "docx/beslut.j2",
    "sammanfattning": "docx/korthet.j2",
}
"""The start of each document's name, and its template."""


def case_file_name(report: Rapport, kind: str, ending: str) -> str:
    """A file's name: the case's number, what it is, the report, and whether that is a draft; in small ASCII letters."""
    number = re.sub(r"[^a-z0-9]+", "-", ascii_name(report.blad.diarienummer or "")).strip("-")
    parts = (number, kind, report.filnamn, _DRAFT if report.utkast else "")
    return f"{'_'.join(filter(None, parts))}.{ending}"


def _description(file: str, report: Rapport) -> str:
    """What a file is, in the board's words."""
    words = report.register.ord
    if "/" in file:
        return words.ärende.bilaga
    return words.data.pdf if file.endswith(".pdf") else words.data.word_fil


def with_sums(files: Sequence[Output]) -> tuple[Output, ...]:
    """Some files, and one with the SHA-256 of each, as ``sha256sum --check`` reads it."""
    return (*files, Output(CHECKSUMS, "".join(_sums(files)).encode()))


def _sums(files: Sequence[Output]) -> Iterator[str]:
    for one in sorted(files, key=lambda one: one.name):
        yield f"{digest(one.data)}  {one.name}\n"
