"""One report through all stages: loaded → checked → computed → rendered → published."""

import datetime
import hashlib
import platform
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from asn.check import RULES, Examination, examine
from asn.check.contrast import Sheet, low_contrast
from asn.compute import Dokument, document
from asn.finding import Finding, Severity
from asn.load import Projekt
from asn.model.report import Rapport
from asn.personnummer import masked
from asn.publish import Fingerprint, Output
from asn.publish.manifest import MANIFEST, written
from asn.resources import Resources

if TYPE_CHECKING:
    from asn.render.pdf import Attachment

FORMATS = ("md", "html", "pdf", "data")
_MIMES = {
    "yaml": "application/yaml",
    "j2": "text/plain",
    "css": "text/css",
    "ttf": "font/ttf",
    "woff2": "font/woff2",
    "csv": "text/csv",
    "json": "application/json",
}
_LIBRARIES = (
    "weasyprint",
    "pydyf",
    "jinja2",
    "markdown-it-py",
    "pyyaml",
    "pydantic",
    "fonttools",
    "pyphen",
    "tinycss2",
)


@dataclass(frozen=True)
class Checked:
    """A report and what the checks said of it; ``laddad`` is every finding from reading and loading its files."""

    rapport: Rapport
    granskning: Examination
    laddad: tuple[Finding, ...]

    @property
    def fynd(self) -> tuple[Finding, ...]:
        """All findings that stand."""
        return tuple(sorted({*self.laddad, *self.granskning.fynd}))

    @property
    def får_byggas(self) -> bool:
        """Whether a build may go on: a draft always, a fastställd report only without errors."""
        return self.rapport.utkast or not any(found.severity is Severity.FEL for found in self.fynd)


def checked(project: Projekt, report: Rapport) -> Checked:
    """Judge one report by all rules."""
    folder = f"content/{report.namn}/"
    own = tuple(
        found for found in project.fynd if found.place.file.startswith(folder) or found.place.file.count("/") == 1
    )
    return Checked(report, examine(report, project.tidigare(report), RULES), (*own, *style_faults(project.root)))


@lru_cache(maxsize=8)
def style_faults(root: Path) -> tuple[Finding, ...]:
    """What is wrong with the style sheets that a project has put in the place of ours (A806)."""
    resources = Resources(root)
    pages = (("stil/gemensam.css", "stil/webb.css"), ("stil/gemensam.css", "stil/tryck.css"))
    if not any(resources.is_own(name) for page in pages for name in page):
        return ()
    sheets = (
        [Sheet(f"templates/{name}", resources.text(name), resources.is_own(name)) for name in page] for page in pages
    )
    return tuple(sorted({found for page in sheets for found in low_contrast(page)}))


def _sheet(resources: Resources, name: str) -> Sheet:
    return Sheet(f"templates/{name}", resources.text(name), resources.is_own(name))


def computed(project: Projekt, judged: Checked) -> Dokument:
    """The document of a checked report."""
    return document(judged.rapport, project.tidigare(judged.rapport), judged.fynd)


def fingerprint(project: Projekt, report: Rapport, resources: Resources) -> Fingerprint:
    """What the outputs of a report depend on: its files and those of earlier reports, templates, code and versions."""
    inputs = {name: _sha256(data) for name, data in sources(project, report).items()}
    inputs |= {"asn:mallar": resources.digest, "asn:kod": code_digest()}
    return Fingerprint(inputs, {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}})


def sources(project: Projekt, report: Rapport) -> dict[str, bytes]:
    """The files that a report is made of, by name: its own, the registers, and those of all earlier reports."""
    return project.filer_för({report.namn, *(earlier.namn for earlier in project.tidigare(report))})


def output_names(report: Rapport, formats: Collection[str]) -> tuple[str, ...]:
    """The files that a build in some formats must leave, besides the tables."""
    name = report.filnamn
    of = {
        "md": (f"{name}.md", "sammanfattning.md"),
        "html": (f"{name}.html",),
        "pdf": (f"{name}.pdf",),
        "data": ("data.json", "data.schema.json", "dcat.jsonld"),
    }
    return (*(file for kind in formats for file in of[kind]), "kontroll.json")


