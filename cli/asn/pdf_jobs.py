"""What each PDF engine is asked for: the page to lay out, its looks, and all that the PDF carries to be made anew."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from asn.cache import TYPST, WEASYPRINT, fingerprint
from asn.images import PICTURE_TYPES, seen_bytes
from asn.load.project import Projekt
from asn.model.ord import ifylld
from asn.model.report import Rapport
from asn.personnummer import masked
from asn.publish import Output
from asn.publish.manifest import MANIFEST, manifest_json
from asn.resources import Resources

if TYPE_CHECKING:
    from asn.compute import Dokument
    from asn.render.pdf import Attachment, PdfJob
    from asn.render.typst_engine import TypstJob

_MIMES = {
    "yaml": "application/yaml",
    "j2": "text/plain",
    "css": "text/css",
    "ttf": "font/ttf",
    "woff2": "font/woff2",
    "csv": "text/csv",
    "json": "application/json",
    "otf": "font/otf",
    "pdf": "application/pdf",
    **PICTURE_TYPES,
}


def sources(project: Projekt, report: Rapport) -> dict[str, bytes]:
    """The files that a report is made of, by name: its own, the registers, and the YAML of all earlier reports.

    A picture is what is seen of it: what the camera tells of place and person stands in no report.
    """
    files = project.filer_för(report.namn, [earlier.namn for earlier in project.tidigare(report)])
    return {name: seen_bytes(name, data) for name, data in files.items()}


def pdf_bytes(project: Projekt, document: "Dokument", resources: Resources, engine: str = WEASYPRINT) -> bytes:
    """The PDF of a document, made by an engine.

    Raises:
        PdfEngineMissing: if this machine can't make one.
        PdfError: if the PDF engine found something wrong.
        TemplateFault: if a template can't be used.
    """
    if engine == TYPST:
        from asn.render.typst_engine import write_typst

        return write_typst(typst_job(project, document, resources))
    from asn.render.pdf import write_pdf

    return write_pdf(pdf_job(project, document, resources))


def _carried(project: Projekt, report: Rapport, resources: Resources) -> Iterator["Attachment"]:
    """What the PDF carries and the content alone decides: all that it takes to build it anew."""
    from asn.render.pdf import Attachment
    from asn.render.pictures import attached

    files = {name: _told_on(name, data) for name, data in sorted(sources(project, report).items())}
    words = report.register.ord.data
    annexes = {one.path: getattr(one.record, "rubrik", "") for one in attached(report)}
    for name, data in files.items():
        if name in annexes:
            yield Attachment(name, data, _mime(name), annexes[name] or name, "Supplement")
        else:
            yield Attachment(name, data, _mime(name), ifylld(words.källa, fil=name), "Source")
    for name, data in resources.own.items():
        yield Attachment(f"templates/{name}", data, _mime(name), ifylld(words.mall, fil=name), "Source")


def _told_on(name: str, data: bytes) -> bytes:
    """A source as the PDF carries it: a personnummer in a draft's file goes no further than the file."""
    return masked(data.decode()).encode() if name.endswith(".yaml") else data


def pdf_job(project: Projekt, document: "Dokument", resources: Resources) -> "PdfJob":
    """WeasyPrint's job.

    Raises:
        TemplateFault: if a template can't be used.
    """
    from asn.appearance import looks_of
    from asn.render.html import print_page, print_style
    from asn.render.pdf import PdfJob
    from asn.render.pictures import pictures

    report = document.rapport
    style = print_style(resources, report.register.ord, looks_of(report.register), pictures(report))
    attachments = _attachments(project, document, resources, WEASYPRINT)
    return PdfJob(print_page(document, resources), style, attachments, _moment(report))


def typst_job(project: Projekt, document: "Dokument", resources: Resources) -> "TypstJob":
    """Typst's job; it raises likewise."""
    from asn.render.typst_engine import TypstJob
    from asn.render.typst_page import typst_faces, typst_page, typst_pictures, typst_style

    report = document.rapport
    faces, shown = typst_faces(resources, report.register), typst_pictures(report)
    attachments = _attachments(project, document, resources, TYPST)
    page, style = typst_page(document, resources), typst_style(report.register)
    return TypstJob(page, style, shown, faces, attachments, _moment(report))


def _attachments(project: Projekt, document: "Dokument", resources: Resources, engine: str) -> tuple["Attachment", ...]:
    data = tuple(data_outputs(document))
    of_report = _told_in_pdf(project, document.rapport, resources, data, engine)
    return (*_carried(project, document.rapport, resources), *of_report)


def _told_in_pdf(
    project: Projekt, report: Rapport, resources: Resources, data: Sequence[Output], engine: str
) -> Iterator["Attachment"]:
    """The report as data, and a manifest of what went in and of that data.

    The manifest can't list the PDF that it lies in, nor the other formats: the PDF is the same whichever of them are
    built. Nor does it tell of Python: another version of it gives the same PDF.
    """
    from asn.render.pdf import Attachment

    words = report.register.ord.data
    for one in data:
        yield Attachment(one.name, one.data, _mime(one.name), ifylld(words.datafil, fil=one.name), "Data")
    made_of = fingerprint(sources(project, report), resources, engine)
    versions = {name: version for name, version in made_of.versions.items() if name != "python"}
    sums = manifest_json(data, replace(made_of, versions=versions))
    yield Attachment(MANIFEST, sums, _mime(MANIFEST), words.manifest, "Data")


def _moment(report: Rapport) -> datetime.datetime:
    """The date that the PDF gives as its own."""
    when = report.datum or datetime.date(report.år, report.månader[1], 1)
    return datetime.datetime(when.year, when.month, when.day, tzinfo=datetime.UTC)


def _mime(name: str) -> str:
    return _MIMES[name.rpartition(".")[2]]


def data_outputs(document: "Dokument") -> Iterator[Output]:
    """The report as data: all of it, and each table."""
    from asn.render.data import data_json, table_csv

    yield Output("data.json", data_json(document).encode())
    for table in document.tabeller():
        yield Output(f"tabeller/{table_name(table.id)}.csv", table_csv(table))


def table_name(id_: str) -> str:
    """A table's file name in ASCII."""
    from asn.compute.document import ascii_name

    return ascii_name(id_).replace("_", "-")
