"""The next report of the same kind, which a page leads on to: adopted, and known by its sheet alone.

That sheet is one of the page's inputs, and so in its manifest; the PDF leads to no other report, and stays as it is.
"""

from asn.load.outline import next_adopted, sheet_of
from asn.load.project import Projekt
from asn.load.validation import record
from asn.model.report import Rapport, Rapportblad
from asn.read import read_yaml


def following(project: Projekt, report: Rapport) -> Rapport | None:
    """The next adopted report of the same kind, as its sheet tells of it; what is in it isn't read."""
    found = None if project.källa else next_adopted(project.root, report.namn, project.perioder)
    name, data = found or ("", b"")
    period = name[5:]
    kind = next((kind for kind in report.register.slag if period in kind.perioder), None)
    tree = read_yaml(sheet_of(name), data)[0] if kind else None
    sheet = record(Rapportblad, tree)[0] if tree else None
    if kind is None or sheet is None or sheet.tillstånd == "utkast":
        return None
    return Rapport(int(name[:4]), period, sheet, (), report.register, kind)


def next_report_sheet(project: Projekt, report: Rapport) -> dict[str, bytes]:
    """What a report's page is made of besides its :func:`sources`: the sheet of the report that it leads on to."""
    found = following(project, report) and next_adopted(project.root, report.namn, project.perioder)
    return {sheet_of(found[0]): found[1]} if found else {}
