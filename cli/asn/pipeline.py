"""One report through all stages: loaded → checked → computed → rendered → published."""

import datetime
import hashlib
import platform
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from asn.check import RULES, Examination, examine
from asn.compute import Dokument, document
from asn.finding import Finding, Severity
from asn.load import Projekt
from asn.model.report import Rapport
from asn.publish import Fingerprint, Output
from asn.resources import Resources

FORMATS = ("md", "html", "pdf", "data")
_LIBRARIES = ("weasyprint", "pydyf", "jinja2", "markdown-it-py", "pyyaml", "pydantic")


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
    return Checked(report, examine(report, project.tidigare(report), RULES), own)


def computed(project: Projekt, judged: Checked) -> Dokument:
    """The document of a checked report."""
    return document(judged.rapport, project.tidigare(judged.rapport), judged.fynd)


def fingerprint(project: Projekt, report: Rapport, resources: Resources) -> Fingerprint:
    """What the outputs of a report depend on: its files and those of earlier reports, templates, code and versions."""
    names = {report.namn, *(earlier.namn for earlier in project.tidigare(report))}
    inputs = {name: _sha256(data) for name, data in project.filer_för(names).items()}
    inputs |= {"asn:mallar": resources.digest, "asn:kod": code_digest()}
    return Fingerprint(inputs, {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}})


def output_names(report: Rapport, formats: Collection[str]) -> tuple[str, ...]:
    """The files that a build in some formats must leave, besides the tables."""
    name = report.filnamn
    of = {"md": (f"{name}.md",), "html": (f"{name}.html",), "pdf": (f"{name}.pdf",), "data": ("data.json",)}
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
    if "data" in formats:
        files += [data, *tables]
    if "md" in formats:
        from asn.render.markdown import markdown_page

        files.append(Output(f"{name}.md", markdown_page(made, resources).encode()))
    if "html" in formats:
        from asn.render.html import web_page

        files.append(Output(f"{name}.html", web_page(made, resources).encode()))
    if "pdf" in formats:
        files.append(Output(f"{name}.pdf", _pdf(project, made, resources, (data, *tables))))
    return tuple(files)


def _pdf(project: Projekt, made: Dokument, resources: Resources, data: tuple[Output, ...]) -> bytes:
    from asn.render.html import print_page, print_style
    from asn.render.pdf import Attachment, PdfJob, write_pdf

    report = made.rapport
    sources = tuple(
        Attachment(name, content, "application/yaml", f"Källa: {name}", "Source")
        for name, content in sorted(project.filer_för({report.namn}).items())
    )
    mimes = {"csv": "text/csv", "json": "application/json"}
    tables = tuple(
        Attachment(o.name, o.data, mimes[o.name.rpartition(".")[2]], f"Data: {o.name}", "Data") for o in data
    )
    fonts = {f"asn:{name}": (resources.read(name), "font/ttf") for name in resources.fonts() if name.endswith(".ttf")}
    when = report.blad.datum or datetime.date(report.år, report.månader[1], 1)
    date = datetime.datetime(when.year, when.month, when.day, tzinfo=datetime.UTC)
    return write_pdf(PdfJob(print_page(made, resources), print_style(resources), fonts, (*sources, *tables), date))


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
