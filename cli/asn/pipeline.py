"""One report through all stages: loaded → checked → computed → rendered → published."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn.cache import WEASYPRINT, output_names
from asn.files import FileSource
from asn.finding import Finding, Place, Severity
from asn.load.outline import same_kind
from asn.load.project import Projekt, following
from asn.load.reading import refusal
from asn.model.report import Rapport
from asn.pdf_jobs import data_outputs, pdf_bytes, table_name
from asn.period import order_of
from asn.publish import Output
from asn.resources import PRINT_STYLE, WEB_STYLE, Refused, Resources

if TYPE_CHECKING:
    from asn.check import Examination
    from asn.compute import Dokument
    from asn.render.pdf import PdfError

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True)
class Checked:
    """A report and what the checks said of it; ``laddad`` is every finding from reading and loading its files."""

    rapport: Rapport
    granskning: "Examination"
    laddad: tuple[Finding, ...]

    @property
    def fynd(self) -> tuple[Finding, ...]:
        """All findings that stand."""
        return tuple(sorted({*self.laddad, *self.granskning.fynd}))

    @property
    def får_byggas(self) -> bool:
        """Whether a build may go on: a draft always, a fastställd report only without errors."""
        return self.rapport.utkast or not any(finding.severity is Severity.FEL for finding in self.fynd)


def checked(project: Projekt, report: Rapport) -> Checked:
    """Judge one report by all rules."""
    from asn.buildable import unbuildable  # a build begins on its page before it knows of any rule

    said = _read_against(project, report, examined(project, report))
    folder = f"content/{report.namn}/"
    own = tuple(
        finding
        for finding in project.fynd
        if finding.place.file.startswith(folder) or finding.place.file.count("/") == 1
    )
    stopped = unbuildable(report, project.tidigare(report), Resources(project.root, project.källa))
    styled = (*style_faults(project.root, project.källa), *weak_lights(project, report))
    return Checked(report, said, (*own, *styled, *stopped))


def examined(project: Projekt, report: Rapport) -> "Examination":
    """What the rules say of one report."""
    from asn.check import RULES, examine

    return examine(report, project.tidigare(report), RULES)


def _read_against(project: Projekt, report: Rapport, said: "Examination") -> "Examination":
    """What the rules said, but for exceptions that seem unused only since a report before this one can't be read."""
    if not any(order_of(name, project.perioder) < report.ordning for name in project.fel_i):
        return said
    return replace(said, fynd=tuple(finding for finding in said.fynd if finding.code != "S014"))


@lru_cache(maxsize=8)
def style_faults(root: Path, source: FileSource | None = None) -> tuple[Finding, ...]:
    """What is wrong with the style sheets that a project has put in the place of ours (S010, A806)."""
    from asn.check.contrast import StyleSheet, low_contrast

    resources = Resources(root, source)
    sheets, refused = {}, []
    for name in {*WEB_STYLE, *PRINT_STYLE}:
        try:
            sheets[name] = StyleSheet(f"templates/{name}", resources.text(name), resources.is_own(name))
        except Refused as why:
            refused.append(refusal(why.file, why))
    if refused or not any(sheet.own for sheet in sheets.values()):
        return tuple(sorted(refused))
    pages = ([sheets[name] for name in page] for page in (WEB_STYLE, PRINT_STYLE))
    return tuple(sorted({finding for page in pages for finding in low_contrast(page)}))


def weak_lights(project: Projekt, report: Rapport) -> tuple[Finding, ...]:
    """Each colour that a scale of the report gives its lights and that can't be told from the page (A806)."""
    from asn.check.contrast import CONTRAST_CODE, StyleSheet, weak_colours

    resources = Resources(project.root, project.källa)
    own = any(map(resources.is_own, WEB_STYLE))
    scales = [scale for scale in report.skalor() if own or any(kind.färg or kind.färg_mörk for kind in scale.klasser)]
    if not scales or any(finding.code != CONTRAST_CODE for finding in style_faults(project.root, project.källa)):
        return ()
    sheets = [StyleSheet(f"templates/{name}", resources.text(name), resources.is_own(name)) for name in WEB_STYLE]
    return tuple(finding for scale in scales for finding in weak_colours(scale, sheets))


def computed(project: Projekt, judged: Checked) -> "Dokument":
    """The document of a checked report."""
    return document_of(project, judged.rapport, judged.fynd)


def document_of(project: Projekt, report: Rapport, findings: tuple[Finding, ...]) -> "Dokument":
    """The document of a report; only a draft's speaks of the findings, so that others can be made before the checks."""
    from asn.compute import document  # a check must not pay for it

    earlier = project.tidigare(report)
    before = (other for other in reversed(earlier) if not other.utkast and same_kind(report.namn, other.namn))
    return replace(document(report, earlier, findings), föregående=next(before, None), nästa=following(project, report))


def outputs(
    project: Projekt, judged: Checked, resources: Resources, formats: Collection[str], engine: str = WEASYPRINT
) -> tuple[Output, ...]:
    """Everything that a build leaves, in memory; the PDF is made by an engine.

    Raises:
        PdfEngineMissing: if a PDF is wanted and this machine can't make one.
        PdfError: if the PDF engine found something wrong.
        TemplateFault: if a template can't be used.
        WordTemplateError: if the municipality's own can't.
    """
    document = computed(project, judged)
    files = (check_output(judged), *pages_and_data(document, resources, formats))
    if "pdf" not in formats:
        return files
    return (*files, Output(f"{judged.rapport.filnamn}.pdf", pdf_bytes(project, document, resources, engine)))