def outputs(project: Projekt, judged: Checked, resources: Resources, formats: Collection[str]) -> tuple[Output, ...]:
    """Everything that a build leaves, in memory.

    Raises:
        PdfEngineMissing: if a PDF is wanted and this machine can't make one.
        PdfError: if the PDF engine found something wrong.
        TemplateFault: if a template can't be used.
    """
    # Each format is imported where it is used: a check must not pay for the PDF.
    from asn.render.data import check_json, data_json, table_csv

    made = computed(project, judged)
    name = judged.rapport.filnamn
    tables = tuple(Output(f"tabeller/{table_name(table.id)}.csv", table_csv(table)) for table in made.tabeller())
    data = Output("data.json", data_json(made).encode())
    check = Output("kontroll.json", check_json(judged.fynd, made).encode())
    files = [check]
    if "md" in formats:
        from asn.render.markdown import markdown_page, summary_page

        files.append(Output(f"{name}.md", markdown_page(made, resources).encode()))
        files.append(Output("sammanfattning.md", summary_page(made, resources).encode()))
    if "html" in formats:
        from asn.render.html import web_page

        files.append(Output(f"{name}.html", web_page(made, resources).encode()))
    if "pdf" in formats:
        files.append(Output(f"{name}.pdf", _pdf(project, made, resources, (data, *tables))))
    if "data" in formats:
        pages = [file.name for file in files if file.name.startswith(name)]
        files += [data, *tables, *_described(made, pages)]
    return tuple(files)


def _described(made: Dokument, pages: Collection[str]) -> Iterator[Output]:
    """What tells others how to read the data: the schema, a description of each table, and the catalogue's record."""
    from asn.render.catalog import catalog_record, titles
    from asn.render.csvw import ENDING, table_metadata
    from asn.render.data_schema import SCHEMA, data_schema

    yield Output(SCHEMA, data_schema().encode())
    captions = {}
    for view in (view for chapter in made.kapitel for view in chapter.alla()):
        for table in view.tabeller:
            file = f"{table_name(table.id)}.csv"
            captions[f"tabeller/{file}"] = table.rubrik
            yield Output(f"tabeller/{file}{ENDING}", table_metadata(table, view.avsnitt, file).encode())
    yield Output("dcat.jsonld", catalog_record(made, titles(captions, pages)).encode())


def _pdf(project: Projekt, made: Dokument, resources: Resources, data: tuple[Output, ...]) -> bytes:
    from asn.render.html import print_page, print_style
    from asn.render.pdf import PdfJob, write_pdf

    report = made.rapport
    fonts = {f"asn:{name}": (resources.read(name), "font/ttf") for name in resources.fonts() if name.endswith(".ttf")}
    when = report.blad.datum or datetime.date(report.år, report.månader[1], 1)
    date = datetime.datetime(when.year, when.month, when.day, tzinfo=datetime.UTC)
    enclosed = _enclosed(project, report, resources, data)
    return write_pdf(PdfJob(print_page(made, resources), print_style(resources), fonts, tuple(enclosed), date))


def _enclosed(
    project: Projekt, report: Rapport, resources: Resources, data: tuple[Output, ...]
) -> Iterator["Attachment"]:
    """What the PDF carries: all that it takes to build it anew, the report as data, and the sums of it all.

    The manifest lists what went in and the data beside it in the PDF. It can't list the PDF that it lies in, nor the
    other formats: the PDF is the same whichever of them are built.
    """
    from asn.render.pdf import Attachment

    def mime(name: str) -> str:
        return _MIMES[name.rpartition(".")[2]]

    for name, content in sorted(sources(project, report).items()):
        # A personnummer in a draft's file goes no further than the file.
        yield Attachment(name, masked(content.decode()).encode(), mime(name), f"Källa: {name}", "Source")
    for name, content in resources.own.items():
        yield Attachment(f"templates/{name}", content, mime(name), f"Projektets egen mall: {name}", "Source")
    for output in data:
        yield Attachment(output.name, output.data, mime(output.name), f"Data: {output.name}", "Data")
    sums = written(data, fingerprint(project, report, resources))
    yield Attachment(MANIFEST, sums, mime(MANIFEST), "Det som rapporten är byggd av: summor och versioner", "Data")


def table_name(id_: str) -> str:
    """A table's file name in ASCII."""
    from asn.compute.document import ascii_name

    return ascii_name(id_).replace("_", "-")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the package's own code."""
    root = Path(__file__).parent
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