def sections(report: Rapport, document: "Dokument") -> list[tuple[Place, str]]:
    """Where each section of a document was read, and its anchor."""
    views = [view for chapter in document.kapitel for view in chapter.alla()]
    # The document's sections are copies, with figures for expressions; the report's know where they were read.
    return [(part.at(), view.ankare) for part, view in zip(report.alla_avsnitt(), views, strict=True)]


def misfit_findings(
    why: "PdfError", report: Rapport, document: "Dokument"
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What doesn't fit in a PDF, told at its section, and what else the engine said."""
    places = {anchor: place for place, anchor in sections(report, document)}
    known = [one for one in why.misfits if one.section in places]
    findings = {Finding(places[one.section], "S021", Severity.FEL, one.message, one.cure) for one in known}
    messages = {f"{one.message} {one.cure}" for one in known}
    return tuple(sorted(findings)), tuple(message for message in why.messages if message not in messages)


def adoption(report: Rapport, environment: Mapping[str, str]) -> dict[str, Any]:
    """What the manifest tells besides sums: who adopted the report and when, and the commit that it was built from.

    The commit is told only by whoever has made a clean checkout and says so in ASN_COMMIT: a working folder may differ
    from its last commit, and the same files must give the same bytes wherever they lie.
    """
    sheet = report.blad
    fields: dict[str, Any] = {}
    if not report.utkast:
        decision = report.beslut
        when = {"datum": report.datum and report.datum.isoformat(), "paragraf": sheet.paragraf}
        if decision:
            when = {"roll": decision.roll, "datum": decision.datum.isoformat(), "paragraf": decision.paragraf}
        fields["fastställd"] = {
            "av": (decision and decision.av) or report.register.nämnd.namn,
            **{name: value for name, value in when.items() if value},
        }
    commit = environment.get("ASN_COMMIT", "")
    return fields | ({"commit": commit} if _COMMIT.fullmatch(commit) else {})


def check_output(judged: Checked) -> Output:
    """What the checks said of a report, as data."""
    from asn.render.data import check_json

    return Output("kontroll.json", check_json(judged.fynd, judged.rapport).encode())


def pages_and_data(document: "Dokument", resources: Resources, formats: Collection[str]) -> tuple[Output, ...]:
    """What a document becomes besides the PDF, which the data may speak of.

    Raises:
        TemplateFault: if a template can't be used.
        WordTemplateError: if the municipality's own can't.
    """
    from asn.render.pictures import files_beside

    # Each format is imported where it is used: nobody pays for one that he doesn't want.
    name = document.rapport.filnamn
    files = []
    if "md" in formats:
        from asn.render.markdown import markdown_page, summary_page

        files.append(Output(f"{name}.md", markdown_page(document, resources, formats).encode()))
        files += [Output(file, data) for file, data in files_beside(document.rapport, "bild").items()]
        files.append(Output("sammanfattning.md", summary_page(document, resources).encode()))
    if {"md", "html", "docx"} & set(formats):
        files += [Output(file, data) for file, data in files_beside(document.rapport, "pdf").items()]
    if "html" in formats:
        from asn.render.html import web_page

        files.append(Output(f"{name}.html", web_page(document, resources, formats).encode()))
    if "docx" in formats:
        from asn.render.docx import word_file
        from asn.render.docx_template import read_template

        own = read_template(resources.word) if resources.word else None
        files.append(Output(f"{name}.docx", word_file(document, resources, own)))
    if "data" in formats:
        named = [file for file in output_names(name, formats) if file.startswith(name)]
        files += [*data_outputs(document), *_for_excel(document), *_described(document, named)]
    return tuple(files)


def _for_excel(document: "Dokument") -> Iterator[Output]:
    """Each table once more, for those who open it in Excel; the PDF carries only what is open data."""
    from asn.render.data import excel_csv

    for table in document.tabeller():
        yield Output(f"excel/{table_name(table.id)}.csv", excel_csv(table))


def _described(document: "Dokument", pages: Collection[str]) -> Iterator[Output]:
    """What tells others how to read the data: the schema, a description of each table, and the catalogue's record."""
    from asn.render.catalog import catalog_record
    from asn.render.data import ENDING, table_metadata
    from asn.schema.data import SCHEMA, data_schema

    yield Output(SCHEMA, data_schema().encode())
    words = document.rapport.register.ord.data
    for view in (view for chapter in document.kapitel for view in chapter.alla()):
        for table in view.tabeller:
            file = f"{table_name(table.id)}.csv"
            yield Output(
                f"tabeller/{file}{ENDING}", table_metadata(table.hel or table, view.avsnitt, file, words).encode()
            )
    yield Output("dcat.jsonld", catalog_record(document, data_files(document, pages)).encode())


def data_files(document: "Dokument", pages: Collection[str]) -> dict[str, str]:
    """What a catalogue lists of a report, by name, and what each is: its data, its tables and its ``pages``."""
    from asn.render.catalog import file_titles

    captions = {f"tabeller/{table_name(table.id)}.csv": table.rubrik for table in document.tabeller()}
    return file_titles(captions, pages, document.rapport.register.ord.data)
